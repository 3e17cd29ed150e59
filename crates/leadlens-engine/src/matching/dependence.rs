//! Dependence of fields: the sum takes them for independent, so a piece of news that a second field repeats is taken back there.

use super::comparison::{FIELDS, Levels};
use super::evidence::Level;

/// Maximum bits of a shared company together with an address or number that already implies the same place: its domain, its switchboard.
const COMPANY_WITH_CONTACT: f32 = 1.0;
/// Maximum bits of a shared city together with the street or postcode that lies in it.
const CITY_WITH_STREET: f32 = 2.0;
/// Bits of the same name before the `@` at another domain, where the name itself is shared: an address made of a common name is common, and
/// the other domain is still evidence against one person.
const ADDRESS_MADE_OF_THE_NAME: f32 = -1.5;

/// Lowers the rarities of fields that repeat what others say.
pub(super) fn take_back(levels: Levels, weights: &[f32; FIELDS], rarities: &mut [f32; FIELDS]) {
    let [given, family, email, phone, company, country, _, street, postcode, city, state, _, website, ..] = levels;
    let [_, _, email_weight, _, company_weight, country_weight, ..] = *weights;
    let [.., city_weight, state_weight, _, website_weight, _, _] = *weights;
    let [_, _, email_rarity, _, company_rarity, country_rarity, _, _, _, city_rarity, state_rarity, _, website_rarity, ..] = rarities;
    let is_one_company = matches!(company, Level::Same | Level::Variant | Level::Contained | Level::Typo | Level::Domain | Level::Acronym);
    let is_one_place = matches!(email, Level::Same | Level::Variant | Level::Typo | Level::SameDomain | Level::SharedMailbox)
        || matches!(phone, Level::Same | Level::SharedNumber | Level::OtherExtension);
    if is_one_company && is_one_place {
        *company_rarity = company_rarity.min(COMPANY_WITH_CONTACT - company_weight).max(-company_weight);
    }
    let is_named = |level| matches!(level, Level::Same | Level::Variant | Level::Typo | Level::FromEmail);
    if email == Level::SameLocalPart && is_named(given) && is_named(family) {
        *email_rarity = ADDRESS_MADE_OF_THE_NAME - email_weight;
    }
    // That colleagues live in one country is no news either.
    if is_one_company && country == Level::Same {
        *country_rarity = -country_weight;
    }
    // A street and a postcode lie in one city and state, a company has one website.
    let is_one_district = matches!(street, Level::Same | Level::Variant | Level::Typo) || postcode == Level::Same;
    if is_one_district && matches!(city, Level::Same | Level::Typo | Level::Contained) {
        *city_rarity = city_rarity.min(CITY_WITH_STREET - city_weight);
    }
    if is_one_district && state == Level::Same {
        *state_rarity = -state_weight;
    }
    if (is_one_company || is_one_place) && matches!(website, Level::Same | Level::Domain) {
        *website_rarity = website_rarity.min(COMPANY_WITH_CONTACT - website_weight);
    }
}
