//! Errors in words: what is wrong, and what to do. Errors themselves are facts without words.

use jipan_app::failure::{OpenFailure, SaveFailure};
use jipan_app::view::DraftError;
use jipan_book::sheet::{OrderError, RowError, SheetError};
use jipan_rules::check::ValueError;
use jipan_rules::schema::{FieldDef, FieldType, fields};

use super::Tr;

impl Tr {
    /// Why a text is no value of a field.
    pub fn value_error(&self, error: &ValueError) -> String {
        match error {
            ValueError::TooLong { chars, chars_max } => self.with(
                "value-too-long",
                &[("chars", (*chars).into()), ("max", (*chars_max).into())],
            ),
            ValueError::NotANumber => self.text("value-not-a-number"),
            ValueError::BelowMin { min } => self.with("value-below-min", &[("min", (*min).into())]),
            ValueError::AboveMax { max } => self.with("value-above-max", &[("max", (*max).into())]),
            ValueError::NotADate => self.text("value-not-a-date"),
            ValueError::NoSuchDate => self.text("value-no-such-date"),
            ValueError::UnknownChoice => self.text("value-unknown-choice"),
            ValueError::InvalidPhone => self.text("value-invalid-phone"),
            ValueError::InvalidLicence => self.text("value-invalid-licence"),
            ValueError::InvalidCode => self.text("value-invalid-code"),
            ValueError::NotABirthday => self.text("value-not-a-birthday"),
            ValueError::NoDay => self.text("value-no-day"),
            ValueError::NoEnd => self.text("value-no-end"),
            ValueError::SeveralPhones => self.text("value-several-phones"),
        }
    }

    /// Why what is typed in a field is not yet a value of it.
    pub fn draft_error(&self, def: &FieldDef, error: &DraftError) -> String {
        match error {
            DraftError::Value(error) => self.value_error_of(def, error),
            DraftError::Required => {
                self.with("draft-required", &[("field", self.field(def).into())])
            }
            DraftError::InForce => self.text("draft-in-force"),
            DraftError::ValidToBeforeIssued { issued, valid_to } => self.with(
                "row-valid-to-before-issued",
                &[("issued", self.date(*issued).into()), ("to", self.date(*valid_to).into())],
            ),
            DraftError::KeyTaken { by: _, name } => self.with(
                "draft-key-taken",
                &[("field", self.field(def).into()), ("name", name.as_str().into())],
            ),
        }
    }

    /// Why a text is no value of a field, with what that field takes.
    fn value_error_of(&self, def: &FieldDef, error: &ValueError) -> String {
        let has_decimals =
            matches!(def.ty, FieldType::Money | FieldType::SignedMoney | FieldType::Price);
        if matches!(error, ValueError::UnknownChoice) {
            self.unknown_choice(def)
        } else if matches!(error, ValueError::NotANumber) && has_decimals {
            self.text("value-not-an-amount")
        } else {
            self.value_error(error)
        }
    }

    /// An unknown choice, with the choices there are.
    fn unknown_choice(&self, def: &FieldDef) -> String {
        let FieldType::Choice(choices) = def.ty else {
            return self.text("value-unknown-choice");
        };
        let names: Vec<_> = choices.iter().map(|it| self.choice(def.id, it.code)).collect();
        let names = names.join(&self.text("list-separator"));
        self.with("value-unknown-choice-of", &[("choices", names.into())])
    }

    /// Why a record of a file did not come in.
    pub fn row_error(&self, error: &RowError) -> String {
        match error {
            RowError::Cell { heading, field, value, error } => {
                let def = jipan_rules::schema::field(*field);
                let reason = def
                    .map_or_else(|| self.value_error(error), |def| self.value_error_of(def, error));
                self.with(
                    "row-cell",
                    &[
                        ("heading", clipped(heading).into()),
                        ("value", clipped(value).into()),
                        ("reason", reason.into()),
                    ],
                )
            }
            RowError::Missing { field } => {
                self.with("row-missing", &[("field", self.field_of(*field).into())])
            }
            RowError::ValidToBeforeIssued { issued, valid_to } => {
                let names = [fields::VALID_TO, fields::ISSUED].map(|field| self.field_of(field));
                self.with(
                    "row-valid-to-before-issued-of",
                    &[
                        ("to-field", names[0].into()),
                        ("to", valid_to.to_string().into()),
                        ("issued-field", names[1].into()),
                        ("issued", issued.to_string().into()),
                    ],
                )
            }
            RowError::RepeatedKey { field, value, first_record } => self.with(
                "row-repeated-key",
                &[
                    ("field", self.field_of(*field).into()),
                    ("value", clipped(value).into()),
                    ("record", (*first_record).into()),
                ],
            ),
            RowError::KeyOfAnother { field, value, customer: _ } => self.with(
                "row-key-of-another",
                &[("field", self.field_of(*field).into()), ("value", clipped(value).into())],
            ),
            RowError::TooFewCells { n, expected } => self
                .with("row-too-few-cells", &[("n", (*n).into()), ("expected", (*expected).into())]),
            RowError::TooManyCells { n, expected } => self.with(
                "row-too-many-cells",
                &[("n", (*n).into()), ("expected", (*expected).into())],
            ),
            RowError::NotDecodable { heading } => {
                self.with("row-not-decodable", &[("heading", clipped(heading).into())])
            }
            RowError::ErrorCell { heading, field: _, code } => self.with(
                "row-error-cell",
                &[("heading", clipped(heading).into()), ("code", code.as_str().into())],
            ),
            RowError::DigitsLost { heading, field: _, value } => self.with(
                "row-digits-lost",
                &[("heading", clipped(heading).into()), ("value", clipped(value).into())],
            ),
            RowError::UnclosedQuote => self.text("row-unclosed-quote"),
            RowError::Order(error) => self.order_error(error),
        }
    }

    /// Why a line of an order did not come in.
    fn order_error(&self, error: &OrderError) -> String {
        match error {
            OrderError::UnknownCustomer { field, value } => self.with(
                "row-unknown-customer",
                &[("field", self.field_of(*field).into()), ("value", clipped(value).into())],
            ),
            OrderError::UnknownProduct { code } => {
                self.with("row-unknown-product", &[("code", clipped(code).into())])
            }
            OrderError::LineOfOrder { record } => {
                self.with("row-line-of-order", &[("record", (*record).into())])
            }
            OrderError::OrderDiffers { field, record } => self.with(
                "row-order-differs",
                &[("field", self.field_of(*field).into()), ("record", (*record).into())],
            ),
            OrderError::SignsDiffer => self.text("row-signs-differ"),
            OrderError::TooMuch => self.text("row-too-much"),
            OrderError::TooManyLines { n, n_max } => {
                self.with("row-too-many-lines", &[("n", (*n).into()), ("max", (*n_max).into())])
            }
        }
    }

    /// All reasons of one record, as they stand in the file of failed rows.
    pub fn row_errors(&self, errors: &[RowError]) -> String {
        let reasons: Vec<_> = errors.iter().map(|error| self.row_error(error)).collect();
        reasons.join(&self.text("reason-separator"))
    }

    /// Why a file is refused as a whole.
    pub fn sheet_error(&self, error: &SheetError) -> String {
        match error {
            SheetError::Empty => self.text("sheet-empty"),
            SheetError::NoHeader => self.text("sheet-no-header"),
            SheetError::TooLarge { bytes, bytes_max } => self.with(
                "sheet-too-large",
                &[("size", self.bytes(*bytes).into()), ("max", self.bytes(*bytes_max).into())],
            ),
            SheetError::TooManyColumns { n, n_max } => {
                self.with("sheet-too-many-columns", &[("n", (*n).into()), ("max", (*n_max).into())])
            }
            SheetError::TooManyRecords { n_max } => {
                self.with("sheet-too-many-records", &[("max", (*n_max).into())])
            }
            SheetError::NotDecodable { record } => {
                self.with("sheet-not-decodable", &[("record", (*record).into())])
            }
            SheetError::Workbook => self.text("sheet-workbook"),
            SheetError::NoWorkbook => self.text("sheet-no-workbook"),
            SheetError::Encrypted => self.text("sheet-encrypted"),
            SheetError::Damaged => self.text("sheet-damaged"),
            SheetError::UnpacksTooLarge { bytes, bytes_max } => self.with(
                "sheet-unpacks-too-large",
                &[("size", self.bytes(*bytes).into()), ("max", self.bytes(*bytes_max).into())],
            ),
            SheetError::TooManyCells { n_max } => {
                self.with("sheet-too-many-cells", &[("max", (*n_max).into())])
            }
            SheetError::WebPage => self.text("sheet-web-page"),
            SheetError::NotWritten => self.text("sheet-not-written"),
            SheetError::Utf16 => self.text("sheet-utf16"),
            SheetError::NotText => self.text("sheet-not-text"),
            SheetError::MappedTwice { field } => {
                self.with("sheet-mapped-twice", &[("field", self.field_of(*field).into())])
            }
            SheetError::NoFile => self.text("sheet-no-file"),
            SheetError::Version => self.text("sheet-version"),
        }
    }

    /// Why the data could not be opened.
    pub fn open_failure(&self, failure: &OpenFailure) -> String {
        match failure {
            OpenFailure::Unavailable { detail } => {
                self.with("open-unavailable", &[("detail", detail.as_str().into())])
            }
            OpenFailure::Blocked => self.text("open-blocked"),
            OpenFailure::NewerLayout { found, known } => self.with(
                "open-newer-layout",
                &[("found", (*found).into()), ("known", (*known).into())],
            ),
            OpenFailure::Unreadable { detail } => {
                self.with("open-unreadable", &[("detail", detail.as_str().into())])
            }
        }
    }

    /// Why something was not written.
    pub fn save_failure(&self, failure: &SaveFailure) -> String {
        match failure {
            SaveFailure::QuotaExceeded => self.text("save-quota-exceeded"),
            SaveFailure::BackingStore => self.text("save-backing-store"),
            SaveFailure::ConnectionClosed => self.text("save-connection-closed"),
            SaveFailure::NotTheWriter => self.text("save-not-the-writer"),
            SaveFailure::NewerLayout => self.text("save-newer-layout"),
            SaveFailure::Other { detail } => {
                self.with("save-other", &[("detail", detail.as_str().into())])
            }
        }
    }
}

/// A text of a file as a message quotes it: cut where the reader has seen enough to know it again.
fn clipped(text: &str) -> String {
    const CHARS_MAX: usize = 80;
    match text.char_indices().nth(CHARS_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jipan_app::view::Language;
    use jipan_rules::schema::field;

    use super::*;

    #[test]
    fn what_is_no_amount_is_not_told_to_be_no_whole_number() {
        let said = |id| {
            let def = field(id).unwrap();
            let error = DraftError::Value(ValueError::NotANumber);
            let cell = RowError::Cell {
                heading: "H".into(),
                field: id,
                value: "abc".into(),
                error: ValueError::NotANumber,
            };
            [Language::Chinese, Language::English].map(|it| {
                let (tr, reason) = (Tr::new(it), Tr::new(it).draft_error(def, &error));
                assert!(tr.row_error(&cell).contains(&reason), "in a file as in a form");
                reason
            })
        };
        for id in [fields::PRODUCT_PRICE, fields::ORDER_AMOUNT] {
            let [zh, en] = said(id);
            assert_eq!(zh, "不是金额，请只填数字，如 12.50 或 1.2万");
            assert_eq!(en, "is not an amount; use digits only, as in 12.50");
        }
        let [zh, en] = said(fields::PRODUCT_PACK);
        assert!(zh.starts_with("不是整数") && en.contains("1200"), "{zh} {en}");
    }

    #[test]
    fn a_message_quotes_a_long_value_in_part() {
        assert_eq!(clipped("丙店"), "丙店");
        assert_eq!(clipped(&"长".repeat(80)), "长".repeat(80));
        assert_eq!(clipped(&"长".repeat(300)), format!("{}…", "长".repeat(80)));
    }
}
