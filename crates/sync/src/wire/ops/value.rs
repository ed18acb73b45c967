//! Values in JSON: text, whole numbers and yes or no as they are; days, choices and amounts by name.
//! Not here: operations.

use core::fmt;

use jipan_rules::NaiveDate;
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap as _, Serializer};
use serde::{Deserialize, Serialize};

use super::WireError;

/// A value as it is read; one of a newer program is kept apart from what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WireValue {
    /// A value.
    Is(Value),
    /// A form that is not known here.
    Unknown,
}

impl WireValue {
    pub(super) fn of(value: &Value) -> Self {
        Self::Is(value.clone())
    }

    pub(super) fn value(self) -> Result<Value, WireError> {
        match self {
            Self::Is(value) => Ok(value),
            Self::Unknown => Err(WireError::unknown("a value")),
        }
    }
}

impl Serialize for WireValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn named<S: Serializer>(
            serializer: S,
            name: &str,
            value: &impl Serialize,
        ) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(name, value)?;
            map.end()
        }
        match self {
            Self::Is(Value::Text(text)) => serializer.serialize_str(text),
            Self::Is(Value::Integer(n)) => serializer.serialize_i64(*n),
            Self::Is(Value::YesNo(yes)) => serializer.serialize_bool(*yes),
            Self::Is(Value::Date(day)) => named(serializer, "d", &day.to_string()),
            Self::Is(Value::Choice(code)) => named(serializer, "c", code),
            Self::Is(Value::Amount(money)) => named(serializer, "a", &money.fen()),
            Self::Unknown => serializer.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for WireValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = WireValue;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<WireValue, E> {
        Ok(WireValue::Is(Value::Text(text.into())))
    }

    fn visit_bool<E: serde::de::Error>(self, yes: bool) -> Result<WireValue, E> {
        Ok(WireValue::Is(Value::YesNo(yes)))
    }

    fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<WireValue, E> {
        Ok(WireValue::Is(Value::Integer(n)))
    }

    fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<WireValue, E> {
        i64::try_from(n).map_or_else(
            |_| Err(E::custom("too great a number")),
            |n| Ok(WireValue::Is(Value::Integer(n))),
        )
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WireValue, A::Error> {
        let mut found = WireValue::Unknown;
        while let Some(name) = map.next_key::<String>()? {
            let value = match name.as_str() {
                "d" => Some(Value::Date(map.next_value::<Day>()?.0)),
                "c" => Some(Value::Choice(map.next_value()?)),
                "a" => Some(Value::Amount(Money::from_fen(map.next_value()?))),
                _ => {
                    let IgnoredAny = map.next_value()?;
                    None
                }
            };
            if let Some(value) = value {
                found = WireValue::Is(value);
            }
        }
        Ok(found)
    }
}

/// A civil day as `2026-11-26`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day(pub(super) NaiveDate);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Day).map_err(serde::de::Error::custom)
    }
}
