//! Steps the user went, to be undone and redone: filters and decisions in the one order in which they were made.

use crate::session::{LogMove, Reverted};
use leadlens_engine::report::LeadFilter;

/// Steps back at most.
const STEPS: usize = 500;

/// A step that can be undone.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The filter was that one on the other side of the step.
    Filter(LeadFilter),
    /// A decision; the log knows which.
    Decision,
}

/// Steps in both directions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
}

impl History {
    /// Notes that this filter was left for another one.
    pub fn leave(&mut self, before: LeadFilter) {
        self.note(Step::Filter(before));
    }

    /// Notes that a decision was made.
    pub fn note_decision(&mut self) {
        self.note(Step::Decision);
    }

    fn note(&mut self, step: Step) {
        self.past.push(step);
        if self.past.len() > STEPS {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// The step before now, which `filter` is picked at.
    pub fn undo(&mut self, filter: &LeadFilter) -> Option<Step> {
        let step = self.past.pop()?;
        self.future.push(step.opposite(filter));
        Some(step)
    }

    /// The step that was undone last.
    pub fn redo(&mut self, filter: &LeadFilter) -> Option<Step> {
        let step = self.future.pop()?;
        self.past.push(step.opposite(filter));
        Some(step)
    }

    /// Notes that a decision was undone that is older than every step, as one that came with a file.
    pub fn note_undone(&mut self) {
        self.future.push(Step::Decision);
    }

    /// The last step is a decision, which another one of its kind may take the place of.
    pub fn ends_with_decision(&self) -> bool {
        self.past.last() == Some(&Step::Decision)
    }

    /// Goes with a change of the log that the session reverted: a decision that was cancelled is no step, an undo that was is none either.
    pub fn revert(&mut self, reverted: Reverted) {
        match reverted.of {
            LogMove::Made => _ = remove_decision(&mut self.past, reverted.behind),
            LogMove::Redone => {
                if remove_decision(&mut self.past, reverted.behind) {
                    self.future.push(Step::Decision);
                }
            }
            LogMove::Undone => {
                remove_decision(&mut self.future, 0);
                self.past.push(Step::Decision);
            }
        }
    }

    /// Leads have other numbers from now on: no filter names a person any more, and a step between equal filters is none. `now` is the filter
    /// that is picked.
    pub fn forget_people(&mut self, now: &LeadFilter) {
        forget_people(&mut self.past, now);
        forget_people(&mut self.future, now);
    }

    /// There is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// There is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

/// Removes the decision that `behind` others follow; `false` where there are not so many.
fn remove_decision(steps: &mut Vec<Step>, behind: usize) -> bool {
    let place = steps.iter().enumerate().rev().filter(|(_, step)| **step == Step::Decision).map(|(place, _)| place).nth(behind);
    place.is_some_and(|place| steps.remove(place) == Step::Decision)
}

/// Takes people out of the filters of the steps, the last of which leads away from `now`.
fn forget_people(steps: &mut Vec<Step>, now: &LeadFilter) {
    let mut nearer = now.clone();
    let mut steps_left: Vec<Step> = std::mem::take(steps).into_iter().rev().filter_map(|step| forget_person(step, &mut nearer)).collect();
    steps_left.reverse();
    *steps = steps_left;
}

/// A step without a person in its filter; `None` where it then leads to the filter that is nearer to now.
fn forget_person(step: Step, nearer: &mut LeadFilter) -> Option<Step> {
    let Step::Filter(mut filter) = step else { return Some(step) };
    filter.person = None;
    if filter == *nearer {
        return None;
    }
    nearer.clone_from(&filter);
    Some(Step::Filter(filter))
}

impl Step {
    /// The step that leads back to now.
    fn opposite(&self, filter: &LeadFilter) -> Self {
        match self {
            Self::Filter(_) => Self::Filter(filter.clone()),
            Self::Decision => Self::Decision,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadlens_engine::report::Facet;

    fn filter(step: usize) -> LeadFilter {
        LeadFilter::only(Facet::Offer, step.to_string())
    }

    #[test]
    fn two_hundred_steps_go_back_and_forth() {
        let mut history = History::default();
        for step in 0..200 {
            history.leave(filter(step));
        }
        let mut now = filter(200);
        for step in (0..200).rev() {
            assert_eq!(history.undo(&now), Some(Step::Filter(filter(step))));
            now = filter(step);
        }
        assert_eq!((history.undo(&now), history.can_undo(), history.can_redo()), (None, false, true));
        for step in 1..=200 {
            assert_eq!(history.redo(&now), Some(Step::Filter(filter(step))));
            now = filter(step);
        }
        assert_eq!(history.redo(&now), None);
    }

    #[test]
    fn a_step_forgets_what_was_undone_and_the_oldest_steps() {
        let mut history = History::default();
        for step in 0..=STEPS {
            history.leave(filter(step));
        }
        assert_eq!(history.past.first(), Some(&Step::Filter(filter(1))));
        history.undo(&filter(900));
        history.note_decision();
        assert!(history.can_undo() && !history.can_redo());
        assert_eq!(history.undo(&filter(901)), Some(Step::Decision));
        assert_eq!(history.redo(&filter(901)), Some(Step::Decision));
    }

    #[test]
    fn a_decision_that_was_cancelled_is_no_step() {
        let mut history = History::default();
        history.note_decision();
        history.leave(filter(0));
        history.note_decision();
        history.revert(Reverted { of: LogMove::Made, behind: 1 });
        assert_eq!(history.past, [Step::Filter(filter(0)), Step::Decision]);
        history.undo(&filter(1));
        history.revert(Reverted { of: LogMove::Undone, behind: 0 });
        assert_eq!((history.past.last(), history.can_redo()), (Some(&Step::Decision), false));
        history.revert(Reverted { of: LogMove::Redone, behind: 0 });
        assert_eq!((&history.past[..], history.can_redo()), (&[Step::Filter(filter(0))][..], true));
        history.revert(Reverted { of: LogMove::Made, behind: 0 });
        assert_eq!(history.past.len(), 1, "older than every step");
    }

    #[test]
    fn filters_forget_people_whose_leads_have_other_numbers() {
        let of_person = |step, lead| LeadFilter { person: Some(lead), ..filter(step) };
        let mut history = History::default();
        for before in [filter(0), filter(1), of_person(1, 5), of_person(1, 6)] {
            history.leave(before);
            history.note_decision();
        }
        history.forget_people(&filter(2));
        let decision = || Step::Decision;
        let (first, second) = (Step::Filter(filter(0)), Step::Filter(filter(1)));
        assert_eq!(history.past, [first, decision(), decision(), decision(), second, decision()]);
    }
}
