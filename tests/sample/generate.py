#!/usr/bin/env python3
"""Writes src/worker/sample.csv: invented leads that show every feature of the tool, and tests/sample/truth.csv: what each of them says.

Run `python3 tests/sample/generate.py` in the root of the repository. The same run always gives the same file: the random numbers are
seeded. People are invented, companies are invented, and every address ends in a registrable domain of its company
below `example`, a name that RFC 2606 reserves.
"""
import csv
import io
import pathlib
import random
import unicodedata

TRUTH = "row,person,test,source,action,offer,country,created".split(",")
# Actions by the last part of an origin, sources by the first.
ACTIONS = dict(INS="ins", PLT="plt", DNC="dnc", Create="create", StartTestDrive="start_test_drive")
SOURCES = dict(SPZA="app_source", AzureMarketplace="azure_marketplace", AzurePortal="azure_portal", TestDrive="test_drive")
HEADER = "RowKey,CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Country,Company,Title,Description,OfferTitle".split(",")
FIRST_MONTH = (2025, 9)
# Growth, a quiet December and July, a fair in May: leads made in each of the 14 months.
LEADS_A_MONTH = [11, 14, 17, 9, 16, 19, 21, 24, 34, 23, 15, 25, 32, 38]

# id, title, weight
OFFERS = [
    ("fernhill.ledger-cloud", "Fernhill Ledger Cloud", 9),
    ("fernhill.7d1f0c52-3a44-4e0e-9a3c-5d2f6e7a8b91", "Fernhill Approvals", 6),
    ("fernhill.ledger-vm-byol", "Fernhill Ledger VM", 5),
    ("fernhill.assessment-4wk", "Finance Readiness: 4-Week Assessment", 2),
    ("saltmarsh.harbour-etl", "Harbour ETL", 6),
    ("saltmarsh.0c4fa1b7-22de-4b6a-9d1f-61a0de123456", "Saltmarsh Field Service", 5),
    ("saltmarsh.forecast-studio", "Forecast Studio", 4),
    ("WA104399901", "Saltmarsh for Excel", 3),
]
ORIGINS = {
    "fernhill.ledger-cloud": ["SPZA-INS", "SPZA-INS", "SPZA-PLT", "AzureMarketplace-INS"],
    "fernhill.7d1f0c52-3a44-4e0e-9a3c-5d2f6e7a8b91": ["SPZA-INS", "SPZA-PLT", "SPZA-PLT", "SPZA-DNC"],
    "fernhill.ledger-vm-byol": ["AzurePortal-Create", "AzureMarketplace-INS", "AzurePortal-Create", "TestDrive-StartTestDrive"],
    "fernhill.assessment-4wk": ["SPZA-PLT"],
    "saltmarsh.harbour-etl": ["AzureMarketplace-INS", "AzurePortal-Create", "TestDrive-StartTestDrive"],
    "saltmarsh.0c4fa1b7-22de-4b6a-9d1f-61a0de123456": ["SPZA-INS", "SPZA-PLT", "SPZA-DNC"],
    "saltmarsh.forecast-studio": ["AzureMarketplace-INS", "SPZA-INS", "TestDrive-StartTestDrive"],
    "WA104399901": ["SPZA-INS"],
}
# spellings, calling code, weight, people
COUNTRIES = [
    (["US", "USA", "United States"], "1", 9, "Grace Holloway,Marcus Tillery,Dana Whitlock,Owen Prather,Renee Castellan,Tyrone Ashby"),
    (["DE", "Germany", "Deutschland"], "49", 6, "Katrin Vollmer,Jürgen Haßlach,Anke Brömmel,Lukas Ehrental"),
    (["GB", "UK", "United Kingdom"], "44", 5, "Imogen Thackray,Callum Birtwell,Priya Ravenscroft"),
    (["IN", "India"], "91", 5, "Ananya Deshmore,Vikram Palanivel,Meera Kurupath,Rohan Bhatwal"),
    (["TW", "Taiwan", "台灣"], "886", 4, "怡君 林,Chih-Wei Hsuan,Ya-Ting Kuoh"),
    (["CZ", "Czechia", "Česká republika"], "420", 4, "Tereza Habrovská,Ondřej Lípský,Radka Zelinová"),
    (["SE", "Sweden", "Sverige"], "46", 3, "Åsa Björkdal,Henrik Sjölund-Ek"),
    (["TR", "Turkey", "Türkiye"], "90", 3, "Elif Çınarlı,Kerem Gündoğar,Işıl Tepebaş"),
    (["PL", "Poland", "Polska"], "48", 4, "Małgorzata Wierzbowska,Łukasz Dębiński,Kasia Olszyn"),
    (["FR", "France"], "33", 4, "Maëlys Fontbrune,Étienne Courtanel"),
    (["NL", "Netherlands"], "31", 3, "Sanne van der Kolkhof,Joost Brandsteeg"),
    (["BR", "Brazil", "Brasil"], "55", 3, "Thiago Marinhal,Luiza Campobelo"),
    (["JP", "Japan", "日本"], "81", 3, "Haruka Minazawa,Kenta Orishima"),
    (["CA", "Canada"], "1", 3, "Noémie Lachapelle,Avery McTavick"),
    (["AU", "Australia"], "61", 2, "Bronte Kellaway,Jarrah Whitmore"),
    (["ES", "Spain", "España"], "34", 2, "Nuria Valdecasas,Íñigo Barreneta"),
    (["IT", "Italy", "Italia"], "39", 2, "Chiara Montefosco,Davide Ruscelli"),
    (["MX", "Mexico", "México"], "52", 2, "Ximena Altamora,Rodrigo Peñuelas"),
    (["ZA", "South Africa"], "27", 2, "Thandeka Mbovane,Pieter Roodtman"),
    (["NG", "Nigeria"], "234", 1, "Chinwe Okorafo,Babatunde Adelaye"),
    (["KR", "South Korea", "대한민국"], "82", 1, "Ji-woo Hanseol"),
    (["HU", "Hungary", "Magyarország"], "36", 1, "Réka Szilvásy"),
    (["PT", "Portugal"], "351", 1, "Inês Carvalheda"),
    (["AE", "United Arab Emirates"], "971", 1, "Layla Al-Mashar"),
    (["SG", "Singapore"], "65", 1, "Wei Ling Tansen"),
    (["UA", "Ukraine"], "380", 1, "Oksana Verbytsko"),
]
COMPANIES = ["Birchwater", "Copperleaf Works", "Nordhaven", "Quillstone", "Amberford", "Lindenau Maschinen", "Vantara Foods", "Tealbridge",
             "Palisade Freight", "Juniper & Rye", "Okavi Textiles", "Marrow Hill Clinics", "Solvind", "Granvik", "Brightmoor"]
KINDS = ["", "", " Group", " Labs", " Services"]
FORMS = ["", " Ltd", " Inc.", " GmbH", " AB", " s.r.o."]
TITLES = ["CTO", "Head of Finance", "IT Manager", "Data Engineer", "Controller", "CFO", "Solution Architect", "Operations Lead", ""]
NOTES = ["", "", "", "Contact me about prices", "We want to start next quarter", "Pilot for 40 users", "Please call in the morning"]
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ß": "ss"})

random.seed(20261120)


def plain(name):
    """The name as it stands in an address."""
    text = unicodedata.normalize("NFKD", name.translate(LETTERS)).lower()
    return "".join(c for c in text if c.isascii() and c.isalnum()) or "contact"


def people():
    """Everybody, with what stays the same in all their leads."""
    everybody = []
    for spellings, code, weight, names in COUNTRIES:
        firsts, lasts = zip(*(name.split(" ", 1) for name in names.split(",")))
        # Everybody as listed, the listed ones again elsewhere (namesakes), and first names beside other family names.
        pairs = list(zip(firsts, lasts)) * (2 if weight > 3 else 1)
        pairs += [(first, lasts[(place + step) % len(lasts)]) for step in range(1, min(3, len(lasts))) for place, first in enumerate(firsts)]
        for place, (first, last) in enumerate(pairs):
            company = COMPANIES[(len(everybody) * 7 + place) % len(COMPANIES)] + random.choice(KINDS) + random.choice(FORMS)
            domain = plain(company.split(" ")[0]) + random.choice(["", "", "-hq", "-online", "-world"]) + ".example"
            # The second of the same name works elsewhere: a namesake, not a duplicate.
            email = f"{plain(first)}.{plain(last)}@{domain}"
            phone = f"+{code}{random.randint(20, 99)}5550{random.randint(1000, 9999)}"
            everybody.append(dict(number=len(everybody), code=spellings[0], first=first, last=last, email=email, phone=phone, countries=spellings, company=company,
                                  title=random.choice(TITLES), weight=weight))
    return everybody


def moment(month, day=None):
    """A date in one of the months, counted from the first."""
    year, number = FIRST_MONTH[0] + (FIRST_MONTH[1] - 1 + month) // 12, (FIRST_MONTH[1] - 1 + month) % 12 + 1
    return f"{year}-{number:02}-{day or random.randint(1, 28):02}T{random.randint(6, 20):02}:{random.randint(0, 59):02}:{random.randint(0, 59):02}Z"


def said(person, origin, offer, country, created, **changed):
    """What a reader takes from a lead, whatever its spelling."""
    source, _, action = origin.partition("-")
    return dict(person=person, test="", source=SOURCES.get(source, source), action=ACTIONS.get(action, action), offer=offer, country=country,
                created=created) | changed


def lead(person, origin, offer, created, truth=None, **changed):
    title = next((title for key, title, _ in OFFERS if key == offer), offer)
    row = dict(CreatedTime=created, LeadSource=f"{origin}|{offer}", FirstName=person["first"], LastName=person["last"], Email=person["email"],
               Phone=person["phone"], Country=random.choice(person["countries"]), Company=person["company"], Title=person["title"],
               Description=random.choice(NOTES), OfferTitle=title)
    row["truth"] = said(person["number"], origin, offer, person["code"], created) | (truth or {})
    if offer.startswith("WA"):
        row.update(Phone="", Country="", Company="", Title="", Description="")
        row["truth"]["country"] = ""
    return row | changed


def ordinary(everybody):
    rows = []
    for month, number in enumerate(LEADS_A_MONTH):
        for _ in range(number):
            person = random.choices(everybody, [one["weight"] for one in everybody])[0]
            offer = random.choices([key for key, _, _ in OFFERS], [weight for _, _, weight in OFFERS])[0]
            row = lead(person, random.choice(ORIGINS[offer]), offer, moment(month))
            chance = random.random()
            if chance < 0.06:
                row["Email"] = row["Email"].upper()
            elif chance < 0.10:
                row["Email"] = f" {row['Email']} "
            elif chance < 0.14:
                row["Phone"] = row["Phone"].replace("+", "00", 1)
            rows.append(row)
            if chance > 0.95:
                rows.append(dict(row))
    return rows


def special(everybody):
    rows = []
    # One person's way to a purchase.
    for number, person in enumerate(everybody[3:33:5]):
        day, month = 3 + number, 4 + number
        offer = "saltmarsh.forecast-studio" if number % 2 else "fernhill.ledger-vm-byol"
        for step, origin in enumerate(["SPZA-PLT", "TestDrive-StartTestDrive", "AzureMarketplace-INS", "AzurePortal-Create"]):
            rows.append(lead(person, origin, offer, moment(month, day + 4 * step)))
    # Pressed the same button twice and did nothing else.
    for number, person in enumerate(everybody[-1:-6:-1]):
        rows += [lead(person, "SPZA-INS", OFFERS[number % 2][0], moment(2 * number + 3, day)) for day in (9, 10 + number)]
    # Asked for a partner on the same page, later for us.
    guid = OFFERS[5][0]
    rows.append(lead(everybody[8], "SPZA-DNC", guid, moment(9, 6)))
    rows.append(lead(everybody[8], "SPZA-PLT", guid, moment(10, 12)))
    for month in [2, 5, 8, 8, 11, 13]:
        mark = f"MSFT_TEST_{639000000000000000 + random.randrange(10**16)}"
        rows.append(dict(CreatedTime=moment(month), LeadSource=f"{mark}-{mark}|{OFFERS[month % 3][1]}", FirstName=mark, LastName=mark,
                         Email=f"{mark}@example.com", Phone="1234567890", Country="US", Company=mark, Title=mark, Description=mark,
                         OfferTitle=OFFERS[month % 3][1], truth=said("", "", OFFERS[month % 3][0], "US", "", test="test")))
    for person, filler in zip(everybody[40:44], ["N/A", "NotProvidedFromAzureMarketPlace", "-", "unknown"]):
        rows.append(lead(person, "SPZA-INS", OFFERS[0][0], moment(12), Phone=filler, Company=filler, Title=filler))
    # Nobody is named: withheld, as for addresses of universities, or left blank.
    for month in [3, 7, 10, 13]:
        created = moment(month)
        rows.append(dict(CreatedTime=created, LeadSource=f"AzureMarketplace-INS|{OFFERS[4][0]}", Country="US", OfferTitle=OFFERS[4][1],
                         truth=said("", "AzureMarketplace-INS", OFFERS[4][0], "US", created)))
    created = moment(11)
    rows.append(dict(CreatedTime=created, LeadSource=f"SPZA-INS|{OFFERS[0][0]}", truth=said("", "SPZA-INS", OFFERS[0][0], "", created)))
    odd = [
        dict(Email="grace.holloway(at)example.com"), dict(Email="ondrej@@example.org"), dict(Phone="4,68555E+11"),
        dict(LeadSource="Web", truth=dict(source="other", action="none")),
        dict(LeadSource="SFDC-IN|Fernhill Ledger", truth=dict(source="other", action="other", offer="Fernhill Ledger")),
        dict(LeadSource=f"AzurePortal-Oluştur|{OFFERS[2][0]}", OfferTitle=OFFERS[2][1], truth=dict(source="azure_portal", action="create", offer=OFFERS[2][0])),
        dict(LeadSource=f"SPZA-Trial|{OFFERS[0][0]}", truth=dict(action="other")), dict(CreatedTime="2026-13-45", truth=dict(created="")),
        dict(CreatedTime="soon", truth=dict(created="")), dict(CreatedTime="03/04/2026 09:15", truth=dict(created="")),
        dict(LeadSource="AppSource (SPZA) - PLT | fernhill.ledger-cloud", truth=dict(action="plt")), dict(Description="=HYPERLINK(\"https://example.com\")"),
    ]
    for place, changed in enumerate(odd):
        rows.append(lead(everybody[(place * 11 + 2) % len(everybody)], "SPZA-INS", OFFERS[0][0], moment(place + 1), **changed))
    return rows


def main():
    everybody = people()
    rows = ordinary(everybody) + special(everybody)
    rows.sort(key=lambda row: row["CreatedTime"])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    truth = [TRUTH]
    for number, row in enumerate(rows):
        truth.append([f"L{number + 1001}"] + [row["truth"][name] for name in TRUTH[1:]])
        writer.writerow([f"L{number + 1001}"] + [row.get(name, "") for name in HEADER[1:]])
        if number == 150:
            writer.writerow([""] * len(HEADER))
        if number == 240:
            writer.writerow(["L0999", "2026-08-03T10:00:00Z", f"SPZA-PLT|{OFFERS[3][0]}", "Ragnhild", "Tveitmo", "ragnhild@solvind.example"])
            truth.append(["L0999"] + list(said(len(everybody), "SPZA-PLT", OFFERS[3][0], "", "2026-08-03T10:00:00Z").values()))
    target = pathlib.Path(__file__).resolve().parents[2] / "src" / "worker" / "sample.csv"
    target.write_bytes(out.getvalue().encode())
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(truth)
    (pathlib.Path(__file__).parent / "truth.csv").write_bytes(out.getvalue().encode())


main()
