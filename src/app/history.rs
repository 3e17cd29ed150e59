//! Filters that were picked before, to go back to and forth.

use leadlens_engine::report::LeadFilter;

/// Steps back at most.
const STEPS: usize = 500;

/// Filters that were left, in both directions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<LeadFilter>,
    future: Vec<LeadFilter>,
}

impl History {
    /// Notes that this filter was left for another one.
    pub fn leave(&mut self, before: LeadFilter) {
        self.past.push(before);
        if self.past.len() > STEPS {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// The filter before this one.
    pub fn undo(&mut self, now: LeadFilter) -> Option<LeadFilter> {
        let before = self.past.pop()?;
        self.future.push(now);
        Some(before)
    }

    /// The filter that was undone last.
    pub fn redo(&mut self, now: LeadFilter) -> Option<LeadFilter> {
        let after = self.future.pop()?;
        self.past.push(now);
        Some(after)
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
            now = history.undo(now).unwrap();
            assert_eq!(now, filter(step));
        }
        assert_eq!((history.undo(now.clone()), history.can_undo(), history.can_redo()), (None, false, true));
        for step in 1..=200 {
            now = history.redo(now).unwrap();
            assert_eq!(now, filter(step));
        }
        assert_eq!(history.redo(now), None);
    }

    #[test]
    fn a_step_forgets_what_was_undone_and_the_oldest_steps() {
        let mut history = History::default();
        for step in 0..=STEPS {
            history.leave(filter(step));
        }
        assert_eq!(history.past.first(), Some(&filter(1)));
        history.undo(filter(900));
        history.leave(filter(901));
        assert!(history.can_undo() && !history.can_redo());
    }
}
