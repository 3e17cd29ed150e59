use super::*;
use crate::leads::Action;
use crate::matching::fixture::{leads, matched};

fn join(one: u32, other: u32, bits: f32) -> Join {
    Join { one, other, bits }
}

/// Leads of any people.
fn some(count: usize) -> Leads {
    leads(&(0..count).map(|number| format!("Ann{number}")).collect::<Vec<_>>())
}

/// Joins of each lead with the next, all of that many bits.
fn chain(count: u32, bits: f32) -> Vec<Join> {
    (1..count).map(|lead| join(lead - 1, lead, bits)).collect()
}

/// Clusters of leads without identities.
fn cut(leads: &Leads, joins: &[Join], threshold: Threshold) -> Clusters {
    Clusters::cut(leads, joins, threshold, |_| None)
}

#[test]
fn leads_are_sorted_into_the_clusters_their_labels_name() {
    let mut clusters = Clusters::from_labels(vec![0, 1, 0, 2, 1, 0]);
    clusters.find_groups(|lead| Some((Action::Ins, u32::from(lead == 2))));
    assert_eq!(clusters.count(), 3);
    assert_eq!((clusters.cluster(0), clusters.cluster(2), clusters.cluster(3)), (&[0, 2, 5][..], &[3][..], &[][..]));
    assert_eq!(clusters.kinds(), [GroupKind::Journey, GroupKind::Repeat]);
    assert_eq!((clusters.group_of(LeadId(4)), clusters.group_of(LeadId(3))), (Some(1), None));
}

#[test]
fn a_group_is_a_repeat_only_where_every_step_is_known() {
    let (ins, plt) = (Some((Action::Ins, 1)), Some((Action::Plt, 1)));
    for (steps, expected) in [
        ([None, None, None], GroupKind::Unspecified),
        ([ins, None, ins], GroupKind::Unspecified),
        ([None, None, ins], GroupKind::Unspecified),
        ([ins, ins, ins], GroupKind::Repeat),
        ([None, ins, plt], GroupKind::Journey),
    ] {
        let mut clusters = Clusters::from_labels(vec![0, 0, 0]);
        clusters.find_groups(|lead| steps.get(lead as usize).copied().flatten());
        assert_eq!(clusters.kinds(), [expected], "{steps:?}");
    }
}

#[test]
fn a_threshold_cuts_the_joins_at_one_place() {
    let joins = [join(0, 1, 12.0), join(2, 3, 6.0), join(1, 2, 1.0), join(3, 4, -4.0)];
    for (bits, expected, possible) in [
        (15.0, [0, 1, 2, 3, 4], &[&[0, 1][..]][..]),
        (9.0, [0, 0, 1, 2, 3], &[&[2, 3]]),
        (3.0, [0, 0, 1, 1, 2], &[&[0, 1, 2, 3]]),
        (-1.0, [0, 0, 0, 0, 1], &[&[0, 1, 2, 3, 4]]),
        (-5.0, [0, 0, 0, 0, 0], &[]),
    ] {
        let clusters = cut(&some(5), &joins, Threshold(bits));
        assert_eq!(clusters.of(), expected, "{bits}");
        let first = saturating_u32(clusters.group_count());
        let found: Vec<&[u32]> = (first..).take(clusters.possible_count()).map(|group| clusters.group_leads(group)).collect();
        assert_eq!(found, possible, "{bits}");
    }
}

#[test]
fn what_a_stricter_threshold_joins_a_wider_one_joins_too() {
    let rows: Vec<String> = (0..24)
        .map(|number| {
            format!(
                "{},Ash,a{}@contoso.com,{},,Contoso",
                ["Ann", "Anne", "A."][number % 3],
                number % 4,
                ["+1 425 882 8080", ""][number % 2]
            )
        })
        .collect();
    let (leads, matching) = matched(&rows);
    let mut before: Option<Clusters> = None;
    for bits in [15.0, 12.0, 9.0, 6.0, 3.0, 0.0, -3.0, -5.0] {
        let wider = matching.clusters(&leads, Threshold(bits));
        if let Some(narrow) = before.replace(wider.clone()) {
            for cluster in 0..saturating_u32(narrow.count()) {
                let of: Vec<u32> = narrow.cluster(cluster).iter().map(|lead| wider.of()[*lead as usize]).collect();
                assert!(of.iter().all(|other| Some(other) == of.first()), "{bits}");
            }
        }
    }
}

#[test]
fn a_group_rests_on_its_weakest_join() {
    let clusters = cut(&some(4), &[join(0, 1, 12.0), join(2, 1, 7.0), join(2, 3, -2.0)], Threshold::BALANCED);
    assert_eq!((clusters.group_bits(0), clusters.group_link(0)), (7.0, Some((LeadId(2), LeadId(1)))));
    // A possible group, on the join in question.
    assert_eq!(
        (clusters.kinds()[1], clusters.group_bits(1), clusters.group_link(1)),
        (GroupKind::Possible, -2.0, Some((LeadId(2), LeadId(3))))
    );
    assert!(clusters.is_possible(LeadId(0), LeadId(3)));
    assert_eq!((clusters.group_bits(2), clusters.group_link(2)), (f32::NEG_INFINITY, None));
}

#[test]
fn size_warns_and_then_forbids() {
    for (count, kind, warning) in [
        (10, GroupKind::Repeat, None),
        (11, GroupKind::Repeat, Some(GroupWarning::Large)),
        (50, GroupKind::Repeat, Some(GroupWarning::Large)),
        (51, GroupKind::Possible, Some(GroupWarning::TooLarge)),
    ] {
        let clusters = cut(&some(count as usize), &chain(count, 12.0), Threshold::BALANCED);
        assert_eq!((clusters.kinds(), clusters.group_warning(0)), (&[kind][..], warning), "{count}");
        assert_eq!(clusters.group_leads(0).len(), count as usize);
        assert_eq!(clusters.count(), if count > 50 { count as usize } else { 1 });
    }
}

#[test]
fn leads_of_one_identity_are_no_crowd() {
    // 100 leads in a chain, of so many identities; the last lead has none.
    for (identities, people, warning) in [(1, 1, GroupWarning::Large), (49, 1, GroupWarning::Large), (50, 51, GroupWarning::TooLarge)] {
        let identity = |lead: u32| (lead < 99).then(|| [lead % identities, 0, 0, 0, 0, 0]);
        let clusters = Clusters::cut(&some(100), &chain(100, 12.0), Threshold::BALANCED, identity);
        assert_eq!(clusters.count(), people, "{identities}");
        let last = saturating_u32(clusters.kinds().len()) - 1;
        assert_eq!((clusters.group_warning(last), clusters.group_leads(last).len()), (Some(warning), 100), "{identities}");
    }
}

#[test]
fn what_the_user_joined_is_never_too_large() {
    let clusters = cut(&some(60), &chain(60, f32::INFINITY), Threshold::STRICT);
    assert_eq!((clusters.count(), clusters.kinds()), (1, &[GroupKind::Repeat][..]));
    // Where scores add to it, what they add is to be reviewed.
    let mut joins = chain(40, f32::INFINITY);
    joins.extend((40..60).map(|lead| join(0, lead, 12.0)));
    let clusters = cut(&some(60), &joins, Threshold::BALANCED);
    assert_eq!((clusters.count(), clusters.kinds()), (21, &[GroupKind::Repeat, GroupKind::Possible][..]));
    assert_eq!((clusters.group_leads(0).len(), clusters.group_leads(1).len()), (40, 60));
}

#[test]
fn one_action_and_offer_repeat_and_others_are_a_journey() {
    let (leads, matching) = matched(&["Ann,Ash,ann@contoso.com", "Ann,Ash,ann@contoso.com"]);
    assert_eq!(matching.clusters(&leads, Threshold::BALANCED).kinds(), [GroupKind::Repeat]);
}
