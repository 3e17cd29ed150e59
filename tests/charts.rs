//! Assumptions of the page when it draws the engine's numbers: inks stand in the order of the engine's sources and actions.
#![cfg(not(target_arch = "wasm32"))]

use leadlens_chart::Ink;
use leadlens_engine::leads::{Action, Storefront};

#[test]
fn every_source_and_action_has_its_ink() {
    for (index, source) in Storefront::ALL.into_iter().enumerate() {
        assert_eq!(Ink::storefront(index).as_str(), format!("source-{}", source.as_str().replace('_', "-")));
        assert_eq!(source as usize, index);
    }
    for (index, action) in Action::ALL.into_iter().enumerate() {
        assert_eq!(Ink::action(index).as_str(), format!("action-{}", action.as_str().replace('_', "-")));
        assert_eq!(action as usize, index);
    }
    assert_eq!((Storefront::ALL.len(), Action::ALL.len()), (Ink::STOREFRONTS.len(), Ink::ACTIONS.len()));
}
