//! Paths of people through their steps: nodes for what was done first, second … and ribbons between them, as wide as people are many.

mod layout;

use super::ink::Ink;
use super::path::{push_command, push_rect};
use super::scene::{Anchor, Geometry, Scene, Tone, Weight};
use super::text::fit;
use layout::Layout;

/// Steps of a path that are drawn at most.
pub const FLOW_STEPS: usize = 4;

/// Those whose step of that number was that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowNode {
    /// Number of the step, from 0.
    pub column: u8,
    /// The action of the step: an index into [`Ink::ACTIONS`].
    pub code: u8,
    /// Number of those at it. Of these, those whose path ends here are in no link that leaves.
    pub count: u64,
}

/// Those who went from one node to one of the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowLink {
    /// The step it leaves, from 0.
    pub column: u8,
    /// The action of that step: an index into [`Ink::ACTIONS`].
    pub from: u8,
    /// The action of the next step, likewise.
    pub to: u8,
    /// Number of those who took this path.
    pub count: u64,
}

/// Paths as a picture, with the numbers it was drawn from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// The picture. A datum below `nodes.len()` is a node's index, beyond it that of a link; see [`Self::link_of`].
    pub scene: Scene,
    /// By column, then by code.
    pub nodes: Vec<FlowNode>,
    /// By column, then by both codes.
    pub links: Vec<FlowLink>,
}

/// The words of a picture of paths.
#[derive(Clone, Copy)]
pub struct FlowWords<'a> {
    /// Head of each column; none where they are left out.
    pub heads: &'a [String],
    /// The label of a node, from its code and count.
    pub label: &'a dyn Fn(u8, u64) -> String,
}

/// Size of the letters.
const SIZE: i32 = 12;
/// Height of the heads.
const HEAD: i32 = 24;
/// Width of a node.
const NODE: i32 = 12;
/// Between node and label.
const GAP: i32 = 6;

impl Flow {
    /// The picture of `paths`, each the codes of its steps in their order and how many went it, in `width` × `height` px.
    ///
    /// Steps beyond the fourth are not drawn. Nodes of a path with a count of 0 recede and keep their places. A ribbon is 1 px wide at least as long as all of them fit, and nothing leaves the height.
    /// With a node or link `selected` (by its datum) what it does not touch fades.
    pub fn new(paths: &[(Vec<u8>, u32)], (width, height): (i32, i32), words: FlowWords, selected: Option<u32>) -> Self {
        let (nodes, links) = count(paths);
        let mut flow = Self { scene: Scene::new(width, height), nodes, links };
        let top = if words.heads.is_empty() { 0 } else { HEAD.min(flow.scene.height) };
        // The lowest label stands half below a node of 1 px.
        let layout = Layout::new(&flow.nodes, &flow.links, (flow.scene.height - top - SIZE / 2).max(0) * 10);
        let chosen = selected.map(|datum| (flow.node_of(datum).copied(), flow.link_of(datum).copied()));
        let columns = i32::from(flow.nodes.last().map_or(0, |node| node.column));
        // Labels stand to the right of their nodes, those of the last column too: each column has the same width.
        let pitch = flow.scene.width / (columns + 1);
        let node = NODE.min(pitch);
        let left = |column: u8| i32::from(column) * pitch;
        for (link, (ribbon, index)) in flow.links.iter().zip(layout.ribbons.iter().zip(0_u32..)) {
            let datum = index.saturating_add(u32::try_from(flow.nodes.len()).unwrap_or(u32::MAX));
            let (from, to) = ((left(link.column) + node) * 10, left(link.column.saturating_add(1)) * 10);
            let path = ribbon_path((from, ribbon.start + top * 10), (to, ribbon.end + top * 10), ribbon.width);
            let (ink, tone) = match chosen {
                None => (Ink::Previous, Tone::Soft),
                Some((_, Some(one))) if one == *link => (Ink::Accent, Tone::Full),
                Some((Some(node), _)) if link.joins(node) => (Ink::Accent, Tone::Soft),
                Some(_) => (Ink::Previous, Tone::Faded),
            };
            flow.scene.push_shape(ink, tone, Some(datum), Geometry::Path(path));
        }
        let mut free = (0, 0);
        for (place, (item, datum)) in layout.places.iter().zip(flow.nodes.iter().zip(0_u32..)) {
            let (x, y) = (left(item.column), top * 10 + place.y);
            let mut path = String::new();
            push_rect(&mut path, x * 10, y, node * 10, place.height);
            let is_faded =
                item.count == 0 || chosen.is_some_and(|(node, link)| node != Some(*item) && link.is_none_or(|link| !link.joins(*item)));
            let tone = if is_faded { Tone::Faded } else { Tone::Full };
            flow.scene.push_shape(Ink::action(usize::from(item.code)), tone, Some(datum), Geometry::Path(path));
            let baseline = ((y + place.height / 2) / 10 + SIZE / 3).min(flow.scene.height - SIZE / 4);
            // A label that would stand on the one above is left out; the table has it.
            let is_free = free.0 != item.column || baseline - SIZE >= free.1;
            let text = fit(&(words.label)(item.code, item.count), SIZE, pitch - node - 2 * GAP);
            if is_free && !text.is_empty() {
                let (x, anchor, weight) = (x + node + GAP, Anchor::Start, Weight::Regular);
                let ink = if item.count == 0 { Ink::TextMuted } else { Ink::Text };
                flow.scene.push(ink, Geometry::Text { x, y: baseline, anchor, size: SIZE, weight, has_halo: true, text });
                free = (item.column, baseline);
            }
        }
        for (head, column) in words.heads.iter().zip(0..=u8::try_from(columns).unwrap_or(0)) {
            if !flow.nodes.is_empty() {
                let text = fit(head, SIZE, pitch - GAP);
                flow.scene.push_text(Ink::TextMuted, (left(column), SIZE), Anchor::Start, SIZE, Weight::Strong, text);
            }
        }
        flow
    }

    /// The link a datum stands for.
    pub fn link_of(&self, datum: u32) -> Option<&FlowLink> {
        self.links.get(usize::try_from(datum).ok()?.checked_sub(self.nodes.len())?)
    }

    /// The node a datum stands for.
    pub fn node_of(&self, datum: u32) -> Option<&FlowNode> {
        self.nodes.get(usize::try_from(datum).ok()?)
    }
}

impl FlowLink {
    /// True where it leaves or enters a node.
    fn joins(self, node: FlowNode) -> bool {
        let leaves = (self.column, self.from) == (node.column, node.code);
        leaves || (self.column.saturating_add(1), self.to) == (node.column, node.code)
    }
}

/// Nodes and links of the paths, sorted, each once. A path with a count of 0 has nodes only.
fn count(paths: &[(Vec<u8>, u32)]) -> (Vec<FlowNode>, Vec<FlowLink>) {
    let (mut nodes, mut links) = (Vec::new(), Vec::new());
    for (codes, count) in paths {
        let mut before = None;
        for (code, column) in codes.iter().copied().take(FLOW_STEPS).zip(0_u8..) {
            let count = u64::from(*count);
            match nodes.binary_search_by_key(&(column, code), |node: &FlowNode| (node.column, node.code)) {
                Ok(place) => nodes.iter_mut().skip(place).take(1).for_each(|node| node.count += count),
                Err(place) => nodes.insert(place, FlowNode { column, code, count }),
            }
            if let Some(from) = before.filter(|_| count > 0) {
                let link = FlowLink { column: column - 1, from, to: code, count };
                match links.binary_search_by_key(&(link.column, from, code), |link: &FlowLink| (link.column, link.from, link.to)) {
                    Ok(place) => links.iter_mut().skip(place).take(1).for_each(|link| link.count += count),
                    Err(place) => links.insert(place, link),
                }
            }
            before = Some(code);
        }
    }
    (nodes, links)
}

/// A ribbon between the upper ends of its edges, in tenths of px.
fn ribbon_path((x1, y1): (i32, i32), (x2, y2): (i32, i32), width: i32) -> String {
    let middle = i32::midpoint(x1, x2);
    let mut path = String::new();
    push_command(&mut path, 'M', &[x1, y1]);
    push_command(&mut path, 'C', &[middle, y1, middle, y2, x2, y2]);
    push_command(&mut path, 'v', &[width]);
    push_command(&mut path, 'C', &[middle, y2 + width, middle, y1 + width, x1, y1 + width]);
    path.push('z');
    path
}

#[cfg(test)]
mod tests;
