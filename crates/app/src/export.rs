//! Collecting the rows of an export, in slices; the worker writes the file.

use jipan_book::{Book, Row};
use jipan_rules::check::text_of;
use jipan_rules::schema::{FIELDS, FieldDef, FieldId, Tag};
use jipan_rules::value::Value;

use crate::effect::{Effect, ExportPart};
use crate::job::{Job, Slice};
use crate::model::Model;

/// So many customers go to the worker in one message.
const ROWS_PER_PART: usize = 200;

/// An export under way.
#[derive(Debug)]
pub(crate) struct ExportJob {
    fields: Vec<&'static FieldDef>,
    rows: Vec<Row>,
    done: usize,
}

impl ExportJob {
    /// An export of these customers: every field that a file may state and that somebody has.
    pub(crate) fn new(book: &Book, rows: Vec<Row>) -> Self {
        let fields = FIELDS
            .iter()
            .filter(|def| def.tag != Tag::Generated || def.stated)
            .filter(|def| rows.iter().any(|row| book.is_filled(*row, def.id)))
            .collect();
        Self { fields, rows, done: 0 }
    }
}

impl Model {
    pub(crate) fn export_slice(
        &mut self,
        mut job: ExportJob,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        let n = ROWS_PER_PART.saturating_mul(usize::try_from(units.clamp(1, 20)).unwrap_or(1));
        let end = job.done.saturating_add(n).min(job.rows.len());
        let part = job.rows.get(job.done..end).unwrap_or_default();
        let rows = part.iter().map(|row| self.export_row(*row, &job.fields)).collect();
        let is_last = end >= job.rows.len();
        let fields: Vec<FieldId> = job.fields.iter().map(|def| def.id).collect();
        effects.push(Effect::SheetExport(ExportPart { fields, rows, is_last }));
        job.done = end;
        if is_last { Slice::Done } else { Slice::More(Job::Export(job)) }
    }

    fn export_row(&self, row: Row, fields: &[&'static FieldDef]) -> Vec<(String, bool)> {
        fields
            .iter()
            .map(|def| {
                let Some(value) = self.book.value(row, def.id) else {
                    return (String::new(), false);
                };
                let text = text_of(def, &value, self.language.schema());
                (text, matches!(value, Value::Text(_)))
            })
            .collect()
    }
}
