//! The words for what went wrong.

use super::source_name;
use crate::app::state::Notice;
use crate::i18n::{bytes, number, t, t_plural};
use leadlens_engine::intake::{BinaryKind, JsonFault, SourceError, SourceFailure};
use leadlens_engine::share::ShareError;

/// Reason a source could not be read, and what is expected.
pub fn source_error(error: &SourceError) -> String {
    match error {
        SourceError::Empty => t!(trouble.empty),
        SourceError::Binary(kind) => binary(*kind),
        SourceError::Html => t!(trouble.html),
        SourceError::Encoding { offset } => t!(trouble.encoding, offset = number(*offset)),
        SourceError::Json { line, column, reason } => json(*reason, number(*line), number(*column)),
        SourceError::TooLarge { bytes: size, limit } => t!(trouble.too_large, size = bytes(*size), limit = bytes(*limit)),
        SourceError::NoLeadColumn { headers, .. } if headers.is_empty() => t!(trouble.no_lead_column_unnamed),
        SourceError::NoLeadColumn { headers, .. } => t!(trouble.no_lead_column, headers = headers.join(", ")),
        SourceError::Damaged => t!(trouble.damaged),
        SourceError::Password => t!(trouble.password),
        SourceError::UnpacksTooLarge { part, limit } if part.is_empty() => t!(trouble.unpacks_too_large_whole, limit = bytes(*limit)),
        SourceError::UnpacksTooLarge { part, limit } => t!(trouble.unpacks_too_large, part = part.clone(), limit = bytes(*limit)),
        SourceError::TooManyFiles { limit } => t!(trouble.too_many_files, limit = number(*limit)),
        SourceError::NothingInside => t!(trouble.nothing_inside),
        SourceError::EmptySheet { sheet } if sheet.is_empty() => t!(trouble.empty_workbook),
        SourceError::EmptySheet { sheet } => t!(trouble.empty_sheet, sheet = sheet.clone()),
        SourceError::UnknownVersion { version } => t!(trouble.unknown_version, version = version.to_string()),
        SourceError::Gone => t!(trouble.gone),
        SourceError::CellsLeftOut { cells } => t_plural!(*cells, trouble.cells_left_out, n = number(*cells)),
        SourceError::NoRecords => t!(trouble.no_records),
    }
}

fn binary(kind: BinaryKind) -> String {
    match kind {
        BinaryKind::Image => t!(trouble.image),
        BinaryKind::Pdf => t!(trouble.pdf),
        BinaryKind::Spreadsheet => t!(trouble.spreadsheet),
        BinaryKind::OldOffice => t!(trouble.old_office),
        BinaryKind::Document => t!(trouble.document),
        BinaryKind::Archive => t!(trouble.archive),
        BinaryKind::Other => t!(trouble.binary),
    }
}

fn json(fault: JsonFault, line: String, column: String) -> String {
    match fault {
        JsonFault::Truncated => t!(trouble.json_truncated, line = line, column = column),
        JsonFault::TooDeep => t!(trouble.json_deep, line = line, column = column),
        JsonFault::Syntax => t!(trouble.json_syntax, line = line, column = column),
        JsonFault::NoObjects => t!(trouble.json_objects),
    }
}

/// Reason a link could not be read.
pub fn link_error(error: ShareError) -> String {
    match error {
        ShareError::NotALink => t!(trouble.link_none),
        ShareError::UnknownVersion(version) => t!(trouble.link_version, version = version.to_string()),
        ShareError::Cut { expected, found } => t!(trouble.link_cut, expected = number(expected), found = number(found)),
        ShareError::Damaged => t!(trouble.link_damaged),
        ShareError::TooLong { limit } => t!(trouble.link_long, limit = number(limit)),
    }
}

/// The heading of a notice.
pub fn heading(notice: &Notice) -> String {
    match notice {
        Notice::SomeFailed(failures) if failures.iter().all(|failure| failure.error.is_partial()) => t!(trouble.title_part),
        Notice::SomeFailed(_) => t!(trouble.title_some),
        Notice::Refused(_) => t!(trouble.title_none),
        Notice::LinkRefused(error) => link_error(*error),
        Notice::Crashed(_) => t!(trouble.crashed),
        Notice::Stalled => t!(trouble.stalled),
        Notice::Unreachable => t!(trouble.unreachable),
        Notice::NotSaved => t!(trouble.not_saved),
        Notice::Lost(_) => t!(trouble.title_lost),
        Notice::PartlyLost(_) => t!(trouble.title_partly_lost),
        Notice::LeftOut(_) => t!(trouble.title_left_out),
        Notice::GivenUp => t!(trouble.given_up),
        Notice::TakenOver => t!(trouble.taken_over),
    }
}

/// Everything a notice says besides its heading and the reasons of its sources.
pub fn details(notice: &Notice) -> Vec<String> {
    match notice {
        Notice::Crashed(message) if !message.is_empty() => vec![t!(trouble.crashed_more, message = message.clone())],
        Notice::LeftOut(names) => names.iter().map(|name| t!(trouble.left_out, name = source_name(name))).collect(),
        Notice::Lost(_) | Notice::PartlyLost(_) => vec![t!(trouble.lost_more)],
        _ => Vec::new(),
    }
}

/// Sources that could not be read for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The reason.
    pub sentence: String,
    /// The names of the sources.
    pub names: Vec<String>,
}

/// Reasons sources could not be read, each once, in the order they were met.
pub fn reasons(failures: &[SourceFailure]) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    for failure in failures {
        let (sentence, name) = (source_error(&failure.error), source_name(&failure.name));
        match reasons.iter_mut().find(|reason| reason.sentence == sentence) {
            Some(reason) => reason.names.push(name),
            None => reasons.push(Reason { sentence, names: vec![name] }),
        }
    }
    reasons
}

impl Reason {
    /// The names shown at once.
    const SHOWN: usize = 3;

    /// The reason, with the name of the source where it is one.
    pub fn line(&self) -> String {
        match self.names.as_slice() {
            [name] => t!(trouble.in_file, name = name.clone(), sentence = self.sentence.clone()),
            names => t!(trouble.in_files, n = number(names.len() as u64), sentence = self.sentence.clone()),
        }
    }

    /// The first names of several sources.
    pub fn first_names(&self) -> Option<String> {
        let (shown, rest) = self.names.split_at_checked(Self::SHOWN).unwrap_or((&self.names, &[]));
        let names = shown.join(", ");
        let more = u32::try_from(rest.len()).unwrap_or(u32::MAX);
        (self.names.len() > 1).then(|| if more == 0 { names } else { t_plural!(more, trouble.names_more, names = names, n = number(more)) })
    }

    /// Tells whether there are names beyond the first.
    pub fn has_more_names(&self) -> bool {
        self.names.len() > Self::SHOWN
    }
}
