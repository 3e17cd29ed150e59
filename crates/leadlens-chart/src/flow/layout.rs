//! Places of nodes and ribbons, in tenths of px.

use super::{FlowLink, FlowNode};
use crate::scale::length_of;

/// A node's upper edge and its height.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) y: i32,
    pub(super) height: i32,
}

/// The upper ends of a ribbon at both nodes, and its width.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ribbon {
    pub(super) start: i32,
    pub(super) end: i32,
    pub(super) width: i32,
}

/// The places of all nodes and links, in their order.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) places: Vec<Place>,
    pub(super) ribbons: Vec<Ribbon>,
}

/// Pairs tried in turn until all fits: the gap between two nodes and the least width of a ribbon, in tenths of px. With neither, all fits.
const TRIES: [(i32, i32); 4] = [(140, 10), (60, 10), (10, 10), (0, 0)];

/// The nodes a link joins, by their index.
type Ends = (usize, usize);

impl Layout {
    /// The places in `height`, at the largest scale that fits, the same in all columns.
    pub(super) fn new(nodes: &[FlowNode], links: &[FlowLink], height: i32) -> Self {
        let total = nodes.iter().filter(|node| node.column == 0).map(|node| node.count).sum::<u64>();
        let find = |column: u8, code: u8| nodes.binary_search_by_key(&(column, code), |node| (node.column, node.code)).unwrap_or(0);
        let ends: Vec<Ends> =
            links.iter().map(|link| (find(link.column, link.from), find(link.column.saturating_add(1), link.to))).collect();
        for (gap, least) in TRIES {
            let draw = |full: i32| {
                let width = |count: u64| length_of(count, total, full).max(least);
                Self::with(nodes, &ends, &links.iter().map(|link| width(link.count)).collect::<Vec<_>>(), &width, gap)
            };
            if draw(0).bottom() > height {
                continue;
            }
            let (mut fits, mut fails) = (0, height.saturating_add(1));
            while fails - fits > 1 {
                let tried = i32::midpoint(fits, fails);
                if draw(tried).bottom() <= height { fits = tried } else { fails = tried }
            }
            return draw(fits);
        }
        Self::default()
    }

    fn with(nodes: &[FlowNode], ends: &[Ends], widths: &[i32], width: &dyn Fn(u64) -> i32, gap: i32) -> Self {
        // What enters and what leaves each node so far.
        let mut used = vec![(0, 0); nodes.len()];
        let mut ribbons = Vec::with_capacity(widths.len());
        for ((from, to), width) in ends.iter().zip(widths) {
            let mut ribbon = Ribbon { start: 0, end: 0, width: *width };
            if let Some((_, leaves)) = used.get_mut(*from) {
                ribbon.start = *leaves;
                *leaves += width;
            }
            if let Some((enters, _)) = used.get_mut(*to) {
                ribbon.end = *enters;
                *enters += width;
            }
            ribbons.push(ribbon);
        }
        let mut places: Vec<Place> = Vec::with_capacity(nodes.len());
        let (mut column, mut y) = (0, 0);
        for (node, (enters, leaves)) in nodes.iter().zip(&used) {
            if node.column != column {
                (column, y) = (node.column, 0);
            }
            let height = width(node.count).max(*enters).max(*leaves);
            places.push(Place { y, height });
            y += height + gap;
        }
        let top = |index: usize| places.get(index).map_or(0, |place| place.y);
        for (ribbon, (from, to)) in ribbons.iter_mut().zip(ends) {
            ribbon.start += top(*from);
            ribbon.end += top(*to);
        }
        Self { places, ribbons }
    }

    /// The lowest edge of all nodes.
    fn bottom(&self) -> i32 {
        self.places.iter().map(|place| place.y + place.height).max().unwrap_or(0)
    }
}
