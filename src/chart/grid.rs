//! Numbers in rows and columns, shaded by how many: source × action, weekday × hour, completeness.

use super::scale::{Bands, heat_step};
use super::scene::{Anchor, Ink, Scene, Shape, Tone, Weight};
use super::text::{fit, place, text_width, wrap};

/// A table of shaded numbers, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatGrid {
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
    /// Name of the totals, for the head of their column and of their row; empty where there are none.
    pub total: String,
    /// The total of each column, then that of all; empty where there are none.
    pub totals: Vec<String>,
}

/// A row of a [`HeatGrid`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatRow {
    /// Its head.
    pub label: String,
    /// A cell for each column.
    pub cells: Vec<HeatCell>,
    /// Its total; empty where there is none.
    pub total: String,
}

/// A cell of a [`HeatGrid`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatCell {
    /// Step of heat from 0 to 6; none where it cannot occur, which is hatched.
    pub step: Option<u8>,
    /// What stands in it, where there is room.
    pub text: String,
}

impl HeatCell {
    /// A number, shaded as a part of the largest.
    pub fn number(count: u32, most: u32, text: String) -> Self {
        Self { step: Some(heat_step(count, most)), text }
    }

    /// What cannot occur.
    pub fn impossible() -> Self {
        Self::default()
    }
}

/// Size of the letters.
const SIZE: i32 = 12;
/// Height of a row.
const ROW: i32 = 30;
/// Height of a line of the heads.
const LINE: i32 = 15;
/// Lines a head is wrapped into.
const HEAD_LINES: usize = 2;
/// Between two cells.
const SEAM: i32 = 2;
/// Between heads and cells, and between numbers and edges.
const GAP: i32 = 8;
/// Width of a column from which on a head is wrapped or cut; below it, only some heads are written.
const WIDE: i32 = 44;

/// The grid, as wide as asked for and as high as it needs. The datum of a cell is row × columns + column, also where it cannot occur.
pub fn heat_grid(grid: &HeatGrid, width: i32) -> Scene {
    let has_totals = !grid.totals.is_empty();
    let lines = i32::try_from(grid.rows.len()).unwrap_or(i32::MAX).saturating_add(i32::from(has_totals));
    let top = 2 * LINE + GAP;
    let mut scene = Scene::new(width, lines.saturating_mul(ROW).saturating_add(top));
    let width = scene.width;
    let widest = |texts: &mut dyn Iterator<Item = &String>, limit: i32| {
        texts.filter(|text| !text.is_empty()).map(|text| text_width(text, SIZE)).max().map_or(0, |width| width + GAP).min(limit)
    };
    let left = widest(&mut grid.rows.iter().map(|row| &row.label).chain([&grid.total]), width * 2 / 5);
    // Totals are set in strong letters, which are wider.
    let totals = widest(&mut grid.rows.iter().map(|row| &row.total).chain(grid.totals.last()).chain([&grid.total]), width / 5) * 9 / 8;
    let bands = Bands::new(grid.columns.len(), width - left - totals);
    let edges = |index: usize| (left + bands.start(index) / 10, left + bands.start(index + 1) / 10);
    // Numbers are written where all of them have room.
    let narrowest = (0..grid.columns.len()).map(|index| edges(index).1 - edges(index).0 - 2 * SEAM).min().unwrap_or(0);
    let texts = grid.rows.iter().flat_map(|row| &row.cells).map(|cell| text_width(&cell.text, SIZE));
    let has_numbers = texts.max().is_none_or(|widest| widest <= narrowest);
    push_heads(&mut scene, grid, &edges, top - GAP);
    scene.push_text(Ink::Text, (width, top - GAP), Anchor::End, SIZE, Weight::Strong, fit(&grid.total, SIZE, totals - GAP));
    let mut y = top;
    for (row, above) in grid.rows.iter().zip(0_u32..) {
        let baseline = y + ROW / 2 + SIZE / 3;
        scene.push_text(Ink::Text, (0, baseline), Anchor::Start, SIZE, Weight::Regular, fit(&row.label, SIZE, left - GAP));
        for (index, cell) in row.cells.iter().enumerate().take(grid.columns.len()) {
            let (from, to) = edges(index);
            let datum = above
                .saturating_mul(u32::try_from(grid.columns.len()).unwrap_or(u32::MAX))
                .saturating_add(u32::try_from(index).unwrap_or(0));
            let seam = if to - from > 2 * SEAM { SEAM } else { 0 };
            let area = Shape::Rect { x: from, y, width: to - from - seam, height: ROW - SEAM };
            scene.push_mark(cell.step.map_or(Ink::Impossible, Ink::heat), Tone::Full, Some(datum), area);
            if has_numbers && cell.step.is_some() {
                let ink = cell.step.filter(|step| *step > 0).map_or(Ink::TextMuted, Ink::on_heat);
                scene.push_text(
                    ink,
                    (i32::midpoint(from, to - seam), baseline - SEAM / 2),
                    Anchor::Middle,
                    SIZE,
                    Weight::Regular,
                    cell.text.clone(),
                );
            }
        }
        scene.push_text(Ink::Text, (width, baseline), Anchor::End, SIZE, Weight::Strong, row.total.clone());
        y = y.saturating_add(ROW);
    }
    if has_totals {
        let baseline = y + ROW / 2 + SIZE / 3;
        scene.push_text(Ink::Text, (0, baseline), Anchor::Start, SIZE, Weight::Strong, fit(&grid.total, SIZE, left - GAP));
        for (index, total) in grid.totals.iter().enumerate().take(grid.columns.len()) {
            let (from, to) = edges(index);
            if text_width(total, SIZE) <= to - from {
                let middle = i32::midpoint(from, to - SEAM);
                scene.push_text(Ink::Text, (middle, baseline), Anchor::Middle, SIZE, Weight::Strong, total.clone());
            }
        }
        let all = grid.totals.get(grid.columns.len()).cloned().unwrap_or_default();
        scene.push_text(Ink::Text, (width, baseline), Anchor::End, SIZE, Weight::Strong, all);
    }
    scene
}

/// The heads of the columns, their last line on `baseline`: wrapped where columns are wide, else as many as have room.
fn push_heads(scene: &mut Scene, grid: &HeatGrid, edges: &dyn Fn(usize) -> (i32, i32), baseline: i32) {
    let middle = |index: usize| {
        let (from, to) = edges(index);
        i32::midpoint(from, to - SEAM)
    };
    let (first, last) = (edges(0).0, edges(grid.columns.len().saturating_sub(1)).1);
    if edges(0).1 - first >= WIDE {
        for (index, head) in grid.columns.iter().enumerate() {
            let (from, to) = edges(index);
            let lines = wrap(head, SIZE, to - from - SEAM, HEAD_LINES);
            let mut y = baseline - LINE * i32::try_from(lines.len().saturating_sub(1)).unwrap_or(0);
            for line in lines {
                scene.push_text(Ink::TextMuted, (middle(index), y), Anchor::Middle, SIZE, Weight::Regular, line);
                y += LINE;
            }
        }
    } else {
        let widths: Vec<i32> = grid.columns.iter().map(|head| if head.is_empty() { 0 } else { text_width(head, SIZE) }).collect();
        for (index, x) in place(&widths, &middle, (first, last), GAP) {
            let head = grid.columns.get(index).cloned().unwrap_or_default();
            scene.push_text(Ink::TextMuted, (x, baseline), Anchor::Middle, SIZE, Weight::Regular, head);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(counts: &[&[u32]]) -> HeatGrid {
        let most = counts.iter().flat_map(|row| row.iter().copied()).max().unwrap_or(0);
        let row = |row: &&[u32]| HeatRow {
            label: "Azure Marketplace".to_owned(),
            cells: row.iter().map(|count| HeatCell::number(*count, most, count.to_string())).collect(),
            total: row.iter().map(|count| u64::from(*count)).sum::<u64>().to_string(),
        };
        let columns = counts.first().map_or(0, |row| row.len());
        HeatGrid {
            columns: (0..columns).map(|column| format!("Column {column}")).collect(),
            rows: counts.iter().map(row).collect(),
            total: "All".to_owned(),
            totals: vec!["9".to_owned(); columns + 1],
        }
    }

    fn cells(scene: &Scene) -> Vec<(u32, Ink)> {
        scene.marks.iter().filter_map(|mark| Some((mark.datum?, mark.ink))).collect()
    }

    fn has_text(scene: &Scene, wanted: &str) -> bool {
        scene.marks.iter().any(|mark| matches!(&mark.shape, Shape::Text { text, .. } if text == wanted))
    }

    #[test]
    fn cells_are_shaded_and_what_cannot_occur_is_hatched() {
        let mut grid = grid(&[&[36, 4, 0], &[1, 9, 36]]);
        grid.rows[1].cells[2] = HeatCell::impossible();
        let scene = heat_grid(&grid, 480);
        assert_eq!(
            cells(&scene),
            [(0, Ink::Heat6), (1, Ink::Heat2), (2, Ink::Heat0), (3, Ink::Heat1), (4, Ink::Heat3), (5, Ink::Impossible)]
        );
        assert!(["36", "4", "0", "40", "All", "Column 2"].into_iter().all(|text| has_text(&scene, text)));
    }

    #[test]
    fn narrow_cells_keep_their_shade_and_lose_their_number() {
        let scene = heat_grid(&grid(&[&[1234; 24][..]; 7]), 320);
        assert_eq!(cells(&scene).len(), 24 * 7);
        assert!(!has_text(&scene, "1234"));
    }

    #[test]
    fn any_size_stays_inside() {
        for counts in [&[][..], &[&[][..]], &[&[0]], &[&[u32::MAX; 7][..]; 6], &[&[5; 60]]] {
            for width in [-5, 0, 1, 50, 320, 2000] {
                let scene = heat_grid(&grid(counts), width);
                for mark in &scene.marks {
                    if let Shape::Rect { x, y, width: wide, height } = mark.shape {
                        assert!(x >= 0 && wide >= 0 && x + wide <= width.max(0) && y + height <= scene.height, "{width} {mark:?}");
                    }
                }
            }
        }
    }
}
