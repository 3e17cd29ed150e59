use super::*;

fn draw(paths: &[(Vec<u8>, u32)], size: (i32, i32)) -> Flow {
    Flow::new(paths, size, FlowWords { heads: &[], label: &|code, count| format!("{code}: {count}") }, None)
}

/// Every path over `codes` codes, up to four steps long, with counts that differ.
fn all_paths(codes: u8) -> Vec<(Vec<u8>, u32)> {
    let mut paths = vec![(vec![], 3)];
    let mut longest = vec![vec![]];
    for _ in 0..4 {
        longest = longest.iter().flat_map(|path: &Vec<u8>| (0..codes).map(|code| [path.as_slice(), &[code]].concat())).collect();
        paths.extend(longest.iter().cloned().zip((1_u32..).map(|count| count * count % 977 + 1)));
    }
    paths
}

#[test]
fn paths_are_counted_by_step() {
    let flow = draw(&[(vec![1, 0], 5), (vec![1], 2), (vec![1, 0, 2], 3), (vec![0, 0], 1), (vec![3], 0), (vec![], 9)], (400, 200));
    let nodes: Vec<_> = flow.nodes.iter().map(|node| (node.column, node.code, node.count)).collect();
    assert_eq!(nodes, [(0, 0, 1), (0, 1, 10), (0, 3, 0), (1, 0, 9), (2, 2, 3)]);
    let links: Vec<_> = flow.links.iter().map(|link| (link.column, link.from, link.to, link.count)).collect();
    assert_eq!(links, [(0, 0, 0, 1), (0, 1, 0, 8), (1, 0, 2, 3)]);
    assert_eq!(flow.link_of(6), flow.links.get(1));
    assert_eq!((flow.link_of(4), flow.node_of(4), flow.node_of(5)), (None, flow.nodes.get(4), None));
}

#[test]
fn nodes_of_a_path_with_a_count_of_0_keep_their_places() {
    let flow = draw(&[(vec![0, 1], 4), (vec![2, 1], 0)], (400, 200));
    let tones: Vec<Tone> = flow.scene.shapes.iter().filter(|mark| mark.datum.is_some()).map(|mark| mark.tone).collect();
    assert_eq!((flow.nodes.len(), flow.links.len()), (3, 1), "no ribbon of it");
    assert_eq!(tones, [Tone::Soft, Tone::Full, Tone::Faded, Tone::Full]);
    assert_eq!(draw(&[(vec![0, 1], 0)], (400, 200)).nodes.len(), 2);
}

#[test]
fn people_entering_and_leaving_a_node_are_those_in_it() {
    for codes in [1, 2, 7] {
        let paths = all_paths(codes);
        let flow = draw(&paths, (800, 600));
        let of_column = |column| flow.nodes.iter().filter(|node| node.column == column).map(|node| node.count).sum::<u64>();
        for column in 0..4_u8 {
            let reach = paths.iter().filter(|path| path.0.len() > usize::from(column)).map(|path| u64::from(path.1)).sum::<u64>();
            assert_eq!(of_column(column), reach);
        }
        for node in &flow.nodes {
            let enter =
                flow.links.iter().filter(|link| link.column + 1 == node.column && link.to == node.code).map(|link| link.count).sum::<u64>();
            let leave =
                flow.links.iter().filter(|link| link.column == node.column && link.from == node.code).map(|link| link.count).sum::<u64>();
            assert!(node.column == 0 || enter == node.count, "{node:?}");
            assert!(leave <= node.count, "{node:?}");
        }
    }
}

#[test]
fn ribbons_are_seen_as_wide_as_their_count_and_inside() {
    for (paths, height) in
        [(all_paths(7), 900), (all_paths(3), 300), (vec![(vec![0, 1], u32::MAX), (vec![0, 2], 1)], 200), (vec![(vec![4], 1)], 40)]
    {
        let (nodes, links) = count(&paths);
        let layout = Layout::new(&nodes, &links, height * 10);
        assert!(layout.ribbons.iter().all(|ribbon| ribbon.width >= 10), "{height}");
        for (one, ribbon) in links.iter().zip(&layout.ribbons) {
            for (other, ribbon_of_other) in links.iter().zip(&layout.ribbons) {
                assert!(one.count < other.count || ribbon.width >= ribbon_of_other.width);
            }
        }
        // The largest column fills the height.
        let bottom = layout.places.iter().map(|place| place.y + place.height).max().unwrap();
        assert!(bottom <= height * 10 && bottom > height * 10 - 50, "{bottom} of {height}");
    }
}

#[test]
fn nothing_leaves_the_height() {
    for codes in [0, 1, 7, 12] {
        let (nodes, links) = count(&all_paths(codes));
        for height in [0, 1, 20, 100, 500] {
            let layout = Layout::new(&nodes, &links, height * 10);
            assert_eq!((layout.places.len(), layout.ribbons.len()), (nodes.len(), links.len()));
            for (place, node) in layout.places.iter().zip(&nodes) {
                assert!(place.y >= 0 && place.y + place.height <= height * 10, "{node:?} {place:?} in {height}");
            }
            for (ribbon, link) in layout.ribbons.iter().zip(&links) {
                assert!(ribbon.start.max(ribbon.end) + ribbon.width <= height * 10, "{link:?} {ribbon:?} in {height}");
            }
        }
    }
    for size in [(0, 0), (-3, -3), (5, 5), (320, 10), (320, 200), (i32::MAX, i32::MAX)] {
        assert!(draw(&[], size).scene.shapes.is_empty());
        draw(&all_paths(3), size);
    }
}

#[test]
fn the_order_of_the_paths_does_not_matter_and_a_long_path_is_cut() {
    let paths = all_paths(4);
    let backwards: Vec<_> = paths.iter().rev().cloned().collect();
    assert_eq!(draw(&paths, (500, 300)), draw(&backwards, (500, 300)));
    assert_eq!(draw(&[(vec![0, 1, 2, 3, 4, 5], 1)], (500, 300)).nodes.len(), FLOW_STEPS);
}

#[test]
fn a_ribbon_is_a_closed_curve() {
    assert_eq!(ribbon_path((120, 0), (520, 105), 30), "M12 0C32 0 32 10.5 52 10.5v3C32 13.5 32 3 12 3z");
}

#[test]
fn what_the_selected_does_not_touch_fades() {
    let words = FlowWords { heads: &["First".to_owned(), "Then".to_owned(), "After".to_owned()], label: &|_, _| "node".to_owned() };
    for (selected, expected) in [
        (None, [Tone::Soft, Tone::Soft, Tone::Full, Tone::Full, Tone::Full]),
        (Some(3), [Tone::Full, Tone::Faded, Tone::Full, Tone::Faded, Tone::Full]),
        (Some(1), [Tone::Faded, Tone::Soft, Tone::Faded, Tone::Full, Tone::Faded]),
        (Some(9), [Tone::Faded; 5]),
    ] {
        let flow = Flow::new(&[(vec![0, 1], 2), (vec![2, 1], 3)], (400, 200), words, selected);
        let shapes: Vec<_> = flow.scene.shapes.iter().filter_map(|shape| Some((shape.datum?, shape.tone))).collect();
        assert_eq!(shapes, [3, 4, 0, 1, 2].into_iter().zip(expected).collect::<Vec<_>>(), "{selected:?}");
    }
}
