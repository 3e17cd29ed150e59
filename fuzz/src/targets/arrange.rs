//! Records that are not one table below one header: exports put one under the other, sections, groups and their titles, totals, row names,
//! records cut by line breaks, rows of a name and a value.

use crate::check_opened;

/// Beginnings that make a text one of a kind, by the first byte of the body; none for a text that says so itself.
const OPENINGS: [&str; 10] = [
    "",
    "Name,Email,Phone\nAnn,ann@example.com,1\nEmail,Name\nbo@example.com,Bo\n",
    "Hosts,\nName,Email\nAnn,ann@example.com\nGuests,\nName,Email,Phone\n",
    "Lead Source,Name,Email\nSPZA-INS|a.b,Ann,ann@example.com\n,Bo,bo@example.com\nSubtotal,2,\n",
    "Name,Email,Phone\nLead Source: SPZA-INS|a.b (2 records),,\nAnn,ann@example.com,1\n",
    "Country,Name,Email\nGermany,Ann,ann@example.com\nGermany Total,,1\n",
    "Name,Email\n1,Ann,ann@example.com\n2,Bo,bo@example.com\n",
    "Name,Email,Note,Created\nAnn,ann@example.com,a\nb\nc,2024-03-04\n",
    "id,field,value\n1,email,ann@example.com\n1,name,Ann\n",
    "Name,Email,Phone\nAnn,ann@example.com,1\nPage 2,,\nName,Email,Phone\n",
];

/// Reads one input.
pub fn arrange(input: &[u8]) {
    check_opened("arrange", input, &OPENINGS);
}
