//! Collecting the rows of an export, in slices; the worker writes the file.

use std::rc::Rc;

use jipan_book::report::{COLUMNS, ROWS_FIRST, class_row, class_rows};
use jipan_book::sheet::{ExportCell, ExportFormat, ExportKind};
use jipan_book::standing::Standings;
use jipan_book::{Book, Row};
use jipan_rules::check::text_of;
use jipan_rules::schema::{FIELDS, FieldDef, FieldId, Tag, field};
use jipan_rules::value::Value;

use crate::effect::{Effect, ExportPart};
use crate::job::{Job, Slice};
use crate::model::Model;

/// An export under way.
#[derive(Debug)]
pub(crate) struct ExportJob {
    format: ExportFormat,
    fields: Vec<&'static FieldDef>,
    /// How they stand, for the report of classes.
    standings: Option<Rc<Standings>>,
    rows: Vec<Row>,
    done: usize,
}

/// Where the kind of file is kept that an export becomes, and how.
const FORMAT_SETTING: &str = "export-format";
const XLSX: &str = "xlsx";
const CSV: &str = "csv";

impl ExportJob {
    /// An export of these customers: every field that a file may state and that somebody has.
    pub(crate) fn new(book: &Book, rows: Vec<Row>, format: ExportFormat) -> Self {
        let fields = FIELDS
            .iter()
            .filter(|def| def.tag != Tag::Generated || def.stated)
            .filter(|def| rows.iter().any(|row| book.is_filled(*row, def.id)))
            .collect();
        Self { format, fields, standings: None, rows, done: 0 }
    }

    /// The report of classes.
    pub(crate) fn classes(book: &Book, standings: Rc<Standings>, format: ExportFormat) -> Self {
        let rows = class_rows(book, &standings);
        let fields = COLUMNS.iter().filter_map(|it| field(*it)).collect();
        Self { format, fields, standings: Some(standings), rows, done: 0 }
    }
}

impl ExportJob {
    /// The customers are in other rows of another book now.
    pub(crate) fn move_rows(&mut self, old: &Book, new: &Book) {
        let moved = |row: &Row| new.row_of(old.id_of(*row)?);
        if let Some(standings) = self.standings.as_mut().map(Rc::make_mut) {
            let by_row = core::mem::take(&mut standings.by_row);
            standings.by_row = new
                .rows()
                .map(|row| {
                    let old = new.id_of(row).and_then(|id| old.row_of(id));
                    old.and_then(|it| by_row.get(it.idx())).copied().unwrap_or_default()
                })
                .collect();
        }
        self.rows = self.rows.iter().filter_map(moved).collect();
    }
}

impl Model {
    /// The kind of file that was chosen last.
    pub(crate) fn export_format(&self) -> ExportFormat {
        match self.settings.get(FORMAT_SETTING).map(String::as_str) {
            Some(XLSX) => ExportFormat::Xlsx,
            Some(_) | None => ExportFormat::Csv,
        }
    }

    pub(crate) fn choose_export_format(&mut self, format: ExportFormat) -> Vec<Effect> {
        let value = match format {
            ExportFormat::Csv => CSV,
            ExportFormat::Xlsx => XLSX,
        };
        self.settings.insert(FORMAT_SETTING.to_owned(), value.to_owned());
        vec![Effect::SaveSetting { key: FORMAT_SETTING.into(), value: value.to_owned() }]
    }

    pub(crate) fn export_slice(
        &mut self,
        mut job: ExportJob,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        // The first rows decide how wide columns are, whatever the slices.
        let n_parts = if job.done == 0 { 1 } else { units.clamp(1, 20) };
        let n = ROWS_FIRST.saturating_mul(usize::try_from(n_parts).unwrap_or(1));
        let end = job.done.saturating_add(n).min(job.rows.len());
        let part = job.rows.get(job.done..end).unwrap_or_default();
        let row = |row: &Row| match &job.standings {
            Some(standings) => class_row(&self.book, standings, *row),
            None => self.export_row(*row, &job.fields),
        };
        let rows = part.iter().map(row).collect();
        let is_report = job.standings.is_some();
        let is_last = end >= job.rows.len();
        let fields: Vec<FieldId> = job.fields.iter().map(|def| def.id).collect();
        let format = job.format;
        let goods = self.goods_unit();
        let part = ExportPart { format, is_report, fields, goods, rows, is_last };
        effects.push(Effect::SheetExport(part));
        job.done = end;
        if is_last { Slice::Done } else { Slice::More(Job::Export(job)) }
    }

    fn export_row(&self, row: Row, fields: &[&'static FieldDef]) -> Vec<ExportCell> {
        fields
            .iter()
            .map(|def| {
                let Some(value) = self.book.value(row, def.id) else {
                    return ExportCell { text: String::new(), kind: ExportKind::Choice };
                };
                let text = text_of(def, &value, self.language.schema());
                ExportCell { text, kind: kind_of(&value) }
            })
            .collect()
    }
}

fn kind_of(value: &Value) -> ExportKind {
    match value {
        Value::Text(_) => ExportKind::Text,
        Value::Choice(_) | Value::YesNo(_) => ExportKind::Choice,
        Value::Integer(_) => ExportKind::Integer,
        Value::Amount(_) => ExportKind::Amount,
        Value::Date(_) => ExportKind::Day,
    }
}
