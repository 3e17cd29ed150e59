//! Colours by meaning; what has no name has a pattern.

/// A colour by what it means. Its value stands in `style/tokens.css`, in each theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names of storefronts and actions say it")]
pub enum Ink {
    AzureMarketplace,
    AzurePortal,
    AppSource,
    TestDrive,
    StorefrontOther,
    StorefrontNone,
    Ins,
    Plt,
    Dnc,
    Create,
    StartTestDrive,
    ActionOther,
    ActionNone,
    /// Nothing, on the ramp of heat.
    Heat0,
    Heat1,
    Heat2,
    Heat3,
    Heat4,
    Heat5,
    /// The most, on the ramp of heat.
    Heat6,
    /// Text on the lighter steps of heat (on the darker ones in the dark theme).
    HeatTextLow,
    /// Text on the two strongest steps of heat.
    HeatTextHigh,
    /// Cells that cannot occur: the ground, so that they recede.
    Impossible,
    /// The selection, and a single series.
    Accent,
    /// The ground of what is selected.
    AccentSoft,
    /// Earlier numbers, for comparison.
    Previous,
    /// Something wrong.
    Problem,
    Text,
    TextMuted,
    /// Axes, grids.
    Line,
    /// The ground of the picture.
    Surface,
}

impl Ink {
    /// Storefronts in the order they are shown.
    pub const STOREFRONTS: [Self; 6] =
        [Self::AzureMarketplace, Self::AzurePortal, Self::AppSource, Self::TestDrive, Self::StorefrontOther, Self::StorefrontNone];

    /// Actions in the order they are shown.
    pub const ACTIONS: [Self; 7] =
        [Self::Ins, Self::Plt, Self::Dnc, Self::Create, Self::StartTestDrive, Self::ActionOther, Self::ActionNone];

    /// The ramp of heat, from nothing to the most.
    pub const HEAT: [Self; 7] = [Self::Heat0, Self::Heat1, Self::Heat2, Self::Heat3, Self::Heat4, Self::Heat5, Self::Heat6];

    /// The storefront at that place of [`Self::STOREFRONTS`]; beyond it, the one for nothing.
    pub fn storefront(index: usize) -> Self {
        Self::STOREFRONTS.get(index).copied().unwrap_or(Self::StorefrontNone)
    }

    /// The action at that place of [`Self::ACTIONS`]; beyond it, the one for nothing.
    pub fn action(index: usize) -> Self {
        Self::ACTIONS.get(index).copied().unwrap_or(Self::ActionNone)
    }

    /// A step of heat; beyond 6 it stays 6.
    pub fn heat(step: u8) -> Self {
        Self::HEAT.get(usize::from(step)).copied().unwrap_or(Self::Heat6)
    }

    /// The colour of a text on a step of heat.
    pub fn on_heat(step: u8) -> Self {
        if step >= 5 { Self::HeatTextHigh } else { Self::HeatTextLow }
    }

    /// Suffix of its class and of its pattern's id.
    pub fn as_str(self) -> &'static str {
        self.variable().trim_start_matches('-')
    }

    /// The custom property that holds its value.
    pub fn variable(self) -> &'static str {
        match self {
            Self::AzureMarketplace => "--source-azure-marketplace",
            Self::AzurePortal => "--source-azure-portal",
            Self::AppSource => "--source-app-source",
            Self::TestDrive => "--source-test-drive",
            Self::StorefrontOther => "--source-other",
            Self::StorefrontNone => "--source-none",
            Self::Ins => "--action-ins",
            Self::Plt => "--action-plt",
            Self::Dnc => "--action-dnc",
            Self::Create => "--action-create",
            Self::StartTestDrive => "--action-start-test-drive",
            Self::ActionOther => "--action-other",
            Self::ActionNone => "--action-none",
            Self::Heat0 => "--heat-0",
            Self::Heat1 => "--heat-1",
            Self::Heat2 => "--heat-2",
            Self::Heat3 => "--heat-3",
            Self::Heat4 => "--heat-4",
            Self::Heat5 => "--heat-5",
            Self::Heat6 => "--heat-6",
            Self::HeatTextLow => "--heat-text-low",
            Self::HeatTextHigh => "--heat-text-high",
            Self::Line => "--line",
            Self::Accent => "--accent",
            Self::AccentSoft => "--accent-soft",
            Self::Previous => "--previous",
            Self::Problem => "--problem",
            Self::Text => "--text",
            Self::TextMuted => "--text-muted",
            Self::Surface | Self::Impossible => "--surface",
        }
    }

    /// Returns the pattern drawn over it. Series are told apart by hue, by their order and by words; hatched is only what has no name.
    pub fn pattern(self) -> Pattern {
        match self {
            Self::StorefrontNone | Self::ActionNone => Pattern::Hatch,
            _ => Pattern::Solid,
        }
    }
}

/// A pattern drawn over a colour, in the colour of the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Nothing.
    Solid,
    /// Lines rising to the right.
    Hatch,
}

impl Pattern {
    /// Edge of the tile that repeats, in px.
    pub const TILE: i32 = 6;

    /// The lines of a tile as the `d` of an SVG path; empty for none. They run over the edge, so that tiles join.
    pub fn lines(self) -> &'static str {
        match self {
            Self::Solid => "",
            Self::Hatch => "M-1 1l2-2M0 6l6-6M5 7l2-2",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_of_a_series_differ_and_only_its_none_is_hatched() {
        for series in [&Ink::STOREFRONTS[..], &Ink::ACTIONS[..]] {
            for (index, ink) in series.iter().enumerate() {
                assert!(series[..index].iter().all(|other| other.variable() != ink.variable()), "{ink:?}");
                assert_eq!(ink.pattern() == Pattern::Hatch, index + 1 == series.len(), "{ink:?}");
            }
        }
    }

    #[test]
    fn an_index_beyond_a_series_is_its_end() {
        assert_eq!([Ink::storefront(0), Ink::storefront(9)], [Ink::AzureMarketplace, Ink::StorefrontNone]);
        assert_eq!([Ink::action(2), Ink::action(9)], [Ink::Dnc, Ink::ActionNone]);
        assert_eq!([Ink::heat(0), Ink::heat(200)], [Ink::Heat0, Ink::Heat6]);
        assert_eq!(Ink::AppSource.as_str(), "source-app-source");
    }

    #[test]
    fn every_ink_stands_among_the_tokens() {
        let tokens = include_str!("../../../style/tokens.css");
        let others = [Ink::HeatTextLow, Ink::HeatTextHigh, Ink::Impossible, Ink::Accent, Ink::AccentSoft, Ink::Previous, Ink::Problem];
        let ground = [Ink::Text, Ink::TextMuted, Ink::Line, Ink::Surface];
        for ink in [&Ink::STOREFRONTS[..], &Ink::ACTIONS, &Ink::HEAT, &others, &ground].concat() {
            assert!(tokens.contains(&format!(" {}:", ink.variable())), "{}", ink.variable());
        }
    }
}
