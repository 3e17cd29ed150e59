"""Writes the workbooks and archives of this folder: `python generate.py`.

Needs xlsxwriter, xlwt and msoffcrypto-tool. All people and companies are invented. The encrypted workbook differs with every run (its salt).
"""

import gzip
import io
import os
import random
import struct
import zipfile
import zlib
from datetime import date, datetime, time, timedelta

import msoffcrypto.format.ooxml
import xlsxwriter
import xlwt

FOLDER = os.path.dirname(os.path.abspath(__file__))
HEADERS = ["First Name", "Last Name", "Email", "Phone", "Company", "Country", "Lead Source", "Created On"]
LEADS = [
    ["Ada", "Lund", "ada@example.com", "+46 8 123 45 67", "Contoso, AB", "Sweden", "SPZA-INS|contoso.app", "2021-02-16"],
    ["Jan", "Novák", "jan@example.org", "+420 601 234 567", "Fabrikam", "Czechia", "AzureMarketplace-INS|contoso.app", "2021-02-17"],
    ["Mei", "林", "mei@example.net", "+886 2 1234 5678", "Tailspin 股份有限公司", "Taiwan", "SPZA-PLT|contoso.app", "2021-02-18"],
]
CSV = "Email,Company\nada@example.com,Contoso\njan@example.org,Fabrikam\n".encode()
FIXED = (2021, 2, 16, 9, 12, 44)


def path(name):
    return os.path.join(FOLDER, name)


def write(name, data):
    with open(path(name), "wb") as file:
        file.write(data)


def workbook(name, fill, **options):
    book = xlsxwriter.Workbook(path(name), options)
    book.set_properties({"created": datetime(*FIXED)})
    fill(book)
    book.close()


def rows(sheet, lines, first=0):
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            if value is not None:
                sheet.write(first + number, column, value)


def archive(members, compression=zipfile.ZIP_DEFLATED, file=None):
    out = file or io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as target:
        for name, data in members:
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type = compression
            target.writestr(info, data)
    return out.getvalue()


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def raw_xlsx(sheet, strings=None, prefix="", target="worksheets/sheet1.xml", workbook_part="xl/workbook.xml"):
    """A workbook whose sheet and shared strings are given as XML, for what no library writes."""
    p = prefix + ":" if prefix else ""
    space = f'xmlns:{prefix}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    relations = [("rId1", "worksheet", target)]
    if strings is not None:
        relations.append(("rId2", "sharedStrings", "sharedStrings.xml"))
    listed = "".join(f'<Relationship Id="{i}" Type="{RELATIONS}/{kind}" Target="{to}"/>' for i, kind, to in relations)
    folder, file = workbook_part.rsplit("/", 1)
    members = [
        ("[Content_Types].xml", head + "<Types/>"),
        ("_rels/.rels", head + f'<Relationships><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="{workbook_part}"/></Relationships>'),
        (workbook_part, head + f'<{p}workbook {space} xmlns:r="{RELATIONS}"><{p}sheets><{p}sheet name="Leads &amp; more" sheetId="1" r:id="rId1"/></{p}sheets></{p}workbook>'),
        (f"{folder}/_rels/{file}.rels", head + f"<Relationships>{listed}</Relationships>"),
        (f"{folder}/worksheets/sheet1.xml", head + sheet.replace("<worksheet>", f"<{p}worksheet {space}>")),
    ]
    if strings is not None:
        members.append((f"{folder}/sharedStrings.xml", head + f'<sst {space}>{strings}</sst>'))
    return archive(members)


def dynamics(book):
    sheet = book.add_worksheet("Open Leads")
    hidden = book.add_worksheet("hiddenSheet")
    hidden.very_hidden()
    # The hidden sheet names more columns than the view shows, and must not be chosen for it.
    rows(hidden, [HEADERS] + LEADS * 5)
    moment = book.add_format({"num_format": "m/d/yyyy h:mm"})
    headers = ["(Do Not Modify) Lead", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Name", "Topic", "Email", "Status Reason", "Created On"]
    rows(sheet, [headers])
    for number, lead in enumerate(LEADS, 1):
        rows(sheet, [[f"00000000-0000-0000-0000-00000000000{number}", "c2hlY2tzdW0=", None, f"{lead[0]} {lead[1]}", lead[6], lead[2], "New"]], number)
        sheet.write_datetime(number, 2, datetime(2021, 2, 19, 8, 0), moment)
        sheet.write_datetime(number, 7, datetime(2021, 2, 15 + number, 9, 12, 44), moment)
    sheet.set_column(0, 2, None, None, {"hidden": True})


def salesforce(book):
    sheet = book.add_worksheet("report1613467964")
    rows(sheet, [["Marketplace leads"], ["As of 2021-02-20 10:00:00 Central European Standard Time"], ["Filtered By", None, "Lead Source contains SPZA"], [None]])
    rows(sheet, [[None] + HEADERS] + [[None] + lead for lead in LEADS], 5)
    rows(sheet, [["Total Records: 3"], [None], ["Confidential Information - Do Not Distribute"], ["Copyright 2021, all rights reserved"]], 10)


def hubspot(book):
    filler = "NotProvidedFromAzureMarketPlace"
    headers = ["Record ID", "First Name", "Last Name", "Email", "Phone Number", "Company Name", "Website URL", "Street Address", "Lead Status", "Create Date"]
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("contacts")
    rows(sheet, [headers])
    for number, lead in enumerate(LEADS, 1):
        rows(sheet, [[51_000_000_000 + number, *lead[:4], lead[4], filler, filler, "NEW"]], number)
        sheet.write_datetime(number, 9, datetime(2021, 2, 16, 9, number), moment)


def phones(book):
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Email", "Phone"])
    formats = [None, None, "@", "(000) 000-0000", "\\+0", "00000000", "0.00", "0.00E+00", "#,##0", None, None]
    values = [16175555555, 886212345678, "0042 601", 2065550100, 420601234567, 4812345, 12.5, 16175555555, 1234567, -0.1, 1e21]
    for number, (code, value) in enumerate(zip(formats, values), 1):
        sheet.write(number, 0, f"lead{number}@example.com")
        sheet.write(number, 1, value, book.add_format({"num_format": code}) if code else None)


def dates(book):
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Email", "Created On"])
    values = [
        ("m/d/yyyy", date(2021, 2, 16)),
        ("yyyy-mm-dd hh:mm:ss", datetime(*FIXED)),
        ("[$-405]d. mmmm yyyy", date(2020, 2, 29)),
        ("yyyy\"年\"m\"月\"d\"日\"", date(1900, 1, 1)),
        ("dd.mm.yy", datetime(*FIXED)),
        ("h:mm", time(9, 12, 44)),
        ("[h]:mm:ss", timedelta(hours=30, minutes=5)),
        ("General", 44243),
        ("d/m/yyyy h:mm AM/PM", datetime(2021, 2, 16)),
    ]
    for number, (code, value) in enumerate(values, 1):
        sheet.write(number, 0, f"lead{number}@example.com")
        form = book.add_format({"num_format": code})
        sheet.write_number(number, 1, value, form) if isinstance(value, int) else sheet.write_datetime(number, 1, value, form)


def plain(book, name="Leads"):
    rows(book.add_worksheet(name), [HEADERS] + LEADS)


def cover(book):
    rows(book.add_worksheet("About"), [["Export of leads"], ["Made by", "Marketplace team"], *[["Line", number] for number in range(40)]])
    plain(book)


def two(book):
    rows(book.add_worksheet("2020"), [HEADERS] + LEADS[:1])
    rows(book.add_worksheet("2021"), [HEADERS] + LEADS)


def hidden(book):
    book.add_worksheet("Visible").write_row(0, 0, ["Email", "Phone"])
    book.get_worksheet_by_name("Visible").write_row(1, 0, ["ada@example.com", "1"])
    sheet = book.add_worksheet("Old")
    rows(sheet, [HEADERS] + LEADS)
    sheet.hide()


def formulas(book):
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["First Name", "Email", "Phone", "Company", "Status"])
    sheet.write_row(1, 0, ["Ada"])
    sheet.write_formula(1, 1, '=LOWER(A2)&"@example.com"', None, "ada@example.com")
    sheet.write_formula(1, 2, "=40*2", None, 80)
    sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 4, "=TRUE()", None, "TRUE")


def wide(book):
    sheet = book.add_worksheet()
    for column in range(16384):
        sheet.write(0, column, "Email" if column == 0 else "Company" if column == 1 else f"Field {column}")
    sheet.write_row(1, 0, ["ada@example.com", "Contoso"])
    sheet.write(1, 16383, "last")
    sheet.write_row(2, 0, ["jan@example.org", "Fabrikam"])


def merged(book):
    sheet = book.add_worksheet()
    sheet.merge_range("A1:C1", "Leads of February")
    rows(sheet, [["Email", "Company", "Country"], ["ada@example.com", None, "Sweden"], ["jan@example.org", None, "Czechia"]], 1)
    sheet.merge_range("B3:B4", "Contoso")


def blank_rows(book):
    sheet = book.add_worksheet()
    rows(sheet, [["Email", "Company"], [None], ["ada@example.com", "Contoso"], [None], [None], ["jan@example.org"]], 2)
    sheet.set_row(1, None, book.add_format({"bold": True}))
    sheet.write_blank(8, 0, None, book.add_format({"bold": True}))


def long_texts(book):
    sheet = book.add_sheet("Leads")
    for column, name in enumerate(["Email", "Description"]):
        sheet.write(0, column, name)
    for number in range(1, 41):
        sheet.write(number, 0, f"lead{number}@example.com")
        # Texts of every length and of both widths cross the borders of records.
        sheet.write(number, 1, ("Zájem " if number % 2 else "Interest ") * (20 * number) + f"end {number}")


def old_leads(book, date1904=False):
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    moment = xlwt.easyxf(num_format_str="d.m.yyyy h:mm:ss")
    code = xlwt.easyxf(num_format_str="00000")
    cover_sheet = book.add_sheet("Cover")
    cover_sheet.write(0, 0, "Marketplace leads")
    sheet = book.add_sheet("Leads")
    for column, name in enumerate(HEADERS + ["Phone 2", "Opted In"]):
        sheet.write(0, column, name)
    for number, lead in enumerate(LEADS, 1):
        for column, value in enumerate(lead[:-1]):
            sheet.write(number, column, value)
        sheet.write(number, 7, date(2021, 2, 15 + number), day)
        sheet.write(number, 9, number == 1)
    sheet.write(1, 8, 16175555555)
    sheet.write(2, 8, 420, code)
    sheet.write(3, 8, datetime(*FIXED), moment)
    sheet.write(4, 2, "formula@example.com")
    sheet.write(4, 8, xlwt.Formula("1+1"))


# XLSB is written by hand: no free library writes it.


def record(kind, data=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    length = b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + length + data


def wide_text(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb():
    def cell(column, kind, data, style=0):
        return record(kind, struct.pack("<II", column, style) + data)

    strings = HEADERS[:3] + ["Phone", "Created On", "Opted In"] + [value for lead in LEADS for value in lead[:3]]
    shared = lambda column, text: cell(column, 7, struct.pack("<I", strings.index(text)))
    sheet = record(0x81) + record(0x94, struct.pack("<IIII", 0, 3, 0, 5)) + record(0x91)
    row = lambda number: record(0, struct.pack("<I", number) + bytes(13))
    sheet += row(0) + b"".join(shared(column, text) for column, text in enumerate(strings[:6]))
    for number, lead in enumerate(LEADS, 1):
        sheet += row(number) + b"".join(shared(column, text) for column, text in enumerate(lead[:3]))
        sheet += cell(3, 5, struct.pack("<d", 16175555550 + number))
        sheet += cell(4, 2, struct.pack("<I", (44242 + number) << 2 | 2), 1)
        sheet += cell(5, 4, bytes([number == 1]))
    sheet += row(4) + cell(2, 8, wide_text("formula@example.com") + bytes(6)) + cell(3, 3, b"\x2a") + cell(4, 9, struct.pack("<d", 44243.5) + bytes(6), 2)
    sheet += record(0x92) + record(0x82)
    book = record(0x83) + record(0x99, bytes(12)) + record(0x8F)
    book += record(0x9C, struct.pack("<II", 0, 1) + wide_text("rId1") + wide_text("Leads")) + record(0x90) + record(0x84)
    styles = record(0x116) + record(0x267, struct.pack("<I", 1)) + record(0x2C, struct.pack("<H", 164) + wide_text("yyyy-mm-dd hh:mm")) + record(0x268)
    styles += record(0x269, struct.pack("<I", 3)) + b"".join(record(0x2F, struct.pack("<HH", 0, style) + bytes(12)) for style in (0, 14, 164)) + record(0x26A)
    texts = record(0x9F, struct.pack("<II", len(strings), len(strings))) + b"".join(record(0x13, b"\0" + wide_text(text)) for text in strings) + record(0xA0)
    relation = lambda number, kind, target: f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
    return archive([
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", f"<Relationships>{relation(1, 'officeDocument', 'xl/workbook.bin')}</Relationships>"),
        ("xl/workbook.bin", book),
        ("xl/_rels/workbook.bin.rels", f"<Relationships>{relation(1, 'worksheet', 'worksheets/sheet1.bin')}{relation(2, 'sharedStrings', 'sharedStrings.bin')}{relation(3, 'styles', 'styles.bin')}</Relationships>"),
        ("xl/worksheets/sheet1.bin", sheet),
        ("xl/sharedStrings.bin", texts),
        ("xl/styles.bin", styles),
    ])


def ods(encrypted=False):
    text = lambda value, more="": f'<table:table-cell office:value-type="string"{more}><text:p>{value}</text:p></table:table-cell>'
    row = lambda cells, more="": f"<table:table-row{more}>{''.join(cells)}</table:table-row>"
    number = lambda value, shown: f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>'
    leads = [row([text(name) for name in ["Email", "Company", "Phone", "Created On", "Opted In", "Description"]])]
    leads.append(row([
        text("ada@example.com"), text("Contoso &amp; Sons", ' table:number-columns-repeated="1"'), number("16175555555", "1.62E+010"),
        '<table:table-cell office:value-type="date" office:date-value="2021-02-16T09:12:44.123"><text:p>16.2.21</text:p></table:table-cell>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>',
        '<table:table-cell office:value-type="string"><office:annotation><text:p>not this</text:p></office:annotation><text:p>first<text:s text:c="2"/>line</text:p><text:p>second <text:span>line</text:span></text:p></table:table-cell>',
    ]))
    leads.append('<table:table-row table:number-rows-repeated="5"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>')
    leads.append(row([
        text("jan@example.org"), "<table:table-cell/>", number("420", "00420"),
        '<table:table-cell office:value-type="date" office:date-value="2021-02-17"><text:p>17.2.21</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>',
        '<table:table-cell table:number-columns-repeated="1018"/>',
    ], ' table:number-rows-repeated="2"'))
    leads.append('<table:table-row table:number-rows-repeated="1048567"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>')
    old = [row([text(name) for name in HEADERS])] + [row([text(value) for value in lead]) for lead in LEADS]
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>'
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f'<office:body><office:spreadsheet><table:table table:name="Old" table:style-name="ta2">{"".join(old)}</table:table>'
        f'<table:table table:name="Leads" table:style-name="ta1">{"".join(leads)}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = '<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="content.xml">%s</manifest:file-entry></manifest:manifest>'
    data = "<manifest:encryption-data/>" if encrypted else ""
    return archive([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content), ("META-INF/manifest.xml", manifest % data)])


def streamed(members):
    """An archive with sizes behind its members, as programs write that cannot go back."""

    class Pipe(io.RawIOBase):
        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, data):
            self.data += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members:
            target.writestr(zipfile.ZipInfo(name, FIXED), data, zipfile.ZIP_DEFLATED)
    return pipe.data


def large(members):
    """An archive whose directory keeps its numbers in the extra fields of ZIP64."""
    out, directory = b"", b""
    for name, data in members:
        packed = zlib.compress(data, 9, -15)
        place = len(out)
        fields = struct.pack("<HHHHHI", 45, 0, 8, 0x4996, 0x5250, zlib.crc32(data))
        out += b"PK\3\4" + fields + struct.pack("<IIHH", 0xFFFFFFFF, 0xFFFFFFFF, len(name), 20) + name.encode() + struct.pack("<HHQQ", 1, 16, len(data), len(packed)) + packed
        extra = struct.pack("<HHQQQ", 1, 24, len(data), len(packed), place)
        directory += b"PK\1\2" + struct.pack("<H", 45) + fields + struct.pack("<IIHHHHHII", 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(extra), 0, 0, 0, 0, 0xFFFFFFFF) + name.encode() + extra
    start, end = len(out), len(out) + len(directory)
    record64 = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, len(members), len(members), len(directory), start)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, end, 1)
    return out + directory + record64 + locator + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def declare(data, size):
    """Makes every member of an archive declare another size."""
    data = bytearray(data)
    at = data.find(b"PK\1\2")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", size)
        at = data.find(b"PK\1\2", at + 4)
    return bytes(data)


def lock(data):
    """Marks every member of an archive as encrypted."""
    data = bytearray(data)
    for magic, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = data.find(magic)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


def read(name):
    with open(path(name), "rb") as file:
        return file.read()


def main():
    workbook("dynamics-export.xlsx", dynamics)
    workbook("salesforce-report.xlsx", salesforce)
    workbook("hubspot-contacts.xlsx", hubspot)
    workbook("numeric-phones.xlsx", phones)
    workbook("dates.xlsx", dates)
    workbook("dates-1904.xlsx", dates, date_1904=True)
    workbook("plain.xlsx", plain)
    workbook("cover-and-data.xlsx", cover)
    workbook("two-data-sheets.xlsx", two)
    workbook("hidden-sheet.xlsx", hidden)
    workbook("empty-sheet.xlsx", lambda book: book.add_worksheet("Nothing"))
    workbook("header-only.xlsx", lambda book: rows(book.add_worksheet(), [HEADERS]))
    workbook("no-header.xlsx", lambda book: rows(book.add_worksheet(), LEADS))
    workbook("title-rows.xlsx", lambda book: rows(book.add_worksheet(), [["Leads of February"], [None], ["Team", "Nordics"], HEADERS] + LEADS))
    workbook("formulas.xlsx", formulas)
    workbook("wide.xlsx", wide)
    workbook("merged.xlsx", merged)
    workbook("blank-rows.xlsx", blank_rows)
    workbook("streamed-strings.xlsx", plain, constant_memory=True)

    inline = lambda text: f'<c t="inlineStr"><is><t>{text}</t></is></c>'
    write("inline-strings.xlsx", raw_xlsx(
        f'<worksheet><sheetData><row>{inline("Email")}{inline("Company")}{inline("Opted In")}</row>'
        f'<row>{inline("ada@example.com")}<c t="inlineStr"><is><r><t>Con</t></r><r><rPr><b/></rPr><t>toso</t></r></is></c><c t="b"><v>1</v></c></row>'
        f'<row>{inline("jan@example.org")}{inline("Fabrikam &lt;b&gt;")}<c t="e"><v>#SPILL!</v></c></row></sheetData></worksheet>'))
    write("texts.xlsx", raw_xlsx(
        '<worksheet><dimension ref="A1"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>4</v></c><c r="C2" t="s"><v>5</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>6</v></c><c r="B3" t="str"><f>A1&amp;"&gt;"</f><v>a_x000D_b &amp; c</v></c><c r="C3" t="d"><v>2021-02-16T09:12:44.000</v></c></row></sheetData></worksheet>',
        strings='<si><t>Email</t></si><si><t>Description</t></si><si><t>Company</t></si><si><t xml:space="preserve"> ada@example.com</t></si>'
        '<si><r><t xml:space="preserve">rich </t></r><r><rPr><b/></rPr><t>text</t></r><r><t>&#10;with &quot;lines&quot;_x000D_\r\nand _x005F_x000D_</t></r></si>'
        '<si><t>林商店</t><rPh sb="0" eb="1"><t>ハヤシ</t></rPh><phoneticPr fontId="1"/></si><si><t><![CDATA[jan@example.org]]></t></si>'))
    write("prefixed.xlsx", raw_xlsx(
        '<worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="s"><x:v>1</x:v></x:c></x:row><!-- > -->'
        '<x:row r="2"><x:c r="A2" t="s"><x:v>2</x:v></x:c><x:c r="B2"><x:v>1.6175555555E10</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        strings="<x:si><x:t>Email</x:t></x:si><x:si><x:t>Phone</x:t></x:si><x:si><x:t>ada@example.com</x:t></x:si>", prefix="x", target="/book/worksheets/sheet1.xml", workbook_part="book/main.xml"))
    write("disordered-cells.xlsx", raw_xlsx('<worksheet><sheetData><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData></worksheet>'))
    write("missing-string.xlsx", raw_xlsx('<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>', strings="<si><t>a</t></si>"))
    write("bomb.xlsx", raw_xlsx("<worksheet><sheetData>" + " " * (110 << 20) + "</sheetData></worksheet>"))

    book = xlwt.Workbook()
    old_leads(book)
    book.save(path("leads.xls"))
    book = xlwt.Workbook()
    book.dates_1904 = True
    old_leads(book)
    book.save(path("leads-1904.xls"))
    book = xlwt.Workbook()
    long_texts(book)
    book.save(path("long-texts.xls"))
    # The same container without a workbook in it is an old document.
    write("letter.doc", read("leads.xls").replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")))
    write("truncated.xls", read("long-texts.xls")[:-20000])
    write("leads.xlsb", xlsb())
    write("leads.ods", ods())
    write("password.ods", ods(encrypted=True))

    with open(path("plain.xlsx"), "rb") as clear, open(path("password.xlsx"), "wb") as locked:
        msoffcrypto.format.ooxml.OOXMLFile(clear).encrypt("open sesame", locked)
    write("truncated.xlsx", read("plain.xlsx")[:-3000])
    damaged = bytearray(read("plain.xlsx"))
    place = damaged.find(b"xl/worksheets/sheet1.xml") + 60
    damaged[place] ^= 0xFF
    write("damaged.xlsx", bytes(damaged))

    # The same without compression, for tests that damage what is inside.
    for name in ["plain.xlsx", "texts.xlsx", "dates.xlsx", "leads.xlsb", "leads.ods"]:
        with zipfile.ZipFile(path(name)) as source:
            write(f"stored-{name}", archive([(member, source.read(member)) for member in source.namelist()], zipfile.ZIP_STORED))

    packed = gzip.compress(CSV, mtime=0)
    write("leads.csv.gz", packed)
    write("two-parts.csv.gz", gzip.compress(CSV[:20], mtime=0) + gzip.compress(CSV[20:], mtime=0) + bytes(8))
    write("truncated.csv.gz", packed[:-12])
    write("plain.xlsx.gz", gzip.compress(read("plain.xlsx"), mtime=0))
    write("bomb.csv.gz", gzip.compress(b"a" * (110 << 20), mtime=0))
    noise = random.Random(1).randbytes
    second = b"Email;Phone\r\nmei@example.net;1\r\n"
    write("two-tables.zip", archive([
        ("a/", b""), ("a/2021.csv", CSV), ("a/logo.png", b"\x89PNG\r\n\x1a\n" + noise(20)), ("__MACOSX/a/._2021.csv", b"\0"), (".DS_Store", b"\0"),
        ("a/scan", b"%PDF-1.7\n"), ("2020.csv", second), ("notes.bin", bytes(range(32)) * 2),
    ]))
    write("workbook-and-json.zip", archive([("plain.xlsx", read("plain.xlsx")), ("leads.json", b'[{"Email": "ada@example.com", "Company": "Contoso"}]')], zipfile.ZIP_STORED))
    write("nested.zip", archive([("inner.zip", archive([("leads.csv", CSV)])), ("leads.csv.gz", packed), ("leads.csv", CSV), ("letter.docx", archive([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]))]))
    write("images-only.zip", archive([("a.png", b"\x89PNG\r\n\x1a\n"), ("b", b"\xff\xd8\xff\xe0" + bytes(8))]))
    write("password.zip", lock(archive([("leads.csv", CSV)])))
    write("streamed.zip", streamed([("leads.csv", CSV)]))
    write("large.zip", large([("leads.csv", CSV)]))
    write("truncated.zip", archive([("leads.csv", CSV)])[:-30])
    write("bomb.zip", archive([("leads.csv", CSV), ("zeros.csv", bytes(110 << 20))]))
    write("lying-bomb.zip", declare(archive([("zeros.csv", b"a" * (110 << 20))]), 1000))
    write("huge-declared.zip", declare(archive([("leads.csv", CSV)]), 0xFFFFFFF0))
    write("letter.docx", archive([("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", b"<Relationships/>"), ("word/document.xml", b"<w:document/>")]))
    write("slides.pptx", archive([("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")]))


main()
