//! Patterns, each of which stands for many paths.

use crate::leads::Action;

/// Actions one after another on a path of several steps, from one of its steps on; the steps before and behind them are any.
///
/// Its name is a value of [`Facet::Path`](super::Facet::Path), written as a glob: `*` is any step, `**` any further steps or none.
/// `*>ins>**` are the paths whose second step is INS, `ins>*>**` those that begin with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathPattern {
    /// Number of the step of the first of them, from 0.
    pub first: usize,
    /// The actions; at least one.
    pub actions: Vec<Action>,
}

/// Name of any step.
const ANY: &str = "*";
/// End of a name: any further steps.
const FURTHER: &str = ">**";
/// Least number of steps of a path that fits.
const MIN_STEPS: usize = 2;

impl PathPattern {
    /// Its name.
    pub fn name(&self) -> String {
        let mut steps = vec![ANY; self.first];
        steps.extend(self.actions.iter().map(|action| action.as_str()));
        steps.resize(steps.len().max(MIN_STEPS), ANY);
        steps.join(">") + FURTHER
    }

    /// The pattern of that name; `None` for the name of a single path, and for any other text.
    pub fn from_name(name: &str) -> Option<Self> {
        let steps: Vec<&str> = name.strip_suffix(FURTHER)?.split('>').collect();
        let first = steps.iter().take_while(|step| **step == ANY).count();
        let actions =
            steps.iter().skip(first).filter(|step| **step != ANY).map(|step| Action::from_name(step)).collect::<Option<Vec<_>>>()?;
        Some(Self { first, actions }).filter(|pattern| !pattern.actions.is_empty() && pattern.name() == name)
    }

    /// True for a path that passes through it.
    pub fn fits(&self, steps: &[Action]) -> bool {
        steps.len() >= MIN_STEPS && steps.get(self.first..).is_some_and(|rest| rest.starts_with(&self.actions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leads::Action::{Create, Ins, Plt};

    #[test]
    fn a_pattern_has_one_name_and_fits_the_paths_through_it() {
        for (first, actions, name, fitting) in [
            (0, &[Ins][..], "ins>*>**", [false, true, true, false]),
            (1, &[Plt], "*>plt>**", [false, true, true, false]),
            (2, &[Create], "*>*>create>**", [false, false, true, false]),
            (0, &[Ins, Plt], "ins>plt>**", [false, true, true, false]),
            (1, &[Plt, Create], "*>plt>create>**", [false, false, true, false]),
            (1, &[Ins], "*>ins>**", [false, false, false, true]),
        ] {
            let pattern = PathPattern { first, actions: actions.to_vec() };
            assert_eq!(pattern.name(), name);
            assert_eq!(PathPattern::from_name(name).as_ref(), Some(&pattern));
            let paths: [&[Action]; 4] = [&[Ins], &[Ins, Plt], &[Ins, Plt, Create], &[Plt, Ins]];
            assert_eq!(paths.map(|path| pattern.fits(path)), fitting, "{name}");
        }
    }

    #[test]
    fn no_other_text_is_a_pattern() {
        for name in ["", "**", "*", "ins", "ins>plt", "ins>**", "*>*>**", "ins>*>plt>**", "ins>*>*>**", "ada>*>**", ">**", "*>ins>*>**"] {
            assert_eq!(PathPattern::from_name(name), None, "{name}");
        }
    }
}
