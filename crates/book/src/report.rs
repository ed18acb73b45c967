//! The report of classes: how each customer stands, a row each. One function for the tablet and for the
//! endpoint, so that both write the same file. Not here: the file.

use core::fmt;

use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, Language, field, fields};
use jipan_rules::values::{Money, Quantity};

use crate::arena::Row;
use crate::book::Book;
use crate::sheet::{ExportCell, ExportFormat, ExportKind};
use crate::sorting::sort_by_key;
use crate::standing::{Standing, Standings};

/// The columns, in their order.
pub const COLUMNS: [FieldId; 11] = [
    fields::CODE,
    fields::NAME,
    fields::CLASS,
    fields::TIER,
    fields::TIER_BEFORE,
    fields::GRADE,
    fields::VOLUME_BAND,
    fields::STRUCTURE,
    fields::PURCHASED_QUANTITY,
    fields::PURCHASED_AMOUNT,
    fields::AVERAGE_PRICE,
];

/// The headings: names of the schema.
pub fn headings(language: Language) -> Vec<String> {
    let defs = COLUMNS.iter().filter_map(|it| field(*it));
    defs.map(|def| def.name(language).to_owned()).collect()
}

/// The name of the file: that of the class in the schema, and the day.
pub fn file_name(format: ExportFormat, language: Language, day: NaiveDate) -> String {
    let name = field(fields::CLASS).map_or("", |def| def.name(language));
    let kind = match format {
        ExportFormat::Csv => "csv",
        ExportFormat::Xlsx => "xlsx",
    };
    format!("{name}-{day}.{kind}")
}

/// So many rows decide how wide the columns of a workbook are.
pub const ROWS_FIRST: usize = 200;

/// The customers that have a tier and are not closed, as the screen counts them, by code; those without a code
/// by their id after them. The same for books of the same changes, whatever order these came in.
pub fn class_rows(book: &Book, standings: &Standings) -> Vec<Row> {
    let is_counted =
        |row: &Row| of(standings, *row).0.tier.is_some() && !book.derived(*row).is_closed;
    let mut rows: Vec<Row> = book.rows().filter(is_counted).collect();
    sort_by_key(&mut rows, |row| {
        let code = book.text(*row, fields::CODE);
        (code.is_none(), code.map(str::to_owned), book.id_of(*row))
    });
    rows
}

/// The cells of a customer: plain values and codes, the same in every language.
pub fn class_row(book: &Book, standings: &Standings, row: Row) -> Vec<ExportCell> {
    let text = |text: Option<&str>| ExportCell {
        text: text.unwrap_or_default().to_owned(),
        kind: ExportKind::Text,
    };
    let (now, before) = of(standings, row);
    let number = |n: Option<u8>| cell(n, ExportKind::Integer);
    let amount = Money::from_fen(now.amount);
    vec![
        text(book.text(row, fields::CODE)),
        text(book.text(row, fields::NAME)),
        cell(book.class_code(row), ExportKind::Choice),
        number(now.tier),
        number(before.tier),
        number(now.grade),
        number(now.band()),
        cell(now.structure(), ExportKind::Choice),
        cell(Some(now.quantity), ExportKind::Integer),
        cell(Some(amount), ExportKind::Amount),
        cell(amount.average(Quantity::new(now.quantity)), ExportKind::Amount),
    ]
}

/// How a customer stands, and stood one period before.
fn of(standings: &Standings, row: Row) -> (Standing, Standing) {
    let [now, before] = standings.by_row.get(row.idx()).copied().unwrap_or_default();
    (now, before)
}

fn cell(value: Option<impl fmt::Display>, kind: ExportKind) -> ExportCell {
    ExportCell { text: value.map(|it| it.to_string()).unwrap_or_default(), kind }
}
