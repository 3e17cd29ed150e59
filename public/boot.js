// Starts the page. A file of its own because the Content-Security-Policy forbids inline scripts;
// which module to start stands in the attributes of its own script element, written by Trunk.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const address = (name) => new URL(name, document.baseURI);

try {
  if (typeof WebAssembly !== "object") {
    throw new TypeError("WebAssembly is missing");
  }
  const { default: start } = await import(address(js));
  await start({ module_or_path: address(wasm) });
} catch (error) {
  console.error(error);
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.textContent =
    typeof WebAssembly === "object"
      ? "Leadlens could not start: a part of it did not load. Reload the page."
      : "Leadlens could not start: this browser has no WebAssembly, or it is switched off.";
  document.body.prepend(sentence);
}
