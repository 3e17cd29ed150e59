// Invented leads. What a test needs to know of them stands with them.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";

/** 4 leads of 3 people; Ann is there twice for the same offer. */
export const SMALL = {
  csv: `CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Country,Company,Title,Description
2021-03-01T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer,ann@fabrikam.example,+15550100,US,Fabrikam,Buyer,
2021-03-02T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer,ANN@fabrikam.example,+15550100,US,Fabrikam,Buyer,again
2021-03-09T08:00:00Z,AzureMarketplace-INS|contoso.backup,Bo,Berg,bo@wingtip.example,+46855500,SE,Wingtip,CTO,
2021-04-01T08:00:00Z,SPZA-DNC|contoso.planner,Cem,Can,cem@litware.example,+90212555,TR,Litware,,
`,
  leads: 4,
  people: 3,
  offer: "contoso.planner",
};

/** 2 leads of another file. */
export const OTHER = {
  csv: "LeadSource,Email\nSPZA-PLT|contoso.planner,dot@proseware.example\nSPZA-PLT|contoso.planner,eve@proseware.example\n",
  leads: 2,
};

/** A lead whose name would do something if it were HTML, and whose company would do something if it were a formula. */
export const HOSTILE = {
  name: "<img src=x onerror=window.ran=1>",
  csv: 'LeadSource,FirstName,Email,Company\nSPZA-INS|contoso.planner,<img src=x onerror=window.ran=1>,mal@evil.example,"=HYPERLINK(""http://evil.example"")"\n',
};

/** A file of that name, as the browser hands it over. */
export const csvFile = (name, content) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

const text = (name, content) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });

/** Files that hold no leads, and what the sentence about each must name. `file` is made when needed. */
export const BAD_FILES = [
  {
    what: "a picture",
    file: () => ({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64") }),
    names: /image|picture/i,
  },
  { what: "a web page", file: () => text("leads.csv", "<!doctype html><html><head><title>Sign in</title></head><body>Sign in</body></html>"), names: /web page|HTML/i },
  { what: "a table about something else", file: () => text("paint.csv", "Colour,Weight\nred,12\nblue,7\n"), names: /Colour/ },
  { what: "JSON that is cut", file: () => text("leads.json", '[{"LeadSource":"SPZA-INS|contoso.planner","UserDetails":{"Email":"a@'), names: /JSON/i },
  { what: "JSON of 100,000 levels", file: () => text("deep.json", "[".repeat(100_000) + "]".repeat(100_000)), names: /deep|nest|level/i },
  { what: "a line of 64 MiB", file: () => bigFile("line-64-mib.csv", (write) => Array.from({ length: 64 }, () => write("a".repeat(1 << 20)))), names: /line-64-mib\.csv/ },
];

/** Path of a file too big to be handed over by value, made once. */
function bigFile(name, fill) {
  const path = `target/e2e/${name}`;
  if (!existsSync(path)) {
    mkdirSync("target/e2e", { recursive: true });
    const draft = `${path}.${process.pid}`;
    const file = openSync(draft, "w");
    fill((part) => writeSync(file, part));
    closeSync(file);
    renameSync(draft, path);
  }
  return path;
}

/** About 50 MB of leads. */
export const BIG = {
  path: () =>
    bigFile("leads-50-mb.csv", (write) => {
      write("CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Country,Company,Title,Description\n");
      for (let block = 0; block < 30; block += 1) {
        let lines = "";
        for (let index = 0; index < 10_000; index += 1) {
          const n = block * 10_000 + index;
          lines += `2021-${String((n % 12) + 1).padStart(2, "0")}-${String((n % 28) + 1).padStart(2, "0")}T08:00:00Z,SPZA-INS|contoso.offer-${n % 40},First${n % 900},Last${n % 7000},person.${n % 190_000}@company${n % 5000}.example,+1555${String(n % 190_000).padStart(7, "0")},US,"Company ${n % 5000}, Inc.",Manager,Asked about number ${n}\n`;
        }
        write(lines);
      }
    }),
  leads: 300_000,
  bytes: () => statSync(BIG.path()).size,
};
