//! Remarks on how a source was read, for the panel of the source.

use serde::{Deserialize, Serialize};

/// Remark on how a whole source was read; one that concerns a single record is a [`RecordFault`](super::RecordFault).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableNote {
    /// Number of records that stand above the headers (title, date of the report) and are no data.
    TitleLines(u32),
    /// There are no headers; columns are told by what they hold.
    NoHeader,
    /// Columns of the same header.
    DuplicateHeader(String),
    /// Every record ends in a delimiter with nothing behind it.
    TrailingDelimiter,
    /// The text spells so many characters that are not in the encoding.
    ReplacedCharacters(u32),
    /// Number of records in another encoding than the rest, and were read in that one.
    MixedEncoding(u32),
    /// Number of NUL characters left out of the text.
    RemovedNuls(u32),
    /// Number of cells of a table on the clipboard that were left out: the merged cells before them stand for more than fits.
    CellsLeftOut(u32),
    /// The records stood in other text (a mail, a log, statements), which was left out.
    FoundInText,
    /// JSON in the spelling of another program (typographic or single quotes, escapes, base64) was rewritten before it was read.
    RewrittenJson,
    /// Only the part of the source that looks most like leads was read; these others, by their titles, were left out.
    SectionsLeftOut(Vec<String>),
    /// Blank cells of the column with that header got the value above them, which stands once for its group.
    FilledDown(String),
    /// Rows of name and value were put together to records by the column with that header.
    NameValueRows(String),
    /// These sheets were read one behind the other.
    SheetsJoined(Vec<String>),
    /// The headers stand again so many times between the records; what is below goes by them.
    RepeatedHeaders(u32),
    /// Number of records put together again from several lines.
    JoinedLines(u32),
    /// Records have a cell more than there are headers: the first column holds names of rows.
    RowNames,
    /// The text was written in a notation of its own and was read as a table.
    Rewritten(Rewriting),
    /// Number of words decoded twice and mended.
    DecodedTwice(u32),
}

/// Notation of a table that is read as delimited text in its stead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rewriting {
    /// Cells in single quotes.
    SingleQuotes,
    /// Cells in typographic quotes.
    CurlyQuotes,
    /// Quotes inside of cells behind a backslash.
    Backslashes,
    /// Several characters between the cells, such as a pipe between blanks, and its like inside of them.
    LongDelimiter,
    /// Columns aligned by blanks.
    FixedWidth,
    /// Cells on lines of their own.
    CellLines,
    /// Lines that end with CR among others.
    LineEnds,
    /// Several exports, one under the other, with a delimiter each.
    SeveralDelimiters,
    /// Lines or cells in quotes once more than the notation needs.
    QuotedTwice,
    /// Blanks between delimiters and quotes.
    SpacedQuotes,
    /// Addresses with names before them, several in a line.
    AddressList,
}
