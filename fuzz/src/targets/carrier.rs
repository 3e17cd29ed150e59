//! Text that carries records in something else: web pages, XML, mails, cards, statements, form bodies, JSON in other text.

use crate::check_opened;

/// Beginnings that make a text one of a kind, by the first byte of the body; none for a text that says so itself.
const OPENINGS: [&str; 18] = [
    "",
    "<html><table><tr><td>Email<td>Phone<tr><td>",
    "<?xml version=\"1.0\"?><leads><lead><Email>ann@example.com</Email>",
    "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table><Row><Cell><Data>Email</Data></Cell></Row><Row>",
    "From: a@example.com\nMIME-Version: 1.0\n",
    "BEGIN:VCARD\nEMAIL:ann@example.com\n",
    "INSERT INTO leads (email, phone) VALUES ('ann@example.com', '1'), ",
    "email=ann%40example.com&phone=1&company=",
    "Lead received: {\"email\": \"ann@example.com\", \"company\": ",
    "{'email': 'ann@example.com', 'company': ",
    "Lead(email='ann@example.com', company=",
    "[OrderedDict([('email', 'ann@example.com'), ('company', ",
    "dn: cn=Ann\nmail: ann@example.com\no:: ",
    "--b\nContent-Disposition: form-data; name=\"email\"\n\nann@example.com\n--b\nContent-Disposition: form-data; name=",
    "level=info email=ann@example.com phone=1 company=",
    "Email: ann@example.com, Company: b, Phone: ",
    "10:11 in: <lead><Email>ann@example.com</Email><Company>b</Company></lead> <lead><Email>",
    "[{\"text\": \"Email: ann@example.com\\nCompany: b\\n",
];

/// Reads one input.
pub fn carrier(input: &[u8]) {
    check_opened("carrier", input, &OPENINGS);
}
