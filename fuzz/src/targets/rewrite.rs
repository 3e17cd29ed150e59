//! Tables in notations of their own, which are written anew as delimited text: other quotes, long and several delimiters, columns aligned by
//! blanks, a cell a line, lists of addresses, mixed line ends.

use crate::check_opened;

/// Beginnings that make a text one of a kind, by the first byte of the body; none for a text that says so itself.
const OPENINGS: [&str; 12] = [
    "",
    "'Name','Email'\n'Ann','ann@example.com'\n",
    "“Name”;“Email”\n“Ann”;“ann@example.com”\n",
    "\"Name\", \"Email\"\n\"Ann\", \"ann@example.com\"\n",
    "\"Name,\"\"Email\"\"\"\n\"Ann,\"\"ann@example.com\"\"\"\n",
    "Name§Email§Company\nAnn§ann@example.com§Lee\n",
    "┌──────┬───────┐\n│ Name │ Email │\n├──────┼───────┤\n",
    "Name       Email            Company\nAnn        ann@example.com  Lee\n",
    "Name\nEmail\nAnn\nann@example.com\n",
    "Name,Email\nAnn,ann@example.com\nName;Email\nBo;bo@example.com\n",
    "Ann Lee <ann@example.com>; Bo Ek <bo@example.com>\n",
    "Name,Email\rAnn,ann@example.com\nBo,bo@example.com\r\n",
];

/// Reads one input.
pub fn rewrite(input: &[u8]) {
    check_opened("rewrite", input, &OPENINGS);
}
