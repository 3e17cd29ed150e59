//! Path of each person, their actions from first to latest, as one small number.

use super::journey::time_key;
use super::lead_keys::LeadKeys;
use super::{PathPattern, PathRow};
use crate::leads::{Action, Flags, Leads};
use crate::matching::Clusters;
use crate::saturating::saturating_u32;

/// Bits of a step.
const STEP_BITS: u32 = 3;
/// Numbers a path may have.
pub(super) const PATHS: usize = 1 << (STEP_BITS as usize * PathRow::STEPS);

/// For each lead the path of its person: of their leads that are no tests; a test lead, which is of no person, has its own.
pub(super) fn paths(leads: &Leads, keys: &LeadKeys, clusters: &Clusters) -> Vec<u16> {
    let mut paths = vec![0; leads.len()];
    let mut ordered = Vec::new();
    for cluster in 0..saturating_u32(clusters.count()) {
        let members = clusters.cluster(cluster);
        let path = path(leads, keys, members, &mut ordered);
        for lead in members {
            if let Some(place) = paths.get_mut(*lead as usize) {
                *place = path;
            }
        }
    }
    paths
}

/// The path of a person with these leads. `ordered` is a buffer for them in order.
pub(super) fn path(leads: &Leads, keys: &LeadKeys, members: &[u32], ordered: &mut Vec<u32>) -> u16 {
    let is_test = |lead: u32| leads.flags().get(lead as usize).is_some_and(|flags| flags.contains(Flags::TEST));
    let action = |lead: u32| keys.origin(leads.origins().get(lead as usize).copied().unwrap_or(u32::MAX)).action;
    if let [lead] = members {
        return step(action(*lead));
    }
    ordered.clear();
    ordered.extend(members.iter().copied().filter(|lead| !is_test(*lead)));
    if ordered.is_empty() {
        ordered.extend(members);
    }
    ordered.sort_by_cached_key(|lead| time_key(leads, *lead));
    path_of(ordered.iter().map(|lead| action(*lead)))
}

/// The number of the path of actions one after another.
fn path_of(actions: impl Iterator<Item = u32>) -> u16 {
    let (mut path, mut len, mut last) = (0, 0, None);
    for action in actions {
        if last == Some(action) {
            continue;
        }
        last = Some(action);
        if len == PathRow::STEPS {
            // The latest step takes the last place.
            path >>= STEP_BITS;
        } else {
            len += 1;
        }
        path = path << STEP_BITS | step(action);
    }
    path
}

/// A step, from 1: 0 stands for no step.
fn step(action: u32) -> u16 {
    u16::try_from(action + 1).unwrap_or_default()
}

/// The steps of a path.
pub(super) fn steps(path: u32) -> Vec<Action> {
    let steps = (0..PathRow::STEPS).rev().map(|place| path as usize >> (STEP_BITS as usize * place) & 7);
    steps.filter_map(|step| Action::ALL.get(step.checked_sub(1)?).copied()).collect()
}

/// The numbers of the paths of that name: of one path, or of all that fit a pattern. None of a name that no path can have.
pub(super) fn paths_named(name: &str) -> Vec<u32> {
    let Some(pattern) = PathPattern::from_name(name) else { return path_named(name).into_iter().collect() };
    (0..saturating_u32(PATHS)).filter(|path| pattern.fits(&steps(*path))).collect()
}

/// The number of the path of that name; `None` for none that can be.
fn path_named(name: &str) -> Option<u32> {
    let steps: Option<Vec<u32>> =
        name.split('>').map(|step| Some(saturating_u32(Action::ALL.iter().position(|action| action.as_str() == step)?))).collect();
    let steps = steps.filter(|steps| steps.len() <= PathRow::STEPS)?;
    Some(steps.iter().fold(0, |path, action| path << STEP_BITS | u32::from(step(*action))))
}

#[cfg(test)]
mod tests {
    use super::super::path_name;
    use super::*;

    #[test]
    fn equal_steps_are_one_and_of_a_long_path_the_latest_stay() {
        for (actions, name) in [
            (&[0, 0, 1, 1][..], "ins>plt"),
            (&[6], "none"),
            (&[0, 1, 0, 1], "ins>plt>ins>plt"),
            (&[4, 0, 3, 0, 2, 2, 1], "start_test_drive>ins>create>plt"),
        ] {
            let path = path_of(actions.iter().copied());
            assert_eq!(path_name(&steps(path.into())), name);
            assert_eq!(path_named(name), Some(path.into()));
        }
        assert_eq!(["", "ins>", "nothing", "ins>ins>ins>ins>ins"].map(path_named), [None; 4]);
    }
}
