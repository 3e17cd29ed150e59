// Hands the chosen file to the peer's worker and keeps its answer with the time it took.
const worker = new Worker(location.search.startsWith("?sheetjs") ? "sheet_worker.js" : "peer_worker.js");
document.querySelector("input").addEventListener("change", (event) => {
  const started = performance.now();
  worker.addEventListener("message", ({ data }) => (window.answer = { took: performance.now() - started, counts: data }));
  worker.postMessage({ file: event.target.files[0], peer: location.search.slice(1) });
});
