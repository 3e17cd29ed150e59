//! Light, dark, or what the system says.

use crate::platform::document;
use crate::platform::storage::{self, StorageKey};

/// The theme chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Theme of the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All themes, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name used in storage and style.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name)
    }

    /// The theme stored in this browser.
    pub fn stored() -> Self {
        storage::read(StorageKey::Theme).and_then(|name| Self::from_name(&name)).unwrap_or_default()
    }

    /// Applies the theme to the page and stores the choice.
    pub fn apply(self) {
        let name = (self != Self::System).then_some(self.as_str());
        document::set_root_attribute("data-theme", name);
        storage::write(StorageKey::Theme, name);
    }
}
