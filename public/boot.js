// Starts the page. A file of its own because the Content-Security-Policy forbids inline scripts;
// which module to start stands in the attributes of its own script element, written by Trunk.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const address = (name) => new URL(name, document.baseURI);

/** Whether the page stands inside a page of somebody else, who could lay buttons of their own over it. Only headers could forbid that. */
function isFramed() {
  try {
    return top.location.origin !== location.origin;
  } catch {
    return true;
  }
}

/** Puts a sentence, and what follows it, before everything else. */
function say(sentence, ...more) {
  const paragraph = document.createElement("p");
  paragraph.setAttribute("role", "alert");
  paragraph.className = "noscript";
  paragraph.append(sentence, ...more);
  document.body.prepend(paragraph);
}

function offerOwnTab() {
  const link = document.createElement("a");
  Object.assign(link, { href: location.href, target: "_blank", rel: "noopener", className: "link" });
  link.textContent = "Open Leadlens in a tab of its own.";
  document.getElementById("page").remove();
  say("Leadlens does not work inside another website, which could watch or disguise what you do here. ", link);
}

/** What Leptos makes a template of where nothing of an element changes: one element with plain attributes, and in it a text. */
const TEMPLATE = /^<(span|td|th|option)(?: (?:class|lang|value|aria-hidden|data-[a-z]+)="[^"<>&]*")*>[^<>&]*<\/\1>$/;

/** Allows of what Trusted Types forbid the two things the page needs, its worker and its templates. No other text becomes HTML or a program. */
function trust() {
  const isWorker = (name) => /^\.\/worker_loader-[0-9a-f]+\.js$/.test(name);
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (html, type, sink) => (sink === "Element innerHTML" && TEMPLATE.test(html) ? html : null),
    createScriptURL: (name, type, sink) => (sink.startsWith("Worker ") && isWorker(name) ? name : null),
  });
}

async function start() {
  try {
    if (typeof WebAssembly !== "object") {
      throw new TypeError("WebAssembly is missing");
    }
    trust();
    const { default: begin } = await import(address(js));
    await begin({ module_or_path: address(wasm) });
  } catch (error) {
    console.error(error);
    say(
      typeof WebAssembly === "object"
        ? "Leadlens could not start: a part of it did not load. Reload the page."
        : "Leadlens could not start: this browser has no WebAssembly, or it is switched off.",
    );
  }
}

if (isFramed()) offerOwnTab();
else await start();
