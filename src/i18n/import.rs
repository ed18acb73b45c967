//! Words of the import screen for facts of a file. Not here: errors.

use jipan_app::view::OrderFacts;
use jipan_book::sheet::{Delimiter, Encoding, ExportFormat, Rounded, SheetFormat, SheetKind};
use jipan_rules::schema::{FieldId, field as field_def};
use jipan_rules::value::Value;

use super::Tr;

impl Tr {
    /// What there is to say of a file that was read.
    pub fn sheet_facts(&self, format: &SheetFormat) -> Vec<String> {
        match format {
            SheetFormat::Text { encoding, delimiter } => {
                vec![self.encoding(*encoding), self.delimiter(*delimiter)]
            }
            SheetFormat::Workbook { header_row: 0 | 1, .. } => Vec::new(),
            SheetFormat::Workbook { header_row, .. } => {
                vec![self.with("import-header-row", &[("n", (*header_row).into())])]
            }
        }
    }

    /// The kind of file that an export becomes.
    pub fn export_format(&self, format: ExportFormat) -> String {
        match format {
            ExportFormat::Csv => self.text("export-csv"),
            ExportFormat::Xlsx => self.text("export-xlsx"),
        }
    }

    /// How the characters of a file are written.
    pub fn encoding(&self, encoding: Encoding) -> String {
        match encoding {
            Encoding::Utf8 => self.text("import-utf8"),
            Encoding::Utf8Bom => self.text("import-utf8-bom"),
            Encoding::Gb18030 => self.text("import-gb18030"),
        }
    }

    /// How many values of a field were rounded, and by how much in all.
    pub fn rounded(&self, rounded: &Rounded) -> String {
        let unit = field_def(rounded.field).and_then(|def| def.unit);
        self.with(
            "import-rounded",
            &[
                ("field", self.field_of(rounded.field).into()),
                ("n", rounded.n.into()),
                ("more", signed(rounded.more).into()),
                ("unit", unit.and_then(|unit| self.unit(unit)).unwrap_or_default().into()),
            ],
        )
    }

    /// What the records of a file are.
    pub fn sheet_kind(&self, kind: SheetKind) -> String {
        match kind {
            SheetKind::Customers => self.text("import-kind-customers"),
            SheetKind::Products => self.text("import-kind-products"),
            SheetKind::Orders => self.text("import-kind-orders"),
        }
    }

    /// What else there is to say of an import of orders.
    pub fn order_facts(&self, facts: &OrderFacts) -> Vec<String> {
        let n = |n: usize| [("n", n.into())];
        let counted = [
            (facts.n_lines, self.with("import-lines", &n(facts.n_lines))),
            (facts.n_customers, self.with("import-made-customers", &n(facts.n_customers))),
            (facts.n_products, self.with("import-made-products", &n(facts.n_products))),
        ];
        let mut said: Vec<String> =
            counted.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
        if facts.n_off > 0 {
            let more = signed(facts.off_fen.saturating_mul(1_000_000));
            let args = [("n", facts.n_off.into()), ("more", more.into())];
            said.push(self.with("import-off", &args));
        }
        said
    }

    /// What a bulk edit did.
    pub fn batch_edit(&self, field: FieldId, value: Option<&Value>) -> String {
        let name = ("field", self.field_of(field).into());
        match (field_def(field), value) {
            (Some(def), Some(value)) => {
                self.with("batch-edit", &[name, ("value", self.measured(def, value).into())])
            }
            (_, None) | (None, _) => self.with("batch-emptied", &[name]),
        }
    }

    /// What stands between the cells of a file.
    pub fn delimiter(&self, delimiter: Delimiter) -> String {
        match delimiter {
            Delimiter::Comma => self.text("import-comma"),
            Delimiter::Tab => self.text("import-tab"),
            Delimiter::Semicolon => self.text("import-semicolon"),
        }
    }
}

/// Hundred-millionths with their sign and without needless zeros.
fn signed(hundred_millionths: i64) -> String {
    let sign = match hundred_millionths.signum() {
        1 => "+",
        -1 => "−",
        _ => "±",
    };
    let digits = format!("{:09}", hundred_millionths.unsigned_abs());
    let (whole, decimals) = digits.split_at(digits.len().saturating_sub(8));
    let decimals = decimals.trim_end_matches('0');
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_rounded_is_said_with_its_sign() {
        assert_eq!(signed(500_000), "+0.005");
        assert_eq!(signed(-1_240_000_000), "−12.4");
        assert_eq!(signed(0), "±0");
    }
}
