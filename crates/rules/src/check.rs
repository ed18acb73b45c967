//! From text to value and back, and what a value must obey. Not here: words for what is wrong.

use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

mod read;

use self::read::{
    digits_of_money, digits_of_price, one_line, parse_choice, parse_day, parse_money, parse_phone,
    parse_price, parse_yes_no,
};
use crate::birthday::Birthday;
pub use crate::schema::Language;
use crate::schema::{FIELDS, FieldDef, FieldId, FieldType, Tag, Unit, fields};
use crate::value::Value;
use crate::values::text::{half_width, normalise, parse_integer};
use crate::values::written::{Decimal, rounded_money, without_unit};
use crate::values::{CustomerCode, Licence, Phone, UnitPrice};

/// Why a text or a value does not fit its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ValueError {
    /// More characters than the field takes.
    #[error("{chars} characters, at most {chars_max} fit")]
    TooLong {
        /// Its characters.
        chars: u32,
        /// Most that fit.
        chars_max: u32,
    },
    /// Neither a whole number nor, where the field asks for one, an amount with two decimals.
    #[error("not a number that fits")]
    NotANumber,
    /// Less than the field takes; of a text, fewer characters.
    #[error("less than {min}")]
    BelowMin {
        /// The least that fits, in the unit of the field.
        min: i64,
    },
    /// More than the field takes.
    #[error("more than {max}")]
    AboveMax {
        /// The most that fits, in the unit of the field.
        max: i64,
    },
    /// Not a date.
    #[error("not a date")]
    NotADate,
    /// A date that does not exist.
    #[error("no such date")]
    NoSuchDate,
    /// Not among the choices; of a yes-or-no field, neither yes nor no.
    #[error("not among the choices")]
    UnknownChoice,
    /// Not a phone number.
    #[error("not a phone number")]
    InvalidPhone,
    /// Not a licence number.
    #[error("not a licence number")]
    InvalidLicence,
    /// Not a code.
    #[error("not a code")]
    InvalidCode,
    /// Not a birthday, or one that can be read in two ways.
    #[error("not a birthday")]
    NotABirthday,
    /// A year and a month without a day.
    #[error("no day")]
    NoDay,
    /// 长期: an end that is none.
    #[error("no end")]
    NoEnd,
    /// Several phone numbers where there is place for one.
    #[error("several phone numbers")]
    SeveralPhones,
}

/// A value with fewer decimals than its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundedValue {
    /// The value.
    pub value: Value,
    /// By how much it is more than the text said, in hundred-millionths of the unit of its field.
    pub more: i64,
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
/// assert_eq!(parse_value(area, "-20"), Err(ValueError::BelowMin { min: 0 }));
/// ```
pub fn parse_value(def: &FieldDef, text: &str) -> Result<Option<Value>, ValueError> {
    let text = normalise(text);
    if text.is_empty() {
        return Ok(None);
    }
    let value = match def.ty {
        FieldType::Text { .. } => Value::Text(one_line(&text).into()),
        FieldType::LongText { .. } => Value::Text(text.into()),
        FieldType::Choice(_) => Value::Choice(parse_choice(def, &text)?),
        FieldType::Integer { .. } => {
            Value::Integer(parse_integer(without_unit(&half_width(&text), def.unit))?)
        }
        FieldType::Date => Value::Date(parse_day(&text)?),
        FieldType::YesNo => Value::YesNo(parse_yes_no(&text)?),
        FieldType::Money | FieldType::SignedMoney => Value::Amount(parse_money(&text)?),
        FieldType::Price => Value::Integer(parse_price(&text)?),
        FieldType::Phone => Value::Text(parse_phone(&text)?.as_str().into()),
        FieldType::Licence => Value::Text(text.parse::<Licence>()?.as_str().into()),
        FieldType::Code => Value::Text(text.parse::<CustomerCode>()?.as_str().into()),
        FieldType::Birthday => Value::Text(text.parse::<Birthday>()?.to_string().into()),
    };
    check_value(def, &value)?;
    Ok(Some(value))
}

/// What a text means that has more decimals than its field keeps: an amount to the fen, a price to
/// the ten-thousandth of a yuan, an area to the whole square metre, half up. `None` for other fields and for what is no number within the
/// bounds. Who takes it must say how many were rounded and by how much. Source: `OURS`, for
/// amounts as in 1.19, which says nothing of areas.
///
/// ```
/// use jipan_rules::check::{RoundedValue, round_value};
/// use jipan_rules::schema::{field, fields};
/// use jipan_rules::value::Value;
/// let area = field(fields::AREA).unwrap();
/// let rounded = RoundedValue { value: Value::Integer(26), more: 50_000_000 };
/// assert_eq!(round_value(area, "25.5㎡"), Some(rounded));
/// assert_eq!(round_value(field(fields::ORDER_CYCLE).unwrap(), "7.5"), None);
/// ```
pub fn round_value(def: &FieldDef, text: &str) -> Option<RoundedValue> {
    let text = half_width(&normalise(text));
    let (value, more) = match (def.ty, def.unit) {
        (FieldType::Money | FieldType::SignedMoney, _) => {
            let (amount, more) = rounded_money(digits_of_money(&text))?;
            (Value::Amount(amount), more)
        }
        (FieldType::Price, _) => {
            let (price, more) = Decimal::read(digits_of_price(&text))?.rounded(4)?;
            (Value::Integer(price), more)
        }
        (FieldType::Integer { .. }, Some(Unit::SquareMetres)) => {
            let (number, more) = Decimal::read(without_unit(&text, def.unit))?.rounded(0)?;
            (Value::Integer(number), more)
        }
        _ => return None,
    };
    check_value(def, &value).is_ok().then_some(RoundedValue { value, more })
}

/// Whether a value fits its field: of the right type, within the limits, in its parsed spelling. A
/// value of another type gets the error of the type that the field wants.
///
/// # Errors
/// When it does not.
///
/// ```
/// use jipan_rules::check::{ValueError, check_value};
/// use jipan_rules::schema::{field, fields};
/// use jipan_rules::value::Value;
/// let phone = field(fields::PHONE).unwrap();
/// assert_eq!(check_value(phone, &Value::Text("0576-86100021".into())), Ok(()));
/// assert_eq!(check_value(phone, &Value::Integer(86_100_021)), Err(ValueError::InvalidPhone));
/// ```
pub fn check_value(def: &FieldDef, value: &Value) -> Result<(), ValueError> {
    match def.ty {
        FieldType::Text { chars_max } | FieldType::LongText { chars_max } => {
            check_text(text_in(value), chars_max.into())
        }
        FieldType::Choice(choices) => {
            let is_known = choices.iter().any(|it| *value == Value::Choice(it.code));
            if is_known { Ok(()) } else { Err(ValueError::UnknownChoice) }
        }
        FieldType::Integer { min, max } => {
            let Value::Integer(number) = value else { return Err(ValueError::NotANumber) };
            in_bounds(*number, min, max)
        }
        FieldType::Money => {
            let Value::Amount(amount) = value else { return Err(ValueError::NotANumber) };
            // What is computed may be negative: more came back than was bought.
            let is_computed = def.tag == Tag::Generated;
            if is_computed { Ok(()) } else { in_bounds(amount.fen(), 0, i64::MAX) }
        }
        FieldType::SignedMoney => {
            let Value::Amount(amount) = value else { return Err(ValueError::NotANumber) };
            in_parts(amount.fen(), [-AMOUNT_YUAN_MAX, AMOUNT_YUAN_MAX], 100)
        }
        FieldType::Price => {
            let Value::Integer(price) = value else { return Err(ValueError::NotANumber) };
            in_parts(*price, [0, PRICE_YUAN_MAX], 10_000)
        }
        FieldType::Date => {
            let Value::Date(day) = value else { return Err(ValueError::NotADate) };
            if YEARS.contains(&day.year()) { Ok(()) } else { Err(ValueError::NoSuchDate) }
        }
        FieldType::YesNo => {
            let Value::YesNo(_) = value else { return Err(ValueError::UnknownChoice) };
            Ok(())
        }
        FieldType::Phone => parsed::<Phone>(value, ValueError::InvalidPhone),
        FieldType::Licence => parsed::<Licence>(value, ValueError::InvalidLicence),
        FieldType::Code => parsed::<CustomerCode>(value, ValueError::InvalidCode),
        FieldType::Birthday => {
            let is_kept = Birthday::of_kept(text_in(value)).is_some();
            if is_kept { Ok(()) } else { Err(ValueError::NotABirthday) }
        }
    }
}

/// Years that a date of a customer file can fall in; others are slips of the pen. `OURS`
const YEARS: RangeInclusive<i32> = 1900..=2199;

/// The greatest amount of a line, in yuan, here and at the endpoint; those of 9,000,000 lines add up without
/// overflow. `OURS`
pub const AMOUNT_YUAN_MAX: i64 = 10_000_000_000;

/// The greatest price of one unit, in yuan. `OURS`
pub const PRICE_YUAN_MAX: i64 = 100_000_000;

fn text_in(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        Value::Integer(_)
        | Value::Date(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => "",
    }
}

fn check_text(text: &str, chars_max: u32) -> Result<(), ValueError> {
    if normalise(text).is_empty() {
        return Err(ValueError::BelowMin { min: 1 });
    }
    let chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if chars > chars_max { Err(ValueError::TooLong { chars, chars_max }) } else { Ok(()) }
}

/// A parsed text is its own canonical spelling.
fn parsed<T: FromStr + AsRef<str>>(value: &Value, otherwise: ValueError) -> Result<(), ValueError> {
    let text = text_in(value);
    let is_canonical = text.parse::<T>().is_ok_and(|it| it.as_ref() == text);
    if is_canonical { Ok(()) } else { Err(otherwise) }
}

fn in_bounds(number: i64, min: i64, max: i64) -> Result<(), ValueError> {
    if number < min {
        Err(ValueError::BelowMin { min })
    } else if number > max {
        Err(ValueError::AboveMax { max })
    } else {
        Ok(())
    }
}

/// Whether a number of hundredths or ten-thousandths of a yuan is within bounds in yuan.
fn in_parts(number: i64, [min, max]: [i64; 2], parts: i64) -> Result<(), ValueError> {
    if number < min.saturating_mul(parts) {
        Err(ValueError::BelowMin { min })
    } else if number > max.saturating_mul(parts) {
        Err(ValueError::AboveMax { max })
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
        Value::Text(text) => {
            let is_birthday = def.ty == FieldType::Birthday;
            let birthday = if is_birthday { Birthday::of_kept(text) } else { None };
            birthday.map_or_else(|| text.to_string(), |it| it.text(language))
        }
        Value::Integer(number) if def.ty == FieldType::Price => UnitPrice::new(*number).to_string(),
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
            | FieldType::SignedMoney
            | FieldType::Price
            | FieldType::Phone
            | FieldType::Licence
            | FieldType::Code
            | FieldType::Birthday => code.to_string(),
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
