//! Small sets of leads in which names, companies and addresses meet.

use proptest::prelude::*;
use proptest::sample::select;

/// Rows for [`leads`](crate::matching::fixture::leads).
pub(super) fn arbitrary_rows() -> impl Strategy<Value = Vec<String>> {
    let row = (
        select(vec!["Regina", "Regina", "Rejina", "Anton", "R.", "Murphy", "Bill", "William", ""]),
        select(vec!["Murphy", "Merphy", "Murphi", "Murpht", "Regina", "Ash", "", "王"]),
        select(vec!["regina@contoso.com", "Regina@Contoso.com", "m@contoso.com", "m@us.contoso.com", "a@fjord.example", ""]),
        select(vec!["+1 206 555 0100", "(206) 555-0100", "206-555-0177", "1234567890", "", ""]),
        select(vec!["Contoso", "Contoso Inc", "Kontoso", "Fjord AB", "Advanced Micro Devices", "AMD", ""]),
        select(vec!["CTO", "Vice President", "VP", ""]),
    );
    let line = row.prop_map(|(first, last, email, phone, company, title)| [first, last, email, phone, "US", company, title].join(","));
    prop::collection::vec(line, 1..40)
}
