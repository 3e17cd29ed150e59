//! The words for what went wrong.

use super::source_name;
use crate::app::state::Notice;
use crate::i18n::{bytes, number, say, say_count};
use leadlens_engine::intake::{BinaryKind, JsonFault, SourceError, SourceFailure};
use leadlens_engine::share::ShareError;

/// Why a source could not be read and what is expected.
pub fn source_error(error: &SourceError) -> String {
    match error {
        SourceError::Empty => say!(trouble.empty),
        SourceError::Binary(kind) => binary(*kind),
        SourceError::Html => say!(trouble.html),
        SourceError::Encoding { offset } => say!(trouble.encoding, offset = number(*offset)),
        SourceError::Json { line, column, reason } => json(*reason, number(*line), number(*column)),
        SourceError::TooLarge { bytes: size, limit } => say!(trouble.too_large, size = bytes(*size), limit = bytes(*limit)),
        SourceError::NoLeadColumn { headers, .. } if headers.is_empty() => say!(trouble.no_lead_column_unnamed),
        SourceError::NoLeadColumn { headers, .. } => say!(trouble.no_lead_column, headers = headers.join(", ")),
        SourceError::Damaged => say!(trouble.damaged),
        SourceError::Password => say!(trouble.password),
        SourceError::UnpacksTooLarge { part, limit } if part.is_empty() => say!(trouble.unpacks_too_large_whole, limit = bytes(*limit)),
        SourceError::UnpacksTooLarge { part, limit } => say!(trouble.unpacks_too_large, part = part.clone(), limit = bytes(*limit)),
        SourceError::TooManyFiles { limit } => say!(trouble.too_many_files, limit = number(*limit)),
        SourceError::NothingInside => say!(trouble.nothing_inside),
        SourceError::EmptySheet { sheet } if sheet.is_empty() => say!(trouble.empty_workbook),
        SourceError::EmptySheet { sheet } => say!(trouble.empty_sheet, sheet = sheet.clone()),
        SourceError::UnknownVersion { version } => say!(trouble.unknown_version, version = version.to_string()),
        SourceError::Gone => say!(trouble.gone),
        SourceError::CellsLeftOut { cells } => say_count!(*cells, trouble.cells_left_out, n = number(*cells)),
        SourceError::NoRecords => say!(trouble.no_records),
    }
}

fn binary(kind: BinaryKind) -> String {
    match kind {
        BinaryKind::Image => say!(trouble.image),
        BinaryKind::Pdf => say!(trouble.pdf),
        BinaryKind::Spreadsheet => say!(trouble.spreadsheet),
        BinaryKind::OldOffice => say!(trouble.old_office),
        BinaryKind::Document => say!(trouble.document),
        BinaryKind::Archive => say!(trouble.archive),
        BinaryKind::Other => say!(trouble.binary),
    }
}

fn json(fault: JsonFault, line: String, column: String) -> String {
    match fault {
        JsonFault::Truncated => say!(trouble.json_truncated, line = line, column = column),
        JsonFault::TooDeep => say!(trouble.json_deep, line = line, column = column),
        JsonFault::Syntax => say!(trouble.json_syntax, line = line, column = column),
        JsonFault::NoObjects => say!(trouble.json_objects),
    }
}

/// Why a link could not be read.
pub fn link_error(error: ShareError) -> String {
    match error {
        ShareError::NotALink => say!(trouble.link_none),
        ShareError::UnknownVersion(version) => say!(trouble.link_version, version = version.to_string()),
        ShareError::Cut { expected, found } => say!(trouble.link_cut, expected = number(expected), found = number(found)),
        ShareError::Damaged => say!(trouble.link_damaged),
        ShareError::TooLong { limit } => say!(trouble.link_long, limit = number(limit)),
    }
}

/// The heading of a notice.
pub fn heading(notice: &Notice) -> String {
    match notice {
        Notice::SomeFailed(failures) if failures.iter().all(|failure| failure.error.is_partial()) => say!(trouble.title_part),
        Notice::SomeFailed(_) => say!(trouble.title_some),
        Notice::Refused(_) => say!(trouble.title_none),
        Notice::LinkRefused(error) => link_error(*error),
        Notice::Crashed(_) => say!(trouble.crashed),
        Notice::Stalled => say!(trouble.stalled),
        Notice::Unreachable => say!(trouble.unreachable),
        Notice::NotSaved => say!(trouble.not_saved),
        Notice::Lost(_) => say!(trouble.title_lost),
        Notice::PartlyLost(_) => say!(trouble.title_partly_lost),
        Notice::LeftOut(_) => say!(trouble.title_left_out),
        Notice::GivenUp => say!(trouble.given_up),
        Notice::TakenOver => say!(trouble.taken_over),
    }
}

/// Everything a notice says besides its heading and the reasons of its sources.
pub fn details(notice: &Notice) -> Vec<String> {
    match notice {
        Notice::Crashed(message) if !message.is_empty() => vec![say!(trouble.crashed_more, message = message.clone())],
        Notice::LeftOut(names) => names.iter().map(|name| say!(trouble.left_out, name = source_name(name))).collect(),
        Notice::Lost(_) | Notice::PartlyLost(_) => vec![say!(trouble.lost_more)],
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

/// Why sources could not be read, each reason once, in the order they were met.
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
            [name] => say!(trouble.in_file, name = name.clone(), sentence = self.sentence.clone()),
            names => say!(trouble.in_files, n = number(names.len() as u64), sentence = self.sentence.clone()),
        }
    }

    /// The first names of several sources.
    pub fn first_names(&self) -> Option<String> {
        let (shown, rest) = self.names.split_at_checked(Self::SHOWN).unwrap_or((&self.names, &[]));
        let names = shown.join(", ");
        let more = u32::try_from(rest.len()).unwrap_or(u32::MAX);
        (self.names.len() > 1)
            .then(|| if more == 0 { names } else { say_count!(more, trouble.names_more, names = names, n = number(more)) })
    }

    /// Tells whether there are names beyond the first.
    pub fn has_more_names(&self) -> bool {
        self.names.len() > Self::SHOWN
    }
}
