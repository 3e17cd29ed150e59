//! Steps the user went, to be undone and redone: filters and decisions in the one order in which they were made.

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

    /// There is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// There is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
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
}
