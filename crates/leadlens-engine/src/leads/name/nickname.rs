//! Nicknames and the names they stand for, in the languages of Europe and Turkey.

use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// See the file's head for its form, source and licence.
const NICKNAMES: &str = include_str!("nicknames.txt");

/// Most names that one nickname stands for.
const MAX_ROOTS: usize = 12;
/// No root: the rest of a list.
const NONE: u16 = u16::MAX;

/// The roots of a name, by the number of their line; its own first, then in the order of the file.
type Roots = [u16; MAX_ROOTS];

/// Relation of two given names in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// They stand for one name.
    OneName,
    /// Both are known, and for different names.
    TwoNames,
    /// One or both are not known.
    Unknown,
}

struct Nicknames {
    roots: Vec<&'static str>,
    names: HashMap<&'static str, Roots, FixedState>,
}

fn nicknames() -> &'static Nicknames {
    static TABLE: OnceLock<Nicknames> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = || NICKNAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
        let mut table = Nicknames { roots: lines().map(|(root, _)| root).collect(), names: HashMap::with_hasher(FixedState::default()) };
        for (number, (root, _)) in (0..).zip(lines()) {
            add(&mut table.names, root, number);
        }
        for (number, (_, variants)) in (0..).zip(lines()) {
            for variant in variants.split_ascii_whitespace() {
                add(&mut table.names, variant, number);
            }
        }
        table
    })
}

fn add(names: &mut HashMap<&'static str, Roots, FixedState>, name: &'static str, number: u16) {
    let roots = names.entry(name).or_insert([NONE; MAX_ROOTS]);
    if let Some(free) = roots.iter_mut().find(|root| **root == NONE || **root == number) {
        *free = number;
    }
}

/// Returns the relation of two given names in the table, each one folded word.
pub(super) fn relation(one: &str, other: &str) -> Relation {
    let names = &nicknames().names;
    let (Some(one), Some(other)) = (names.get(one), names.get(other)) else { return Relation::Unknown };
    let shared = one.iter().take_while(|root| **root != NONE).any(|root| other.contains(root));
    if shared { Relation::OneName } else { Relation::TwoNames }
}

/// The name the first word of a given form is short for (robert for bob, rob, bobby), or that word itself; for blocking.
///
/// A nickname of several names leads to the one whose line comes first in the table, which is the most frequent; `compare_given` knows all.
pub fn nickname_root(given: &str) -> &str {
    let first = given.split(' ').next().unwrap_or_default();
    let table = nicknames();
    let root = table.names.get(first).and_then(|roots| roots.first()).and_then(|root| table.roots.get(usize::from(*root)));
    root.copied().unwrap_or(first)
}

/// True where the first word of a given form is a name, or short for one.
pub fn is_known_given(given: &str) -> bool {
    nicknames().names.contains_key(given.split(' ').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nicknames_lead_to_their_names() {
        for (name, root) in [
            ("bob", "robert"),
            ("bobby", "robert"),
            ("robert", "robert"),
            ("kasia", "katarzyna"),
            ("alex", "alexander"),
            ("jan", "jan"),
            ("sasha", "alexander"),
            ("jack", "jack"),
            ("kate", "katherine"),
            ("xyz", "xyz"),
            ("bob j", "robert"),
            ("", ""),
        ] {
            assert_eq!(nickname_root(name), root, "{name}");
        }
    }

    #[test]
    fn a_shared_nickname_does_not_make_two_names_one() {
        assert_eq!(relation("alex", "alexander"), Relation::OneName);
        assert_eq!(relation("alex", "alexandra"), Relation::OneName);
        assert_eq!(relation("alexander", "alexandra"), Relation::TwoNames);
        assert_eq!(relation("bill", "bob"), Relation::TwoNames);
        assert_eq!(relation("bill", "xyz"), Relation::Unknown);
    }

    #[test]
    fn the_table_is_folded_and_no_name_stands_for_too_many() {
        let mut roots = std::collections::BTreeSet::new();
        let mut uses = std::collections::BTreeMap::new();
        for (root, variants) in NICKNAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':')) {
            assert!(roots.insert(root), "{root} has two lines");
            for name in variants.split_ascii_whitespace().chain([root]) {
                assert!(name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
                let lines = uses.entry(name).or_insert_with(Vec::new);
                assert!(!lines.contains(&root), "{name} twice in {root}");
                lines.push(root);
                assert!(lines.len() <= MAX_ROOTS, "{name}: {lines:?}");
            }
        }
        assert!(roots.len() > 150);
    }
}
