//! Decisions saved in files and drafts.

use super::*;

#[test]
fn decisions_are_lost_until_they_are_saved() {
    fn save(state: &mut AppState) -> QueryId {
        state.export(ExportKind::Workspace, String::new());
        let requests = state.requests();
        let query = |request: &Request| if let Request::Query(query, Query::Export(_)) = request { Some(*query) } else { None };
        requests.iter().find_map(query).unwrap()
    }
    let address = |name: &str| Some(name.to_owned());
    let mut state = reviewing(3);
    assert!(!state.would_lose());
    decided(&mut state, Decision::Same, 2);
    assert!(state.would_lose());
    let query = save(&mut state);
    decided(&mut state, Decision::Different, 1);
    state.apply(Event::Answer(query, Answer::Exported(address("blob:1"))));
    assert!(state.would_lose(), "one was made since the file was requested");
    let query = save(&mut state);
    state.apply(Event::Answer(query, Answer::Exported(None)));
    assert!(state.would_lose(), "no file was made");
    let query = save(&mut state);
    state.apply(Event::Answer(query, Answer::Exported(address("blob:2"))));
    assert!(!state.would_lose());
    decided(&mut state, Decision::Undo, 2);
    assert!(state.would_lose(), "the file says otherwise");
    let job = begin(&mut state, OpenedFrom::Files);
    state.apply(opened_with(job, ReviewState { absent: vec![1], ..standing(0, 1) }));
    assert!(state.would_lose(), "one of them concerns what is open now");
    let job = begin(&mut state, OpenedFrom::Files);
    state.apply(opened_with(job, ReviewState { absent: vec![0, 1], ..standing(0, 1) }));
    assert!(!state.would_lose(), "what they were about is gone");
}

#[test]
fn a_file_to_save_is_requested_again_from_another_worker() {
    let mut state = reviewing(1);
    state.export(ExportKind::Workspace, "a.leadlens".to_owned());
    assert!(matches!(state.requests()[..], [Request::Query(_, Query::Export(_))]));
    assert_eq!(state.requests(), []);
    state.break_off(Notice::Stalled);
    let import = state.session.restarted();
    let job = state.begin_import(OpenedFrom::Files, import);
    assert_eq!(state.requests(), [], "until the leads are there the file would hold none");
    state.apply(opened_with(job, standing(0, 1)));
    assert!(state.requests().iter().any(|request| matches!(request, Request::Query(_, Query::Export(_)))));
}

#[test]
fn a_draft_that_is_no_longer_wanted_is_not_stored() {
    let mut state = reviewing(1);
    state.draft = Draft::of(true, Vec::new());
    state.set_threshold(Threshold::STRICT);
    let requested = state
        .requests()
        .into_iter()
        .find_map(|request| if let Request::Query(query, Query::WriteDraft) = request { Some(query) } else { None });
    let query = requested.unwrap();
    assert!(state.draft.awaits(query));
    state.draft = Draft::of(false, Vec::new());
    assert!(!state.draft.awaits(query));
    state.draft = Draft::of(true, Vec::new());
    state.draft.skip(state.session.revision());
    assert!(!state.draft.awaits(query) && !state.requests().iter().any(|request| matches!(request, Request::Query(_, Query::WriteDraft))));
}

#[test]
fn drafts_of_other_tabs_are_added_to_the_own_one() {
    let mut state = reviewing(1);
    state.draft = Draft::of(true, vec!["one".to_owned(), "two".to_owned()]);
    state.set_threshold(Threshold::STRICT);
    let requested = |state: &mut AppState| {
        state.requests().into_iter().find(|request| matches!(request, Request::Query(_, Query::WriteDraft | Query::ReadDrafts(_))))
    };
    let Some(Request::Query(query, Query::WriteDraft)) = requested(&mut state) else {
        panic!("what is found does not keep the own one from being written")
    };
    state.apply(Event::Answer(query, Answer::DraftWritten(String::new())));
    state.draft.take_up();
    let Some(Request::Query(query, Query::ReadDrafts(texts))) = requested(&mut state) else { panic!("both are read") };
    assert_eq!(texts, ["one", "two"]);
    let mut other = state.clone();
    state.apply(Event::Answer(query, Answer::DraftsRead(Some(Box::new(state.session.log().clone())))));
    assert!(state.draft.found.is_empty() && matches!(requested(&mut state), Some(Request::Query(_, Query::WriteDraft))));
    other.draft.forget_found();
    let before = other.session.revision();
    other.apply(Event::Answer(query, Answer::DraftsRead(Some(Box::default()))));
    assert_eq!(other.session.revision(), before, "what was forgotten meanwhile is not taken up");
}

#[test]
fn what_was_closed_comes_back_with_its_decisions() {
    let mut state = reviewing(3);
    decided(&mut state, Decision::Same, 2);
    state.pick(&mut |filter| filter.search = "ada".to_owned());
    let closed = state.clone();
    state.close();
    assert!(state.opened.is_none() && state.session.log().entries().is_empty());
    let job = state.begin(OpenedFrom::Files);
    state.cancel();
    state.restore(closed);
    assert_eq!((state.opened.is_some(), state.view.tab, state.view.filter.search.as_str()), (true, Tab::Duplicates, "ada"));
    assert!(state.has_unsaved() && state.work().is_none());
    let import = state.session.restarted();
    assert_eq!(import.sources.len(), 1, "the worker opens the file again");
    assert!(state.begin_import(OpenedFrom::Files, import) > job, "no number is given out twice");
    let message = state.message(Vec::new());
    assert_eq!((message.log.entries.len(), message.log.position), (1, 1), "it is told the whole log");
}

#[test]
fn a_paste_is_lost_until_it_is_saved() {
    let mut state = AppState::default();
    let paste = state.session.paste("pasted text".to_owned(), 9);
    let import = state.session.import(vec![paste], OpenMode::Replace);
    let job = state.begin_import(OpenedFrom::Paste, import);
    assert_eq!(state.unsaved(), None, "nothing is open yet");
    state.apply(opened(job));
    assert_eq!(state.unsaved(), Some(Unsaved::Paste));
    state.export(ExportKind::Workspace, String::new());
    // A file joins it before the workspace is written: the paste stands there all the same.
    let source = state.session.source("leads.csv".to_owned(), 9);
    let import = state.session.import(vec![source], OpenMode::Append);
    let job = state.begin_import(OpenedFrom::Paste, import);
    state.apply(opened(job));
    let query = state.requests().into_iter().find_map(|request| match request {
        Request::Query(query, Query::Export(_)) => Some(query),
        _ => None,
    });
    state.apply(Event::Answer(query.unwrap(), Answer::Exported(Some("blob:1".to_owned()))));
    assert_eq!(state.unsaved(), None);
    let import = state.session.rebuilt(None);
    let job = state.begin_import(OpenedFrom::Paste, import);
    state.apply(opened(job));
    assert_eq!(state.unsaved(), None, "read anew it is the same paste");
    let paste = state.session.paste("pasted text".to_owned(), 9);
    let import = state.session.import(vec![paste], OpenMode::Append);
    let job = state.begin_import(OpenedFrom::Paste, import);
    state.apply(opened(job));
    assert_eq!(state.unsaved(), Some(Unsaved::Paste), "another one is in no file");
}
