// ZIP archives as these tests need them: written without compression, read with or without it.
import { crc32, inflateRawSync } from "node:zlib";

/** A ZIP archive of files that are stored as they are. */
export function zip(files) {
  const [parts, directory] = [[], []];
  let offset = 0;
  for (const [name, text] of files) {
    const [label, data] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(26);
    for (const [at, value] of [[0, 20], [10, crc32(data)], [14, data.length], [18, data.length]]) head.writeUInt32LE(value, at);
    head.writeUInt16LE(label.length, 22);
    parts.push(Buffer.from("PK\x03\x04"), head, label, data);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\0"), head.subarray(0, 26), entry, label);
    offset += 30 + label.length + data.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, Buffer.from("PK\x05\x06"), end]);
}

/** The files in a ZIP archive by their names. */
export function unzip(archive) {
  const files = new Map();
  const end = archive.lastIndexOf("PK\x05\x06", undefined, "latin1");
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, packed, nameLength, extra, comment] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), ...[28, 30, 32].map((field) => archive.readUInt16LE(at + field))];
    const [head, name] = [archive.readUInt32LE(at + 42), archive.toString("utf8", at + 46, at + 46 + nameLength)];
    const start = head + 30 + archive.readUInt16LE(head + 26) + archive.readUInt16LE(head + 28);
    const data = archive.subarray(start, start + packed);
    files.set(name, method === 0 ? Buffer.from(data) : inflateRawSync(data));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}
