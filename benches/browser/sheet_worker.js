// SheetJS reading a workbook, and nothing more: no rows are made of its cells.
importScripts("/node_modules/xlsx/dist/xlsx.full.min.js");

onmessage = async ({ data: { file, peer } }) => {
  const started = performance.now();
  const bytes = await file.arrayBuffer();
  const book = XLSX.read(bytes, { dense: peer === "sheetjs-dense" });
  postMessage({ took: performance.now() - started, range: book.Sheets[book.SheetNames[0]]["!ref"] });
};
