//! How values and days are written inside changes, pages and history: small, and independent of
//! the derives of other crates, so that bytes on a tablet stay readable. Not here: what they mean.

use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// A value as bytes. New variants only at the end.
#[derive(Serialize, Deserialize)]
enum WireValue<'a> {
    Text(&'a str),
    Integer(i64),
    Day(WireDay),
    YesNo(bool),
    Choice(u8),
    Amount(i64),
}

/// A day as days since 0000-12-31.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
struct WireDay(i32);

impl<'a> WireValue<'a> {
    fn of(value: &'a Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text),
            Value::Integer(n) => Self::Integer(*n),
            Value::Date(day) => Self::Day(WireDay(day.num_days_from_ce())),
            Value::YesNo(yes) => Self::YesNo(*yes),
            Value::Choice(code) => Self::Choice(*code),
            Value::Amount(money) => Self::Amount(money.fen()),
        }
    }

    fn value<E: serde::de::Error>(self) -> Result<Value, E> {
        Ok(match self {
            Self::Text(text) => Value::Text(text.into()),
            Self::Integer(n) => Value::Integer(n),
            Self::Day(day) => Value::Date(day.day()?),
            Self::YesNo(yes) => Value::YesNo(yes),
            Self::Choice(code) => Value::Choice(code),
            Self::Amount(fen) => Value::Amount(Money::from_fen(fen)),
        })
    }
}

impl WireDay {
    fn day<E: serde::de::Error>(self) -> Result<NaiveDate, E> {
        NaiveDate::from_num_days_from_ce_opt(self.0).ok_or_else(|| E::custom("no such day"))
    }
}

/// `#[serde(with)]` for a [`NaiveDate`].
pub(crate) mod day {
    use jipan_rules::Datelike as _;

    use super::{Deserialize as _, NaiveDate, Serialize as _, WireDay};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's `with` gives a reference")]
    pub(crate) fn serialize<S: serde::Serializer>(
        day: &NaiveDate,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        WireDay(day.num_days_from_ce()).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<NaiveDate, D::Error> {
        WireDay::deserialize(deserializer)?.day()
    }
}

/// `#[serde(with)]` for an `Option<NaiveDate>`.
pub(crate) mod maybe_day {
    use jipan_rules::Datelike as _;

    use super::{Deserialize as _, NaiveDate, Serialize as _, WireDay};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde's `with` gives a reference"
    )]
    pub(crate) fn serialize<S: serde::Serializer>(
        day: &Option<NaiveDate>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        day.map(|day| WireDay(day.num_days_from_ce())).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        Option::<WireDay>::deserialize(deserializer)?.map(WireDay::day).transpose()
    }
}

/// `#[serde(with)]` for a [`Value`].
pub(crate) mod value {
    use super::{Deserialize as _, Serialize as _, Value, WireValue};

    pub(crate) fn serialize<S: serde::Serializer>(
        value: &Value,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        WireValue::of(value).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Value, D::Error> {
        WireValue::deserialize(deserializer)?.value()
    }
}

/// `#[serde(with)]` for an `Option<Value>`.
pub(crate) mod maybe_value {
    use super::{Deserialize as _, Serialize as _, Value, WireValue};

    #[expect(clippy::ref_option, reason = "serde's `with` gives a reference to the field")]
    pub(crate) fn serialize<S: serde::Serializer>(
        value: &Option<Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_ref().map(WireValue::of).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Value>, D::Error> {
        Option::<WireValue<'de>>::deserialize(deserializer)?.map(WireValue::value).transpose()
    }
}

/// `#[serde(with)]` for the fields of a new customer.
pub(crate) mod fields {
    use super::{Deserialize as _, FieldId, Value, WireValue};

    pub(crate) fn serialize<S: serde::Serializer>(
        values: &[(FieldId, Value)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(|(field, value)| (field.0, WireValue::of(value))))
    }

    pub(crate) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(FieldId, Value)>, D::Error> {
        let wire = Vec::<(u16, WireValue<'de>)>::deserialize(deserializer)?;
        wire.into_iter().map(|(field, value)| Ok((FieldId(field), value.value()?))).collect()
    }
}
