//! Meanings the user gives to storefronts and actions that are unknown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::origin::{Action, Storefront};

/// Place of an unknown code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum UnknownSlot {
    /// In the place of the storefront.
    #[serde(rename = "Source")]
    Storefront,
    /// In the place of the action.
    Action,
}

/// Meaning of a text: a storefront or an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CodeMeaning {
    /// A storefront.
    #[serde(rename = "Source")]
    Storefront(Storefront),
    /// An action of the customer.
    Action(Action),
}

/// A text of the files and what the user says it stands for. Only texts that are otherwise unknown are looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ValueDecision {
    /// The text as it stands in the file; case and blanks around it do not count.
    pub text: String,
    /// Meaning the user gives to it.
    pub meaning: CodeMeaning,
}

impl ValueDecision {
    /// Place of the text, told by its meaning.
    pub fn slot(&self) -> UnknownSlot {
        match self.meaning {
            CodeMeaning::Storefront(_) => UnknownSlot::Storefront,
            CodeMeaning::Action(_) => UnknownSlot::Action,
        }
    }
}

/// The user's decisions, found by their text.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    storefronts: BTreeMap<String, Storefront>,
    actions: BTreeMap<String, Action>,
}

impl Values {
    /// The decisions of a list; of several for one text the last one stands.
    pub(super) fn of(decisions: &[ValueDecision]) -> Self {
        let mut values = Self::default();
        for decision in decisions {
            match decision.meaning {
                CodeMeaning::Storefront(storefront) => _ = values.storefronts.insert(key(&decision.text), storefront),
                CodeMeaning::Action(action) => _ = values.actions.insert(key(&decision.text), action),
            }
        }
        values
    }

    pub(super) fn is_empty(&self) -> bool {
        self.storefronts.is_empty() && self.actions.is_empty()
    }

    /// The storefront the user says a text stands for.
    pub(super) fn storefront(&self, text: &str) -> Option<Storefront> {
        self.storefronts.get(&key(text)).copied()
    }

    /// The action the user says a text stands for.
    pub(super) fn action(&self, text: &str) -> Option<Action> {
        self.actions.get(&key(text)).copied()
    }
}

/// Case is folded alike on every machine, without a locale.
fn key(text: &str) -> String {
    text.trim().to_lowercase()
}
