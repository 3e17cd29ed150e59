//! Answers to questions about what is open.

use super::state::Open;
use crate::protocol::{Event, Request, SharedLink};
use leadlens_engine::Workspace;
use leadlens_engine::report::Overview;
use leadlens_engine::share::{ShareView, encode_link, withheld_offers};

/// Withheld offers that are listed for the user: no more can be looked through.
const WITHHELD: usize = 50;

/// The answer to a question about what is open; `None` for what is no question, and where no leads are open: the page then shows none.
pub(super) fn answer(open: &mut Open, question: Request) -> Option<Event> {
    match (open, question) {
        (Open::Summary(overview), Request::Share { query, view, seen }) => {
            Some(Event::Shared { query, link: share(overview, view, &seen) })
        }
        (Open::Workspace(workspace), question) => of_leads(workspace, question),
        _ => None,
    }
}

fn of_leads(workspace: &mut Workspace, question: Request) -> Option<Event> {
    Some(match question {
        Request::Picture { query, ask } => Event::Picture { query, overview: Box::new(workspace.filtered_overview(&ask)) },
        Request::Lead { query, lead } => Event::Lead { query, lead: workspace.lead_detail(lead).map(Box::new) },
        Request::Leads { query, ask } => Event::Leads { query, page: workspace.lead_page(&ask) },
        Request::Groups { query, ask } => Event::Groups { query, page: workspace.group_page(&ask) },
        Request::Group { query, name } => Event::Group { query, group: workspace.group_detail(name).map(Box::new) },
        Request::NextGroup { query, target } => Event::Group { query, group: workspace.next_group(&target).map(Box::new) },
        Request::Pair { query, left, right } => Event::Pair { query, pair: workspace.pair_detail(left, right).map(Box::new) },
        Request::People { query, ask } => Event::People { query, page: workspace.people_page(&ask) },
        Request::Person { query, lead, survivorship } => {
            Event::Person { query, person: workspace.person_of(lead, survivorship).map(Box::new) }
        }
        Request::Rules { query } => Event::Rules { query, comparison: Box::new(workspace.rule_comparison()) },
        Request::Problems { query, ask } => Event::Problems { query, page: workspace.problem_page(&ask) },
        Request::Record { query, file, record } => Event::Record { query, record: workspace.record_detail(file, record) },
        Request::Share { query, view, seen } => Event::Shared { query, link: share(workspace.overview(), view, &seen) },
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
