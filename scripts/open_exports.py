#!/usr/bin/env python3
"""Opens exports in other programs: a workbook with openpyxl and LibreOffice, comma-separated text with LibreOffice.

    cargo build --release --package leadlens-engine --example export_steps
    python3 scripts/open_exports.py

Looked at are the types of cells (text, date, truth value, number), telephone numbers, and that no cell is a formula. LibreOffice
(`soffice`) and openpyxl must be installed.
"""
import datetime
import pathlib
import re
import subprocess
import sys
import tempfile

import openpyxl

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "target/release/examples/export_steps"
PHONES = ["+4930123456", "0301234", "+1-555-010-9999", "12-34-56", "004930123456789", "(030) 123456", "555.0109999", "4930123456789", "+49 (0)30 123-456"]
TEXTS = ["=1+1", "@home GmbH", "-Acme", "Öar; =2+2", "1E5", "2021-03-01", "+49 Media", "Line\nbreak", '=HYPERLINK("https://x.example","y")']
NAMES = ["Ann Ash", "Bob Birk", "Cid Cole", "Dora Dahl", "Eva Ek", "Fay Fox", "Gus Gil", "Hal Holt", "Ida Ivy"]


def leads():
    lines = ["Id,CreatedDate,LeadSource,FirstName,LastName,Email,Phone,Country,Company,HasOptedOutOfEmail"]
    for number, (name, phone, text) in enumerate(zip(NAMES, PHONES, TEXTS)):
        first, last = name.split()
        cell = '"' + text.replace('"', '""') + '"'
        lines.append(f"00Q5e00000{number:05},2021-03-0{number + 1}T10:00:00Z,SPZA-INS|contoso.app,{first},{last},{first.lower()}@{last.lower()}.example,{phone},DE,{cell},{number % 2}")
    return "\n".join(lines) + "\n"


def rows(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = list(sheet.iter_rows())
    headers = [cell.value for cell in cells[0]]
    return [dict(zip(headers, row)) for row in cells[1:]]


def in_office(path, folder):
    """What LibreOffice makes of a file, as a workbook."""
    out = folder / ("office_" + path.suffix[1:])
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return rows(out / (path.stem + ".xlsx"))


def digits(text):
    """The digits of a telephone number, with the plus sign before them."""
    return ("+" if str(text).startswith("+") else "") + re.sub(r"[^0-9]", "", str(text))


def is_truth_value(cell):
    """LibreOffice has no truth values: it reads one as a formula, whoever wrote it."""
    return isinstance(cell.value, bool) or cell.value in ("=TRUE()", "=FALSE()")


def check(name, found, is_workbook):
    faults = []
    for row, phone, text in zip(found, PHONES, TEXTS):
        for header, cell in row.items():
            if cell.data_type == "f" and not (is_workbook and is_truth_value(cell)):
                faults.append(f"{header} is a formula: {cell.value}")
        value = row["phone"].value
        if digits(value) != digits(phone) or is_workbook and value != phone:
            faults.append(f"telephone {phone} is {value!r}")
        company = row["company"].value
        if is_workbook and company != text:
            faults.append(f"text {text!r} is {company!r}")
        if is_workbook and not isinstance(row["first_touch"].value, datetime.datetime):
            faults.append(f"date is {row['first_touch'].value!r}")
        if is_workbook and not is_truth_value(row["do_not_contact"]):
            faults.append(f"truth value is {row['do_not_contact'].value!r}")
        if is_workbook and not isinstance(row["lead_count"].value, (int, float)):
            faults.append(f"number is {row['lead_count'].value!r}")
    if len(found) != len(PHONES):
        faults.append(f"{len(found)} rows in place of {len(PHONES)}")
    print(f"{name}: {'as it should be' if not faults else ''}")
    for fault in faults:
        print(f"  {fault}")
    return not faults


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "leads.csv").write_text(leads(), encoding="utf-8")
        subprocess.run([EXAMPLE, folder / "leads.csv", "salesforce", folder], check=True)
        workbook, text = folder / "people.xlsx", folder / "people.csv"
        good = [
            check("workbook in openpyxl", rows(workbook), True),
            check("workbook in LibreOffice", in_office(workbook, folder), True),
            check("comma-separated text in LibreOffice", in_office(text, folder), False),
        ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
