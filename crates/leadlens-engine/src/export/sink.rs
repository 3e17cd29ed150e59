//! Rows become a file, in bounded steps.

use leadlens_workbook::stepper::Pace;
use leadlens_workbook::{BookWriter, SheetColumn};
use serde_json::to_string;

use super::cell::Cell;
use super::delimited::{begin_csv, push_csv_row, push_tsv_row};
use super::list::ExportColumn;
use super::request::{ListRequest, Notation};

/// Bytes of text in a chunk of a file.
const CHUNK: usize = 1 << 18;

/// Writing a cell as text takes as long as scanning so many bytes in addition to its own.
const CELL_COST: usize = 30;

/// A file that is being written.
pub(super) enum Sink {
    Text(TextSink),
    Book(Box<BookWriter>),
}

/// A text that is being written.
pub(super) struct TextSink {
    notation: Notation,
    columns: Vec<ExportColumn>,
    /// Beginning of the value of each column in JSON, in the order of columns.
    keys: Vec<String>,
    rows: u32,
    text: String,
    chunks: Vec<Vec<u8>>,
}

impl Sink {
    pub(super) fn new(notation: Notation) -> Self {
        match notation {
            Notation::Xlsx => Self::Book(Box::default()),
            _ => Self::Text(TextSink { notation, columns: Vec::new(), keys: Vec::new(), rows: 0, text: String::new(), chunks: Vec::new() }),
        }
    }

    /// Begins a list. `None` where the file would be larger than one can be.
    pub(super) async fn begin(&mut self, list: &ListRequest, pace: &mut Pace) -> Option<()> {
        match self {
            Self::Text(sink) => {
                sink.begin(list);
                Some(())
            }
            Self::Book(book) => {
                let column = |(column, header): &(ExportColumn, String)| SheetColumn {
                    header: header.clone(),
                    width: column.width(),
                    is_hidden: false,
                };
                let columns: Vec<SheetColumn> = list.columns.iter().map(column).collect();
                book.begin_sheet(&list.title, &columns, pace).await
            }
        }
    }

    /// Adds a row. `None` as [`Sink::begin`].
    pub(super) async fn push(&mut self, cells: &[Cell], pace: &mut Pace) -> Option<()> {
        match self {
            Self::Text(sink) => {
                let before = sink.text.len();
                sink.push(cells);
                pace.spend(CELL_COST * cells.len() + sink.text.len() - before).await;
                sink.cut(CHUNK);
                Some(())
            }
            Self::Book(book) => book.push(cells.iter().map(Cell::value), pace).await,
        }
    }

    /// Ends a list. `None` as [`Sink::begin`].
    pub(super) async fn end(&mut self, pace: &mut Pace) -> Option<()> {
        match self {
            Self::Text(sink) => {
                sink.end();
                Some(())
            }
            Self::Book(book) => book.end_sheet(pace).await,
        }
    }

    /// The file in chunks. `None` as [`Sink::begin`].
    pub(super) async fn finish(self, pace: &mut Pace) -> Option<Vec<Vec<u8>>> {
        match self {
            Self::Text(mut sink) => {
                sink.cut(1);
                Some(sink.chunks)
            }
            Self::Book(book) => book.finish(pace).await,
        }
    }
}

impl TextSink {
    fn begin(&mut self, list: &ListRequest) {
        self.columns = list.columns.iter().map(|(column, _)| *column).collect();
        let headers = list.columns.iter().map(|(_, header)| header);
        match self.notation {
            Notation::Csv(style) => {
                begin_csv(&mut self.text, style);
                push_csv_row(&mut self.text, style, headers);
            }
            Notation::Tsv => push_tsv_row(&mut self.text, headers),
            Notation::Json => self.text.push('['),
            Notation::Ndjson | Notation::Xlsx => {}
        }
        self.keys = self.columns.iter().map(|column| format!("\"{}\":", column.as_str())).collect();
    }

    fn push(&mut self, cells: &[Cell]) {
        let guessed = || cells.iter().zip(&self.columns).map(|(cell, column)| cell.text_for_spreadsheets(*column));
        match self.notation {
            Notation::Csv(style) if style.is_for_spreadsheets => push_csv_row(&mut self.text, style, guessed()),
            Notation::Csv(style) => push_csv_row(&mut self.text, style, cells.iter().map(Cell::text)),
            Notation::Tsv => push_tsv_row(&mut self.text, guessed()),
            Notation::Json => {
                self.text.push_str(if self.rows == 0 { "\n" } else { ",\n" });
                self.push_object(cells);
            }
            Notation::Ndjson | Notation::Xlsx => {
                self.push_object(cells);
                self.text.push('\n');
            }
        }
        self.rows += 1;
    }

    fn push_object(&mut self, cells: &[Cell]) {
        self.text.push('{');
        for (place, (cell, key)) in cells.iter().zip(&self.keys).enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            self.text.push_str(key);
            self.text.push_str(&to_string(&cell.json()).unwrap_or_default());
        }
        self.text.push('}');
    }

    fn end(&mut self) {
        if self.notation == Notation::Json {
            self.text.push_str("\n]\n");
        }
    }

    /// Makes a chunk of the text where it is that long.
    fn cut(&mut self, length: usize) {
        if self.text.len() >= length {
            self.chunks.push(std::mem::take(&mut self.text).into_bytes());
        }
    }
}
