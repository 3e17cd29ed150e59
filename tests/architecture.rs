//! The house rules a compiler cannot know: who may import whom, and what must not be found where. Each rule is one test.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/vocabulary.rs"]
mod vocabulary;

use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The stages of the engine, from the door to the link; `workspace` joins them, and `build` makes one.
const STAGES: [&str; 8] = ["intake", "leads", "matching", "report", "export", "share", "workspace", "build"];

/// Their folder.
const ENGINE: &str = "crates/leadlens-engine/src";

/// A text file of the project: its path from the root, with `/`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The lines that are code, numbered from 1; comments and tests (`tests.rs`, and all from `mod tests {` on) are left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let text = if self.path.ends_with("/tests.rs") { "" } else { &self.text };
        let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        lines.take_while(|(_, line)| *line != "mod tests {").filter(|(_, line)| !line.starts_with("//"))
    }

    /// Every path of the code that starts at the crate, groups in braces written out.
    fn imports(&self) -> Vec<String> {
        paths_from_crate(&self.code().map(|(_, line)| line).collect::<Vec<_>>().join(" "))
    }
}

/// Every file under `folder` whose name ends in `.extension`, in the order of the paths; none where there is no such folder.
fn sources(folder: &str, extension: &str) -> Vec<Source> {
    fn collect(folder: &Path, extension: &str, found: &mut Vec<Source>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                collect(&path, extension, found);
            } else if path.extension().is_some_and(|found| found == extension) {
                let short = path.strip_prefix(ROOT).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { text: fs::read_to_string(&path).unwrap(), path: short });
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(ROOT).join(folder), extension, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The Rust files of a module: `<folder>/<module>/**` and `<folder>/<module>.rs`.
fn module(folder: &str, module: &str) -> Vec<Source> {
    let of_module = |source: &Source| {
        let rest = source.path.strip_prefix(&format!("{folder}/{module}"));
        rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    };
    let found: Vec<_> = sources(folder, "rs").into_iter().filter(of_module).collect();
    assert!(!found.is_empty(), "there is no module {folder}/{module}");
    found
}

/// The Rust files of a module of the page.
fn page_module(name: &str) -> Vec<Source> {
    module("src", name)
}

/// The Rust files of a crate.
fn crate_of(name: &str) -> Vec<Source> {
    sources(&format!("crates/{name}/src"), "rs")
}

/// Every Rust file of the page and the crates, their tests left out.
fn everything() -> Vec<Source> {
    let mut all = sources("src", "rs");
    all.extend(sources("crates", "rs").into_iter().filter(|source| source.path.contains("/src/")));
    all
}

/// True where `line` holds `word` with no letter, digit or `_` on either side.
fn has_word(line: &str, word: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| !line[..start].ends_with(joins) && !line[start + word.len()..].starts_with(joins))
}

/// Fails with every place where one of `words` stands in the code of `sources`.
#[track_caller]
fn none_says(sources: &[Source], words: &[&str], rule: &str) {
    let mut found = Vec::new();
    for source in sources {
        for (number, line) in source.code() {
            found.extend(words.iter().filter(|word| has_word(line, word)).map(|word| format!("{}:{number}: {word}", source.path)));
        }
    }
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

/// Fails with every file of `importers` that names one of the modules `others`.
#[track_caller]
fn none_imports(importers: &[Source], others: &[&str]) {
    let mut found = Vec::new();
    for source in importers {
        let paths = source.imports();
        let named = others.iter().filter(|name| paths.iter().any(|path| path == *name || path.starts_with(&format!("{name}::"))));
        found.extend(named.map(|name| format!("{} imports {name}", source.path)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Every path in `text` that starts at the crate (`crate::` or `leadlens::`), groups in braces written out.
fn paths_from_crate(text: &str) -> Vec<String> {
    let starts = ["crate::", "leadlens::"].iter().flat_map(|root| text.match_indices(root).map(|(start, root)| start + root.len()));
    starts.flat_map(|start| expand(&text[start..]).0).collect()
}

/// The paths that `text` starts with, and how many bytes they take: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn expand(text: &str) -> (Vec<String>, usize) {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    if !rest.starts_with('{') || !(head.is_empty() || head.ends_with("::")) {
        return (vec![head.to_owned()], end);
    }
    let (mut paths, mut at) = (Vec::new(), 1);
    while at < rest.len() {
        match rest.as_bytes()[at] {
            b'}' => return (paths, end + at + 1),
            b',' | b' ' => at += 1,
            _ => {
                let (inner, taken) = expand(&rest[at..]);
                paths.extend(inner.into_iter().map(|path| format!("{head}{path}")));
                at += taken.max(1);
            }
        }
    }
    (paths, text.len())
}

/// CSS with its comments blanked, same lines.
fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (comment, rest) = part.split_once("*/").unwrap_or((part, ""));
        text.extend(comment.chars().filter(|c| *c == '\n'));
        text.push_str(rest);
    }
    text
}

/// True where a value of CSS names a colour by itself.
fn is_colour(value: &str) -> bool {
    const FUNCTIONS: [&str; 10] = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "lab(", "lch(", "hwb(", "color("];
    const NAMES: [&str; 10] = ["white", "black", "red", "green", "blue", "gray", "grey", "yellow", "orange", "purple"];
    let hexadecimal = value.split('#').skip(1).any(|rest| rest.chars().take_while(char::is_ascii_hexdigit).count() >= 3);
    // `color-mix(` mixes tokens, and a token may carry a colour's name in its own.
    let mut words = value.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
    let joins = |c: char| c.is_alphanumeric() || c == '-';
    let called = |function: &str| value.match_indices(function).any(|(start, _)| !value[..start].ends_with(joins));
    hexadecimal || words.any(|word| NAMES.contains(&word)) || FUNCTIONS.iter().any(|function| called(function))
}

#[test]
fn a_group_of_imports_is_read_as_its_single_paths() {
    assert_eq!(paths_from_crate("use crate::{engine::{Stage, intake}, worker};"), ["engine::Stage", "engine::intake", "worker"]);
    assert_eq!(paths_from_crate("crate::platform::file::open(x)"), ["platform::file::open"]);
    assert!(has_word("use web_sys::File;", "web_sys") && !has_word("my_web_sys", "web_sys"));
}

/// The Rust files of the engine and of the readers it stands on.
fn engine() -> Vec<Source> {
    ["leadlens-engine", "leadlens-workbook"].into_iter().flat_map(crate_of).collect()
}

#[test]
fn the_engine_knows_no_browser() {
    let words = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "leptos", "gloo"];
    none_says(&engine(), &words, "the engine is plain Rust");
}

#[test]
fn the_engine_has_no_clock_no_chance_and_no_files() {
    let clock = ["std::time", "SystemTime", "Instant", "now_utc", "now_local"];
    none_says(&engine(), &clock, "the engine reads no clock");
    let chance = ["rand", "getrandom", "RandomState", "thread_rng"];
    none_says(&engine(), &chance, "the same files give the same answer");
    let machine = ["std::fs", "std::net", "std::env", "std::process", "std::thread"];
    none_says(&engine(), &machine, "the engine gets its bytes handed in");
}

#[test]
fn workbooks_know_no_leads_and_only_the_engine_reads_them() {
    let leads = ["Lead", "Leads", "Table", "ColumnRole", "leadlens_engine", "serde"];
    none_says(&crate_of("leadlens-workbook"), &leads, "a workbook is sheets, rows and cells");
    let mut others = sources("src", "rs");
    others.extend(["leadlens-chart", "leadlens-cli"].into_iter().flat_map(crate_of));
    none_says(&others, &["leadlens_workbook"], "the engine is the door of every file");
}

#[test]
fn a_stage_of_the_engine_imports_only_the_stages_before_it() {
    for (index, stage) in STAGES.iter().enumerate() {
        none_imports(&module(ENGINE, stage), &STAGES[index + 1..]);
    }
}

#[test]
fn a_stage_of_the_engine_names_another_stage_from_the_crate_on() {
    for stage in STAGES.iter().filter(|stage| !["workspace", "build"].contains(stage)) {
        for source in module(ENGINE, stage) {
            // `intake/reader/state.rs` may climb twice to be in `intake`, a third `super::` leaves the stage.
            let depth = source.path.split('/').count() - ENGINE.split('/').count() - 1 - usize::from(source.path.ends_with("/mod.rs"));
            for (number, line) in source.code() {
                assert!(!line.contains(&"super::".repeat(depth + 1)), "{}:{number}: climbs out of its stage", source.path);
            }
        }
    }
}

#[test]
fn charts_are_plain_and_only_the_page_draws_them() {
    // The platform puts its elements on the page.
    for other in ["i18n", "protocol", "session", "worker"] {
        none_says(&page_module(other), &["leadlens_chart"], "only the page draws");
    }
    let browser = ["web_sys", "js_sys", "wasm_bindgen", "leptos", "gloo", "serde"];
    none_says(&crate_of("leadlens-chart"), &browser, "a picture is plain data");
    none_says(
        &crate_of("leadlens-chart"),
        &["f32", "f64", "HashMap", "std::time", "std::fs"],
        "a picture is drawn with whole numbers, the same each time",
    );
}

#[test]
fn the_protocol_is_plain_and_knows_only_the_engine() {
    none_imports(&page_module("protocol"), &["app", "i18n", "platform", "worker"]);
    none_says(
        &page_module("protocol"),
        &["web_sys", "js_sys", "wasm_bindgen", "JsValue", "leptos", "gloo"],
        "messages are plain serde types",
    );
}

#[test]
fn the_worker_knows_neither_page_nor_texts() {
    none_imports(&page_module("worker"), &["app", "i18n", "platform"]);
    none_says(&page_module("worker"), &["leptos"], "the worker draws nothing");
}

#[test]
fn the_platform_knows_neither_page_nor_texts_nor_signals() {
    none_imports(&page_module("platform"), &["app", "i18n"]);
    none_says(&page_module("platform"), &["RwSignal", "Signal", "Effect", "Memo", "Store"], "a browser capability is a function");
}

#[test]
fn the_page_reaches_the_browser_only_through_the_platform() {
    let words = ["web_sys", "js_sys", "wasm_bindgen", "gloo"];
    none_says(&page_module("app"), &words, "every browser capability is a file of src/platform");
    none_imports(&page_module("app"), &["worker"]);
    none_imports(&page_module("i18n"), &["app", "platform", "worker"]);
}

#[test]
fn components_take_props_and_read_no_store() {
    let mut components = page_module("app");
    components.retain(|source| source.path.starts_with("src/app/components/"));
    none_says(&components, &["AppStore", "use_context", "expect_context", "Store", "reactive_stores"], "sections read the store");
    for source in components {
        for path in source.imports() {
            let modules = ["i18n", "app::wording", "app::components", "app::memo"];
            // A picture is drawn, navigated by keys, copied and saved.
            let capabilities = ["platform::clipboard", "platform::drawing", "platform::picture_file", "platform::roving"];
            let allowed = modules.iter().chain(&capabilities).any(|module| path.starts_with(module));
            assert!(allowed, "{} imports {path}: components know the engine's types, pictures, the texts and each other", source.path);
        }
    }
}

#[test]
fn text_from_a_file_is_never_html() {
    let rust = ["inner_html", "set_inner_html", "set_outer_html", "insert_adjacent_html", "create_contextual_fragment"];
    none_says(&everything(), &rust, "text is set as text");
    let mut scripts = sources("public", "js");
    for script in &mut scripts {
        // The name by which Trusted Types know where a template goes.
        script.text = script.text.replace("\"Element innerHTML\"", "");
    }
    none_says(&scripts, &["innerHTML", "outerHTML", "insertAdjacentHTML", "write", "eval"], "text is set as text");
}

#[test]
fn delimited_text_is_written_in_one_place() {
    // A workspace keeps cells exactly, under a name no spreadsheet opens; what the browser remembers is opened by no spreadsheet; pasted and rewritten
    // tables are being read.
    let allowed = [
        "engine/src/export/delimited.rs",
        "engine/src/intake/saved/write.rs",
        "src/app/memory/stored.rs",
        "engine/src/intake/html/grid.rs",
        "engine/src/intake/rewrite.rs",
    ];
    for source in everything().iter().filter(|source| !allowed.iter().any(|allowed| source.path.ends_with(allowed))) {
        for (number, line) in source.code() {
            let writes = [r#"replace('"', "\"\"")"#, r"push('\t')", r#"push_str("\t")"#, r#"join("\t")"#, r"join('\t')"];
            let found = writes.iter().find(|form| line.contains(**form));
            assert!(found.is_none(), "{}:{number}: every cell that leaves goes through engine::export: {line}", source.path);
        }
    }
}

#[test]
fn no_code_is_unsafe() {
    none_says(&everything(), &["unsafe"], "there is no unsafe block");
}

#[test]
fn programs_are_a_few_lines_and_the_root_is_a_table_of_contents() {
    for source in sources("src/bin", "rs") {
        assert!(source.text.lines().count() <= 15, "{} is longer than 15 lines", source.path);
    }
    let root = fs::read_to_string(Path::new(ROOT).join("src/lib.rs")).unwrap();
    assert!(root.lines().count() <= 40, "src/lib.rs is longer than 40 lines");
}

#[test]
fn colours_stand_only_among_the_tokens() {
    for source in sources("style", "css").iter().filter(|source| source.path != "style/tokens.css") {
        for (index, line) in without_comments(&source.text).lines().enumerate() {
            // Only what stands behind a property's colon is a value: `a:hover` and `#name` are selectors.
            let value = line.split_once(": ").map_or("", |(_, value)| value);
            assert!(!is_colour(value), "{}:{}: a colour outside style/tokens.css: {line}", source.path, index + 1);
        }
    }
}

#[test]
fn a_colour_is_told_from_a_token() {
    assert!(["#fff;", "1px solid red;", "rgb(0 0 0 / 10%);", "oklch(50% 0.1 200);"].iter().all(|value| is_colour(value)));
    assert!(
        !["var(--red-500);", "color-mix(in oklab, var(--a), var(--b));", "url(#mask);", "inherit;"].iter().any(|value| is_colour(value))
    );
}

#[test]
fn style_needs_no_force() {
    for source in sources("style", "css") {
        assert!(!without_comments(&source.text).contains("!important"), "{} says !important", source.path);
    }
}

#[test]
fn the_page_has_a_strict_policy_and_no_inline_code() {
    let Ok(page) = fs::read_to_string(Path::new(ROOT).join("index.html")) else { return };
    let policy = page.split("Content-Security-Policy").nth(1).and_then(|rest| rest.split('>').next()).unwrap_or_default();
    let parts = [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types default",
    ];
    for part in parts {
        assert!(policy.contains(part), "index.html: its Content-Security-Policy lacks {part}");
    }
    assert!(!policy.contains("'unsafe-"), "index.html: its Content-Security-Policy allows something unsafe");
    // The name of SVG looks like an address and is none.
    let page = page.replace("http://www.w3.org/2000/svg", "");
    for forbidden in ["<style", " style=", " onclick=", " onload=", "javascript:", "http://", "https://", "<script>"] {
        assert!(!page.contains(forbidden), "index.html holds {forbidden}");
    }
}
