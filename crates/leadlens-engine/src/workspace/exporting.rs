//! Rows of the lists that are taken away, and merge plans.

use std::sync::Arc;

use super::Workspace;
use crate::export::{
    ExportColumn, ExportList, ExportPreview, ExportRequest, ExportSheet, ListRequest, MergePlanRequest, MergePlanSummary, Notation,
    RowOrder, Snapshot, WriteExport, breakdown_row, merge_files, merge_lines, merge_summary, preview, write,
};
use leadlens_workbook::stepper::Stepper;

use crate::report::{GroupFilter, LeadQuery, PeopleQuery, refused_people};
use crate::saturating::saturating_u32;

/// A list, and how many people or leads are left out of it.
struct Gathered {
    sheet: ExportSheet,
    refused: u32,
    refused_inside: u32,
}

impl Workspace {
    /// Leads, people and scores as they are now.
    fn snapshot(&self) -> Snapshot {
        Snapshot { leads: self.leads.clone(), clusters: self.clusters.clone(), matching: self.matching.clone() }
    }

    /// The first rows of the first list, and what is not in it.
    pub fn export_preview(&mut self, request: &ExportRequest) -> ExportPreview {
        let Some(list) = request.lists.first() else { return ExportPreview::default() };
        let Gathered { sheet, refused, refused_inside } = self.gather(request, list, &self.refused());
        ExportPreview { refused, refused_inside, ..preview(&self.snapshot(), request, &sheet) }
    }

    /// Writes the lists in bounded steps. What is decided meanwhile changes nothing of it.
    pub fn export_steps(&mut self, request: &ExportRequest) -> WriteExport {
        let count = if request.notation == Notation::Xlsx { request.lists.len() } else { 1 };
        let refused = self.refused();
        let sheets = request.lists.iter().take(count).map(|list| self.gather(request, list, &refused).sheet).collect();
        write(self.snapshot(), request.clone(), sheets)
    }

    /// For each person whether they must not be contacted.
    fn refused(&self) -> Arc<[bool]> {
        refused_people(&self.leads, &self.clusters).into()
    }

    fn gather(&mut self, request: &ExportRequest, list: &ListRequest, refused_people: &Arc<[bool]>) -> Gathered {
        let ids = self.rows_of(request, list, refused_people);
        let counted = if list.list == ExportList::Breakdown { self.breakdown_rows(request, list) } else { Vec::new() };
        let is_refused = |person: u32| refused_people.get(person as usize) == Some(&true);
        let is_lead_refused = |lead: u32| self.clusters.of().get(lead as usize).is_some_and(|person| is_refused(*person));
        let is_left_out = |id: &u32| match list.list {
            ExportList::People => is_refused(*id),
            ExportList::Leads => is_lead_refused(*id),
            _ => false,
        };
        let (refused, others): (Vec<u32>, Vec<u32>) = ids.iter().partition(|id| is_left_out(id));
        let leaves_out = request.only_contactable && list.list.can_leave_out();
        let inside = match list.list {
            ExportList::Duplicates => {
                let leads = ids.iter().flat_map(|group| self.clusters.group_leads(*group));
                leads.filter(|lead| is_lead_refused(**lead)).count()
            }
            _ if leaves_out => 0,
            _ => refused.len(),
        };
        let mut ids = if leaves_out { others } else { ids };
        if request.notation == Notation::Tsv {
            self.shorten(list.list, &mut ids);
        }
        let list = if inside > 0 { list.clone().with_refusals() } else { list.clone() };
        Gathered {
            sheet: ExportSheet { list, ids, counted, refused: Arc::clone(refused_people) },
            refused: if leaves_out { saturating_u32(refused.len()) } else { 0 },
            refused_inside: saturating_u32(inside),
        }
    }

    /// Leaves as many as the clipboard takes.
    fn shorten(&self, list: ExportList, ids: &mut Vec<u32>) {
        let mut rows = 0;
        let rows_of = |id: u32| if list == ExportList::Duplicates { self.clusters.group_leads(id).len() } else { 1 };
        let fits = |id: &u32| {
            rows += rows_of(*id);
            rows <= ExportPreview::COPIED
        };
        let count = ids.iter().copied().take_while(fits).count();
        ids.truncate(count);
    }

    /// Numbers of the people, leads, groups or problems of a list, in order.
    fn rows_of(&mut self, request: &ExportRequest, list: &ListRequest, refused: &[bool]) -> Vec<u32> {
        let filter = request.filter.clone();
        match list.list {
            ExportList::People => {
                let (sort, reversed) =
                    if let RowOrder::People(sort, reversed) = list.order { (sort, reversed) } else { Default::default() };
                let survivorship = request.survivorship;
                let query = PeopleQuery { filter, sort, reversed, survivorship, repeated: list.repeated, ..PeopleQuery::default() };
                let mut people = self.people_in_order(&query);
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
                self.order_groups(&GroupFilter { leads: filter, ..list.groups.clone() });
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
            ExportList::Suppression => (0..).zip(refused).filter(|(_, is_refused)| **is_refused).map(|(person, _)| person).collect(),
            ExportList::Breakdown => Vec::new(),
        }
    }

    fn breakdown_rows(&mut self, request: &ExportRequest, list: &ListRequest) -> Vec<Vec<crate::export::Cell>> {
        let overview = self.strict_overview(&request.filter);
        let columns: Vec<ExportColumn> = list.columns.iter().map(|(column, _)| *column).collect();
        overview.breakdown.iter().map(|row| breakdown_row(&overview, row, &columns)).collect()
    }

    /// Numbers and first sentences of a merge plan, in bounded steps.
    pub fn merge_summary_steps(&mut self, request: &MergePlanRequest) -> Stepper<MergePlanSummary> {
        let people = self.planned_people(request);
        merge_summary(self.snapshot(), request.clone(), people)
    }

    /// Numbers of a merge plan and its merge requests, a JSON object a line, in bounded steps.
    pub fn merge_lines_steps(&mut self, request: &MergePlanRequest) -> Stepper<(MergePlanSummary, String)> {
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
        let query = PeopleQuery { filter: request.filter.clone(), repeated: true, ..PeopleQuery::default() };
        let mut people = self.people_in_order(&query);
        people.sort_unstable();
        people
    }

    fn people_in_order(&mut self, query: &PeopleQuery) -> Vec<u32> {
        self.order_people(query);
        self.people_order.as_ref().map(|(_, order)| order.clone()).unwrap_or_default()
    }
}
