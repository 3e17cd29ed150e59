use super::*;
use crate::matching::fixture::profiles;

/// Nodes for the first leads of the rows, a profile each, with an edge for each pair above that many bits.
fn nodes(profiles: &Profiles, model: &Model, least: f32) -> Nodes {
    let of = &profiles.of;
    let mut nodes = Nodes { profiles: of.clone(), ..Nodes::default() };
    for (one, left) in (0..).zip(of) {
        for (other, right) in (0..).zip(of).skip(one as usize + 1) {
            let bits = model.score(profiles, *left, *right).total;
            if bits >= least {
                nodes.edges.push(Edge { one, other, bits });
            }
        }
    }
    nodes
}

/// Labels of the clusters, in the order of nodes: the lowest node of each.
fn clusters(count: usize, merges: &[Merge]) -> Vec<usize> {
    let mut of: Vec<usize> = (0..count).collect();
    for merge in merges {
        let (one, other) = (of[merge.one as usize], of[merge.other as usize]);
        of.iter_mut().filter(|label| **label == one.max(other)).for_each(|label| *label = one.min(other));
    }
    of
}

#[test]
fn a_chain_of_likenesses_does_not_join_strangers() {
    let rows = [
        "Adam,Birkman,adam.birkman@contoso.com,+1 425 882 8080,US,Contoso",
        // A lead without a name is like either.
        ",,,+1 425 882 8080,US,Contoso",
        "Beatrix,Quackenbush,beatrix.quackenbush@contoso.com,+1 425 882 8080,US,Contoso",
    ];
    let profiles = profiles(&rows);
    let model = Model::start(&profiles);
    let nodes = nodes(&profiles, &model, -9.0);
    let linked = |one: u32, other: u32| nodes.edges.iter().any(|edge| (edge.one, edge.other) == (one, other) && edge.bits > 3.0);
    assert!(linked(0, 1) && linked(1, 2), "{nodes:?}");
    let merges = agglomerate(&profiles, &model, nodes);
    assert_eq!(merges.len(), 1, "{merges:?}");
    let of = clusters(3, &merges);
    assert_ne!(of[0], of[2]);
}

#[test]
fn merges_come_surest_first() {
    let rows: Vec<String> = (0..6)
        .map(|number| format!("Ann,Ash,ann.ash@contoso.com,,{},Contoso,{}", ["US", "SE"][number % 2], ["CEO", "CTO", ""][number % 3]))
        .collect();
    let profiles = profiles(&rows);
    let model = Model::fixed();
    let nodes = nodes(&profiles, &model, -5.0);
    let merges = agglomerate(&profiles, &model, nodes);
    assert_eq!(merges.len(), 5);
    assert!(merges.is_sorted_by(|one, other| one.bits >= other.bits), "{merges:?}");
}

#[test]
fn the_users_decision_wins_over_every_score() {
    let rows = ["Ann,Ash,ann.ash@contoso.com", "Bob,Birk,bob@fabrikam.org", "Ann,Ash,ann.ash@contoso.com,,SE"];
    let profiles = profiles(&rows);
    let model = Model::fixed();
    let merged = |same: &[(u32, u32)], different: &[(u32, u32)]| {
        let nodes = Nodes { same: same.to_vec(), different: different.to_vec(), ..nodes(&profiles, &model, -5.0) };
        clusters(3, &agglomerate(&profiles, &model, nodes))
    };
    assert_eq!(merged(&[], &[]), [0, 1, 0]);
    assert_eq!(merged(&[(0, 1)], &[])[..2], [0, 0]);
    assert_eq!(merged(&[], &[(0, 2)]), [0, 1, 2]);
    assert_eq!(merged(&[(0, 1)], &[(0, 2)]), [0, 0, 2]);
    // Told apart through a third lead.
    assert_eq!(merged(&[(0, 1)], &[(1, 2)]), [0, 0, 2]);
}

#[test]
fn the_users_merges_stand_above_all() {
    let profiles = profiles(&["Ann,Ash", "Bob,Birk", "Cid,Cole"]);
    let nodes = Nodes { same: vec![(0, 1), (1, 0), (1, 2)], ..nodes(&profiles, &Model::fixed(), 0.0) };
    let merges = agglomerate(&profiles, &Model::fixed(), nodes);
    assert_eq!(merges.len(), 2);
    assert!(merges.iter().all(|merge| merge.bits == f32::INFINITY));
}

#[test]
fn the_size_of_steps_changes_nothing() {
    let rows: Vec<String> =
        (0..30).map(|number| format!("Ann{},Ash{},a{}@contoso.com,,,Contoso", number % 3, number % 2, number % 5)).collect();
    let profiles = profiles(&rows);
    let model = Model::start(&profiles);
    let mut stepwise = Agglomeration::new(nodes(&profiles, &model, -5.0));
    while stepwise.step(&profiles, &model, 1) {}
    assert_eq!(stepwise.merges(), agglomerate(&profiles, &model, nodes(&profiles, &model, -5.0)));
}

#[test]
fn members_left_out_of_a_cluster_still_differ_from_others() {
    let rows = vec!["Ann,Ash,ann.ash@contoso.com"; 200];
    let profiles = profiles(&rows);
    let model = Model::fixed();
    let mut nodes = Nodes { profiles: profiles.of.clone(), ..Nodes::default() };
    nodes.same = (1..199).map(|node| (node - 1, node)).collect();
    for parts in [vec![], vec![(198, 0, 0), (199, 0, 1)]] {
        let different = if parts.is_empty() { vec![(198, 199)] } else { Vec::new() };
        let nodes = Nodes { different, parts, edges: vec![Edge { one: 0, other: 199, bits: 20.0 }], ..nodes.clone() };
        let mut agglomeration = Agglomeration::new(nodes.clone());
        let root = agglomeration.forest.root(0);
        assert_eq!(agglomeration.forest.members(root), (0..64).collect::<Vec<_>>());
        assert_eq!(clusters(200, &agglomerate(&profiles, &model, nodes))[199], 199);
    }
}
