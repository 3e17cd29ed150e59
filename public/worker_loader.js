// Starts the worker. Its first word is the build it belongs to, before anything else of it is loaded: the page listens to no other build.
// `scripts/stamp.mjs` writes the build into each of the worker's files and into their names.
const BUILD = "unstamped";
/** Section of the wasm module that holds its build. */
const SECTION = "leadlens.build";
/** What the page is told instead of the build; `platform/worker_client.rs` knows both words. */
const [OTHER_VERSION, UNREACHABLE] = ["other version", "unreachable"];
/** What of a worker's scope can send a request. The page's Content-Security-Policy does not hold in a worker that comes from a file. */
const CONNECTIONS = [
  ...["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource"],
  ...["Worker", "importScripts", "caches", "Cache", "CacheStorage", "FontFace"],
];

class OtherVersion extends Error {}

const address = (name) => new URL(name, import.meta.url);

async function loadScript() {
  const name = address(`./worker-${BUILD}.js`);
  const script = await import(name).catch(async () => {
    // To import() a file that is missing and a network that is off look alike; to fetch() they do not.
    const text = await (await fetch(name)).text();
    throw text.includes(`BUILD = "${BUILD}"`) ? new TypeError("a file arrived at the second try") : new OtherVersion(name);
  });
  if (script.BUILD !== BUILD) throw new OtherVersion(name);
  return script.default;
}

async function loadProgram() {
  const name = address(`./worker-${BUILD}_bg.wasm`);
  const response = await fetch(name);
  if (!response.ok) throw new OtherVersion(name);
  // Only what is served as wasm can be compiled while it arrives, and not every host says so.
  const isWasm = response.headers.get("Content-Type")?.startsWith("application/wasm");
  const program = await (isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
  const [build] = WebAssembly.Module.customSections(program, SECTION);
  if (!build || new TextDecoder().decode(build) !== BUILD) throw new OtherVersion(name);
  return program;
}

/** Takes from the worker what it has no need of once it is loaded. */
function disconnect() {
  for (let scope = self; scope; scope = Object.getPrototypeOf(scope)) {
    for (const name of CONNECTIONS) Reflect.deleteProperty(scope, name);
  }
}

async function run() {
  let parts;
  try {
    parts = await Promise.all([loadScript(), loadProgram()]);
  } catch (error) {
    // What is no wasm at all is a page of the host, or cut short.
    if (error instanceof OtherVersion || error instanceof WebAssembly.CompileError) return postMessage(OTHER_VERSION);
    if (error instanceof TypeError) return postMessage(UNREACHABLE);
    throw error;
  }
  const [start, program] = parts;
  disconnect();
  await start({ module_or_path: program });
}

postMessage(BUILD);
run().catch(reportError);
