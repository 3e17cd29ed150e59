// Tables of Markdown: written for the report, and read again from the last one.

/** A table with a head; the first `texts` columns stand left, the others right. */
export function table(head, rows, texts = 1) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map((_, column) => (column < texts ? "---" : "---:")).join("|")}|`, ...rows.map(line)].join("\n");
}

/** The rows of all tables of a text, by their heads and first cells: `head cell › first cell` → cells by head. */
export function parseTables(text) {
  const rows = new Map();
  let head = [];
  const lines = text.split("\n").map((line) => (line.startsWith("|") ? line.slice(1, -1).split("|").map((cell) => cell.trim()) : []));
  for (const [number, cells] of lines.entries()) {
    if (cells.length === 0) head = [];
    else if (head.length === 0) head = cells;
    else if (!lines[number].every((cell) => /^-+:?$/.test(cell))) {
      rows.set(`${head[0]} › ${cells[0]}`, Object.fromEntries(cells.map((cell, column) => [head[column], cell])));
    }
  }
  return rows;
}
