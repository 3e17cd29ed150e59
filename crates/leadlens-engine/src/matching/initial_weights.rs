//! Initial match weights.
//!
//! Shares counted in published labelled sets of people and rounded, to hold for any list of business contacts. What one shared value says
//! compared with another of its field is set by its frequency, in addition to these.

use super::comparison::FIELDS;
use super::evidence::Level;

/// Number of levels.
pub(super) const LEVELS: usize = Level::ALL.len();

/// Bits for each field and level.
pub(super) type Weights = [[f32; LEVELS]; FIELDS];

/// Probabilities of the levels of one field: among pairs of one person (`m`), and among pairs of two (`u`). Levels not named say nothing.
pub(super) type Odds = &'static [(Level, f32, f32)];

/// The initial probabilities, in the order of [`Field::ALL`](super::Field::ALL).
pub(super) const INITIAL_ODDS: [Odds; FIELDS] = [
    // Given name: the `u` of *same* is that of a name one in 150 has.
    &[
        (Level::Same, 0.76, 1.0 / 150.0),
        (Level::Variant, 0.09, 0.004),
        (Level::Initial, 0.8, 0.08),
        (Level::Typo, 0.05, 0.004),
        (Level::FromEmail, 0.9, 0.02),
        (Level::Similar, 0.02, 0.05),
        (Level::Different, 0.03, 0.88),
    ],
    // Family name: one in 1,500.
    &[
        (Level::Same, 0.84, 1.0 / 1_500.0),
        (Level::Variant, 0.05, 1.0 / 1_500.0),
        (Level::Initial, 0.3, 0.06),
        (Level::Typo, 0.05, 0.001),
        (Level::FromEmail, 0.9, 0.002),
        (Level::Similar, 0.02, 0.02),
        (Level::Different, 0.035, 0.98),
    ],
    // E-mail: what a shared address says grows with the size of the file, see `frequency`; `u` is that of a file of a thousand people.
    &[
        (Level::Same, 0.60, 1.0 / 100_000.0),
        (Level::Variant, 0.06, 1.0 / 600_000.0),
        (Level::Typo, 0.03, 1.0 / 100_000.0),
        (Level::Similar, 0.02, 0.001),
        (Level::SameLocalPart, 0.02, 0.002),
        (Level::SharedMailbox, 0.03, 0.004),
        (Level::SameDomain, 0.02, 0.25),
        (Level::Different, 0.22, 0.95),
    ],
    // Phone: likewise; a number is mistyped more easily than an address, and by chance.
    &[
        (Level::Same, 0.45, 1.0 / 50_000.0),
        (Level::Typo, 0.04, 1.0 / 10_000.0),
        (Level::SharedNumber, 0.1, 0.01),
        (Level::OtherExtension, 0.01, 0.04),
        (Level::Different, 0.40, 0.99),
    ],
    // Company: one in 300.
    &[
        (Level::Same, 0.55, 1.0 / 300.0),
        (Level::Contained, 0.10, 0.004),
        (Level::Acronym, 0.02, 0.004),
        (Level::Domain, 0.05, 0.002),
        (Level::Typo, 0.06, 0.003),
        (Level::Different, 0.20, 0.98),
    ],
    // Country.
    &[(Level::Same, 0.96, 0.35), (Level::Different, 0.04, 0.65)],
    // Job title: one in 30.
    &[(Level::Same, 0.55, 0.03), (Level::Different, 0.45, 0.97)],
    // Street and number: one in 5,000. People move, and a house has several.
    &[
        (Level::Same, 0.60, 1.0 / 5_000.0),
        (Level::Variant, 0.06, 1.0 / 5_000.0),
        (Level::Typo, 0.10, 1.0 / 2_500.0),
        (Level::Contained, 0.03, 1.0 / 1_000.0),
        (Level::Similar, 0.04, 0.004),
        (Level::Different, 0.17, 0.99),
    ],
    // Postcode: one in 300.
    &[(Level::Same, 0.78, 1.0 / 300.0), (Level::Typo, 0.08, 0.01), (Level::Contained, 0.03, 0.02), (Level::Different, 0.11, 0.96)],
    // City: one in 50.
    &[(Level::Same, 0.80, 0.02), (Level::Typo, 0.08, 0.004), (Level::Contained, 0.02, 0.004), (Level::Different, 0.10, 0.97)],
    // State: one in five.
    &[(Level::Same, 0.88, 0.2), (Level::Acronym, 0.7, 0.2), (Level::Typo, 0.03, 0.02), (Level::Different, 0.09, 0.78)],
    // Date of birth: one in 15,000, which is a life of 41 years; a person has one, and forms have it mistyped.
    &[
        (Level::Same, 0.84, 1.0 / 15_000.0),
        (Level::Variant, 0.02, 1.0 / 15_000.0),
        (Level::Typo, 0.08, 0.002),
        (Level::Similar, 0.03, 0.01),
        (Level::Different, 0.03, 0.99),
    ],
    // Website: mostly the company's, one in 300.
    &[(Level::Same, 0.60, 1.0 / 300.0), (Level::Domain, 0.10, 0.004), (Level::Different, 0.30, 0.98)],
    // Page at LinkedIn: a person's own, as an address is.
    &[(Level::Same, 0.85, 1.0 / 100_000.0), (Level::Typo, 0.03, 1.0 / 10_000.0), (Level::Different, 0.12, 0.99)],
    // Id of a record: no chance makes two of a system equal, only a system that is told wrongly. Ids that differ say nothing.
    &[(Level::Same, 0.90, 1.0 / 1_000_000.0)],
];

/// The initial weights.
pub(super) fn initial_weights() -> Weights {
    let mut weights = [[0.0; LEVELS]; FIELDS];
    for (table, odds) in weights.iter_mut().zip(INITIAL_ODDS) {
        for (level, m, u) in odds {
            if let Some(weight) = table.get_mut(*level as usize) {
                *weight = (m / u).log2();
            }
        }
    }
    weights
}
