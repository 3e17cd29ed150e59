use super::*;
use crate::intake::Encoding;
use crate::leads::{Action, Storefront};
use crate::matching::{Fingerprint, Verdict};

fn key(number: u32) -> Fingerprint {
    Fingerprint::try_from(format!("{number:016x}-0000000000000000-0")).unwrap()
}

fn pair(left: u32, right: u32) -> LogEntry {
    LogEntry::Statement(Statement::Pair { left: key(left), right: key(right), verdict: Verdict::Same })
}

fn headers() -> HeaderSet {
    HeaderSet::Named(vec!["rubrik".to_owned()])
}

fn role(role: Option<ColumnRole>) -> LogEntry {
    LogEntry::Role { headers: headers(), column: ColumnName { header: "rubrik".to_owned(), nth: 0 }, role }
}

fn reading(name: &str, encoding: Encoding) -> LogEntry {
    let source = SourceKey { file: name.to_owned(), size: 9, source: name.to_owned() };
    LogEntry::Reading { source, options: ReadOptions { encoding: Some(encoding), ..ReadOptions::default() } }
}

fn log(entries: &[LogEntry]) -> DecisionLog {
    let mut log = DecisionLog::default();
    for entry in entries {
        log.push(entry.clone());
    }
    log
}

/// One entry of every kind.
fn every_kind() -> DecisionLog {
    let column = ColumnName { header: "datum".to_owned(), nth: 1 };
    let meaning = Some(CodeMeaning::Action(Action::StartTestDrive));
    log(&[
        role(Some(ColumnRole::JobTitle)),
        LogEntry::DateOrder { headers: headers(), column, order: Some(DateOrder::DayMonth) },
        LogEntry::ForgetColumns { headers: headers() },
        LogEntry::Meaning { text: "TD".to_owned(), slot: UnknownSlot::Action, meaning },
        LogEntry::DefaultCountry("SE".to_owned()),
        reading("a.csv", Encoding::Big5),
        LogEntry::Threshold(Threshold(4.5)),
        LogEntry::Statement(Statement::Same(vec![key(1), key(2)])),
        LogEntry::Statement(Statement::Different(vec![vec![key(1)], vec![key(2), key(3)]])),
        LogEntry::Statement(Statement::Later(vec![key(4)])),
        pair(5, 6),
    ])
}

#[test]
fn undo_is_a_position_and_another_decision_ends_redo() {
    let mut log = log(&[pair(1, 2), role(None), pair(3, 4)]);
    let none = |_| false;
    assert_eq!([log.undo(none), log.undo(none)], [Some((2, 2)), Some((1, 1))]);
    assert_eq!((log.position(), log.entries().len(), log.steps(none)), (1, 3, (1, 2)));
    assert_eq!(log.redo(none), Some((1, 1)));
    assert_eq!(log.push(pair(5, 6)), 2);
    assert_eq!((log.entries().len(), log.redo(none)), (3, None));
    let all = [log.undo(none), log.undo(none), log.undo(none), log.undo(none)];
    assert_eq!(all, [Some((2, 2)), Some((1, 1)), Some((0, 0)), None]);
}

#[test]
fn what_undo_passes_over_stays_in_force() {
    let mut log = log(&[pair(1, 2), pair(3, 4), pair(5, 6)]);
    log.push(LogEntry::Unknown("{}".to_owned()));
    let before = log.clone();
    // Of the three pairs only the first concerns what is open.
    assert_eq!(log.undo(|place| place == 1 || place == 2), Some((0, 3)));
    assert_eq!(log.in_force(), [pair(3, 4), pair(5, 6), LogEntry::Unknown("{}".to_owned())]);
    assert_eq!(log.redo(|place| place < 2), Some((3, 3)));
    assert_eq!((log.in_force().len(), log.unknown_count()), (4, before.unknown_count()));
    log.undo(|place| place == 0 || place == 1);
    log.push(pair(7, 8));
    assert_eq!(log.in_force(), [pair(3, 4), pair(5, 6), LogEntry::Unknown("{}".to_owned()), pair(7, 8)]);
}

#[test]
fn a_slider_that_is_drawn_is_one_decision() {
    let replaced = log(&[pair(1, 2), LogEntry::Threshold(Threshold(1.0)), LogEntry::Threshold(Threshold(2.0))]);
    assert_eq!((replaced.entries().len(), replaced.threshold()), (2, Threshold(2.0)));
    let mut undone = replaced.clone();
    undone.undo(|_| false);
    assert_eq!(undone.threshold(), Threshold::BALANCED);
}

#[test]
fn the_last_decision_about_something_holds() {
    let storefront = |storefront| CodeMeaning::Storefront(storefront);
    let meaning = |meaning| LogEntry::Meaning { text: "Web".to_owned(), slot: UnknownSlot::Storefront, meaning };
    let log = log(&[
        role(Some(ColumnRole::JobTitle)),
        role(Some(ColumnRole::Company)),
        meaning(Some(storefront(Storefront::AppSource))),
        meaning(None),
        reading("a.csv", Encoding::Big5),
        reading("a.csv", Encoding::Windows1250),
    ]);
    let decisions = log.decisions();
    assert_eq!(decisions.mappings.len(), 1);
    assert_eq!(decisions.mappings[0].columns[0].role, Some(ColumnRole::Company));
    assert_eq!(decisions.values, []);
    let key = |file: &str| SourceKey { file: file.to_owned(), size: 9, source: file.to_owned() };
    assert_eq!(log.reading(&key("a.csv")).and_then(|options| options.encoding), Some(Encoding::Windows1250));
    assert_eq!(log.reading(&key("b.csv")), None);
}

#[test]
fn every_kind_of_entry_comes_back_from_json() {
    let mut log = every_kind();
    log.undo(|_| false);
    assert_eq!(DecisionLog::from_json(&log.to_json()), Some(log));
}

#[test]
fn entries_of_a_newer_version_are_stored_and_written_back() {
    let mut json = every_kind().to_json();
    let entries = json["entries"].as_array_mut().unwrap();
    let news = [
        serde_json::json!({ "followed_up": { "lead": "x" } }),
        serde_json::json!({ "role": { "headers": { "Named": ["a"] }, "column": { "header": "a", "nth": 0 }, "role": "shoe_size" } }),
        serde_json::json!(7),
        serde_json::json!({ "unknown": "{}" }),
    ];
    for (place, new) in news.iter().enumerate() {
        entries.insert(place * 2, new.clone());
    }
    json["position"] = serde_json::json!(entries_in(&json));
    let log = DecisionLog::from_json(&json).unwrap();
    assert_eq!((log.unknown_count(), log.decisions()), (4, every_kind().decisions()));
    assert_eq!(log.to_json(), json);
    let statements = |log: &DecisionLog| log.statements().into_iter().map(|(_, statement)| statement.clone()).collect::<Vec<_>>();
    assert_eq!(statements(&log), statements(&every_kind()));
}

fn entries_in(json: &serde_json::Value) -> usize {
    json["entries"].as_array().unwrap().len()
}

#[test]
fn an_unknown_entry_is_no_step() {
    let mut log = log(&[pair(1, 2)]);
    log.push(LogEntry::Unknown("{}".to_owned()));
    assert_eq!(log.undo(|_| false), Some((0, 1)));
    assert_eq!(log.in_force(), [LogEntry::Unknown("{}".to_owned())]);
    assert_eq!(log.redo(|_| false), Some((1, 1)));
}

#[test]
fn a_damaged_log_is_none_or_holds_what_is_whole() {
    for text in ["null", "7", "{}", r#"{"entries":7}"#] {
        assert_eq!(DecisionLog::from_json(&serde_json::from_str(text).unwrap()), None, "{text}");
    }
    let json = serde_json::json!({ "position": 99, "floor": 7, "entries": [{ "threshold": 1e300 }, { "threshold": "much" }] });
    let log = DecisionLog::from_json(&json).unwrap();
    assert_eq!((log.position(), log.threshold(), log.unknown_count()), (2, Threshold::CEILING, 1));
}

#[test]
fn decisions_of_version_1_become_entries_one_by_one() {
    let decisions = serde_json::json!({
        "mappings": [
            { "headers": { "Named": ["rubrik"] }, "columns": [
                { "column": { "header": "rubrik", "nth": 0 }, "role": "JobTitle", "date_order": null },
                { "column": { "header": "rubrik", "nth": 1 }, "role": "ShoeSize", "date_order": null },
            ] },
        ],
        "values": [{ "text": "Web", "meaning": { "Source": "AppSource" } }, { "text": "X", "meaning": { "Planet": "Mars" } }],
        "overrides": [],
        "default_country": "SE",
        "news": 1,
    });
    let review = serde_json::json!({ "threshold": 9.0, "steps": [{ "kind": "Perhaps" }, { "kind": "Later", "later": [key(1)] }] });
    let log = DecisionLog::from_version_1(&decisions, &review);
    let known = log.decisions();
    assert_eq!((known.mappings.len(), known.values.len(), known.default_country.as_deref()), (1, 1, Some("SE")));
    assert_eq!((log.threshold(), log.statements().len(), log.unknown_count()), (Threshold::STRICT, 1, 4));
    let unknown = log.entries().iter().filter_map(|entry| if let LogEntry::Unknown(text) = entry { Some(text.as_str()) } else { None });
    assert!(unknown.into_iter().any(|text| text.contains("ShoeSize")));
}

#[test]
fn logs_of_two_people_are_merged_without_doubles() {
    let mut mine = log(&[pair(1, 2), role(Some(ColumnRole::Company))]);
    let theirs = log(&[pair(1, 2), pair(3, 4), role(Some(ColumnRole::JobTitle)), LogEntry::Threshold(Threshold::WIDE)]);
    mine.merge([theirs], OpenMode::Append);
    assert_eq!((mine.statements().len(), mine.threshold()), (2, Threshold::WIDE));
    assert_eq!(mine.decisions().mappings[0].columns[0].role, Some(ColumnRole::JobTitle));
}

#[test]
fn remembered_decisions_stay_below_the_log_of_a_workspace() {
    let remembered = log(&[role(Some(ColumnRole::Company))]).decisions();
    let mut mine = DecisionLog::remembered(&remembered);
    mine.push(pair(1, 2));
    mine.merge([log(&[pair(3, 4)])], OpenMode::Replace);
    assert_eq!((mine.entries().len(), mine.decisions()), (2, remembered));
    assert_eq!([mine.undo(|_| false), mine.undo(|_| false)], [Some((1, 1)), None]);
}

#[test]
fn a_copy_knows_what_was_remembered() {
    let remembered = log(&[role(Some(ColumnRole::Company))]).decisions();
    let mine = DecisionLog::remembered(&remembered);
    let mut copy = DecisionLog::default();
    assert!(copy.apply(mine.since(0)));
    assert_eq!(copy, mine);
    // Opened and saved again and again, what is remembered stands once.
    let mut saved = mine.clone();
    saved.push(pair(1, 2));
    for _ in 0..3 {
        let mut opened = mine.clone();
        opened.merge([saved], OpenMode::Replace);
        assert_eq!((opened.entries().len(), opened.undo(|_| false)), (2, Some((1, 1))));
        opened.redo(|_| false);
        saved = opened;
    }
    let mut added = saved.clone();
    added.merge([saved], OpenMode::Append);
    assert_eq!(added.entries().len(), 2);
}

#[test]
fn a_log_without_text_holds_statements_and_thresholds() {
    let plain = every_kind().without_text();
    let json = plain.to_json().to_string();
    assert_eq!((plain.statements().len(), plain.threshold()), (4, Threshold(4.5)));
    for word in ["rubrik", "TD", "a.csv", "SE"] {
        assert!(!json.contains(word), "{word}");
    }
}
