//! Shared by all panels: numbers, filter and picking, and the frames around them.

use std::sync::Arc;

use leptos::prelude::*;

use super::time::model;
use crate::app::actions::Actions;
use crate::app::components::{Figure, OnPick, Pick, RankingModel, figure, ranking};
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::i18n::{number, t, t_plural};
use leadlens_chart::Heading;
use leadlens_engine::report::{DayRange, LeadFilter, Measure, Overview};

/// Store, measure, filter and picking, as every picture reads them.
#[derive(Clone, Copy)]
pub(super) struct OverviewContext {
    /// Store that holds the numbers.
    pub(super) store: AppStore,
    /// Measure of the numbers: leads, people or companies.
    pub(super) measure: Memo<Measure>,
    /// Filter that leads are picked by.
    pub(super) filter: Memo<LeadFilter>,
    /// Measure of the numbers, as a word.
    pub(super) unit: Signal<String>,
    /// Callback for a pick; `None` in a summary, which holds no leads.
    pub(super) on_pick: Option<OnPick>,
}

impl OverviewContext {
    /// That of the page.
    pub(super) fn expect() -> Self {
        let (store, actions) = (AppStore::expect(), Actions::expect());
        let measure = memo(move || store.view.with(|view| view.measure));
        let can_pick = store.state.with_untracked(|state| !state.is_summary());
        let on_pick = move |(pick, exclude): (Pick, bool)| actions.pick(|filter| pick.apply(filter, exclude));
        Self {
            store,
            measure,
            filter: memo(move || store.view.with(|view| view.filter.clone())),
            unit: Signal::derive(move || wording::measure(measure.get())),
            on_pick: can_pick.then(|| Callback::new(on_pick)),
        }
    }

    /// Returns what is read of all that is open, whatever is picked; of the numbers at hand where nothing else is known.
    pub(super) fn whole<T: Default>(self, read: fn(&Overview) -> T) -> T {
        let whole = self.store.state.with_untracked(|state| state.opened.as_ref().map(|opened| read(&opened.overview.0)));
        whole.unwrap_or_else(|| self.store.now_of_overview(read))
    }

    /// Returns the model made of the picture, the measure and what is picked, made again when one of them changes.
    pub(super) fn model<T: PartialEq + Send + Sync + Default + 'static>(self, build: fn(&Overview, Measure, &LeadFilter) -> T) -> Memo<T> {
        memo(move || self.now(&build))
    }

    /// The same once, for a memo that reads something else as well.
    pub(super) fn now<T: Default>(self, build: &dyn Fn(&Overview, Measure, &LeadFilter) -> T) -> T {
        self.filter.with(|filter| self.store.of_overview(|overview| build(overview, self.measure.get(), filter)))
    }

    /// Returns a ranking whose rows keep the places they have without a filter. `place` puts the rows of the numbers now into the places of
    /// those of all leads, and gives the number of the longest bar.
    pub(super) fn placed(
        self,
        place: &dyn Fn(&Overview, &Overview, Measure) -> (Overview, u32),
        build: &dyn Fn(&Overview, Measure, &LeadFilter) -> RankingModel,
    ) -> RankingModel {
        let whole = self.store.whole_overview();
        self.now(&|now, measure, filter| {
            let (rows, most) = place(whole.as_ref().map_or(now, |whole| &whole.0), now, measure);
            RankingModel { most, ..build(&rows, measure, filter) }
        })
    }

    /// Returns what has to be known of the numbers where it is not the usual: that test leads are among them, or that cells share people. What
    /// holds of all of them stands once, in [`Self::basis`].
    pub(super) fn scope(self) -> Signal<String> {
        Signal::derive(move || {
            if self.has_tests() {
                t!(chart.scope_tests_in)
            } else if self.measure.get() == Measure::Leads {
                String::new()
            } else {
                t!(chart.scope_distinct)
            }
        })
    }

    /// Returns the basis of all numbers: the records they come from, the leads they exclude, and the days that changes compare.
    pub(super) fn basis(self) -> Signal<String> {
        Signal::derive(move || {
            let totals = self.store.of_overview(|overview| overview.totals);
            let records = t_plural!(totals.records, unit.n_records, n = number(totals.records));
            let leads = t_plural!(totals.leads, unit.n_leads, n = number(totals.leads));
            let sum = t!(totals.sum, records = records, leads = leads, skipped = number(totals.skipped));
            let compared = self.compared();
            let compared = (!compared.is_empty()).then_some(compared);
            [Some(sum), Some(if self.has_tests() { t!(chart.scope_tests_in) } else { t!(totals.tests_out) }), compared]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        })
    }

    /// Returns true where the filter lets test leads in.
    fn has_tests(self) -> bool {
        self.filter.with(LeadFilter::has_tests)
    }

    /// Returns the days that changes compare, in words; empty where there are none.
    pub(super) fn compared(self) -> String {
        let window = self.store.of_overview(|overview| overview.window);
        window
            .map(|now| t!(totals.compared, now = wording::facet::days(now), before = wording::facet::days(now.previous())))
            .unwrap_or_default()
    }

    /// Returns the heading around a picture in a file: what it shows, of which leads, from when to when.
    pub(super) fn heading(self, title: Signal<String>) -> Signal<Heading> {
        Signal::derive(move || {
            let filter = self.filter.get();
            let days = filter.days.or_else(|| span(self.store)).map(wording::facet::days);
            let (found, whole) = self.store.of_overview(|overview| (overview.all.leads, overview.leads_of(&filter)));
            Heading {
                title: title.get(),
                scope: wording::facet::filter(&filter),
                period: std::iter::once(self.unit.get()).chain(days).collect::<Vec<_>>().join(" · "),
                source_line: if self.has_tests() {
                    t!(chart.file_source_tests, n = number(found), total = number(whole))
                } else {
                    t!(chart.file_source, n = number(found), total = number(whole))
                },
                legend: Vec::new(),
            }
        })
    }
}

/// A ranking in its frame.
pub(super) fn ranked(
    context: OverviewContext,
    name: &'static str,
    class: &'static str,
    title: Signal<String>,
    model: Memo<RankingModel>,
    controls: AnyView,
) -> AnyView {
    let frame = Figure {
        name,
        class,
        title,
        scope: Signal::stored(String::new()),
        heading: context.heading(title),
        table: Signal::derive(move || model.with(RankingModel::table)),
        is_table: true,
        scene: Arc::new(move |width| model.with_untracked(|model| model.scene(width))),
    };
    figure(frame, controls, ranking(model.into(), title, context.on_pick))
}

/// First and last day of all that is open; the last one to the day where that is known, the first one to the column.
pub(in crate::app::sections) fn span(store: AppStore) -> Option<DayRange> {
    store
        .state
        .with(|state| state.opened.as_ref().and_then(|opened| model::span(&opened.overview.0)))
        .or_else(|| store.of_overview(model::span))
}
