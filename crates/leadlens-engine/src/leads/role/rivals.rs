//! Several columns for one role, and unknown columns.

use super::guess::{DECIDED, DOUBTFUL, Guess, PROPOSED, SAFE};
use crate::intake::Table;
use crate::intake::header::{ColumnRole, Evidence};
use crate::leads::content::Content;

/// A column that lost to one that needs no question.
const YIELDED: f32 = 0.9;

/// Leaves every role to one column. A storefront that loses to a `LeadSource` column becomes [`ColumnRole::Storefront`];
/// other losers are ignored.
pub(super) fn settle(guesses: &mut [Guess], contents: &[Content]) {
    promote_storefront(guesses);
    return_titles(guesses);
    let roles = ColumnRole::ALL.into_iter().filter(|role| *role != ColumnRole::Ignore);
    for role in roles {
        let mut winner: Option<(usize, Guess)> = None;
        for (index, guess) in guesses.iter().enumerate().filter(|(_, guess)| guess.role == role) {
            if winner.is_none_or(|(_, best)| guess.weight > best.weight) {
                winner = Some((index, *guess));
            }
        }
        let Some((winner, best)) = winner else { continue };
        let mut is_contested = false;
        for (index, guess) in
            guesses.iter_mut().enumerate().filter(|(index, guess)| guess.role == role && *index != winner && guess.weight < DECIDED)
        {
            let is_empty = contents.get(index).is_none_or(Content::is_empty);
            is_contested |= guess.evidence.is_none();
            let is_storefront = role == ColumnRole::LeadSource && !is_empty && guess.evidence != Some(Evidence::Partial);
            // Telephones told by their cells are telephones still, whatever the header is.
            let is_told = role == ColumnRole::Phone && contents.get(index).is_some_and(Content::is_international);
            guess.lost = (guess.evidence.is_some() || is_told).then_some(role);
            guess.role = if is_storefront { ColumnRole::Storefront } else { ColumnRole::Ignore };
            guess.confidence = if is_storefront || is_empty || yields(role, guess, &best) { YIELDED } else { DOUBTFUL };
            // What was hardly known is now unknown.
            if matches!(guess.evidence, None | Some(Evidence::Partial)) && guess.role == ColumnRole::Ignore {
                *guess = Guess { confidence: DOUBTFUL, evidence: None, ..*guess };
            }
        }
        // Of two columns that are told by their cells alone, either may be the one.
        if is_contested
            && best.evidence.is_none()
            && let Some(guess) = guesses.get_mut(winner).filter(|guess| guess.weight < DECIDED)
        {
            guess.confidence = guess.confidence.min(DOUBTFUL);
        }
    }
}

/// Gives the role `LeadSource`, where no column has it, to the storefront that cells tell of; a column the user decided about stays.
fn promote_storefront(guesses: &mut [Guess]) {
    if !guesses.iter().any(|guess| guess.role == ColumnRole::LeadSource)
        && let Some(guess) = guesses.iter_mut().find(|guess| guess.role == ColumnRole::Storefront && guess.weight < DECIDED)
    {
        guess.role = ColumnRole::LeadSource;
    }
}

/// A "product" whose cells look like ids is its title still where another column is named to be the id.
fn return_titles(guesses: &mut [Guess]) {
    let is_clear = |guess: &Guess| matches!(guess.evidence, Some(Evidence::Documented | Evidence::General)) || guess.weight >= DECIDED;
    if guesses.iter().any(|guess| guess.role == ColumnRole::OfferId && is_clear(guess)) {
        for guess in guesses.iter_mut().filter(|guess| guess.role == ColumnRole::OfferId && guess.evidence == Some(Evidence::Ambiguous)) {
            guess.role = ColumnRole::OfferTitle;
        }
    }
}

/// True for a column that may be ignored without a question because another serves its role better.
fn yields(role: ColumnRole, loser: &Guess, winner: &Guess) -> bool {
    let is_secondary =
        matches!(role, ColumnRole::Created | ColumnRole::Status | ColumnRole::Owner | ColumnRole::LeadId) || role.is_further_evidence();
    let is_clear = matches!(winner.evidence, Some(Evidence::Documented | Evidence::General)) || winner.weight >= DECIDED;
    is_secondary || is_clear && loser.evidence == Some(Evidence::Ambiguous) && winner.confidence >= YIELDED
}

/// Doubts every unknown column that could fill an open role: text where a name, company, country, job title or offer is missing; and
/// every column of no use whose cells are what is missing.
pub(super) fn doubt_unknown(guesses: &mut [Guess], contents: &[Content], table: &Table) {
    use ColumnRole as R;
    let serves = |roles: &[R]| guesses.iter().any(|guess| roles.contains(&guess.role));
    let has_person = serves(&[R::CustomerInfo]);
    let is_open = !(has_person || serves(&[R::FullName]) || serves(&[R::FirstName]) && serves(&[R::LastName]))
        || !(has_person || serves(&[R::Company]))
        || !(has_person || serves(&[R::Country]))
        || !(has_person || serves(&[R::JobTitle]))
        || !(serves(&[R::OfferId, R::OfferTitle]) || contents.iter().any(Content::is_composite));
    let (needs_description, needs_date) = (!serves(&[R::Description]), !serves(&[R::Created]));
    let is_guessed =
        R::ALL.map(|role| guesses.iter().any(|guess| guess.role == role && guess.evidence.is_none() && guess.confidence < YIELDED));
    let is_served = R::ALL.map(|role| serves(&[role]) || has_person);
    for (guess, content) in guesses.iter_mut().zip(contents) {
        let told = content.telling().map(|(role, _)| role).filter(|role| content.is_unmistakable(*role, true));
        let is_needed =
            told.is_some_and(|told| matches!(told, R::Email | R::Phone | R::Country) && is_served.get(told as usize) == Some(&false));
        if guess.role == R::Ignore && guess.evidence == Some(Evidence::General) && guess.weight < DECIDED && is_needed {
            guess.confidence = guess.confidence.min(PROPOSED);
        }
        if guess.role != R::Ignore || guess.evidence.is_some() || guess.weight >= DECIDED || guess.confidence >= YIELDED {
            continue;
        }
        let is_wanted = if content.is_empty() {
            table.record_count() == 0
        } else if told.is_some_and(|told| is_guessed.get(told as usize) == Some(&true)) {
            true
        } else {
            is_open && content.is_text() || needs_description && content.is_prose() || needs_date && content.is_date()
        };
        guess.confidence = if is_wanted { DOUBTFUL } else { SAFE };
    }
}
