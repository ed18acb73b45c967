//! Every field of the schema leaves in a file and comes in again.

use jipan_book::sheet::{
    ExportCell, ExportFormat, ExportKind, SheetKind, SheetReply, SheetRequest,
};
use jipan_rules::NaiveDate;
use jipan_rules::check::{parse_value, text_of};
use jipan_rules::schema::{FIELDS, FieldDef, FieldId, FieldType, Language};
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_sheets::Session;
use jipan_sheets::guess::is_importable;
use proptest::prelude::*;

use crate::common::check_all;

/// A value of the field, made of a number and a text.
fn value_of(def: &FieldDef, number: u32, text: &str) -> Option<Value> {
    match def.ty {
        FieldType::Text { .. } | FieldType::LongText { .. } => parse_value(def, text).ok()?,
        FieldType::Choice(choices) => {
            Some(Value::Choice(choices[number as usize % choices.len()].code))
        }
        FieldType::Integer { min, max } => {
            Some(Value::Integer(min.saturating_add(i64::from(number)).min(max)))
        }
        FieldType::Date => {
            let days = i32::try_from(number % 40_000).unwrap();
            NaiveDate::from_num_days_from_ce_opt(710_000 + days).map(Value::Date)
        }
        FieldType::YesNo => Some(Value::YesNo(number.is_multiple_of(2))),
        FieldType::Money | FieldType::SignedMoney => {
            Some(Value::Amount(Money::from_fen(i64::from(number))))
        }
        FieldType::Price => Some(Value::Integer(i64::from(number))),
        FieldType::Phone => parse_value(def, &format!("+86{number:08}")).unwrap(),
        FieldType::Licence | FieldType::Code => parse_value(def, &number.to_string()).unwrap(),
        FieldType::Birthday => {
            let spelling = ["农历闰{m}-{d}", "农历{m}-{d}", "{m}-{d}", "1985-{m}-{d}"];
            let text = spelling[number as usize % spelling.len()]
                .replace("{m}", &(number % 12 + 1).to_string())
                .replace("{d}", &(number % 28 + 1).to_string());
            parse_value(def, &text).unwrap()
        }
    }
}

fn kind_of(value: Option<&Value>) -> ExportKind {
    match value {
        None | Some(Value::Choice(_) | Value::YesNo(_)) => ExportKind::Choice,
        Some(Value::Text(_)) => ExportKind::Text,
        Some(Value::Integer(_)) => ExportKind::Integer,
        Some(Value::Date(_)) => ExportKind::Day,
        Some(Value::Amount(_)) => ExportKind::Amount,
    }
}

fn exported(row: &[(FieldId, Option<Value>)], format: ExportFormat, language: Language) -> Vec<u8> {
    let def_of = |id: FieldId| jipan_rules::schema::field(id).unwrap();
    let cells = row.iter().map(|(id, value)| ExportCell {
        text: value.as_ref().map(|it| text_of(def_of(*id), it, language)).unwrap_or_default(),
        kind: kind_of(value.as_ref()),
    });
    let request = SheetRequest::Export {
        format,
        headings: row.iter().map(|(id, _)| def_of(*id).name(language).to_owned()).collect(),
        rows: vec![cells.collect()],
        last: true,
        file_name: "a.csv".to_owned(),
    };
    let (reply, body) = Session::default().handle(request, None).remove(0);
    assert!(matches!(reply, SheetReply::File { .. }));
    body.unwrap()
}

proptest! {
    #[test]
    fn every_field_comes_in_as_it_went_out_in_both_formats_and_languages(
        numbers in prop::collection::vec(prop::option::of(0_u32..2_000_000), FIELDS.len()),
        text in "['=+@\"店,;\n𠮷-]{0,3}[a-z店]{0,20}",
        kind in prop::sample::select(&SheetKind::ALL[..]),
    ) {
        let importable = kind.fields().iter().filter(|def| is_importable(def));
        let row: Vec<(FieldId, Option<Value>)> = importable
            .zip(&numbers)
            .map(|(def, number)| (def.id, number.and_then(|it| value_of(def, it, &text))))
            .collect();
        let expected: Vec<(FieldId, Value)> =
            row.iter().filter_map(|(id, value)| Some((*id, value.clone()?))).collect();
        if expected.is_empty() {
            return Ok(());
        }
        for language in [Language::Zh, Language::En] {
            for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
                let checked = check_all("a.csv", exported(&row, format, language), 500);
                prop_assert_eq!(checked.kind, kind);
                prop_assert_eq!(&checked.rows[0].values, &expected);
            }
        }
    }
}
