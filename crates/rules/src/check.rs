//! From text to value and back, and what a value must obey. Not here: words for what is wrong.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::schema::{FIELDS, FieldDef, FieldId, FieldType, Language, fields};
use crate::value::Value;
use crate::values::text::{half_width, parse_date, parse_integer, trimmed};
use crate::values::{CustomerCode, Licence, Money, Phone};

/// Why a text or a value does not fit its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ValueError {
    /// More characters than the field takes.
    #[error("{n_chars} characters, at most {chars_max} fit")]
    TooLong {
        /// Its characters.
        n_chars: u32,
        /// Most that fit.
        chars_max: u32,
    },
    /// Not a whole number.
    #[error("not a whole number")]
    NotANumber,
    /// Less than the field takes.
    #[error("{number} is less than {min}")]
    BelowMin {
        /// The number.
        number: i64,
        /// The least that fits.
        min: i64,
    },
    /// More than the field takes.
    #[error("{number} is more than {max}")]
    AboveMax {
        /// The number.
        number: i64,
        /// The most that fits.
        max: i64,
    },
    /// Not a date.
    #[error("not a date")]
    NotADate,
    /// A date that does not exist.
    #[error("no such date")]
    NoSuchDate,
    /// Not among the choices.
    #[error("not among the choices")]
    UnknownChoice,
    /// Neither yes nor no.
    #[error("neither yes nor no")]
    NotYesNo,
    /// Not an amount with at most two decimals.
    #[error("not an amount")]
    NotAnAmount,
    /// Not a phone number.
    #[error("not a phone number")]
    InvalidPhone,
    /// Not a licence number.
    #[error("not a licence number")]
    InvalidLicence,
    /// Not a customer code.
    #[error("not a customer code")]
    InvalidCode,
    /// A value of another type than the field holds.
    #[error("a value of another type")]
    WrongType,
}

/// Why a whole record cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RecordError {
    /// A field that a customer cannot be without is empty.
    #[error("required field {field:?} is empty")]
    RequiredMissing {
        /// Which.
        field: FieldId,
    },
    /// 有效日期 before 发证日期.
    #[error("valid to {valid_to}, before {issued}")]
    ValidToBeforeIssued {
        /// 发证日期
        issued: NaiveDate,
        /// 有效日期
        valid_to: NaiveDate,
    },
}

/// What a text means for a field; blank means nothing.
///
/// # Errors
/// When it does not fit the field.
///
/// ```
/// use jipan_rules::check::{ValueError, parse_value};
/// use jipan_rules::schema::{field, fields};
/// use jipan_rules::value::Value;
/// let area = field(fields::AREA).unwrap();
/// assert_eq!(parse_value(area, " 1,200 "), Ok(Some(Value::Integer(1_200))));
/// assert_eq!(parse_value(area, "　"), Ok(None));
/// assert_eq!(parse_value(area, "-20"), Err(ValueError::BelowMin { number: -20, min: 0 }));
/// ```
pub fn parse_value(def: &FieldDef, text: &str) -> Result<Option<Value>, ValueError> {
    let text = trimmed(text);
    if text.is_empty() {
        return Ok(None);
    }
    let value = match def.ty {
        FieldType::Text { .. } => Value::Text(one_line(&text).into()),
        FieldType::LongText { .. } => Value::Text(text.into()),
        FieldType::Choice(_) => Value::Choice(parse_choice(def, &text)?),
        FieldType::Integer { .. } => Value::Integer(parse_integer(&text)?),
        FieldType::Date => Value::Date(parse_date(&text)?),
        FieldType::YesNo => Value::YesNo(parse_yes_no(&text)?),
        FieldType::Money => Value::Amount(parse_money(&text)?),
        FieldType::Phone => Value::Text(text.parse::<Phone>()?.as_str().into()),
        FieldType::Licence => Value::Text(text.parse::<Licence>()?.as_str().into()),
        FieldType::Code => Value::Text(text.parse::<CustomerCode>()?.as_str().into()),
    };
    check_value(def, &value)?;
    Ok(Some(value))
}

/// A field of one line takes a line break as a space.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\t']) {
        Cow::Owned(text.replace(['\n', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

fn parse_choice(def: &FieldDef, text: &str) -> Result<u8, ValueError> {
    let FieldType::Choice(choices) = def.ty else { return Err(ValueError::WrongType) };
    let text = half_width(text);
    let is_it = |name: &str| name.eq_ignore_ascii_case(&text);
    choices
        .iter()
        .find(|it| is_it(it.zh) || is_it(it.en))
        .or_else(|| choices.iter().find(|it| it.aliases.iter().any(|alias| is_it(alias))))
        .map(|it| it.code)
        .ok_or(ValueError::UnknownChoice)
}

fn parse_yes_no(text: &str) -> Result<bool, ValueError> {
    match half_width(text).to_lowercase().as_str() {
        "是" | "有" | "对" | "yes" | "y" | "true" | "1" | "√" => Ok(true),
        "否" | "无" | "不是" | "没有" | "no" | "n" | "false" | "0" | "×" => Ok(false),
        _ => Err(ValueError::NotYesNo),
    }
}

fn parse_money(text: &str) -> Result<Money, ValueError> {
    let text = half_width(text);
    let text = text.trim_start_matches(['¥', '￥']).trim_end_matches('元');
    match text.strip_suffix('万') {
        Some(_) => {
            let yuan = parse_integer(text).map_err(|_bad| ValueError::NotAnAmount)?;
            yuan.checked_mul(100).map(Money::from_fen).ok_or(ValueError::NotAnAmount)
        }
        None => text.parse().map_err(|_bad| ValueError::NotAnAmount),
    }
}

/// Whether a value fits its field.
///
/// # Errors
/// When it does not.
pub fn check_value(def: &FieldDef, value: &Value) -> Result<(), ValueError> {
    match (def.ty, value) {
        (FieldType::Text { chars_max } | FieldType::LongText { chars_max }, Value::Text(text)) => {
            let n_chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
            let chars_max = u32::from(chars_max);
            if n_chars > chars_max {
                return Err(ValueError::TooLong { n_chars, chars_max });
            }
            Ok(())
        }
        (FieldType::Choice(choices), Value::Choice(code)) => {
            let is_known = choices.iter().any(|it| it.code == *code);
            if is_known { Ok(()) } else { Err(ValueError::UnknownChoice) }
        }
        (FieldType::Integer { min, max }, Value::Integer(number)) => in_bounds(*number, min, max),
        (FieldType::Money, Value::Amount(amount)) => in_bounds(amount.fen(), 0, i64::MAX),
        (FieldType::Date, Value::Date(_)) | (FieldType::YesNo, Value::YesNo(_)) => Ok(()),
        (FieldType::Phone, Value::Text(text)) => text.parse::<Phone>().map(drop),
        (FieldType::Licence, Value::Text(text)) => text.parse::<Licence>().map(drop),
        (FieldType::Code, Value::Text(text)) => text.parse::<CustomerCode>().map(drop),
        (
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Choice(_)
            | FieldType::Integer { .. }
            | FieldType::Date
            | FieldType::YesNo
            | FieldType::Money
            | FieldType::Phone
            | FieldType::Licence
            | FieldType::Code,
            _,
        ) => Err(ValueError::WrongType),
    }
}

fn in_bounds(number: i64, min: i64, max: i64) -> Result<(), ValueError> {
    if number < min {
        Err(ValueError::BelowMin { number, min })
    } else if number > max {
        Err(ValueError::AboveMax { number, max })
    } else {
        Ok(())
    }
}

/// The text of a value in files and inputs: schema names for choices, ISO days, plain numbers.
/// `parse_value(def, &text_of(def, &value, language)) == Ok(Some(value))` for values that fit.
///
/// ```
/// use jipan_rules::check::text_of;
/// use jipan_rules::schema::{Language, field, fields};
/// use jipan_rules::value::Value;
/// let market = field(fields::MARKET).unwrap();
/// assert_eq!(text_of(market, &Value::Choice(1), Language::Zh), "城镇");
/// assert_eq!(text_of(market, &Value::Choice(1), Language::En), "Town");
/// ```
pub fn text_of(def: &FieldDef, value: &Value, language: Language) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        Value::YesNo(is_yes) => match (language, is_yes) {
            (Language::Zh, true) => "是",
            (Language::Zh, false) => "否",
            (Language::En, true) => "Yes",
            (Language::En, false) => "No",
        }
        .to_owned(),
        Value::Choice(code) => match def.ty {
            FieldType::Choice(choices) => choices.iter().find(|it| it.code == *code).map_or_else(
                || code.to_string(),
                |it| match language {
                    Language::Zh => it.zh.to_owned(),
                    Language::En => it.en.to_owned(),
                },
            ),
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Integer { .. }
            | FieldType::Date
            | FieldType::YesNo
            | FieldType::Money
            | FieldType::Phone
            | FieldType::Licence
            | FieldType::Code => code.to_string(),
        },
        Value::Amount(amount) => amount.to_string(),
    }
}

/// What keeps a record from standing as a whole.
///
/// ```
/// use jipan_rules::check::{RecordError, check_record};
/// use jipan_rules::schema::fields;
/// let errors = check_record(|_| None);
/// assert_eq!(errors, [RecordError::RequiredMissing { field: fields::NAME }]);
/// ```
pub fn check_record(get: impl Fn(FieldId) -> Option<Value>) -> Vec<RecordError> {
    let mut errors: Vec<RecordError> = FIELDS
        .iter()
        .filter(|def| def.required && get(def.id).is_none())
        .map(|def| RecordError::RequiredMissing { field: def.id })
        .collect();
    if let (Some(Value::Date(issued)), Some(Value::Date(valid_to))) =
        (get(fields::ISSUED), get(fields::VALID_TO))
        && valid_to < issued
    {
        errors.push(RecordError::ValidToBeforeIssued { issued, valid_to });
    }
    errors
}
