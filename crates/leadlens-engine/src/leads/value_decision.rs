//! Meanings the user gives to sources and actions nobody knows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::origin::{Action, Source};

/// Place of an unknown code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum UnknownSlot {
    /// In the place of the source.
    Source,
    /// In the place of the action.
    Action,
}

/// Meaning of a text: a source or an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CodeMeaning {
    /// A storefront.
    Source(Source),
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
            CodeMeaning::Source(_) => UnknownSlot::Source,
            CodeMeaning::Action(_) => UnknownSlot::Action,
        }
    }
}

/// The user's decisions, found by their text.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    sources: BTreeMap<String, Source>,
    actions: BTreeMap<String, Action>,
}

impl Values {
    /// The decisions of a list; of several for one text the last one stands.
    pub(super) fn of(decisions: &[ValueDecision]) -> Self {
        let mut values = Self::default();
        for decision in decisions {
            match decision.meaning {
                CodeMeaning::Source(source) => _ = values.sources.insert(key(&decision.text), source),
                CodeMeaning::Action(action) => _ = values.actions.insert(key(&decision.text), action),
            }
        }
        values
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.actions.is_empty()
    }

    /// The source the user says a text stands for.
    pub(super) fn source(&self, text: &str) -> Option<Source> {
        self.sources.get(&key(text)).copied()
    }

    /// The action the user says a text stands for.
    pub(super) fn action(&self, text: &str) -> Option<Action> {
        self.actions.get(&key(text)).copied()
    }
}

/// Case is folded the same way on every machine: no locale is asked.
fn key(text: &str) -> String {
    text.trim().to_lowercase()
}
