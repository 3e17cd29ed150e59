//! Origin of a lead: storefront × action × offer.

use serde::{Deserialize, Serialize};

/// The storefront a lead was made in. Names of the wire tokens: domain of the marketplace's lead documents, 2017 to 2021.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Storefront {
    /// `AzureMarketplace`.
    AzureMarketplace,
    /// `AzurePortal`.
    AzurePortal,
    /// `SPZA`, the marketplace's own token for `AppSource`.
    AppSource,
    /// `TestDrive`, a storefront of its own until 2019.
    TestDrive,
    /// Something else stands there (stored as it is in the `LeadSource`).
    Other,
    /// Nothing stands there.
    #[default]
    None,
}

impl Storefront {
    /// All storefronts, in the order they are shown.
    pub const ALL: [Self; 6] = [Self::AzureMarketplace, Self::AzurePortal, Self::AppSource, Self::TestDrive, Self::Other, Self::None];

    /// The name used by `inspect`, in links and as a style suffix.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AzureMarketplace => "azure_marketplace",
            Self::AzurePortal => "azure_portal",
            Self::AppSource => "app_source",
            Self::TestDrive => "test_drive",
            Self::Other => "other",
            Self::None => "none",
        }
    }

    /// The storefront of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|storefront| storefront.as_str() == name)
    }
}

/// The customer's action that made the lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Action {
    /// `INS`: pressed Get it now.
    Ins,
    /// `PLT`: pressed Contact me (partner led trial).
    Plt,
    /// `DNC`: do not contact; another partner on the page was chosen.
    Dnc,
    /// `Create`: purchased in the Azure portal.
    Create,
    /// `StartTestDrive`.
    StartTestDrive,
    /// Something else stands there.
    Other,
    /// Nothing stands there.
    #[default]
    None,
}

impl Action {
    /// All actions, in the order they are shown.
    pub const ALL: [Self; 7] = [Self::Ins, Self::Plt, Self::Dnc, Self::Create, Self::StartTestDrive, Self::Other, Self::None];

    /// The name used by `inspect`, in links and as a style suffix.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ins => "ins",
            Self::Plt => "plt",
            Self::Dnc => "dnc",
            Self::Create => "create",
            Self::StartTestDrive => "start_test_drive",
            Self::Other => "other",
            Self::None => "none",
        }
    }

    /// The action of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }
}

/// An offer as far as a lead names it: an id, a title, both or neither.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Offer {
    /// Publisher id, lower case; empty where the file does not say.
    pub publisher: String,
    /// Offer id; empty where the file gives only a title.
    pub id: String,
    /// Display title; empty where the file gives only an id.
    pub title: String,
}

impl Offer {
    /// Key that breakdowns count by: `publisher.offer`, the bare id, or the title where there is no id; empty for no offer.
    pub fn key(&self) -> String {
        // An id of the form `PUBID.x|AID.y` names its publisher itself.
        let names_publisher = self.id.contains('|');
        match (self.publisher.is_empty() || names_publisher, self.id.is_empty()) {
            (false, false) => format!("{}.{}", self.publisher, self.id),
            (true, false) => self.id.clone(),
            _ => self.title.clone(),
        }
    }
}

/// Action and offer of a lead, by which it repeats another.
pub type OriginStep = (Action, u32);

/// Storefront, action and offer of a lead, the offer as an index into [`Leads::offers`](super::Leads::offers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The storefront.
    pub storefront: Storefront,
    /// The customer's action.
    pub action: Action,
    /// Index of the offer; offer 0 is "no offer".
    pub offer: u32,
}

impl Origin {
    /// Action and offer; `None` where the file gives neither, so that it counts as no repeat.
    pub fn step(self) -> Option<OriginStep> {
        (self.action != Action::None || self.offer != 0).then_some((self.action, self.offer))
    }
}
