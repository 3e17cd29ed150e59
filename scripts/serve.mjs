// Serves a folder on 127.0.0.1: `node scripts/serve.mjs [folder] [port] [prefix]`.
// What a plain static host does and nothing more; the browser tests use it with a prefix to prove that addresses are relative.
import { createReadStream, existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";

export const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * A server of `folder` under `prefix` ("/" or "/some/path/"), listening; `port` 0 takes a free one. With a `fallback`, that file answers for
 * each that is missing, as hosts of single-page apps do it.
 */
export async function serve(folder, port = 0, prefix = "/", fallback) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const refuse = (status) => response.writeHead(status, { "Content-Type": "text/plain" }).end(`${status}\n`);
    try {
      const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
      if (!path.startsWith(prefix)) return refuse(404);
      let file = join(root, normalize(`/${path.slice(prefix.length)}`));
      if (fallback && !existsSync(file)) file = join(root, fallback);
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      const { size } = await stat(file);
      response.writeHead(200, {
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
        "Content-Length": size,
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
      });
      if (request.method === "HEAD") return response.end();
      createReadStream(file).on("error", () => response.destroy()).pipe(response);
    } catch {
      refuse(404);
    }
  });
  await new Promise((listening, failed) => server.once("error", failed).listen(port, "127.0.0.1", listening));
  return server;
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const [folder = "dist", port = "8080", prefix = "/"] = process.argv.slice(2);
  try {
    const server = await serve(folder, Number(port), prefix);
    console.log(`Leadlens is at http://127.0.0.1:${server.address().port}${prefix} (Ctrl-C ends it)`);
  } catch (error) {
    console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken: use another one with PORT=8081 make run.` : error.message);
    process.exit(1);
  }
}
