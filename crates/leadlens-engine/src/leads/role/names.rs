//! Columns of names: whether one holds given names, family names, both, or a company's.

use super::guess::{DECIDED, DOUBTFUL, Guess, PROPOSED, SAFE};
use crate::intake::Table;
use crate::intake::header::{ColumnRole, Evidence, header_word};
use crate::leads::content::Content;
use crate::leads::filler::is_filler;
use crate::leads::latin::push_folded;
use crate::sorting;

/// Records looked at to compare columns.
const COMPARED_RECORDS: usize = 100;
/// Header of one half of the name, cells of both.
const BOTH_HALVES: f32 = 0.85;

/// French for a family name is Catalan for a given one: next to another family name `Nom` is the given one.
fn settle_nom(guesses: &mut [Guess], table: &Table) {
    use ColumnRole as R;
    let has_first = guesses.iter().any(|guess| guess.is_named(R::FirstName));
    let families: Vec<_> =
        (0..guesses.len()).filter(|&column| guesses.get(column).is_some_and(|guess| guess.is_named(R::LastName))).collect();
    let is_nom = |column: &usize| table.headers.get(*column).is_some_and(|header| header.trim().eq_ignore_ascii_case("nom"));
    if let Some(nom) = families.iter().copied().find(is_nom).filter(|_| families.len() > 1 && !has_first) {
        turn(guesses, nom, R::FirstName, PROPOSED);
    }
}

/// Settles what columns of names hold, from each other and from their cells.
pub(super) fn settle(guesses: &mut [Guess], contents: &[Content], table: &Table) {
    use ColumnRole as R;
    settle_nom(guesses, table);
    let named = |guesses: &[Guess], role: R| guesses.iter().position(|guess| guess.is_named(role));
    let (mut first, last, full) = (named(guesses, R::FirstName), named(guesses, R::LastName), named(guesses, R::FullName));
    // Turkish for a given name is English for an advertisement.
    let is_doubtful = |column: &usize| guesses.get(*column).is_some_and(|guess| guess.evidence == Some(Evidence::Ambiguous));
    if let Some(column) = first.filter(is_doubtful).filter(|_| last.is_none()) {
        let role = if full.is_some() { R::Ignore } else { R::FirstName };
        turn(guesses, column, role, DOUBTFUL);
        first = None;
    }
    let holds_both = |column: usize| contents.get(column).is_some_and(Content::is_several_words);
    match (first, last, full) {
        (Some(half), None, None) | (None, Some(half), None) if holds_both(half) => turn(guesses, half, R::FullName, BOTH_HALVES),
        (Some(half), None, Some(name)) if is_bare_name(table, name) && !contains(table, name, &[half]) => {
            turn(guesses, name, R::LastName, if holds_both(name) { DOUBTFUL } else { SAFE });
        }
        (None, Some(half), Some(name)) if is_bare_name(table, name) && !contains(table, name, &[half]) => {
            turn(guesses, name, R::FirstName, if holds_both(name) { DOUBTFUL } else { SAFE });
        }
        (Some(first), Some(last), Some(name))
            if is_bare_name(table, name) && table.record_count() > 0 && !contains(table, name, &[first, last]) =>
        {
            turn_to_company(guesses, name);
        }
        (_, _, Some(name)) if contents.get(name).is_some_and(Content::is_company) => turn_to_company(guesses, name),
        _ => {}
    }
    name_customer(guesses, contents, table);
    name_by_address(guesses, table);
}

/// Share of records, in tenths, whose address repeats a cell before a column without header is a name.
const REPEATED_TENTHS: usize = 6;

/// Names columns whose headers say nothing by the addresses that repeat what they hold: given and family name before the sign, the company behind it.
fn name_by_address(guesses: &mut [Guess], table: &Table) {
    use ColumnRole as R;
    let Some(email) = guesses.iter().position(|guess| guess.role == R::Email) else { return };
    // Under headers only columns whose header says nothing, and where none says what the name is.
    let is_named = |guess: &Guess| matches!(guess.role, R::FirstName | R::LastName | R::FullName | R::CustomerInfo | R::Company);
    if table.has_header && guesses.iter().any(is_named) {
        return;
    }
    let is_free = |guess: &Guess| {
        let is_open = !table.has_header || guess.evidence.is_none() || guess.evidence == Some(Evidence::Ambiguous);
        is_open && matches!(guess.role, R::Ignore | R::FullName | R::Company) && guess.weight < DECIDED
    };
    let free = |guesses: &[Guess], column: usize| guesses.get(column).is_some_and(is_free);
    let columns: Vec<usize> = (0..guesses.len()).filter(|column| free(guesses, *column)).collect();
    if !guesses.iter().any(|guess| matches!(guess.role, R::FirstName | R::LastName | R::CustomerInfo)) {
        let mut names: Vec<(f64, usize)> =
            columns.iter().filter_map(|&column| Some((place_in_local(table, email, column)?, column))).collect();
        sorting::sort_by(&mut names, |(one, _), (other, _)| one.total_cmp(other));
        // The names are known: what looked like names is something else.
        for column in columns.iter().copied().filter(|_| !names.is_empty()) {
            turn(guesses, column, R::Ignore, DOUBTFUL);
        }
        match names.as_slice() {
            &[(_, first), (_, last), ..] => {
                turn(guesses, first, R::FirstName, PROPOSED);
                turn(guesses, last, R::LastName, PROPOSED);
            }
            &[(_, name)] => turn(guesses, name, R::FullName, DOUBTFUL),
            [] => {}
        }
    }
    let is_company = |column: &usize| free(guesses, *column) && repeats_domain(table, email, *column);
    if !guesses.iter().any(|guess| guess.role == R::Company)
        && let Some(company) = columns.iter().copied().find(is_company)
    {
        turn(guesses, company, R::Company, PROPOSED);
    }
}

/// Mean place, 0 to 1, at which the words of a column stand in the local parts of addresses; `None` where most do not.
fn place_in_local(table: &Table, email: usize, column: usize) -> Option<f64> {
    let (mut found, mut filled, mut sum) = (0, 0, 0.0);
    for record in 0..table.record_count().min(COMPARED_RECORDS) {
        let address = folded(&table.cell(record, email));
        let local: String = address.split('@').next().unwrap_or_default().chars().filter(|letter| letter.is_alphanumeric()).collect();
        let cell: Vec<String> = folded(&table.cell(record, column)).split_whitespace().map(str::to_owned).collect();
        if cell.is_empty() || local.is_empty() {
            continue;
        }
        filled += 1;
        let places: Option<Vec<usize>> = cell.iter().map(|word| if word.len() > 1 { local.find(word.as_str()) } else { None }).collect();
        if let Some(place) = places.and_then(|places| places.into_iter().min()) {
            found += 1;
            sum += ratio(place, local.len());
        }
    }
    (found > 1 && 10 * found >= REPEATED_TENTHS * filled).then(|| sum / ratio(found, 1))
}

/// True for a column whose first words most domains repeat.
fn repeats_domain(table: &Table, email: usize, column: usize) -> bool {
    let (mut found, mut filled) = (0, 0);
    for record in 0..table.record_count().min(COMPARED_RECORDS) {
        let address = folded(&table.cell(record, email));
        let (_, domain) = address.split_once('@').unwrap_or_default();
        let cell = folded(&table.cell(record, column));
        let word: String = cell.split_whitespace().next().unwrap_or_default().chars().filter(|letter| letter.is_alphanumeric()).collect();
        if word.len() > 2 && !domain.is_empty() {
            filled += 1;
            found += usize::from(domain.replace('-', "").contains(&word));
        }
    }
    found > 1 && 10 * found >= REPEATED_TENTHS * filled
}

/// A text in small Latin letters, as addresses spell names.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.trim().chars().for_each(|letter| push_folded(letter, &mut folded));
    folded
}

#[expect(clippy::cast_precision_loss, reason = "lengths of addresses and counts of some records")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Gives a column another role of a name.
fn turn(guesses: &mut [Guess], column: usize, role: ColumnRole, confidence: f32) {
    if let Some(guess) = guesses.get_mut(column) {
        *guess = Guess { role, confidence, ..*guess };
    }
}

/// Turns a column that is called a name but is no person's into the company, or ignores it where another column is the company.
fn turn_to_company(guesses: &mut [Guess], column: usize) {
    let has_company = guesses.iter().any(|guess| guess.role == ColumnRole::Company);
    let role = if has_company { ColumnRole::Ignore } else { ColumnRole::Company };
    turn(guesses, column, role, if has_company { PROPOSED } else { DOUBTFUL });
}

/// True for a header that is "name" and no more, in any language.
fn is_bare_name(table: &Table, column: usize) -> bool {
    let Some(header) = table.headers.get(column) else { return false };
    let is_word = header_word(header).is_some_and(|(role, _)| role == ColumnRole::FullName);
    let word = header.trim_matches(|letter: char| !letter.is_alphabetic());
    is_word && word.chars().all(char::is_alphabetic) && word.chars().count() <= 5
}

/// True when the cells of a column contain at least half of those of the other columns, record by record.
fn contains(table: &Table, name: usize, parts: &[usize]) -> bool {
    let (mut found, mut compared) = (0, 0);
    for record in 0..table.record_count().min(COMPARED_RECORDS) {
        let whole = table.cell(record, name).trim().to_lowercase();
        for part in parts {
            let part = table.cell(record, *part).trim().to_lowercase();
            if !whole.is_empty() && !part.is_empty() {
                compared += 1;
                found += usize::from(whole.contains(&part));
            }
        }
    }
    found > 0 && 2 * found >= compared
}

/// A "customer" may be a person or a company: next to a company it is the person if no other is named, next to a person the company.
fn name_customer(guesses: &mut [Guess], contents: &[Content], table: &Table) {
    use ColumnRole as R;
    let named =
        |role: R| -> Vec<usize> { (0..).zip(guesses.iter()).filter(|(_, guess)| guess.is_named(role)).map(|(column, _)| column).collect() };
    let (people, companies) = (named(R::FullName), named(R::Company));
    let names_people = guesses.iter().any(|guess| matches!(guess.role, R::FullName | R::FirstName | R::LastName | R::CustomerInfo));
    let starts = |column: usize, word: &str| table.headers.get(column).is_some_and(|header| header.to_lowercase().starts_with(word));
    let is_ambiguous = |column: &usize| guesses.get(*column).is_some_and(|guess| guess.evidence == Some(Evidence::Ambiguous));
    if companies.is_empty() && people.len() > 1 {
        let customer = people.iter().copied().filter(is_ambiguous).find(|&column| !starts(column, "conta") && !starts(column, "konta"));
        if let Some(customer) = customer {
            turn(guesses, customer, R::Company, DOUBTFUL);
        }
    } else if companies.len() > 1 && !names_people {
        let is_person = |column: usize| contents.get(column).is_some_and(Content::is_person);
        let customer = companies.into_iter().find(|&column| starts(column, "customer") && is_person(column));
        if let Some(customer) = customer {
            turn(guesses, customer, R::FullName, PROPOSED);
        }
    } else if let [company] = companies.as_slice()
        && !names_people
        && starts(*company, "customer")
        && guesses.iter().any(|guess| guess.is_named(R::Email))
    {
        // Who has an address has a name: it may be this one.
        let is_person = contents.get(*company).is_some_and(Content::is_person);
        turn(guesses, *company, if is_person { R::FullName } else { R::Company }, PROPOSED);
    }
}

/// A `name` that repeats the company is the record's label, not a person's name.
pub(super) fn unname_companies(guesses: &mut [Guess], table: &Table) {
    let column_of = |role| guesses.iter().position(|guess| guess.role == role && guess.weight < DECIDED);
    let (Some(name), Some(company)) = (column_of(ColumnRole::FullName), column_of(ColumnRole::Company)) else { return };
    let (mut same, mut filled) = (0, 0);
    for record in 0..table.record_count().min(COMPARED_RECORDS) {
        let text = table.cell(record, name);
        filled += usize::from(!is_filler(&text));
        same += usize::from(!is_filler(&text) && text == table.cell(record, company));
    }
    if same > 0
        && 2 * same > filled
        && let Some(guess) = guesses.get_mut(name)
    {
        *guess = Guess { role: ColumnRole::Ignore, confidence: SAFE, weight: 0.0, ..*guess };
    }
}
