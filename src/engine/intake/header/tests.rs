use super::*;

fn role(header: &str) -> Option<ColumnRole> {
    header_word(header).map(|(role, _)| role)
}

#[test]
fn every_listed_word_names_its_role_unless_a_better_word_claims_it() {
    let roles: BTreeMap<String, RoleWords> = serde_json::from_str(include_str!("../header_words.json")).unwrap();
    let mut claimed = Vec::new();
    for (name, words) in &roles {
        let expected = ColumnRole::from_name(name).unwrap();
        for word in words.documented.iter().chain(&words.general).chain(&words.ambiguous) {
            if role(word) != Some(expected) {
                claimed.push((word.as_str(), role(word)));
            }
        }
    }
    assert_eq!(claimed, []);
}

#[test]
fn spelling_does_not_matter_but_the_word_does() {
    for (header, expected) in [
        ("\u{feff}\"First Name\"", Some(ColumnRole::FirstName)),
        ("FIRST_NAME", Some(ColumnRole::FirstName)),
        ("E-POSTA", Some(ColumnRole::Email)),
        ("SOYADI", Some(ColumnRole::LastName)),
        ("ŞİRKET", Some(ColumnRole::Company)),
        ("電子郵件：", Some(ColumnRole::Email)),
        ("Lead-källa", Some(ColumnRole::LeadSource)),
        ("ActionCode@type", Some(ColumnRole::Ignore)),
        ("@odata.etag", Some(ColumnRole::Ignore)),
        ("Substatus", Some(ColumnRole::Status)),
        ("", None),
        ("...", None),
        ("Weather", None),
    ] {
        assert_eq!(role(header), expected, "{header}");
    }
}

#[test]
fn a_path_is_looked_up_whole_then_by_its_last_part() {
    for (header, expected) in [
        ("userDetails.firstName", Some(ColumnRole::FirstName)),
        ("UserDetails.Title", Some(ColumnRole::JobTitle)),
        ("customerProfile.team.0.email", Some(ColumnRole::Email)),
        ("customerProfile.name", Some(ColumnRole::Company)),
        ("customerProfile.address.country", Some(ColumnRole::Country)),
        ("referralSource", Some(ColumnRole::LeadSource)),
        ("callToAction", Some(ColumnRole::Action)),
        ("details.notes", Some(ColumnRole::Description)),
        ("address.name", None),
        ("details.requirements.solutions.0.name", Some(ColumnRole::OfferTitle)),
        ("details.requirements.solutions.0.id", Some(ColumnRole::OfferId)),
        ("offer.title", Some(ColumnRole::OfferTitle)),
    ] {
        assert_eq!(role(header), expected, "{header}");
    }
}
