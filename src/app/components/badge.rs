//! A word with a sign in front.

use leptos::prelude::*;

/// Meaning of a badge; each has a sign of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadgeKind {
    /// Must not be contacted.
    DoNotContact,
    /// A test of the marketplace.
    Test,
    /// Something is wrong.
    Problem,
    /// Says nothing new.
    Repeat,
    /// A step of a purchase.
    Journey,
    /// Several leads of one person, of which no more is known.
    Unspecified,
    /// Perhaps one person.
    Possible,
    /// Stands in several files.
    Files,
}

impl BadgeKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::DoNotContact => "do-not-contact",
            Self::Test => "test",
            Self::Problem => "problem",
            Self::Repeat => "repeat",
            Self::Journey => "journey",
            Self::Unspecified => "unspecified",
            Self::Possible => "possible",
            Self::Files => "files",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::DoNotContact => "⊘",
            Self::Test => "◇",
            Self::Problem => "!",
            Self::Repeat => "=",
            Self::Journey => "→",
            Self::Unspecified => "≈",
            Self::Possible => "?",
            Self::Files => "≣",
        }
    }
}

/// A word with a sign in front, so that neither colour nor sign has to be known.
#[component]
pub fn Badge(
    /// Meaning of the badge, which decides its sign.
    kind: BadgeKind,
    /// Its word.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    view! {
        <span class=format!("badge badge--{}", kind.as_str())>
            <span class="badge__sign" aria-hidden="true">{kind.sign()}</span>
            {word}
        </span>
    }
}
