//! Companies, and the domains of their mail.

use leptos::prelude::*;

use super::context::{OverviewContext, ranked};
use super::places::{basis, in_places, most};
use super::words::{Ranked, whole};
use crate::app::components::{Choice, Rank, RankingModel, Switch};
use crate::app::memo::memo;
use crate::app::wording;
use crate::i18n::{number, t, t_plural};
use leadlens_engine::report::{CompanyRow, DomainRow, Facet, LeadFilter, Measure, Overview};

const COMPANIES: &str = "companies";
const DOMAINS: &str = "domains";

/// The picture of companies, or of mail domains; none in a summary, which holds neither.
pub(super) fn companies(context: OverviewContext) -> AnyView {
    let is_known = memo(move || {
        context.on_pick.is_some() || context.store.of_overview(|overview| !overview.companies.is_empty() || !overview.domains.is_empty())
    });
    (move || is_known.get().then(|| picture(context))).into_any()
}

fn picture(context: OverviewContext) -> AnyView {
    let shown = RwSignal::new(COMPANIES);
    let is_domains = move || shown.get() == DOMAINS;
    let title = Signal::derive(move || {
        let unit = context.unit.get();
        if is_domains() { t!(chart.domains, unit = unit) } else { t!(chart.companies, unit = unit) }
    });
    let model =
        memo(
            move || {
                if is_domains() {
                    context.placed(&placed_domains, &domain_model)
                } else {
                    context.placed(&placed_companies, &company_model)
                }
            },
        );
    let choices = vec![Choice { value: COMPANIES, label: t!(chart.by_company) }, Choice { value: DOMAINS, label: t!(chart.by_domain) }];
    let on_change = Callback::new(move |chosen: &'static str| shown.set(chosen));
    let switch =
        view! { <Switch name="companies-by" legend=t!(chart.ranked_by) choices=choices chosen=move || shown.get() on_change=on_change /> };
    ranked(context, "companies", "panel--half", title, model, switch.into_any())
}

fn placed_companies(whole: &Overview, now: &Overview, measure: Measure) -> (Overview, u32) {
    let companies = in_places(&whole.companies, &now.companies, measure);
    (Overview { companies, ..basis(now) }, most(&whole.companies, measure))
}

fn placed_domains(whole: &Overview, now: &Overview, measure: Measure) -> (Overview, u32) {
    let domains = in_places(&whole.domains, &now.domains, measure);
    (Overview { domains, ..basis(now) }, most(&whole.domains, measure))
}

/// Companies by their usual spelling.
pub(super) fn company_model(overview: &Overview, measure: Measure, filter: &LeadFilter) -> RankingModel {
    let whole =
        whole(overview, measure, filter, &[Facet::Company], overview.companies.iter().map(|row| row.count), overview.more_companies);
    let of = Ranked { facet: Facet::Company, measure, filter, whole };
    let row = |row: &CompanyRow| {
        let name = if row.company.is_empty() { t!(chart.no_company) } else { row.company.clone() };
        of.row(&row.company, name, row.count, None)
    };
    let more = overview.more_companies;
    RankingModel {
        head: t!(chart.company),
        unit: wording::measure(measure),
        rows: overview.companies.iter().map(row).collect(),
        more: if more > 0 { t_plural!(more, chart.more_companies, n = number(more)) } else { String::new() },
        ..RankingModel::default()
    }
}

fn domain_model(overview: &Overview, measure: Measure, filter: &LeadFilter) -> RankingModel {
    let whole = whole(overview, measure, filter, &[Facet::Domain], overview.domains.iter().map(|row| row.count), overview.more_domains);
    let of = Ranked { facet: Facet::Domain, measure, filter, whole };
    let row = |row: &DomainRow| {
        let name = if row.domain.is_empty() { t!(chart.no_domain) } else { row.domain.clone() };
        let badge = if row.is_free { t!(chart.free_mail) } else { String::new() };
        Rank { badge, ..of.row(&row.domain, name, row.count, None) }
    };
    let more = overview.more_domains;
    RankingModel {
        head: t!(chart.domain),
        unit: wording::measure(measure),
        rows: overview.domains.iter().map(row).collect(),
        more: if more > 0 { t_plural!(more, chart.more_domains, n = number(more)) } else { String::new() },
        ..RankingModel::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::components::Pick;
    use leadlens_engine::report::Count;

    #[test]
    fn free_mail_is_marked_and_blanks_can_be_picked() {
        let count = Count { leads: 2, people: 1, companies: 1, unidentified: 0, repeats: 1 };
        let row = |domain: &str, is_free| DomainRow { domain: domain.to_owned(), is_free, count };
        let overview =
            Overview { domains: vec![row("mail.example", true), row("", false)], all: count, more_domains: 1, ..Overview::default() };
        let model = domain_model(&overview, Measure::Leads, &LeadFilter::default());
        let rows: Vec<_> =
            model.rows.iter().map(|row| (row.name.as_str(), row.badge.as_str(), row.pick.clone(), row.repeats.as_str())).collect();
        let pick = |domain| Some(Pick::value(Facet::Domain, domain));
        assert_eq!(rows, [("mail.example", "free mail", pick("mail.example"), "1"), ("No e-mail", "", pick(""), "1")]);
        assert_eq!(model.more, "1 more domain beyond those listed");
        let overview = Overview { companies: vec![CompanyRow { company: String::new(), count }], ..Overview::default() };
        assert_eq!(company_model(&overview, Measure::Leads, &LeadFilter::default()).rows[0].name, "No company");
    }
}
