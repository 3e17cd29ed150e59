//! Reading of a source: what can be chosen about it, and what each of its columns is taken for.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::{Badge, BadgeKind, Dialog, select};
use crate::app::memo::memo;
use crate::app::state::SourceReading;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::i18n::{number, percent, t, t_plural};
use leadlens_engine::LogEntry;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::intake::{Encoding, HeaderPlace, ReadOptions, SheetChoice, TableNote};
use leadlens_engine::leads::{ColumnName, DateEvidence, DateOrder, MappedColumn};
use leadlens_engine::report::{ColumnDates, ColumnDetail, SourceDetail};

/// Delimiters offered.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// Value of the choice of all sheets.
const ALL_SHEETS: &str = "all";
/// Columns drawn at a time: a row holds a choice of twenty roles, and a few hundred of them take half a second.
const COLUMNS_AT_ONCE: usize = 40;
/// Lines offered as the one with the headers.
const HEADER_LINES: u32 = 10;

type Reading = Memo<Option<SourceReading>>;

/// The dialog about one source.
#[component]
pub fn Source() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let reading: Reading = memo(move || store.state.with(|state| state.source.found.clone()));
    let open = Signal::derive(move || store.state.with(|state| state.source.number.is_some()));
    view! {
        <Dialog open=open id="source-title" wide=true title=t!(source.details) on_close=move |()| actions.close_source()>
            <Show when=move || reading.with(Option::is_some)>
                <SourceFacts reading=reading />
                <Columns reading=reading />
                <SourceActions reading=reading />
            </Show>
        </Dialog>
    }
}

/// A part of the reading; its default while there is none.
fn of<T: Default>(reading: Reading, read: impl FnOnce(&SourceReading) -> T) -> T {
    reading.with(|reading| reading.as_ref().map(read).unwrap_or_default())
}

/// The name, format and notes of the source, and what can be chosen about reading it.
#[component]
fn SourceFacts(reading: Reading) -> impl IntoView {
    let name = move || of(reading, |reading| wording::source_name(&reading.detail.name));
    let format = move || of(reading, |reading| reading.detail.format.map(wording::format));
    let notes = move || {
        let notes = of(reading, |reading| reading.detail.notes.clone());
        notes.iter().map(|note| view! { <li>{wording::table_note(note)}</li> }).collect_view()
    };
    let unknown = move || {
        let count = of(reading, |reading| reading.detail.unknown);
        (count > 0).then(|| view! { <li>{t_plural!(count, source.unknown, n = number(count))}</li> })
    };
    let system = move || {
        of(reading, |reading| reading.detail.system.clone()).map(|found| {
            let because = t!(source.system_because, system = wording::system(found.system), headers = found.because.join(", "));
            let folded = found.system.merges_by_email().then(|| t!(groups.folded, system = wording::system(found.system)));
            view! { <p>{because}" "{folded}</p> }
        })
    };
    let can_choose = memo(move || of(reading, |reading| !reading.encodings.is_empty()));
    let choosers = move || can_choose.get().then(|| choosers(reading));
    view! {
        <h3 class="source__name">{name}</h3>
        <p class="muted">{format}</p>
        {system}
        {choosers}
        <ul class="source__notes">{notes}{unknown}</ul>
    }
}

/// Encoding, delimiter, headers and sheet, each where the source has one.
fn choosers(reading: Reading) -> AnyView {
    let actions = Actions::expect();
    let choose = move |change: fn(&mut ReadOptions, &str), value: String| {
        if let Some(detail) = reading.get_untracked().map(|reading| reading.detail) {
            let mut options = detail.options;
            change(&mut options, &value);
            actions.reread(detail.id, &detail.name, options);
        }
    };
    let on_change = move |change: fn(&mut ReadOptions, &str)| Callback::new(move |value| choose(change, value));
    let chosen = move |read: fn(&SourceDetail) -> Option<String>| {
        Signal::derive(move || reading.with(|reading| reading.as_ref().and_then(|reading| read(&reading.detail))))
    };
    let detail = reading.get_untracked();
    let Some(SourceReading { detail, encodings, .. }) = detail else { return ().into_any() };
    let is_text = detail.sheets.is_empty();
    let encoding = is_text.then(|| {
        let choices = encodings.iter().map(|encoding| (encoding.label().to_owned(), encoding.label().to_ascii_uppercase())).collect();
        let now = chosen(|detail| detail.encoding.map(|encoding| encoding.label().to_owned()));
        select(t!(source.encoding), None, choices, now, on_change(|options, label| options.encoding = Encoding::from_label(label)))
    });
    // A delimiter that is chosen is believed, so that what was taken for something else can be read as a table.
    let delimiter = is_text.then(|| {
        let choices = DELIMITERS.iter().map(|delimiter| (delimiter.to_string(), wording::delimiter(*delimiter))).collect();
        let now = chosen(|detail| detail.delimiter.map(String::from));
        select(
            t!(source.delimiter),
            Some(t!(source.header_found)),
            choices,
            now,
            on_change(|options, value| options.delimiter = value.chars().next()),
        )
    });
    let has_records = detail.delimiter.is_some() || !is_text;
    let header = has_records.then(|| {
        let lines = (0..HEADER_LINES).map(|line| (line.to_string(), t!(source.header_line, n = number(line + 1))));
        let choices = std::iter::once(("nowhere".to_owned(), t!(source.header_nowhere))).chain(lines).collect();
        let now = chosen(|detail| {
            detail.options.header.map(|place| match place {
                HeaderPlace::Nowhere => "nowhere".to_owned(),
                HeaderPlace::Record(line) => line.to_string(),
            })
        });
        let change = on_change(|options, value| options.header = header_place(value));
        select(t!(source.header), Some(t!(source.header_found)), choices, now, change)
    });
    let sheet = (!is_text).then(|| {
        let all =
            (detail.sheets.iter().filter(|sheet| !sheet.is_hidden).count() > 1).then(|| (ALL_SHEETS.to_owned(), t!(source.sheets_all)));
        let each = detail.sheets.iter().zip(0_u16..).map(|(sheet, index)| (index.to_string(), wording::sheet(sheet)));
        let choices = all.into_iter().chain(each).collect();
        let change = on_change(|options, value| options.sheet = sheet_choice(value));
        select(t!(source.sheet), Some(t!(source.header_found)), choices, chosen(sheet_read), change)
    });
    view! { <div class="filters source__choices">{encoding}{delimiter}{header}{sheet}</div> }.into_any()
}

/// The sheet that was read, by the value of its choice; none where several were found to look like leads.
fn sheet_read(detail: &SourceDetail) -> Option<String> {
    let is_joined = detail.notes.iter().any(|note| matches!(note, TableNote::SheetsJoined(_)));
    match detail.options.sheet {
        Some(SheetChoice::All) => Some(ALL_SHEETS.to_owned()),
        Some(SheetChoice::One(sheet)) => Some(sheet.to_string()),
        None => detail.sheet.filter(|_| !is_joined).map(|sheet| sheet.to_string()),
    }
}

fn sheet_choice(value: &str) -> Option<SheetChoice> {
    if value == ALL_SHEETS { Some(SheetChoice::All) } else { value.parse().ok().map(SheetChoice::One) }
}

fn header_place(value: &str) -> Option<HeaderPlace> {
    if value == "nowhere" { Some(HeaderPlace::Nowhere) } else { value.parse().ok().map(HeaderPlace::Record) }
}

/// The columns: header, first values, role, and how sure it is. A change counts at once; the rows stay, so the focus does.
#[component]
fn Columns(reading: Reading) -> impl IntoView {
    let names = memo(move || of(reading, |reading| reading.detail.columns.iter().map(shown).collect::<Vec<_>>()));
    let unsure =
        memo(move || of(reading, |reading| reading.detail.columns.iter().filter(|column| is_unsure(column)).fold(0_u32, |sum, _| sum + 1)));
    let question = move || {
        let unsure = unsure.get();
        if unsure == 0 { t!(source.all_sure) } else { t_plural!(unsure, source.unsure, n = number(unsure)) }
    };
    let portions = RwSignal::new(1);
    let rows = move || {
        let names = names.get();
        let portion = |(place, names): (usize, &[_])| {
            let names = names.to_vec();
            let is_shown = memo(move || place < portions.get());
            move || is_shown.get().then(|| column_rows(reading, place * COLUMNS_AT_ONCE, &names))
        };
        names.chunks(COLUMNS_AT_ONCE).enumerate().map(portion).collect_view()
    };
    let rest = memo(move || {
        let (listed, all) = of(reading, |reading| (reading.detail.columns.len(), reading.detail.column_count as usize));
        let drawn = listed.min(portions.get() * COLUMNS_AT_ONCE);
        (drawn < listed, u32::try_from(all - drawn.min(all)).unwrap_or(u32::MAX))
    });
    let is_cut = move || {
        let (can_more, rest) = rest.get();
        (rest > 0).then(|| {
            if can_more {
                t_plural!(rest, source.columns_left, n = number(rest))
            } else {
                t_plural!(rest, source.unlisted, n = number(rest))
            }
        })
    };
    view! {
        <p class="source__question" role="status">{question}</p>
        <table class="table source__columns">
            <caption class="visually-hidden">{t!(source.columns)}</caption>
            <thead><tr>
                <th scope="col">{t!(source.column)}</th><th scope="col">{t!(source.samples)}</th>
                <th scope="col">{t!(source.role)}</th><th scope="col">{t!(source.confidence)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="muted">{is_cut}</p>
        <Show when=move || rest.get().0>
            <button type="button" class="button" on:click=move |_| portions.update(|portions| *portions += 1)>{t!(source.show_more)}</button>
        </Show>
    }
}

fn column_rows(reading: Reading, first: usize, names: &[(ColumnName, String, Vec<String>)]) -> AnyView {
    let rows = names.iter().enumerate();
    rows.map(|(place, (name, header, samples))| column_row(reading, first + place, name, header.clone(), samples)).collect_view().into_any()
}

/// Returns the parts of a column that never change by a decision: name, header and samples.
fn shown(column: &ColumnDetail) -> (ColumnName, String, Vec<String>) {
    (column.name.clone(), column.header.clone(), column.samples.clone())
}

fn is_unsure(column: &ColumnDetail) -> bool {
    column.confidence < MappedColumn::SURE
}

fn column_row(reading: Reading, index: usize, name: &ColumnName, header: String, samples: &[String]) -> AnyView {
    let actions = Actions::expect();
    let column = memo(move || reading.with(|reading| reading.as_ref().and_then(|reading| reading.detail.columns.get(index).cloned())));
    let header = if header.is_empty() { t!(source.column_n, n = number(index as u64 + 1)) } else { header };
    let name = StoredValue::new(name.clone());
    let decide = move |role: Option<ColumnRole>| {
        if let Some(headers) = reading.get_untracked().map(|reading| reading.detail.headers) {
            actions.decide(LogEntry::Role { headers, column: name.get_value(), role });
        }
    };
    let role = Signal::derive(move || column.with(|column| column.as_ref().map(|column| column.role.as_str().to_owned())));
    let choices = ColumnRole::ALL.into_iter().map(|role| (role.as_str().to_owned(), wording::role(role))).collect();
    let mark = move || column.get().map(|column| sureness(&column, decide));
    let dates =
        move || column.with(|column| column.as_ref().and_then(|column| column.dates)).map(|dates| date_chooser(reading, name, dates));
    let state = move || column.with(|column| column.as_ref().is_some_and(is_unsure)).to_string();
    view! {
        <tr data-unsure=state>
            <th scope="row" class="source__header">{header.clone()}</th>
            <td class="source__samples">{samples.iter().map(|sample| view! { <span class="source__sample">{sample.clone()}</span> }).collect_view()}</td>
            <td>{select(t!(source.role_of, header = header), None, choices, role, Callback::new(move |value: String| decide(ColumnRole::from_name(&value))))}</td>
            <td>{mark}{dates}</td>
        </tr>
    }
    .into_any()
}

/// The certainty of a role, with buttons to confirm it or to undo a decision.
fn sureness(column: &ColumnDetail, decide: impl Fn(Option<ColumnRole>) + Copy + 'static) -> AnyView {
    let role = column.role;
    let combined = column.is_fallback.then(|| view! { <p class="muted">{t!(source.combined)}</p> });
    let (word, change) = if column.is_decided {
        (t!(source.decided).into_any(), Some((t!(source.undo), None)))
    } else if is_unsure(column) {
        let badge = view! { <Badge kind=BadgeKind::Problem word=t!(source.check) /> };
        (badge.into_any(), Some((t!(source.right), Some(role))))
    } else {
        (percent(f64::from(column.confidence)).into_any(), None)
    };
    let change = change.map(|(word, role)| view! { <button type="button" class="link" on:click=move |_| decide(role)>{word}</button> });
    view! { {word}" "{change}{combined} }.into_any()
}

/// The order of day and month: what the values tell, and the choice of the user.
fn date_chooser(reading: Reading, name: StoredValue<ColumnName>, dates: ColumnDates) -> AnyView {
    let actions = Actions::expect();
    let choices = DateOrder::ALL.into_iter().map(|order| (order.as_str().to_owned(), wording::date_order(order))).collect();
    let found = dates.evidence.order.map_or_else(|| t!(source.dates_open), wording::date_order);
    let chosen = Signal::derive(move || dates.decided.map(|order| order.as_str().to_owned()));
    let on_change = Callback::new(move |value: String| {
        if let Some(headers) = reading.get_untracked().map(|reading| reading.detail.headers) {
            actions.decide(LogEntry::DateOrder { headers, column: name.get_value(), order: DateOrder::from_name(&value) });
        }
    });
    let DateEvidence { day_first, month_first, either, .. } = dates.evidence;
    let why = t!(source.dates_why, day = number(day_first), month = number(month_first), either = number(either));
    let is_plain = day_first + month_first + either == 0;
    (!is_plain)
        .then(|| view! { <p class="muted">{why}</p>{select(t!(source.dates), Some(t!(source.dates_found, order = found)), choices, chosen, on_change)} })
        .into_any()
}

/// Forgetting what was decided, and taking the source away.
#[component]
fn SourceActions(reading: Reading) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let is_decided =
        move || of(reading, |reading| store.state.with(|state| state.session.decisions().mapping(&reading.detail.headers).is_some()));
    let forget = move |_| {
        if let Some(headers) = reading.get_untracked().map(|reading| reading.detail.headers) {
            actions.decide(LogEntry::ForgetColumns { headers });
        }
    };
    let remove = move |_| {
        if let Some(id) = reading.get_untracked().map(|reading| reading.detail.id) {
            actions.remove(id);
        }
    };
    view! {
        <p class="muted">{t!(source.remembered)}</p>
        <div class="dialog__actions">
            <Show when=is_decided><button type="button" class="button" on:click=forget>{t!(source.forget)}</button></Show>
            <button type="button" class="button" on:click=remove>{t!(source.remove)}</button>
        </div>
    }
}
