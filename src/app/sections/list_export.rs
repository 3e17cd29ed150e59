//! The dialog in which a list is put together for a file: which one, in which notation, with which columns; its first rows.

use leptos::prelude::*;

pub(super) use self::choice::filter_name;
use self::choice::{ALL, Choices, Format, LISTS, SCREEN};
use self::wording::{column_word, format_why, format_word, list_why, list_word};
use crate::app::actions::Actions;
use crate::app::components::{Choice, Dialog, Switch, select};
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::memory;
use crate::app::store::AppStore;
use crate::app::wording::facet;
use crate::i18n::{number, t, t_plural};
use crate::protocol::ExportKind;
use leadlens_engine::export::{ExportColumn, ExportList, ExportPreview, Notation};

mod choice;
mod wording;

/// The dialog.
#[component]
pub fn ListExport() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let open = memo(move || store.state.with(|state| state.list_export.number.is_some()));
    view! {
        <Dialog open=Signal::derive(move || open.get()) id="export-title" title=t!(export.title) wide=true on_close=move |()| actions.close_list_export()>
            <Content />
        </Dialog>
    }
}

#[component]
fn Content() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let choices = RwSignal::new({
        let (tab, shown) = (store.view.with_untracked(|view| view.tab), memory::columns_shown());
        Choices::for_tab(tab, &shown, memory::recall_export().as_deref())
    });
    Effect::new(move |_| {
        let request = choices.with(|choices| store.state.with_untracked(|state| choices.request(state)));
        memory::remember_export(&choices.with_untracked(Choices::to_text));
        actions.preview_list(request);
    });
    let preview = memo(move || store.state.with(|state| state.list_export.found.clone()));
    let list = memo(move || choices.with(|choices| choices.lists().first().copied().filter(|_| choices.list != ALL)));
    // A list by its name: the table on screen is one of them with other columns.
    let named = memo(move || (choices.with(|choices| choices.list), list.get()));
    let why = move || list.get().map_or_else(|| t!(export.all_why), list_why);
    view! {
        <Comparing />
        <div class="export export--list">
            <div class="export__choices">
                {lists(choices)}
                <p class="muted">{why}</p>
                <Show when=move || choices.with(|choices| choices.list != ALL)>{formats(choices)}</Show>
                <p class="muted">{move || format_why(choices.with(Choices::notation))}</p>
                <Show when=move || choices.with(|choices| choices.notation().is_csv())>{delimiters(choices)}</Show>
                {move || narrowed(choices, list.get())}
                <Show when=move || list.get().is_none_or(ExportList::can_leave_out) && choices.with(|choices| choices.list != SCREEN)>{contactable(choices)}</Show>
                <p class="muted">{move || preview.with(|preview| preview.as_ref().and_then(refusals))}</p>
                {move || named.get().1.map(|list| columns(choices, list))}
            </div>
            <div class="export__first">
                {move || list.get().is_none().then(|| view! { <p>{list_word(ExportList::People)}</p> })}
                {move || preview.get().map(|preview| first_rows(&preview))}
            </div>
            <Finish choices=choices />
        </div>
    }
}

/// Says that who is who is still being found out.
#[component]
pub(super) fn Comparing() -> impl IntoView {
    let store = AppStore::expect();
    let is_done = memo(move || is_compared(store));
    view! { <Show when=move || !is_done.get()><p class="banner" role="status">{t!(review.comparing)}</p></Show> }
}

/// True once all leads have been compared.
pub(super) fn is_compared(store: AppStore) -> bool {
    store.state.with(|state| state.review.standing.as_ref().is_none_or(|standing| standing.finished))
}

/// The choice of the list.
fn lists(choices: RwSignal<Choices>) -> AnyView {
    let words = LISTS.iter().map(|(name, list)| ((*name).to_owned(), list_word(*list)));
    let words = std::iter::once((SCREEN.to_owned(), t!(export.screen))).chain(words);
    let words = words.chain(std::iter::once((ALL.to_owned(), t!(export.all)))).collect();
    let chosen = Signal::derive(move || Some(choices.with(|choices| choices.list.to_owned())));
    let choose = move |name: String| {
        if let Some(list) = LISTS.iter().map(|(known, _)| *known).chain([SCREEN, ALL]).find(|known| *known == name) {
            choices.update(|choices| choices.list = list);
        }
    };
    select(t!(export.list), None, words, chosen, Callback::new(choose))
}

/// The choice of the notation.
fn formats(choices: RwSignal<Choices>) -> AnyView {
    let words = Format::ALL.into_iter().map(|format| Choice { value: format.as_str(), label: format_word(format) }).collect();
    let chosen = Signal::derive(move || choices.with(|choices| choices.format.as_str()));
    let choose = move |name: &'static str| choices.update(|choices| choices.format = Format::from_name(name).unwrap_or_default());
    view! { <Switch name="export-format" legend=t!(export.format) choices=words chosen=chosen on_change=choose /> }.into_any()
}

/// The choice of what stands between cells.
fn delimiters(choices: RwSignal<Choices>) -> AnyView {
    let words = vec![Choice { value: "comma", label: t!(export.comma) }, Choice { value: "semicolon", label: t!(export.semicolon) }];
    let chosen = Signal::derive(move || if choices.with(|choices| choices.has_semicolons) { "semicolon" } else { "comma" });
    let choose = move |name: &'static str| choices.update(|choices| choices.has_semicolons = name == "semicolon");
    view! { <Switch name="export-delimiter" legend=t!(export.delimiter) choices=words chosen=chosen on_change=choose /> }.into_any()
}

/// The choice between what the filter shows and everything; a list of those who must not be contacted is always whole.
fn narrowed(choices: RwSignal<Choices>, list: Option<ExportList>) -> Option<AnyView> {
    let store = AppStore::expect();
    let filter = store.view.with(|view| view.filter.clone());
    if filter.is_empty() {
        return None;
    }
    if list == Some(ExportList::Suppression) {
        return Some(view! { <p class="muted">{t!(export.always_whole)}</p> }.into_any());
    }
    let words = vec![Choice { value: "filtered", label: t!(export.filtered) }, Choice { value: "all", label: t!(export.whole) }];
    let chosen = Signal::derive(move || if choices.with(|choices| choices.is_whole) { "all" } else { "filtered" });
    let choose = move |name: &'static str| choices.update(|choices| choices.is_whole = name == "all");
    let filter = facet::filter(&filter);
    Some(
        view! {
            <Switch name="export-leads" legend=t!(share.of) choices=words chosen=chosen on_change=choose />
            <p class="muted">{move || choices.with(|choices| !choices.is_whole).then(|| t!(export.filter, filter = filter.clone()))}</p>
        }
        .into_any(),
    )
}

/// The switch that leaves out who must not be contacted.
fn contactable(choices: RwSignal<Choices>) -> AnyView {
    let is_set = move || choices.with(|choices| choices.only_contactable);
    let set = move |event| choices.update(|choices| choices.only_contactable = event_target_checked(&event));
    view! { <label class="check"><input type="checkbox" prop:checked=is_set on:change=set />{t!(export.only_contactable)}</label> }
        .into_any()
}

/// Number of people or leads that must not be contacted, with the word for left out or marked.
fn refusals(preview: &ExportPreview) -> Option<String> {
    match (preview.refused, preview.refused_inside) {
        (0, 0) => None,
        (0, inside) => Some(t_plural!(inside, export.marked, n = number(inside))),
        (left_out, _) => Some(t_plural!(left_out, export.left_out, n = number(left_out))),
    }
}

/// The columns of a list: which, and in which order. One that is not taken keeps its place while the dialog is open.
fn columns(choices: RwSignal<Choices>, list: ExportList) -> AnyView {
    let chosen = choices.with_untracked(|choices| choices.columns_of(list));
    let order = RwSignal::new(in_order(list, &chosen));
    let count = |columns: usize| number(u32::try_from(columns).unwrap_or(u32::MAX));
    let taken = memo(move || choices.with(|choices| choices.columns_of(list)));
    let summary = move || t!(export.columns, n = count(taken.with(Vec::len)), total = count(list.columns().len()));
    let reset = move |_| {
        choices.update(|choices| choices.set_columns(list, Vec::new()));
        order.set(in_order(list, list.usual_columns()));
    };
    let entries = move || order.get().into_iter().map(|column| entry(Columns { choices, list, order }, column)).collect_view();
    view! {
        <details class="export__columns">
            <summary>{summary}</summary>
            <ol class="choose">{entries}</ol>
            <button type="button" class="button" on:click=reset>{t!(leads.columns_reset)}</button>
        </details>
    }
    .into_any()
}

/// All columns of a list, the chosen ones first.
fn in_order(list: ExportList, chosen: &[ExportColumn]) -> Vec<ExportColumn> {
    let others = list.columns().iter().filter(|column| !chosen.contains(column));
    chosen.iter().chain(others).copied().collect()
}

/// The columns of a list that are being chosen.
#[derive(Clone, Copy)]
struct Columns {
    choices: RwSignal<Choices>,
    list: ExportList,
    /// All of them as listed.
    order: RwSignal<Vec<ExportColumn>>,
}

impl Columns {
    fn has(self, column: ExportColumn) -> bool {
        self.choices.with(|choices| choices.columns_of(self.list).contains(&column))
    }

    /// True for the only column there is.
    fn is_last(self, column: ExportColumn) -> bool {
        self.choices.with(|choices| choices.columns_of(self.list) == [column])
    }

    fn toggle(self, column: ExportColumn) {
        let has = self.has(column);
        let order = self.order.get_untracked();
        self.choices.update(|choices| {
            let before = choices.columns_of(self.list);
            let is_taken = |other: &ExportColumn| if *other == column { !has } else { before.contains(other) };
            choices.set_columns(self.list, order.into_iter().filter(is_taken).collect());
        });
    }

    /// Moves a column up or down by one.
    fn shift(self, column: ExportColumn, by: isize) {
        self.order.update(|order| {
            let place = order.iter().position(|other| *other == column);
            let to = place.and_then(|place| place.checked_add_signed(by)).filter(|to| *to < order.len());
            if let (Some(place), Some(to)) = (place, to) {
                order.swap(place, to);
            }
        });
        let order = self.order.get_untracked();
        self.choices.update(|choices| {
            let before = choices.columns_of(self.list);
            choices.set_columns(self.list, order.into_iter().filter(|column| before.contains(column)).collect());
        });
    }
}

/// A column: taken or not, and its place.
fn entry(columns: Columns, column: ExportColumn) -> AnyView {
    let button = move |by: isize, sign: &'static str, label: String| {
        let id = format!("export-{}-{by}", column.as_str());
        let target = id.clone();
        let shift = move |_| {
            columns.shift(column, by);
            effects::focus_id(&target);
        };
        view! { <button type="button" class="button button--quiet" id=id aria-label=label on:click=shift><span aria-hidden="true">{sign}</span></button> }
    };
    let name = column_word(column);
    view! {
        <li class="choose__column">
            <label class="check">
                <input
                    type="checkbox" prop:checked=move || columns.has(column) prop:disabled=move || columns.is_last(column)
                    on:change=move |_| columns.toggle(column)
                />
                {name.clone()}
            </label>
            {button(-1, "↑", t!(leads.column_back, name = name.clone()))}{button(1, "↓", t!(leads.column_forth, name = name))}
        </li>
    }
    .into_any()
}

/// The first rows as they will stand in the file.
fn first_rows(preview: &ExportPreview) -> AnyView {
    let shown = u32::try_from(preview.rows.len()).unwrap_or(u32::MAX);
    let line = if preview.total == 0 {
        t!(export.nothing)
    } else {
        t_plural!(preview.total, export.first_rows, n = number(shown), total = number(preview.total))
    };
    let cell = |text: &String| view! { <td>{text.clone()}</td> };
    let row = |cells: &Vec<String>| view! { <tr>{cells.iter().map(cell).collect_view()}</tr> };
    let rows = preview.rows.iter().map(row).collect_view();
    let heads = preview.headers.iter().map(|header| view! { <th scope="col">{header.clone()}</th> }).collect_view();
    let table = (preview.total > 0).then(|| {
        view! {
            <div class="export__preview" tabindex="0" role="region" aria-label=t!(export.preview)>
                <table class="export__table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        }
    });
    view! { <p class="muted" role="status">{line}</p>{table} }.into_any()
}

/// The buttons, with the name of the file.
#[component]
fn Finish(choices: RwSignal<Choices>) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let name = move || {
        let filter = store.view.with(|view| view.filter.clone());
        store.overview.with(|overview| choices.with(|choices| choices.file_name(&filter, overview.as_ref().map(|overview| &*overview.0))))
    };
    // Of a workbook of all lists the first one may be empty.
    let is_all = move || choices.with(|choices| choices.list == ALL);
    let rows = move || store.state.with(|state| state.list_export.found.as_ref().map_or(0, |preview| preview.total));
    let is_empty = memo(move || !is_all() && rows() == 0);
    let request = move || store.state.with_untracked(|state| choices.with_untracked(|choices| choices.request(state)));
    let save = move |_| {
        actions.export(ExportKind::Lists(Box::new(request())), untrack(name));
        actions.close_list_export();
    };
    let copy = move |_| {
        let request = request();
        actions.copy_list(leadlens_engine::export::ExportRequest { notation: Notation::Tsv, ..request });
    };
    let copied = move || {
        let copied = store.state.with(|state| state.list_copied);
        let most = u32::try_from(ExportPreview::COPIED).unwrap_or(u32::MAX);
        copied.map(|is_done| match (is_done, rows()) {
            (false, _) => t!(leads.copy_denied),
            (true, rows) if rows > most => t!(leads.copied_first, n = number(most), total = number(rows)),
            (true, _) => t!(figure.copied),
        })
    };
    view! {
        <div class="dialog__actions">
            <button type="button" class="button button--main" disabled=move || is_empty.get() on:click=save>{t!(export.save)}</button>
            <Show when=move || choices.with(|choices| choices.list != ALL)>
                <button type="button" class="button" disabled=move || is_empty.get() on:click=copy>{t!(leads.copy)}</button>
            </Show>
            <span class="muted export__name">{name}</span>
            <span role="status">{copied}</span>
        </div>
    }
}
