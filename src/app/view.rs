//! What is looked at: the part of the state that stands in the address. Never search text, never anything of a person.

use crate::engine::leads::{Action, ProblemKind, Source};
use crate::engine::report::{LeadFilter, LeadMark, Measure};

/// The views of open leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The picture.
    #[default]
    Overview,
    /// People with more than one lead.
    Duplicates,
    /// All people.
    People,
    /// All leads.
    Leads,
    /// What is wrong.
    Problems,
}

impl Tab {
    /// All tabs, in the order they are shown.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Duplicates, Self::People, Self::Leads, Self::Problems];

    /// The name used in addresses and element ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Duplicates => "duplicates",
            Self::People => "people",
            Self::Leads => "leads",
            Self::Problems => "problems",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.as_str() == name)
    }
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Which tab.
    pub tab: Tab,
    /// What is counted.
    pub measure: Measure,
    /// Which leads are listed.
    pub filter: LeadFilter,
}

impl View {
    /// The view an address fragment describes; `None` when it is no view (and perhaps a link to a summary).
    pub fn parse(fragment: &str) -> Option<Self> {
        let mut view = Self::default();
        for pair in fragment.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=')?;
            match name {
                "tab" => view.tab = Tab::from_name(value)?,
                "measure" => view.measure = Measure::from_name(value)?,
                "source" => view.filter.source = Some(Source::from_name(value)?),
                "action" => view.filter.action = Some(Action::from_name(value)?),
                "problem" => view.filter.problem = Some(ProblemKind::from_name(value)?),
                "mark" => view.filter.mark = Some(LeadMark::from_name(value)?),
                "offer" => view.filter.offer = Some(unescape(value)?),
                _ => return None,
            }
        }
        Some(view)
    }

    /// The fragment that describes this view; defaults are left out.
    pub fn fragment(&self) -> String {
        let mut pairs = Vec::new();
        if self.tab != Tab::default() {
            pairs.push(format!("tab={}", self.tab.as_str()));
        }
        if self.measure != Measure::default() {
            pairs.push(format!("measure={}", self.measure.as_str()));
        }
        pairs.extend(self.filter.source.map(|source| format!("source={}", source.as_str())));
        pairs.extend(self.filter.action.map(|action| format!("action={}", action.as_str())));
        pairs.extend(self.filter.offer.as_ref().map(|offer| format!("offer={}", escape(offer))));
        pairs.extend(self.filter.mark.map(|mark| format!("mark={}", mark.as_str())));
        pairs.extend(self.filter.problem.map(|problem| format!("problem={}", problem.as_str())));
        pairs.join("&")
    }
}

/// Percent-encodes everything but unreserved characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            escaped.extend(
                [byte >> 4, byte & 15]
                    .into_iter()
                    .filter_map(|digit| char::from_digit(digit.into(), 16))
                    .map(|digit| digit.to_ascii_uppercase()),
            );
        }
    }
    escaped
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (char::from(rest.next()?).to_digit(16)?, char::from(rest.next()?).to_digit(16)?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_survives_the_address() {
        let filter = LeadFilter {
            source: Some(Source::AppSource),
            action: Some(Action::Dnc),
            offer: Some("Contoso & Söhne=1".to_owned()),
            mark: Some(LeadMark::Test),
            problem: Some(ProblemKind::Ragged),
        };
        let view = View { tab: Tab::Leads, measure: Measure::People, filter };
        assert_eq!(
            view.fragment(),
            "tab=leads&measure=people&source=app_source&action=dnc&offer=Contoso%20%26%20S%C3%B6hne%3D1&mark=test&problem=ragged"
        );
        assert_eq!(View::parse(&view.fragment()), Some(view));
    }

    #[test]
    fn anything_else_is_no_view() {
        for fragment in ["s1.AbCd", "tab=nowhere", "search=ada", "tab", "offer=%zz"] {
            assert_eq!(View::parse(fragment), None, "{fragment}");
        }
        assert_eq!(View::parse(""), Some(View::default()));
    }
}
