#!/usr/bin/env python3
"""Writes the corpus: invented leads in many languages, as systems of the past and the present write them.

    python3 tests/corpus/encoding/generate.py [FOLDER]

Each file comes from one line of CASES. `expected.tsv` says of each file its encoding, delimiter, number of records and one cell's text.
The same script gives the same bytes.
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
PEOPLE = json.loads((HERE / "people.json").read_text(encoding="utf-8"))
ENGLISH = ["LeadSource", "First Name", "Last Name", "Email", "Phone", "Country", "Company", "Job Title"]
SOURCES = ["AzureMarketplace-INS|lakeworks.backup-pro", "SPZA-PLT|lakeworks.backup-pro", "AzurePortal-Create|lakeworks.vault"]
CODES = {"cs": "CZ", "sv": "SE", "da": "DK", "nb": "NO", "de": "AT", "nl": "BE", "uk": "UA", "el": "GR", "he": "IL", "ar": "EG", "ja": "JP", "ko": "KR", "zh-cn": "CN", "zh-tw": "TW"}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}

# Label of the Encoding Standard, codec of Python, languages, delimiter, headers, records, first person.
CASES = """
windows-1250 cp1250 cs,pl,hu,sk,ro semicolon local 2 0
windows-1250 cp1250 cs,pl,hu,sk comma english 30 1
windows-1250 cp1250 cs,pl tab english 1 2
iso-8859-2 iso8859_2 cs,pl,sk semicolon local 2 1
iso-8859-2 iso8859_2 cs,pl comma english 30 0
windows-1251 cp1251 ru,uk,bg semicolon local 2 0
windows-1251 cp1251 ru,uk,bg comma english 30 1
windows-1251 cp1251 ru tab english 1 3
koi8-r koi8_r ru semicolon local 2 0
koi8-r koi8_r ru comma english 30 2
koi8-u koi8_u uk comma local 30 1
iso-8859-5 iso8859_5 ru semicolon local 30 1
windows-1252 cp1252 sv,de,fr,es,pt,da,nb,nl,it semicolon local 2 0
windows-1252 cp1252 sv,de,fr,es,pt,da,nb,nl,it comma english 30 1
windows-1252 cp1252 sv,de,fr,es,pt tab english 1 2
iso-8859-15 iso8859_15 fr semicolon euro 30 0
macintosh mac_roman fr,sv comma local 30 0
windows-1253 cp1253 el semicolon local 2 0
windows-1253 cp1253 el comma english 30 1
windows-1254 cp1254 tr semicolon local 2 0
windows-1254 cp1254 tr comma english 30 1
windows-1254 cp1254 tr tab english 1 2
windows-1255 cp1255 he comma local 30 0
windows-1256 cp1256 ar semicolon local 30 0
windows-1257 cp1257 lt semicolon local 30 0
big5 big5 zh-tw comma local 2 0
big5 big5 zh-tw tab english 30 1
big5 big5 zh-tw comma english 1 2
gb18030 gb18030 zh-cn comma local 2 0
gb18030 gbk zh-cn tab english 30 1
gb18030 gbk zh-cn semicolon english 1 2
shift_jis cp932 ja comma local 2 0
shift_jis cp932 ja tab english 30 1
shift_jis cp932 ja comma english 1 2
euc-jp euc_jp ja comma local 2 0
euc-jp euc_jp ja comma english 30 1
euc-kr cp949 ko comma local 2 0
euc-kr cp949 ko tab english 30 1
euc-kr cp949 ko semicolon english 1 2
utf-8 utf_8 cs,ko semicolon local 2 0
utf-8 utf_8_sig sv,zh-tw comma local 2 0
utf-16le utf-16-le de,zh-cn tab local 2 0
utf-16be utf-16-be fr,ja comma english 30 0
utf-16le mark-le cs,ja tab local 2 0
utf-16be mark-be el,ru comma local 30 0
"""


def encode(text: str, codec: str) -> bytes:
    if codec.startswith("mark"):
        return ("\ufeff" + text).encode(codec.replace("mark", "utf-16"))
    return text.encode(codec)


def records(language: str, number: int, first: int) -> list[list[str]]:
    people = PEOPLE[language]
    made = []
    for index in range(first, first + number):
        pick = lambda kind, step: people[kind][index * step % len(people[kind])]
        phone = f"+00 555 01{index % 100:02}" if index % 3 else ""
        # Every other record names the country by its code, as tables filled by two systems do.
        country = people["country"] if index % 2 == 0 else CODES.get(language, language.upper())
        made.append([SOURCES[index % 3], pick("first", 1), pick("last", 1), f"person{index}@example.{['com', 'org', 'net'][index % 3]}", phone, country, pick("company", 3), pick("title", 1)])
    return made


def write(folder: pathlib.Path, cases: list[str]) -> None:
    lines = ["file\tencoding\tdelimiter\trecords\trecord\tcolumn\ttext"]
    for case in cases:
        label, codec, languages, delimiter, headers, number, first = case.split()
        for language in languages.split(","):
            rows = records(language, int(number), int(first))
            if headers == "euro":
                rows = [row[:7] + [f"sœur du gérant, 1{index} € le mois"] for index, row in enumerate(rows)]
            if label.endswith("1250") or label.endswith("8859-2"):
                # Both have the letters with a cedilla only, as all Romanian files of their time do.
                rows = [[cell.translate(str.maketrans("șțȘȚ", "şţŞŢ")) for cell in row] for row in rows]
            header = ENGLISH if headers == "english" else [cell.translate(str.maketrans("țȚ", "ţŢ")) for cell in PEOPLE[language]["headers"]]
            between = DELIMITERS[delimiter]
            quote = lambda cell: f'"{cell}"' if between in cell else cell
            text = "".join(between.join(quote(cell) for cell in row) + "\r\n" for row in [header, *rows])
            kind = {"utf_8_sig": "-bom", "mark-le": "-bom", "mark-be": "-bom"}.get(codec, "")
            name = f"{language}-{label}{kind}-{headers}-{number}.{'txt' if delimiter == 'tab' else 'csv'}"
            try:
                (folder / name).write_bytes(encode(text, codec))
            except UnicodeEncodeError as error:
                raise SystemExit(f"{name}: {error}") from error
            # The last record's company or title, whichever is not ASCII.
            column = next((column for column in (6, 7, 1, 2) if not rows[-1][column].isascii()), 6)
            lines.append("\t".join([name, label, delimiter, number, str(len(rows) - 1), str(column), rows[-1][column]]))
    (folder / "expected.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE, CASES.strip().splitlines())
