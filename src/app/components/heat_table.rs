//! Numbers in rows and columns, shaded by how many; every one of them can be picked.

use leptos::prelude::*;

use super::pickable::{OnPick, Pick, PickState, Place, pick_area, pick_button};
use crate::i18n::t;
use leadlens_chart::{HeatCell, HeatGrid, HeatRow, Scene, TableData, heat_grid};

/// A table of shaded numbers, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatModel {
    /// Class of its size: `heat--compact`, or none.
    pub class: &'static str,
    /// Heads of the columns.
    pub columns: Vec<HeatHead>,
    /// The rows.
    pub rows: Vec<HeatLine>,
    /// Head of the totals of the rows; empty where there are none.
    pub total: String,
    /// The totals of the columns.
    pub totals: Option<HeatLine>,
}

/// The head of a row or column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatHead {
    /// Its name.
    pub name: String,
    /// Two words more, below it; may be empty.
    pub more: String,
    /// Name of its colour, a suffix of the class `key`.
    pub key: Option<&'static str>,
    /// Label in full where the name is short; empty where the name does.
    pub label: String,
    /// Pick of the head; `None` where there is nothing to pick.
    pub pick: Option<Pick>,
    /// Relation of the head to what is picked.
    pub state: PickState,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatLine {
    /// Its head.
    pub head: HeatHead,
    /// A number for each column, then its total where there are totals.
    pub cells: Vec<HeatNumber>,
}

/// A number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatNumber {
    /// As it is shown; may be empty where the shade has to do.
    pub text: String,
    /// Small, below it; may be empty.
    pub note: String,
    /// The number for a spreadsheet.
    pub plain: String,
    /// Label that says the number in full, read aloud and shown as a hint.
    pub label: String,
    /// Its shade from 0 to 6; none for totals.
    pub step: Option<u8>,
    /// True where the documents know no such leads.
    pub is_void: bool,
    /// Pick of the number; `None` where there is nothing to pick.
    pub pick: Option<Pick>,
    /// Relation of the number to what is picked.
    pub state: PickState,
}

impl HeatModel {
    /// The same as a picture.
    pub fn scene(&self, width: i32) -> Scene {
        let cell = |cell: &HeatNumber| match cell.step {
            Some(0) if cell.is_void => HeatCell::impossible(),
            step => HeatCell { step: Some(step.unwrap_or(0)), text: cell.text.clone() },
        };
        let row = |line: &HeatLine| {
            let (cells, total) = line.cells.split_at(line.cells.len().min(self.columns.len()));
            HeatRow {
                label: line.head.name.clone(),
                cells: cells.iter().map(cell).collect(),
                total: total.first().map(|total| total.text.clone()).unwrap_or_default(),
            }
        };
        let totals = self.totals.as_ref();
        let grid = HeatGrid {
            columns: self.columns.iter().map(|head| head.name.clone()).collect(),
            meanings: self.columns.iter().map(|head| head.more.clone()).collect(),
            rows: self.rows.iter().map(row).collect(),
            total: totals.map(|line| line.head.name.clone()).unwrap_or_default(),
            totals: totals.map(|line| line.cells.iter().map(|cell| cell.text.clone()).collect()).unwrap_or_default(),
        };
        heat_grid(&grid, width)
    }

    /// The pick of the button at a place: of a head, or of a number.
    fn pick_at(&self, (row, column): Place) -> Option<Pick> {
        let Some(row) = row.checked_sub(HEADS) else {
            let head = self.columns.get(column.checked_sub(HEADS)?)?;
            return head.pick.clone().filter(|_| row == HEAD);
        };
        let line = self.rows.get(row).or_else(|| self.totals.as_ref().filter(|_| row == self.rows.len()))?;
        match column.checked_sub(HEADS) {
            Some(column) => line.cells.get(column)?.pick.clone(),
            None => line.head.pick.clone().filter(|_| column == HEAD),
        }
    }

    /// The same as a table.
    pub fn table(&self, corner: String) -> TableData {
        let names = self.columns.iter().map(|head| head.name.clone());
        let total = Some(self.total.clone()).filter(|total| !total.is_empty());
        let row =
            |line: &HeatLine| std::iter::once(line.head.name.clone()).chain(line.cells.iter().map(|cell| cell.plain.clone())).collect();
        TableData {
            head: std::iter::once(corner).chain(names).chain(total).collect(),
            rows: self.rows.iter().chain(&self.totals).map(row).collect(),
        }
    }
}

/// Rows of heads before the first one of numbers, and as many columns.
const HEADS: usize = 1;
/// Place of the heads.
const HEAD: usize = 0;

/// The table. Without `on_pick` it only shows.
pub fn heat_table(model: Signal<HeatModel>, caption: Signal<String>, on_pick: Option<OnPick>) -> AnyView {
    let body = move || model.with(|model| table(model, caption.get(), on_pick.is_some()));
    let pick_at = move |place| model.with_untracked(|model| model.pick_at(place));
    pick_area("frame", Signal::derive(|| t!(chart.frame)), on_pick, pick_at, Box::new(body))
}

fn table(model: &HeatModel, caption: String, can_pick: bool) -> AnyView {
    let columns = model.columns.iter().enumerate().map(|(index, column)| {
        view! { <th scope="col" class="heat__head">{head(column, (HEAD, index + HEADS), can_pick)}</th> }
    });
    let columns = columns.collect_view();
    let total = (!model.total.is_empty()).then(|| view! { <th scope="col" class="heat__head heat__total">{model.total.clone()}</th> });
    let rows = model.rows.iter().enumerate().map(|(index, row)| line(row, index + HEADS, model.columns.len(), can_pick)).collect_view();
    let totals = model.totals.as_ref().map(|totals| line(totals, model.rows.len() + HEADS, 0, can_pick));
    let width = model.columns.len() + usize::from(!model.total.is_empty());
    view! {
        <table class=format!("heat {}", model.class) style=("--columns", width.to_string())>
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr><td class="heat__corner"></td>{columns}{total}</tr></thead>
            <tbody>{rows}</tbody>
            <tfoot>{totals}</tfoot>
        </table>
    }
    .into_any()
}

/// A row at a place; its cells from `totals` on are totals.
fn line(line: &HeatLine, row: usize, totals: usize, can_pick: bool) -> AnyView {
    let cells =
        line.cells.iter().enumerate().map(|(index, cell)| number(cell, (row, index + HEADS), index >= totals, can_pick)).collect_view();
    view! { <tr><th scope="row" class="heat__row">{head(&line.head, (row, HEAD), can_pick)}</th>{cells}</tr> }.into_any()
}

fn head(head: &HeatHead, at: Place, can_pick: bool) -> AnyView {
    let HeatHead { name, more, key, label, pick, state } = head.clone();
    let key = key.map(|key| view! { <span class=format!("key key--{key}") aria-hidden="true"></span> });
    let more = (!more.is_empty()).then(|| view! { <span class="heat__more">{more}</span> });
    let content = view! { {key}<span class="heat__name">{breakable(&name)}</span> }.into_any();
    let word = if can_pick && pick.is_some() {
        let label = if label.is_empty() { name.clone() } else { label };
        pick_button("heat__pick", at, true, Some(state), label, content)
    } else {
        view! { <span class="heat__pick">{content}</span> }.into_any()
    };
    view! { <span class="heat__code">{word}</span>{more} }.into_any()
}

/// The name with places to break it before the capitals within it: `StartTestDrive`.
fn breakable(name: &str) -> String {
    let mut broken = String::with_capacity(name.len() + 6);
    let mut is_small = false;
    for letter in name.chars() {
        if is_small && letter.is_uppercase() {
            broken.push('\u{200b}');
        }
        is_small = letter.is_lowercase();
        broken.push(letter);
    }
    broken
}

fn number(number: &HeatNumber, at: Place, is_total: bool, can_pick: bool) -> AnyView {
    let HeatNumber { text, note, label, step, is_void, pick, state, .. } = number.clone();
    let mut class = match step.filter(|_| !is_total) {
        Some(step) => format!("heat__cell heat__cell--{step}"),
        None => "heat__total".to_owned(),
    };
    if is_void {
        class.push_str(" heat__cell--void");
    }
    let note = (!note.is_empty()).then(|| view! { <span class="heat__note">{note}</span> });
    let content = view! { <span class="heat__text">{text}</span>{note} }.into_any();
    let content = if can_pick {
        pick_button("heat__number number", at, pick.is_some(), Some(state), label, content)
    } else {
        view! { <span class="heat__number number" title=label>{content}</span> }.into_any()
    };
    view! { <td class=class data-pick-state=state.as_str()>{content}</td> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlens_engine::report::Facet;

    #[test]
    fn a_button_picks_the_head_or_number_it_stands_for() {
        let pick = |value: &str| Some(Pick::value(Facet::Cell, value));
        let head = |value: &str| HeatHead { pick: pick(value), ..HeatHead::default() };
        let line = |value: &str, cells: &[&str]| HeatLine {
            head: head(value),
            cells: cells.iter().map(|cell| HeatNumber { pick: pick(cell), ..HeatNumber::default() }).collect(),
        };
        let model = HeatModel {
            columns: vec![head("column 1"), head("column 2")],
            rows: vec![line("row 1", &["1-1", "1-2", "total 1"]), line("row 2", &["2-1", "2-2", "total 2"])],
            totals: Some(line("all", &["total of 1", "total of 2", "total"])),
            ..HeatModel::default()
        };
        for (place, expected) in [
            ((0, 2), pick("column 2")),
            ((0, 0), None),
            ((1, 0), pick("row 1")),
            ((2, 1), pick("2-1")),
            ((2, 3), pick("total 2")),
            ((2, 4), None),
            ((3, 0), pick("all")),
            ((3, 3), pick("total")),
            ((4, 1), None),
        ] {
            assert_eq!(model.pick_at(place), expected, "{place:?}");
        }
    }
}
