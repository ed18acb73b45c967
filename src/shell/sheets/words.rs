//! Messages to the worker for files that carry words for the reader. Not here: the words.

use jipan_app::effect::ExportPart;
use jipan_book::report::file_name;
use jipan_book::sheet::{ExportFormat, RowError, SheetRequest};
use jipan_rules::schema::{FieldId, field};

use crate::i18n::Tr;
use crate::shell::env;

/// Asks for the file of failed rows.
pub(super) fn failed_request(rows: &[(u32, Vec<RowError>)], tr: &Tr) -> SheetRequest {
    let rows = rows.iter().map(|(record, errors)| (*record, tr.row_errors(errors))).collect();
    SheetRequest::Failed { rows, reason_heading: tr.text("import-reason") }
}

/// Asks for a part of an export.
pub(super) fn export_request(part: ExportPart, tr: &Tr) -> SheetRequest {
    let tr = &tr.clone().counting(part.goods.as_ref());
    let day = [("day", env::today().to_string().into())];
    let file_name = match (part.is_report, part.format) {
        (false, ExportFormat::Csv) => tr.with("export-file", &day),
        (false, ExportFormat::Xlsx) => tr.with("export-file-xlsx", &day),
        (true, format) => file_name(format, tr.schema_language(), env::today()),
    };
    let heading = |field: &FieldId| {
        if part.is_report { tr.field_of(*field).to_owned() } else { heading(*field, tr) }
    };
    SheetRequest::Export {
        format: part.format,
        headings: part.fields.iter().map(heading).collect(),
        rows: part.rows,
        last: part.is_last,
        file_name,
    }
}

/// The name of a column, with the unit of its numbers. An import finds the field again.
fn heading(id: FieldId, tr: &Tr) -> String {
    let name = tr.field_of(id).to_owned();
    match field(id).and_then(|def| tr.unit(def.unit?)) {
        Some(unit) => tr.with("export-heading", &[("field", name.into()), ("unit", unit.into())]),
        None => name,
    }
}
