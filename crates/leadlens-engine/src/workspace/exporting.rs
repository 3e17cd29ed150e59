//! What is taken away: which rows of which list.

use super::Workspace;
use crate::export::{
    ExportColumn, ExportList, ExportPreview, ExportRequest, ExportSheet, ListRequest, MergePlanRequest, MergePlanSummary, Notation,
    RowOrder, Snapshot, WriteExport, breakdown_row, merge_files, merge_lines, merge_summary, preview, write,
};
use crate::report::{GroupFilter, LeadQuery, PeopleQuery, is_refused, is_refusing};
use leadlens_workbook::stepper::Stepper;

use crate::saturating::saturating_u32;

/// Rows for the clipboard at most.
const COPIED: usize = 10_000;

/// A list, and how many people or leads are left out of it.
struct Gathered {
    sheet: ExportSheet,
    refused: u32,
    refused_inside: u32,
}

impl Workspace {
    /// What is open, as it is now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { leads: self.leads.clone(), clusters: self.clusters.clone(), matching: self.matching.clone() }
    }

    /// The first rows of the first list, and what is not in it.
    pub fn export_preview(&mut self, request: &ExportRequest) -> ExportPreview {
        let Some(list) = request.lists.first() else { return ExportPreview::default() };
        let Gathered { sheet, refused, refused_inside } = self.gather(request, list);
        ExportPreview { refused, refused_inside, ..preview(&self.snapshot(), request, &sheet) }
    }

    /// Writes the lists in bounded steps. What is decided meanwhile changes nothing of it.
    pub fn export_steps(&mut self, request: &ExportRequest) -> WriteExport {
        let count = if request.notation == Notation::Xlsx { request.lists.len() } else { 1 };
        let sheets = request.lists.iter().take(count).map(|list| self.gather(request, list).sheet).collect();
        write(self.snapshot(), request.clone(), sheets)
    }

    fn gather(&mut self, request: &ExportRequest, list: &ListRequest) -> Gathered {
        let mut ids = self.rows_of(request, list);
        if request.notation == Notation::Tsv {
            ids.truncate(COPIED);
        }
        let is_refused = |id: &u32| match list.list {
            ExportList::People => is_refused(&self.leads, &self.clusters, *id),
            ExportList::Leads => self.is_lead_refused(*id),
            _ => false,
        };
        let (refused, others): (Vec<u32>, Vec<u32>) =
            if is_refusing(&self.leads) { ids.iter().partition(|id| is_refused(id)) } else { (Vec::new(), Vec::new()) };
        let is_left_out = request.only_contactable && !refused.is_empty();
        let inside = match list.list {
            // A group shows who is taken for whom, so that all of its leads are in the list.
            ExportList::Duplicates if is_refusing(&self.leads) => self.refused_in_groups(&ids),
            _ if is_left_out => 0,
            _ => saturating_u32(refused.len()),
        };
        let list_complete = if inside > 0 { list.clone().with_refusals() } else { list.clone() };
        let counted = if list.list == ExportList::Breakdown { self.breakdown_rows(request, list) } else { Vec::new() };
        Gathered {
            sheet: ExportSheet { list: list_complete, ids: if is_left_out { others } else { ids }, counted },
            refused: if is_left_out { saturating_u32(refused.len()) } else { 0 },
            refused_inside: inside,
        }
    }

    /// True for a lead of somebody who must not be contacted.
    fn is_lead_refused(&self, lead: u32) -> bool {
        let person = self.clusters.of().get(lead as usize);
        person.is_some_and(|person| is_refused(&self.leads, &self.clusters, *person))
    }

    /// Leads of these groups whose person must not be contacted.
    fn refused_in_groups(&self, groups: &[u32]) -> u32 {
        let leads = groups.iter().flat_map(|group| self.clusters.group_leads(*group));
        saturating_u32(leads.filter(|lead| self.is_lead_refused(**lead)).count())
    }

    /// Numbers of the people, leads, groups or problems of a list, in order.
    fn rows_of(&mut self, request: &ExportRequest, list: &ListRequest) -> Vec<u32> {
        let filter = request.filter.clone();
        match list.list {
            ExportList::People => {
                let (sort, reversed) =
                    if let RowOrder::People(sort, reversed) = list.order { (sort, reversed) } else { Default::default() };
                let survivorship = request.survivorship;
                self.order_people(&PeopleQuery { filter, sort, reversed, survivorship, ..PeopleQuery::default() });
                let mut people = self.people_order.as_ref().map(|(_, order)| order.clone()).unwrap_or_default();
                if list.order == RowOrder::Reading {
                    people.sort_unstable();
                }
                people
            }
            ExportList::Leads => {
                let sort = if let RowOrder::Leads(sort) = &list.order { sort.clone() } else { Vec::new() };
                self.order_leads(&LeadQuery { filter, sort, ..LeadQuery::default() });
                self.lead_order.as_ref().map(|(_, order)| order.clone()).unwrap_or_default()
            }
            ExportList::Duplicates => {
                self.order_groups(&GroupFilter { leads: filter, ..GroupFilter::default() });
                self.group_order.as_ref().map(|(_, order)| order.order.clone()).unwrap_or_default()
            }
            ExportList::Problems(kind) => {
                let found = self.cross_filter.found_problems(&self.leads, &self.clusters, &filter);
                let wanted = (0..).zip(self.leads.problems()).zip(found);
                wanted
                    .filter(|((_, problem), is_found)| *is_found && kind.is_none_or(|kind| problem.kind == kind))
                    .map(|((number, _), _)| number)
                    .collect()
            }
            // Whoever must not be contacted is listed whatever is filtered: a list with some of them would be taken for all.
            ExportList::Suppression => {
                let people = 0..saturating_u32(self.clusters.count());
                let is_refusing = is_refusing(&self.leads);
                people.filter(|person| is_refusing && is_refused(&self.leads, &self.clusters, *person)).collect()
            }
            ExportList::Breakdown => Vec::new(),
        }
    }

    fn breakdown_rows(&mut self, request: &ExportRequest, list: &ListRequest) -> Vec<Vec<crate::export::Cell>> {
        let overview = self.strict_overview(&request.filter);
        let columns: Vec<ExportColumn> = list.columns.iter().map(|(column, _)| *column).collect();
        overview.breakdown.iter().map(|row| breakdown_row(&overview, row, &columns)).collect()
    }

    /// What a merge plan comes to, in bounded steps.
    pub fn merge_summary_steps(&mut self, request: &MergePlanRequest) -> Stepper<MergePlanSummary> {
        let people = self.planned_people(request);
        merge_summary(self.snapshot(), request.clone(), people)
    }

    /// The merge requests of a plan, a JSON object a line, in bounded steps.
    pub fn merge_lines_steps(&mut self, request: &MergePlanRequest) -> Stepper<String> {
        let people = self.planned_people(request);
        merge_lines(self.snapshot(), request.clone(), people)
    }

    /// All files of a merge plan as an archive, in bounded steps.
    pub fn merge_files_steps(&mut self, request: &MergePlanRequest) -> WriteExport {
        let people = self.planned_people(request);
        merge_files(self.snapshot(), request.clone(), people)
    }

    /// People with several leads, one of which passes the filter.
    fn planned_people(&mut self, request: &MergePlanRequest) -> Vec<u32> {
        self.order_people(&PeopleQuery { filter: request.filter.clone(), repeated: true, ..PeopleQuery::default() });
        let mut people = self.people_order.as_ref().map(|(_, order)| order.clone()).unwrap_or_default();
        people.sort_unstable();
        people
    }
}
