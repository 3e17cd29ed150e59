//! Circles between modules: imports that lead from a module of a folder to another one of it and back.
//!
//! A module and those inside it count as one: a file may use what stands in the folder of its name, and vice versa.

use std::collections::{BTreeMap, BTreeSet};

use super::{Source, expand, sources};

/// Path of a module or item, from the root of its crate.
type Path = Vec<String>;

/// The modules of a crate: what each imports, and by which other paths their items are reached.
#[derive(Default)]
struct Modules {
    imports: BTreeMap<Path, Vec<Path>>,
    exports: BTreeMap<Path, Path>,
}

impl Modules {
    /// Reads the modules of the crate whose root is `folder`.
    fn read(folder: &str, sources: &[Source]) -> Self {
        let mut modules = Self::default();
        // Made for tests only.
        for source in sources.iter().filter(|source| !source.path.ends_with("/fixture.rs")) {
            let path = source.path.trim_start_matches(folder).trim_start_matches('/').trim_end_matches(".rs");
            let module: Path = path.split('/').filter(|name| !["mod", "lib", "main"].contains(name)).map(str::to_owned).collect();
            let code = source.code().map(|(_, line)| line).collect::<Vec<_>>().join(" ");
            for (item, target) in exports(&module, &code) {
                modules.exports.insert(item, target);
            }
            modules.imports.insert(module.clone(), imports(&module, &code));
        }
        modules
    }

    /// The module that holds an item, however its path leads there; `None` where it is in another crate.
    fn holder(&self, item: &Path) -> Option<Path> {
        let (mut item, mut seen) = (item.clone(), BTreeSet::new());
        while let Some(length) =
            (1..=item.len()).rev().find(|length| self.exports.contains_key(&item[..*length]) && !seen.contains(&item[..*length]))
        {
            let target = self.exports[&item[..length]].iter().chain(&item[length..]).cloned().collect();
            seen.insert(item[..length].to_vec());
            item = target;
        }
        (1..=item.len()).rev().map(|length| item[..length].to_vec()).find(|module| self.imports.contains_key(module))
    }

    /// For each folder the imports from one of its modules into another.
    fn between(&self) -> BTreeMap<Path, BTreeSet<(String, String)>> {
        let mut folders: BTreeMap<Path, BTreeSet<(String, String)>> = BTreeMap::new();
        for (module, imported) in &self.imports {
            for other in imported.iter().filter_map(|item| self.holder(item)) {
                let common = module.iter().zip(&other).take_while(|(one, other)| one == other).count();
                if let (Some(from), Some(to)) = (module.get(common), other.get(common)) {
                    folders.entry(module[..common].to_vec()).or_default().insert((from.clone(), to.clone()));
                }
            }
        }
        folders
    }
}

/// The paths that start at `crate::`, `self::` or one or more `super::`, from the root of the crate.
fn imports(module: &Path, code: &str) -> Vec<Path> {
    let mut found = Vec::new();
    for root in ["crate::", "self::", "super::"] {
        for (start, _) in code.match_indices(root) {
            if code[..start].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':') {
                continue;
            }
            found.extend(expand(&code[start..]).0.iter().map(|path| from_root(module, path)));
        }
    }
    found
}

/// The items that a module makes its own by `pub use`, and where each stands.
fn exports(module: &Path, code: &str) -> Vec<(Path, Path)> {
    let statements = code.match_indices("use ").filter(|(start, _)| {
        let before = code[..*start].trim_end();
        before.ends_with("pub") || before.ends_with(')') && before.rfind("pub(").is_some_and(|open| !before[open..].contains(' '))
    });
    let paths = statements.flat_map(|(start, word)| expand(&code[start + word.len()..]).0);
    paths
        .filter_map(|path| {
            let target = from_root(module, &path);
            let item = module.iter().cloned().chain(target.last().cloned()).collect::<Path>();
            (item != target).then_some((item, target))
        })
        .collect()
}

/// A path as a module writes it, from the root of the crate; names without a root are of the module itself.
fn from_root(module: &Path, path: &str) -> Path {
    let mut at = module.clone();
    for name in path.split("::").filter(|name| !name.is_empty()) {
        match name {
            "crate" => at.clear(),
            "self" => {}
            "super" => drop(at.pop()),
            name => at.push(name.to_owned()),
        }
    }
    at
}

/// The imports that are part of a circle: those left when modules that import none of the others are taken away, again and again.
fn circles(imports: &BTreeSet<(String, String)>) -> BTreeSet<(String, String)> {
    let mut left = imports.clone();
    loop {
        let inner: BTreeSet<_> = left.iter().filter(|(_, to)| left.iter().any(|(from, _)| from == to)).cloned().collect();
        let inner: BTreeSet<_> = inner.iter().filter(|(from, _)| inner.iter().any(|(_, to)| from == to)).cloned().collect();
        if inner.len() == left.len() {
            return left;
        }
        left = inner;
    }
}

/// The circles of a crate, as `folder: from -> to`.
fn circles_of(folder: &str, sources: &[Source]) -> Vec<String> {
    let folders = Modules::read(folder, sources).between();
    let all = folders.iter().flat_map(|(folder, imports)| circles(imports).into_iter().map(|circle| (folder.join("::"), circle)));
    all.map(|(folder, (from, to))| format!("{folder}: {from} -> {to}")).collect()
}

#[test]
fn modules_import_each_other_in_no_circle() {
    for name in ["leadlens-engine", "leadlens-workbook", "leadlens-chart", "leadlens-cli"] {
        let folder = format!("crates/{name}/src");
        let mut found = circles_of(&folder, &sources(&folder, "rs"));
        // A reader opens archives, which hold files for readers.
        found.retain(|circle| !circle.starts_with("intake: "));
        assert!(found.is_empty(), "{name}\n{}", found.join("\n"));
    }
}

#[test]
fn a_circle_is_found_behind_a_name_given_away() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let files = [
        source("src/lib.rs", "pub mod house;"),
        source("src/house/mod.rs", "mod hall;\nmod door;\npub use hall::Hall;\npub(crate) use door::{Door, open};"),
        source("src/house/hall.rs", "use super::{Door};\nmod lamp;"),
        source("src/house/hall/lamp.rs", "use super::Hall;"),
        source("src/house/door.rs", "use crate::house::Hall;\nuse std::fmt;"),
    ];
    assert_eq!(circles_of("src", &files), ["house: door -> hall", "house: hall -> door"]);
    assert_eq!(circles_of("src", &files[..4]), [""; 0]);
}
