// Two files of invented leads, made so that it is known who is one person: those who share an e-mail address are, those who share only name
// and company may be. No others share anything.

const words = (...lines) => lines.flatMap((line) => line.split(" "));
const GIVEN = words("Ida Tomas Mei Lucas Farid Greta Pavel Nora Olga Marta Dina Erik", "Bruno Chiara Jonas Leila Viktor Amara Hugo Salome Ravi Ingrid Yusuf Freya");
const FAMILY = words(
  "Lindqvist Keller Tanaka Moreau Haddad Holm Novak Quinn Petrova Sousa Katz Dahl",
  "Bianchi Conti Weber Karimi Orlov Okafor Fontaine Beridze Iyer Solberg Demir Thorne",
);
const COMPANY = words(
  "Northwind Alpinetools Sakurafoods Bleuhorizon Cedarsystems Fjordenergy Moravasteel Shamrockmedia Volgagrain Portocork Galileedata Nordlyspower",
  "Torinoglass Romaprint Rheinwerke Caspianfreight Uralforge Lagoslink Rhonepaper Kolkhetea Deccancloud Bergenwave Anatoliatex Tynecraft",
);
export const COUNTRIES = ["SE", "DE", "JP", "FR"];
const ACTIONS = ["INS", "PLT"];
const HEADER = "CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Country,Company,Remark";

/** Kinds of groups: leads of one e-mail that did the same twice, or went on; leads that only name and company hold together; one lead alone. */
const REPEAT = "repeat";
const JOURNEY = "journey";
export const DOUBTFUL = "doubtful";
export const ALONE = "alone";

/** The groups of a file, by the places of their people in the lists above. */
const PLAN = {
  "first.csv": { from: 0, kinds: [DOUBTFUL, DOUBTFUL, DOUBTFUL, DOUBTFUL, DOUBTFUL, DOUBTFUL, REPEAT, REPEAT, JOURNEY, JOURNEY, ALONE, ALONE] },
  "second.csv": { from: 12, kinds: [DOUBTFUL, DOUBTFUL, DOUBTFUL, DOUBTFUL, DOUBTFUL, REPEAT, REPEAT, REPEAT, JOURNEY, ALONE, ALONE, ALONE] },
};

function leadsOf(person, kind, at) {
  const [given, family, company] = [GIVEN[person], FAMILY[person], COMPANY[person]];
  const lead = (place) => {
    const isOther = kind === DOUBTFUL && place === 1;
    return {
      created: `2021-0${3 + place}-${String(at + 1).padStart(2, "0")}T08:00:00Z`,
      action: kind === REPEAT || place === 0 ? ACTIONS[person % 2] : ACTIONS[(person + 1) % 2],
      given,
      family,
      email: isOther ? `${family.toLowerCase()}${person}@gmail.com` : `${given}.${family}@${company}.example`.toLowerCase(),
      phone: isOther ? `+1 206 543 2${String(person).padStart(2, "0")}9` : `+1 425 882 8${String(person).padStart(2, "0")}1`,
      country: COUNTRIES[person % COUNTRIES.length],
      company,
      remark: `asked ${at}`,
    };
  };
  return kind === ALONE ? [lead(0)] : [lead(0), lead(1)];
}

function csvOf(groups) {
  const line = ({ created, action, given, family, email, phone, country, company, remark }) =>
    [created, `SPZA-${action}|contoso.planner`, given, family, email, phone, country, company, remark].join(",");
  return `${HEADER}\n${groups.flatMap(({ leads }) => leads.map(line)).join("\n")}\n`;
}

function fileOf(name) {
  const { from, kinds } = PLAN[name];
  const group = (kind, place) => ({ file: name, kind, name: `${GIVEN[from + place]} ${FAMILY[from + place]}`, leads: leadsOf(from + place, kind, place) });
  const groups = kinds.map(group);
  return { name, groups, csv: csvOf(groups) };
}

/** The files by their names: their groups and their text. */
export const FILES = Object.fromEntries(Object.keys(PLAN).map((name) => [name, fileOf(name)]));

/** The text of a file of so many leads, a fifth of them of people who are there twice. */
export function manyCsv(count) {
  const lines = ["CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Country,Company"];
  for (let n = 0; n < count; n += 1) {
    const person = n % Math.ceil(count * 0.8);
    const day = `2021-${String((n % 12) + 1).padStart(2, "0")}-${String((n % 28) + 1).padStart(2, "0")}`;
    const company = person % 4999;
    const who = [`Given${person % 900}`, `Family${person % 7001}`, `person.${person}@company${company}.example`, `+1555${String(person).padStart(7, "0")}`];
    lines.push([`${day}T08:00:00Z`, `SPZA-INS|contoso.offer-${n % 40}`, ...who, "US", `Company ${company}`].join(","));
  }
  return `${lines.join("\n")}\n`;
}
