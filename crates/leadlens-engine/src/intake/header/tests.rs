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

#[test]
fn what_stands_around_a_word_is_taken_off_or_changes_it() {
    use ColumnRole as R;
    for (header, expected) in [
        ("* E-Mail (required)", Some(R::Email)),
        ("Votre adresse e-mail", Some(R::Email)),
        ("contact.email", Some(R::Email)),
        ("owner.email", Some(R::Ignore)),
        ("Lead Owner Email", Some(R::Ignore)),
        ("Email Opt Out", Some(R::Ignore)),
        ("Email Bounce Date", Some(R::Ignore)),
        ("Telefon (geschäftlich)", Some(R::Phone)),
        ("Last Name (Phonetic)", Some(R::Ignore)),
        ("Prenom", Some(R::FirstName)),
        ("Laenderkuerzel", Some(R::Country)),
        ("Imię / First name", Some(R::FirstName)),
        ("Address 1: Country/Region", Some(R::Country)),
        ("Address 1: City", Some(R::City)),
        ("address1_city", Some(R::City)),
        ("(Nicht ändern) Lead", Some(R::LeadId)),
        ("(Ne pas modifier) Modifié le", Some(R::Ignore)),
        ("Offer_Id__c", Some(R::OfferId)),
        ("Ansprechpartner Vorname", Some(R::FirstName)),
        ("Created By", Some(R::Ignore)),
        ("Company Website", Some(R::Ignore)),
        ("Cargo atual", Some(R::JobTitle)),
        ("Geb.-Datum", Some(R::BirthDate)),
        ("LinkedIn Profile", Some(R::LinkedIn)),
        ("Owner City", Some(R::Ignore)),
        ("Weather report", None),
    ] {
        assert_eq!(header_role(header).map(|(role, _)| role), expected, "{header}");
    }
}

#[test]
fn the_second_of_its_kind_is_never_trusted_alone() {
    for header in ["Phone 2", "telephone3", "Alternate Phone", "Email (secondary)", "Address 2: Country", "cr4f2_email"] {
        assert_eq!(header_role(header).map(|(_, evidence)| evidence), Some(Evidence::Partial), "{header}");
    }
    for header in ["Phone 1", "1. Email", "Email (work)"] {
        assert_ne!(header_role(header).map(|(_, evidence)| evidence), Some(Evidence::Partial), "{header}");
    }
}
