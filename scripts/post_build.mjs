// What Trunk runs on what it has built (Trunk.toml). One hook, because Trunk runs all hooks of a stage at the same time and the order matters:
// the build is named by what is in its files, so nothing changes them afterwards. The list of licences is no part of the program.
import { licences } from "./licences.mjs";
import { stamp } from "./stamp.mjs";

const folder = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
stamp(folder);
licences(folder);
