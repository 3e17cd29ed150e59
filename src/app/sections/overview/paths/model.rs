//! Paths that people went from first to latest, and which of them pass through a part of the picture.

use crate::app::components::{Pick, PickState, Rank, RankingModel};
use crate::app::sections::overview::places::{Placed, in_places, most};
use crate::app::sections::overview::words::Ranked;
use crate::app::wording;
use crate::app::wording::facet;
use crate::i18n::{number, share, t};
use leadlens_chart::{FLOW_STEPS, Flow, FlowWords, Ink, Tone};
use leadlens_engine::leads::Action;
use leadlens_engine::report::{Count, Facet, LeadFilter, Measure, PathPattern, PathRow, path_name};

/// Paths drawn one by one at most; the others are drawn as one node.
const DRAWN: usize = 12;
/// Code of the node that stands for the paths that are not drawn one by one; beyond those of actions.
const OTHER: u8 = 31;

/// One path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UserPath {
    /// Its value of [`Facet::Path`].
    pub(super) name: String,
    /// Its steps by their places among [`Action::ALL`].
    pub(super) codes: Vec<u8>,
    /// Number of those who went it, in each measure.
    pub(super) count: Count,
}

impl UserPath {
    /// Tells whether one of these values of [`Facet::Path`] stands for it.
    fn is_among(&self, values: &[String]) -> bool {
        let actions: Vec<Action> = self.codes.iter().filter_map(|code| Action::ALL.get(usize::from(*code)).copied()).collect();
        let fits = |value: &str| PathPattern::from_name(value).is_some_and(|pattern| pattern.fits(&actions));
        values.iter().any(|value| *value == self.name || fits(value))
    }

    /// Its relation to what is picked: one that is picked or left out with many others is shown as they are.
    fn state(&self, filter: &LeadFilter) -> PickState {
        match PickState::of(filter, Facet::Path, &self.name) {
            PickState::Plain | PickState::Faded if self.is_among(filter.values(Facet::Path, true)) => PickState::LeftOut,
            PickState::Faded if self.is_among(filter.values(Facet::Path, false)) => PickState::Plain,
            state => state,
        }
    }
}

impl Placed for UserPath {
    fn key(&self) -> &str {
        &self.name
    }

    fn count(&self) -> Count {
        self.count
    }

    fn emptied(&self) -> Self {
        Self { count: Count::default(), ..self.clone() }
    }
}

/// All paths in one measure, in the places they have without a filter: most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app::sections::overview) struct Paths {
    pub(super) measure: Measure,
    /// With several steps.
    pub(super) several: Vec<UserPath>,
    /// With one.
    pub(super) single: Vec<UserPath>,
    /// Number of the most frequent one without a filter.
    most: u32,
}

impl Paths {
    /// The paths `now` in the places of those of all leads.
    pub(in crate::app::sections::overview) fn new(whole: &[PathRow], now: &[PathRow], measure: Measure) -> Self {
        let place = |step: &Action| Action::ALL.iter().position(|action| action == step).and_then(|place| u8::try_from(place).ok());
        let path =
            |row: &PathRow| UserPath { name: path_name(&row.steps), codes: row.steps.iter().filter_map(place).collect(), count: row.count };
        let counted = |rows: &[PathRow]| -> Vec<UserPath> {
            rows.iter().filter(|row| row.count.get(measure) > 0 && !row.steps.is_empty()).map(path).collect()
        };
        let whole = counted(whole);
        let mut paths = Self { measure, most: most(&whole, measure), ..Self::default() };
        for path in in_places(&whole, &counted(now), measure) {
            if path.codes.len() > 1 { &mut paths.several } else { &mut paths.single }.push(path);
        }
        paths
    }

    /// True where somebody took several steps, so that there is something to draw.
    pub(in crate::app::sections::overview) fn has_several(&self) -> bool {
        !self.several.is_empty()
    }

    /// Returns the number of all who went any path; 0 of companies, which may go several paths.
    pub(super) fn whole(&self) -> u32 {
        if self.measure == Measure::Companies { 0 } else { self.total(&self.several).saturating_add(self.total(&self.single)) }
    }

    /// Adds up the numbers of those who went these paths.
    fn total<'a>(&self, paths: impl IntoIterator<Item = &'a UserPath>) -> u32 {
        paths.into_iter().fold(0, |sum, path| sum.saturating_add(path.count.get(self.measure)))
    }

    /// The widest paths of several steps, and the others. Where a filter leaves nothing of some of the widest, as many others are drawn too.
    fn drawn(&self) -> (Vec<&UserPath>, Vec<&UserPath>) {
        let (mut drawn, mut others, mut free) = (Vec::new(), Vec::new(), 0);
        for (place, path) in self.several.iter().enumerate() {
            let (is_widest, is_counted) = (place < DRAWN, path.count.get(self.measure) > 0);
            if is_widest {
                free += usize::from(!is_counted);
                drawn.push(path);
            } else if is_counted && free > 0 {
                free -= 1;
                drawn.push(path);
            } else {
                others.push(path);
            }
        }
        (drawn, others)
    }

    /// The paths of several steps as a picture; where some of them are picked, the others fade.
    pub(in crate::app::sections::overview) fn flow(&self, width: i32, picked: &[String]) -> Flow {
        let heads: Vec<String> = (0..FLOW_STEPS).map(facet::step).collect();
        let (drawn, others) = self.drawn();
        let mut steps: Vec<(Vec<u8>, u32)> = drawn.iter().map(|path| (path.codes.clone(), path.count.get(self.measure))).collect();
        if !others.is_empty() {
            steps.push((vec![OTHER], self.total(others)));
        }
        let label = |code: u8, count: u64| format!("{} {}", short(code), number(count));
        let height = height(&steps);
        let mut flow = Flow::new(&steps, (width, height), FlowWords { heads: &heads, label: &label }, None);
        if !picked.is_empty() {
            self.fade(&mut flow, picked);
        }
        flow
    }

    /// Fades the marks that none of the picked paths passes through.
    fn fade(&self, flow: &mut Flow, picked: &[String]) {
        let (drawn, others) = self.drawn();
        let lit: Vec<&UserPath> = drawn.into_iter().filter(|path| path.is_among(picked)).collect();
        let is_other = others.iter().any(|path| path.is_among(picked));
        let mut scene = std::mem::take(&mut flow.scene);
        for mark in &mut scene.shapes {
            let Some(datum) = mark.datum else { continue };
            if !(lit.iter().any(|path| passes(flow, datum, &path.codes)) || is_other && stands_for_others(flow, datum)) {
                mark.tone = Tone::Faded;
            } else if mark.ink == Ink::Previous {
                mark.ink = Ink::Accent;
            }
        }
        flow.scene = scene;
    }

    /// The values of [`Facet::Path`] that a part of the picture stands for: one pattern, or the paths that are not drawn one by one.
    pub(super) fn through(&self, flow: &Flow, datum: u32) -> Vec<String> {
        if stands_for_others(flow, datum) {
            self.drawn().1.iter().map(|path| path.name.clone()).collect()
        } else {
            Self::pattern(flow, datum).iter().map(PathPattern::name).collect()
        }
    }

    /// The pattern of the paths that pass through a part of the picture; `None` for those that are not drawn one by one.
    fn pattern(flow: &Flow, datum: u32) -> Option<PathPattern> {
        let (column, codes) = match (flow.node_of(datum), flow.link_of(datum)) {
            (Some(node), _) => (node.column, vec![node.code]),
            (None, Some(link)) => (link.column, vec![link.from, link.to]),
            (None, None) => return None,
        };
        let actions = codes.into_iter().map(|code| Action::ALL.get(usize::from(code)).copied()).collect::<Option<Vec<_>>>()?;
        Some(PathPattern { first: column.into(), actions })
    }

    /// A part of the picture in words, how many it stands for, and how many of them went no further.
    pub(super) fn part(flow: &Flow, datum: u32) -> Option<(String, u64, u64)> {
        if let Some(node) = flow.node_of(datum).filter(|node| node.code == OTHER) {
            return Some((word(OTHER), node.count, 0));
        }
        let what = facet::path_part(&Self::pattern(flow, datum)?);
        if let Some(node) = flow.node_of(datum) {
            let leaves = flow.links.iter().filter(|link| link.column == node.column && link.from == node.code).map(|link| link.count).sum();
            return Some((what, node.count, node.count.saturating_sub(leaves)));
        }
        let link = flow.link_of(datum)?;
        Some((what, link.count, 0))
    }

    /// All paths as a list; those of one step stand apart.
    pub(super) fn ranking(&self, filter: &LeadFilter) -> RankingModel {
        let ranked = Ranked { facet: Facet::Path, measure: self.measure, filter, whole: self.whole() };
        let row = |path: &UserPath| Rank {
            repeats: String::new(),
            per_person: String::new(),
            state: path.state(filter),
            ..ranked.row(&path.name, facet::value(Facet::Path, &path.name), path.count, None)
        };
        let group = |name: String, paths: &[UserPath]| {
            let values = paths.iter().map(|path| (Facet::Path, path.name.clone())).collect();
            let are_all = |exclude| paths.iter().all(|path| filter.has(Facet::Path, &path.name, exclude));
            let state = match (are_all(false), are_all(true)) {
                (true, _) => PickState::Picked,
                (_, true) => PickState::LeftOut,
                _ => PickState::Plain,
            };
            let count = self.total(paths);
            let share = if ranked.whole == 0 { String::new() } else { share(count, ranked.whole) };
            Rank {
                label: format!("{name}: {} {share}", wording::counted(self.measure, count)),
                name,
                is_group: true,
                count,
                share,
                pick: Some(Pick::Values(values)),
                state,
                ..Rank::default()
            }
        };
        let mut rows = Vec::new();
        for (name, paths) in [(t!(paths.several), &self.several), (t!(paths.single), &self.single)] {
            // Who took one step only stands under a head that says so, and then so do the others.
            if !self.single.is_empty() && !paths.is_empty() && self.several.len() + self.single.len() > 1 {
                rows.push(group(name, paths));
            }
            rows.extend(paths.iter().map(row));
        }
        // Of people there are paths wherever one of them did something; of companies only where leads name them.
        let is_none = rows.is_empty() && self.measure == Measure::People;
        let more = if is_none { t!(paths.none) } else { String::new() };
        RankingModel { head: t!(facet.path), unit: wording::measure(self.measure), rows, most: self.most, more, ..RankingModel::default() }
    }
}

/// Tells whether a part of the picture is the node of the paths that are not drawn one by one.
fn stands_for_others(flow: &Flow, datum: u32) -> bool {
    flow.node_of(datum).is_some_and(|node| node.code == OTHER)
}

/// Tells whether a path passes through a node or along a link.
fn passes(flow: &Flow, datum: u32, codes: &[u8]) -> bool {
    let is_at = |column: u8, code: u8| codes.get(usize::from(column)) == Some(&code);
    match (flow.node_of(datum), flow.link_of(datum)) {
        (Some(node), _) => is_at(node.column, node.code),
        (None, Some(link)) => is_at(link.column, link.from) && is_at(link.column.saturating_add(1), link.to),
        (None, None) => false,
    }
}

/// Height of the picture in px: space for the labels of the step with most choices.
fn height(paths: &[(Vec<u8>, u32)]) -> i32 {
    let choices = |step: usize| {
        let found = paths.iter().filter_map(|(codes, _)| codes.get(step)).fold(0_u32, |found, code| found | 1 << (code & 31));
        i32::try_from(found.count_ones()).unwrap_or(0)
    };
    let most = (0..FLOW_STEPS).map(choices).max().unwrap_or(0);
    (48 + most * 40).clamp(128, 320)
}

fn word(code: u8) -> String {
    Action::ALL.get(usize::from(code)).map_or_else(|| t!(paths.other), |action| wording::action(*action))
}

/// An action's code where it is short, else two words.
fn short(code: u8) -> String {
    match Action::ALL.get(usize::from(code)) {
        Some(Action::StartTestDrive) => t!(action.start_test_drive_short),
        _ => word(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlens_engine::report::Count;

    const INS: u8 = 0;
    const CREATE: u8 = 3;
    const TEST_DRIVE: u8 = 4;

    fn paths() -> Paths {
        let row = |steps: &[Action], people: u32| PathRow {
            steps: steps.to_vec(),
            count: Count { leads: people * 2, people, companies: 1, ..Count::default() },
        };
        let rows = [
            row(&[Action::StartTestDrive, Action::Ins], 5),
            row(&[Action::StartTestDrive, Action::Ins, Action::Create], 9),
            row(&[Action::Ins, Action::Create], 3),
            row(&[Action::Ins], 40),
            row(&[], 2),
        ];
        Paths::new(&rows, &rows, Measure::People)
    }

    fn flow(paths: &Paths) -> Flow {
        let steps: Vec<(Vec<u8>, u32)> = paths.several.iter().map(|path| (path.codes.clone(), path.count.people)).collect();
        Flow::new(&steps, (600, 200), FlowWords { heads: &[], label: &|_, _| String::new() }, None)
    }

    fn node(flow: &Flow, column: u8, code: u8) -> u32 {
        u32::try_from(flow.nodes.iter().position(|node| (node.column, node.code) == (column, code)).unwrap()).unwrap()
    }

    fn link(flow: &Flow, column: u8, from: u8, to: u8) -> u32 {
        let place = flow.links.iter().position(|link| (link.column, link.from, link.to) == (column, from, to)).unwrap();
        u32::try_from(flow.nodes.len() + place).unwrap()
    }

    #[test]
    fn paths_of_one_step_stand_apart() {
        let paths = paths();
        let names: Vec<_> = paths.several.iter().map(|path| path.name.as_str()).collect();
        assert_eq!(names, ["start_test_drive>ins>create", "start_test_drive>ins", "ins>create"]);
        assert_eq!((paths.single.len(), paths.whole()), (1, 57));
        let ranking = paths.ranking(&LeadFilter::only(Facet::Path, "ins"));
        let rows: Vec<_> = ranking.rows.iter().map(|row| (row.is_group, row.count, row.state)).collect();
        let (part, faded, picked) = (false, PickState::Faded, PickState::Picked);
        assert_eq!(
            rows,
            [(true, 17, PickState::Plain), (part, 9, faded), (part, 5, faded), (part, 3, faded), (true, 40, picked), (part, 40, picked)]
        );
        let mut out = LeadFilter::default();
        ranking.rows[0].pick.clone().unwrap().apply(&mut out, true);
        let states: Vec<_> = paths.ranking(&out).rows.iter().map(|row| row.state).collect();
        let (left, plain) = (PickState::LeftOut, PickState::Plain);
        assert_eq!(states, [left, left, left, left, plain, plain]);
        assert_eq!(Paths { measure: Measure::Companies, ..paths }.whole(), 0);
        assert!(Paths::default().ranking(&LeadFilter::default()).rows.is_empty());
    }

    #[test]
    fn a_node_or_link_stands_for_one_pattern_of_paths() {
        let paths = paths();
        let flow = flow(&paths);
        let all = [&paths.several[0], &paths.several[1], &paths.several[2], &paths.single[0]];
        for (datum, name, through) in [
            (node(&flow, 0, TEST_DRIVE), "start_test_drive>*>**", 0..2),
            (node(&flow, 1, INS), "*>ins>**", 0..2),
            (node(&flow, 1, CREATE), "*>create>**", 2..3),
            (node(&flow, 2, CREATE), "*>*>create>**", 0..1),
            (node(&flow, 0, INS), "ins>*>**", 2..3),
            (link(&flow, 0, TEST_DRIVE, INS), "start_test_drive>ins>**", 0..2),
            (link(&flow, 1, INS, CREATE), "*>ins>create>**", 0..1),
        ] {
            assert_eq!(paths.through(&flow, datum), [name]);
            for (at, path) in all.iter().enumerate() {
                assert_eq!(path.is_among(&[name.to_owned()]), through.contains(&at), "{name} {}", path.name);
            }
        }
        assert_eq!(paths.through(&flow, 99), Vec::<String>::new());
    }

    #[test]
    fn paths_that_fit_what_is_picked_do_not_fade() {
        let ranking = paths().ranking(&LeadFilter::only(Facet::Path, "*>ins>**"));
        let states: Vec<_> = ranking.rows.iter().filter(|row| !row.is_group).map(|row| row.state).collect();
        assert_eq!(states, [PickState::Plain, PickState::Plain, PickState::Faded, PickState::Faded]);
        let mut out = LeadFilter::default();
        out.toggle(Facet::Path, "*>ins>**", true);
        let states: Vec<_> = paths().ranking(&out).rows.iter().filter(|row| !row.is_group).map(|row| row.state).collect();
        assert_eq!(states, [PickState::LeftOut, PickState::LeftOut, PickState::Plain, PickState::Plain]);
    }

    #[test]
    fn what_is_not_on_a_picked_path_fades() {
        let paths = paths();
        let mut flow = flow(&paths);
        paths.fade(&mut flow, &["ins>*>**".to_owned(), "ins".to_owned()]);
        let lit = |datum: u32| flow.scene.shapes.iter().filter(|mark| mark.datum == Some(datum)).all(|mark| mark.tone != Tone::Faded);
        assert!(lit(node(&flow, 0, INS)) && lit(node(&flow, 1, CREATE)) && lit(link(&flow, 0, INS, CREATE)));
        assert!(!lit(node(&flow, 0, TEST_DRIVE)) && !lit(link(&flow, 1, INS, CREATE)));
    }

    #[test]
    fn beyond_the_widest_paths_one_node_stands_for_the_others() {
        let row = |place: u32| {
            let steps = (0..4).map(|step| Action::ALL[(place as usize >> step) & 1]).collect();
            PathRow { steps, count: Count { leads: 1, people: 100 - place, ..Count::default() } }
        };
        let rows: Vec<_> = (0..14).map(row).collect();
        let paths = Paths::new(&rows, &rows, Measure::People);
        let flow = paths.flow(800, &[]);
        let other = node(&flow, 0, OTHER);
        let names: Vec<_> = paths.several[12..].iter().map(|path| path.name.clone()).collect();
        assert_eq!((flow.nodes[other as usize].count, paths.through(&flow, other)), (88 + 87, names.clone()));
        let picked = paths.flow(800, &names[..1]);
        let tone = |datum: u32| picked.scene.shapes.iter().find(|mark| mark.datum == Some(datum)).unwrap().tone;
        assert!(tone(other) != Tone::Faded && tone(0) == Tone::Faded);
    }

    #[test]
    fn a_filter_moves_no_path_and_takes_none_away() {
        let row = |place: u32, people: u32| {
            let steps = (0..4).map(|step| Action::ALL[(place as usize >> step) & 1]).collect();
            PathRow { steps, count: Count { leads: people, people, ..Count::default() } }
        };
        let whole: Vec<_> = (0..14).map(|place| row(place, 100 - place)).collect();
        let now = [row(13, 9), row(5, 4), row(1, 2)];
        let (all, paths) = (Paths::new(&whole, &whole, Measure::People), Paths::new(&whole, &now, Measure::People));
        let names = |paths: &Paths| paths.several.iter().map(|path| path.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&paths), names(&all));
        let found: Vec<u32> = paths.several.iter().map(|path| path.count.people).collect();
        assert_eq!(found, [0, 2, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 9]);
        assert_eq!(paths.ranking(&LeadFilter::default()).most, 100, "bars get shorter");
        let (before, after) = (all.flow(800, &[]), paths.flow(800, &[]));
        let places = |flow: &Flow| flow.nodes.iter().map(|node| (node.column, node.code)).collect::<Vec<_>>();
        assert_eq!(places(&after), places(&before));
        assert_eq!(
            after.nodes.iter().filter(|node| node.column == 0).map(|node| node.count).sum::<u64>(),
            15,
            "one of the others is drawn"
        );
        assert_eq!(Paths::new(&whole, &[], Measure::People).several.len(), 14);
    }

    #[test]
    fn the_picture_is_as_high_as_its_fullest_step() {
        let steps: Vec<_> = paths().several.iter().map(|path| (path.codes.clone(), path.count.people)).collect();
        assert_eq!((height(&[]), height(&steps)), (128, 128));
        let many: Vec<_> = (0..7).map(|code| (vec![0, code], 1)).collect();
        assert_eq!(height(&many), 320);
    }
}
