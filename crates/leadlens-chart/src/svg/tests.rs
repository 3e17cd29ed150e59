use super::*;
use crate::{Column, ColumnChart, Flow, FlowWords, HeatCell, HeatGrid, HeatRow, RankedBar, heat_grid, ranked_bars, spark_line};

fn colour(variable: &str) -> String {
    format!("#{:06x}", variable.len() * 4321)
}

fn write(scene: &Scene, heading: &Heading) -> String {
    let text = write_svg(scene, &colour, heading);
    assert_well_formed(&text);
    text
}

/// Fails where tags do not close in order, a value is not quoted, or `<` and `&` stand where they may not.
#[track_caller]
fn assert_well_formed(text: &str) {
    let mut open = Vec::new();
    let rest = text;
    assert!(!rest.chars().any(|letter| letter.is_control() && letter != '\n'));
    for reference in rest.split('&').skip(1) {
        assert!(["lt;", "gt;", "amp;", "quot;", "#39;"].iter().any(|name| reference.starts_with(name)), "&{reference:.20}");
    }
    for tag in rest.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap();
        assert!(name.chars().all(|letter| letter.is_ascii_alphabetic()) && !name.is_empty(), "{tag}");
        let values = tag.trim_end_matches('/').split('"').collect::<Vec<_>>();
        assert!(values.len() % 2 == 1, "{tag}");
        let mut names: Vec<_> = values.iter().step_by(2).filter(|name| !name.trim().is_empty() && name.ends_with('=')).collect();
        assert_eq!(names.len(), values.len() / 2, "{tag}");
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0].trim() != pair[1].trim()), "{tag}: twice the same");
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn heading(title: &str) -> Heading {
    Heading {
        title: title.to_owned(),
        scope: "Source: AppSource · Created: March to May".to_owned(),
        period: "1 March to 31 May 2021".to_owned(),
        source_line: "leads.csv".to_owned(),
        legend: vec![(Ink::AppSource, "AppSource".to_owned()), (Ink::StorefrontNone, "no source".to_owned())],
    }
}

#[test]
fn every_picture_is_a_file_that_stands_by_itself() {
    let number = |number: u64| number.to_string();
    let column = Column { label: "March".to_owned(), parts: vec![(Ink::AppSource, 4), (Ink::StorefrontNone, 2)], total: 6 };
    let bar = RankedBar { label: "Contoso".to_owned(), value: 6, note: "100 %".to_owned(), ink: Ink::Accent };
    let row = HeatRow { label: "AppSource".to_owned(), cells: vec![HeatCell::impossible()], total: "6".to_owned() };
    let grid = HeatGrid {
        columns: vec!["INS".to_owned()],
        rows: vec![row],
        total: "All".to_owned(),
        totals: vec!["6".to_owned(); 2],
        ..HeatGrid::default()
    };
    let words = FlowWords { heads: &["First".to_owned()], label: &|code, _| code.to_string() };
    for scene in [
        ColumnChart::new(&[column], (640, 240), None, &number).scene,
        ranked_bars(&[bar], 480, &number),
        heat_grid(&grid, 480),
        Flow::new(&[(vec![0, 1], 3)], (480, 200), words, None).scene,
        spark_line(&[1, 2, 3], 80, 20, Ink::Accent),
        Scene::default(),
    ] {
        let text = write(&scene, &heading("Leads over time"));
        let width = scene.width.max(NARROW) + 2 * MARGIN;
        assert!(text.contains(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"")), "{text}");
        assert!(text.contains("<title id=\"title\">Leads over time</title>"));
        assert!(
            text.contains("<desc id=\"description\">Source: AppSource · Created: March to May · 1 March to 31 May 2021 · leads.csv</desc>")
        );
        assert!(!text.contains("var(") && !text.contains(DATUM));
        for reference in text.split("url(#").skip(1) {
            let id = reference.split(')').next().unwrap();
            assert_eq!(text.matches(&format!("<pattern id=\"{id}\"")).count(), 1, "{id}");
        }
    }
}

#[test]
fn text_of_a_file_is_text() {
    let hostile = "<script>alert(1)</script> & \"quoted\" 'too'\u{0}\u{1b}\u{202e}\u{ffff}\nnext";
    let mut scene = Scene::new(1000, 40);
    scene.push_text(Ink::Text, (0, 20), Anchor::Start, 12, Weight::Regular, hostile.to_owned());
    let text = write(&scene, &heading(hostile));
    assert!(!text.contains("<script") && !text.contains('\u{202e}'));
    let escaped = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot; &#39;too&#39; next";
    // In the title of the file, in its heading and in the picture.
    assert_eq!(text.matches(escaped).count(), 3);
}

#[test]
fn a_long_name_is_cut_and_one_from_the_right_turns_nothing() {
    let bar = |label: &str| RankedBar { label: label.to_owned(), value: 1, note: String::new(), ink: Ink::Accent };
    let scene = ranked_bars(&[bar(&"Contoso ".repeat(38)), bar("شركة المثال")], 480, &|number| number.to_string());
    let text = write(&scene, &heading(&"Contoso ".repeat(38)));
    assert!(text.contains("…</text>"));
    for line in text.lines().filter(|line| line.starts_with("<text")) {
        assert!(line.len() < 420 && line.contains("direction=\"ltr\" unicode-bidi=\"plaintext\""), "{line}");
    }
}

#[test]
fn what_is_empty_takes_no_space() {
    let scene = Scene::new(300, 100);
    let height = |heading: &Heading| {
        let text = write(&scene, heading);
        text.split("height=\"").nth(1).and_then(|rest| rest.split('"').next()).and_then(|height| height.parse::<i32>().ok()).unwrap()
    };
    let bare = height(&Heading::default());
    assert!(bare > 100 && bare < height(&heading("Leads")));
    assert!(height(&Heading { title: "word ".repeat(60), ..Heading::default() }) <= bare + 2 * (TITLE + TITLE / 2));
}
