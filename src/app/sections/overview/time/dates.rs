//! Choice of the selected days, to the day: two dates and shortcuts.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording::facet;
use crate::i18n::{number, t};
use leadlens_engine::report::{DayRange, Facet, LeadFlag, day_name, day_of};

/// Lengths of the shortcuts in days.
const LATEST: [i32; 4] = [7, 30, 90, 365];

/// Fault for which two dates are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The first is after the last.
    Order,
    /// One is no day of the data.
    Beyond,
}

/// The days two fields name, among those there are; none where both are empty. A field that is empty stands for the end of what there is.
fn chosen_range(from: &str, to: &str, span: DayRange) -> Result<Option<DayRange>, Fault> {
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    let day = |text: &str, other: i32| if text.is_empty() { Some(other) } else { day_of(text).filter(|day| span.contains(*day)) };
    let (Some(from), Some(to)) = (day(from, span.from), day(to, span.to)) else { return Err(Fault::Beyond) };
    if from > to { Err(Fault::Order) } else { Ok(Some(DayRange { from, to })) }
}

/// The latest days of what there is, that many; none where there are no more.
fn latest(span: DayRange, days: i32) -> Option<DayRange> {
    let range = span.latest(days);
    (range.from > span.from).then_some(range)
}

/// The names of the first and last of some days.
fn ends(days: Option<DayRange>) -> [String; 2] {
    days.map_or_else(Default::default, |days| [day_name(days.from), day_name(days.to)])
}

/// Two dates, shortcuts, and how many leads have no date. `span` are the first and last day there are.
pub(super) fn dates(span: Memo<Option<DayRange>>) -> AnyView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let days = memo(move || store.view.with(|view| view.filter.days));
    // Days that were selected by whole columns may begin before the first lead.
    let limits = memo(move || {
        let around = |span: DayRange, days: DayRange| DayRange { from: span.from.min(days.from), to: span.to.max(days.to) };
        span.get().map(|span| days.get().map_or(span, |days| around(span, days)))
    });
    // What is wrong, next to the days it concerns: gone with others.
    let fault = RwSignal::new(None::<(Fault, Option<DayRange>)>);
    let typed = StoredValue::new([String::new(), String::new()]);
    let field = move |place: usize, label: String| {
        let read = move || ends(days.get()).into_iter().nth(place).unwrap_or_default();
        let on_change = move |event: leptos::ev::Event| {
            let now = days.get_untracked();
            if fault.get_untracked().is_none_or(|(_, at)| at != now) {
                typed.set_value(ends(now));
            }
            typed.update_value(|typed| {
                if let Some(typed) = typed.get_mut(place) {
                    *typed = event_target_value(&event);
                }
            });
            let Some(limits) = limits.get_untracked() else { return };
            let [from, to] = typed.get_value();
            match chosen_range(&from, &to, limits) {
                Ok(wanted) => {
                    fault.set(None);
                    actions.pick(move |filter| filter.days = wanted);
                }
                Err(wrong) => fault.set(Some((wrong, now))),
            }
        };
        let limit = move |read: fn(DayRange) -> i32| limits.get().map(|span| day_name(read(span)));
        view! {
            <label class="time__date">
                <span class="time__label">{label}</span>
                <input
                    class="input" type="date" prop:value=read min=move || limit(|span| span.from) max=move || limit(|span| span.to)
                    aria-invalid=move || fault.get().is_some_and(|(_, at)| at == days.get()).to_string() aria-describedby="time-fault"
                    on:change=on_change
                />
            </label>
        }
    };
    let wrong = move || match fault.get().filter(|(_, at)| *at == days.get()) {
        Some((Fault::Order, _)) => t!(time.order),
        Some((Fault::Beyond, _)) => t!(time.beyond, days = span.get().map(facet::days).unwrap_or_default()),
        None => String::new(),
    };
    let shortcut = move |length: i32| {
        let wanted = latest(span.get()?, length)?;
        let is_on = move || days.get() == Some(wanted);
        let pick = move |_| actions.pick(move |filter| filter.days = if filter.days == Some(wanted) { None } else { Some(wanted) });
        Some(view! {
            <button type="button" class="chip chip--button" aria-pressed=move || is_on().to_string() title=facet::days(wanted) on:click=pick>
                {t!(time.latest, n = number(length.unsigned_abs()))}
            </button>
        })
    };
    // Once, where there are shortcuts at all.
    let latest_from = move || {
        let [shortest, ..] = LATEST;
        let span = span.get().filter(|span| latest(*span, shortest).is_some())?;
        Some(t!(time.latest_from, date = facet::days(DayRange { from: span.to, to: span.to })))
    };
    view! {
        <div class="time__days" role="group" aria-label=t!(time.days)>
            {field(0, t!(time.from))}
            {field(1, t!(time.to))}
            {move || LATEST.into_iter().filter_map(shortcut).collect_view()}
            {move || latest_from().map(|words| view! { <span class="muted">{words}</span> })}
            <Show when=move || days.get().is_some()>
                <button type="button" class="button button--quiet" on:click=move |_| actions.pick(|filter| filter.days = None)>{t!(time.all)}</button>
            </Show>
        </div>
        <p class="time__fault" id="time-fault" role="status">{wrong}</p>
    }
    .into_any()
}

/// Number of leads without a date, as a link to them.
pub(super) fn undated(is_summary: bool) -> AnyView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let count = memo(move || store.of_overview(|overview| overview.timeline.undated));
    let mark = LeadFlag::Undated.as_str();
    let is_on = memo(move || store.view.with(|view| view.filter.has(Facet::Flag, mark, false)));
    let words = move || t!(chart.undated, n = number(count.get()));
    let button = move || {
        (count.get() > 0 || is_on.get()).then(|| {
            if is_summary {
                return view! { <p class="muted">{words()}</p> }.into_any();
            }
            let pick = move |_| actions.toggle(Facet::Flag, mark.to_owned(), false);
            view! { <button type="button" class="chip chip--button time__undated number" aria-pressed=is_on.get().to_string() on:click=pick>{words()}</button> }
                .into_any()
        })
    };
    button.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(name: &str) -> DayRange {
        DayRange::from_name(name).unwrap()
    }

    #[test]
    fn two_dates_are_limited_to_the_data() {
        let span = days("2021-02-01..2021-04-30");
        for (from, to, expected) in [
            ("", "", Ok(None)),
            ("2021-02-10", "2021-03-01", Ok(Some(days("2021-02-10..2021-03-01")))),
            ("2021-02-10", "2021-02-10", Ok(Some(days("2021-02-10..2021-02-10")))),
            ("2021-02-10", "", Ok(Some(days("2021-02-10..2021-04-30")))),
            ("", "2021-02-10", Ok(Some(days("2021-02-01..2021-02-10")))),
            ("2021-03-02", "2021-03-01", Err(Fault::Order)),
            ("0002-03-02", "2021-03-01", Err(Fault::Beyond)),
            ("2021-02-10", "2021-05-01", Err(Fault::Beyond)),
            ("yesterday", "", Err(Fault::Beyond)),
        ] {
            assert_eq!(chosen_range(from, to, span), expected, "{from} {to}");
        }
    }

    #[test]
    fn the_latest_days_are_counted_from_the_last_one() {
        let span = days("2021-02-01..2021-04-30");
        assert_eq!(latest(span, 30), Some(days("2021-04-01..2021-04-30")));
        assert_eq!(latest(span, 88), Some(days("2021-02-02..2021-04-30")));
        assert_eq!(latest(span, 89), None);
        assert_eq!(latest(days("2021-02-01..2021-02-01"), 30), None);
    }
}
