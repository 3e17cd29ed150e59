//! Answers to queries about what is open.

use super::state::Open;
use crate::protocol::{Answer, Query, SharedLink};
use leadlens_engine::Workspace;
use leadlens_engine::report::Overview;
use leadlens_engine::share::{ShareView, encode_link, withheld_offers};

/// Withheld offers that are listed for the user: no more can be looked through.
const WITHHELD: usize = 50;

/// The answer to a query about what is open; `None` for a query of another kind, and where no leads are open: the page then shows none.
pub(super) fn answer(open: &mut Open, query: Query) -> Option<Answer> {
    match (open, query) {
        (Open::Summary(overview), Query::Share { view, seen, .. }) => Some(Answer::Shared(share(overview, view, &seen))),
        (Open::Workspace(workspace), query) => of_leads(workspace, query),
        _ => None,
    }
}

fn of_leads(workspace: &mut Workspace, query: Query) -> Option<Answer> {
    Some(match query {
        Query::Overview(query) => Answer::Overview(Box::new(workspace.filtered_overview(&query))),
        Query::Lead(lead) => Answer::Lead(workspace.lead_detail(lead).map(Box::new)),
        Query::Leads(query) => Answer::Leads(workspace.lead_page(&query)),
        Query::Groups(query) => Answer::Groups(workspace.group_page(&query)),
        Query::Group(name) => Answer::Group(workspace.group_detail(name).map(Box::new)),
        Query::NextGroup(target) => Answer::Group(workspace.next_group(&target).map(Box::new)),
        Query::Pair { left, right } => Answer::Pair(workspace.pair_detail(left, right).map(Box::new)),
        Query::People(query) => Answer::People(workspace.people_page(&query)),
        Query::Person { lead, survivorship } => Answer::Person(workspace.person_of(lead, survivorship).map(Box::new)),
        Query::Presets => Answer::Presets(workspace.preset_effects()),
        Query::Rules => Answer::Rules(Box::new(workspace.rule_comparison())),
        Query::Preview(request) => Answer::Previewed(Box::new(workspace.export_preview(&request))),
        Query::Problems(query) => Answer::Problems(workspace.problem_page(&query)),
        Query::Record { file, record } => Answer::Record(workspace.record_detail(file, record)),
        Query::Share { view, seen, filter } => Answer::Shared(share(&workspace.strict_overview(&filter), view, &seen)),
        _ => return None,
    })
}

/// The link that carries an overview, and what of its offers is withheld unless it was seen.
fn share(overview: &Overview, view: ShareView, seen: &[String]) -> SharedLink {
    let mut withheld = withheld_offers(overview).map(str::to_owned);
    SharedLink {
        fragment: encode_link(overview, view, seen),
        withheld: withheld.by_ref().take(WITHHELD).collect(),
        more: u32::try_from(withheld.count()).unwrap_or(u32::MAX),
    }
}
