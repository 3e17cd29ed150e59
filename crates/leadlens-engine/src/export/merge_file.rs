//! A merge plan as files that a CRM, its interface and its admin take.
//!
//! | | merge | values that survive | refusals |
//! |---|---|---|---|
//! | Dynamics 365 | `Merge` of the Web API, two records a call | `UpdateContent` of each call, `UpdateMultiple` where there is none; the exported workbook for re-import | `donotemail`, `donotbulkemail`, `donotphone` |
//! | Salesforce | `merge()`, a master and up to two others a request | fields of `masterRecord`, `update()` where there is none; an update file by `Id` | `HasOptedOutOfEmail`, `DoNotCall` |
//! | `HubSpot` | `contacts/merge`, two records a call | batch updates or an import file by `Record ID`, once all is merged: the latest value wins a merge | an opt-out list |
//! | Marketo | `leads/{id}/merge.json` with all losers, of which the first fills a blank | updates by id; an import file by e-mail | `unsubscribed`, `doNotCall` |
//!
//! A value that spreadsheets would take for a formula is in the requests alone: with an apostrophe before it, it would be another one.
//!
//! Sources: `sforce_api_calls_merge` of the SOAP API guide, the Dataverse Web API reference on `Merge`, the CRM API reference of `HubSpot` on
//! contacts, Marketo's REST reference on leads.

mod request;
mod sentences;
mod update_file;
mod workbook;

use leadlens_workbook::stepper::{Pace, Stepper};
use leadlens_workbook::zip::Writer;
use serde::{Deserialize, Serialize};

use super::snapshot::Snapshot;
use super::write::WriteExport;
use crate::report::{Crm, LeadFilter, MergePlanner, PlanOutcome, PlannedMerge, Survivorship, WinnerRule};
use crate::saturating::saturating_u32;
use request::{push_lines, requests};
pub use sentences::PlanWords;
use sentences::Sentences;
use update_file::texts;

/// Planning a person takes as long as scanning so many bytes.
const PERSON_COST: usize = 4_000;

/// Learning a lead takes as long as scanning so many bytes.
const LEAD_COST: usize = 300;

/// Writing the lines or the row of a person takes as long as scanning so many bytes.
const PLAN_COST: usize = 1_500;

/// Sentences of a preview.
const PREVIEWED: usize = 30;

/// Merge requests in a call of Salesforce's interface at most.
pub const SALESFORCE_CALL: u32 = 200;

/// A merge plan to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergePlanRequest {
    /// The CRM.
    pub crm: Crm,
    /// People with one of these leads.
    pub filter: LeadFilter,
    /// The rule by which one of several records survives.
    pub winner: WinnerRule,
    /// The rule by which one of several values stands for a person.
    pub survivorship: Survivorship,
    /// The sentences of the readable plan.
    pub words: PlanWords,
}

/// Numbers and first sentences of a merge plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergePlanSummary {
    /// Records of the CRM among the leads: none where the file has no ids of it.
    pub records: u32,
    /// People whose records are merged.
    pub people: u32,
    /// Records that are gone afterwards.
    pub merged: u32,
    /// Requests to the interface.
    pub requests: u32,
    /// People with one record, which is updated.
    pub updated: u32,
    /// People who must not be contacted afterwards.
    pub refused: u32,
    /// People with something to look at first.
    pub cautions: u32,
    /// People whose records have an id of somebody else too.
    pub shared_ids: u32,
    /// The first sentences.
    pub sentences: Vec<String>,
}

/// A plan that was made.
#[derive(Default)]
struct Planned {
    summary: MergePlanSummary,
    plans: Vec<PlannedMerge>,
    /// Sentences about people of whom nothing is merged.
    untouched: String,
}

/// Numbers of a plan and its merge requests, a JSON object a line, in bounded steps. `people` are numbers of clusters.
pub(crate) fn merge_lines(snapshot: Snapshot, request: MergePlanRequest, people: Vec<u32>) -> Stepper<(MergePlanSummary, String)> {
    Stepper::new(|mut pace| async move {
        let planned = plan(&snapshot, &request, &people, &mut pace).await;
        let has_ids = planned.summary.records > 0;
        let lines = if has_ids { lines(&planned.plans, request.crm, &mut pace).await } else { String::new() };
        (planned.summary, lines)
    })
}

/// Numbers and first sentences of a plan, in bounded steps.
pub(crate) fn summary(snapshot: Snapshot, request: MergePlanRequest, people: Vec<u32>) -> Stepper<MergePlanSummary> {
    Stepper::new(|mut pace| async move {
        let planned = plan(&snapshot, &request, &people, &mut pace).await;
        let sentences = Sentences { words: &request.words, leads: &snapshot.leads };
        let shown = planned.plans.iter().take(PREVIEWED).map(|plan| sentences.named(plan)).collect();
        MergePlanSummary { sentences: shown, ..planned.summary }
    })
}

/// All files of a plan as an archive, in bounded steps.
pub(crate) fn merge_files(snapshot: Snapshot, request: MergePlanRequest, people: Vec<u32>) -> WriteExport {
    Stepper::new(|mut pace| async move {
        let pace = &mut pace;
        let whole = pace.begin_part(0..3, 4);
        let planned = plan(&snapshot, &request, &people, pace).await;
        pace.end_part(whole);
        let crm = request.crm;
        let mut archive = Writer::new();
        let sentences = Sentences { words: &request.words, leads: &snapshot.leads };
        let text = sentences.whole(&planned.plans, &planned.untouched, pace).await;
        put(&mut archive, "plan.txt", &text, pace).await?;
        if planned.summary.records > 0 {
            let text = lines(&planned.plans, crm, pace).await;
            put(&mut archive, "merge-requests.jsonl", &text, pace).await?;
            for (name, text) in texts(&snapshot.leads, &planned.plans, crm, pace).await {
                put(&mut archive, &name, &text, pace).await?;
            }
        }
        if crm == Crm::Dynamics
            && planned.summary.records > 0
            && let Some(chunks) = workbook::write(&snapshot.leads, &planned.plans, pace).await
        {
            archive.begin("records-to-re-import.xlsx")?;
            for chunk in chunks {
                archive.write(&chunk, pace).await;
            }
            archive.end()?;
        }
        archive.finish()
    })
}

async fn put(archive: &mut Writer, name: &str, text: &str, pace: &mut Pace) -> Option<()> {
    archive.begin(name)?;
    archive.write(text.as_bytes(), pace).await;
    archive.end()
}

/// Plans all people.
async fn plan(snapshot: &Snapshot, request: &MergePlanRequest, people: &[u32], pace: &mut Pace) -> Planned {
    let Snapshot { leads, clusters, .. } = snapshot;
    let mut planner = MergePlanner::new(leads, clusters, request.crm, request.winner.clone(), request.survivorship);
    let total = leads.len() + people.len();
    for lead in 0..saturating_u32(leads.len()) {
        planner.learn(lead);
        pace.spend(LEAD_COST).await;
        pace.reach(lead as usize, total);
    }
    let mut made = Planned::default();
    made.summary.records = saturating_u32(planner.records());
    for (done, person) in people.iter().enumerate() {
        match planner.plan(*person) {
            PlanOutcome::Nothing => {}
            PlanOutcome::SharedIds(ids) => {
                made.summary.shared_ids += 1;
                made.untouched.push_str(&request.words.shared_ids(&ids));
            }
            PlanOutcome::Merge(plan) => made.add(*plan, request.crm),
        }
        pace.spend(PERSON_COST + LEAD_COST * clusters.cluster(*person).len()).await;
        pace.reach(leads.len() + done, total);
    }
    made
}

impl Planned {
    fn add(&mut self, plan: PlannedMerge, crm: Crm) {
        let summary = &mut self.summary;
        if plan.merged.is_empty() {
            summary.updated += 1;
        } else {
            summary.people += 1;
            summary.merged += saturating_u32(plan.merged.len());
            let requests = if summary.records > 0 { requests(crm, &plan).len() } else { 0 };
            summary.requests += saturating_u32(requests);
        }
        summary.refused += u32::from(plan.refused.is_any());
        summary.cautions += u32::from(!plan.cautions.is_empty());
        self.plans.push(plan);
    }
}

/// The merge requests, a JSON object a line.
async fn lines(plans: &[PlannedMerge], crm: Crm, pace: &mut Pace) -> String {
    let mut text = String::new();
    for plan in plans {
        push_lines(&mut text, requests(crm, plan));
        pace.spend(PLAN_COST).await;
    }
    text
}
