//! How days are written inside facts: as days since 0000-12-31, like the rest of a book, whatever other
//! crates derive. Not here: what they mean.

use chrono::NaiveDate;

/// `#[serde(with)]` for a [`NaiveDate`].
pub(crate) mod day {
    use chrono::{Datelike as _, NaiveDate};
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's `with` gives a reference")]
    pub(crate) fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        day.num_days_from_ce().serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        super::day_of(i32::deserialize(from)?)
    }
}

/// `#[serde(with)]` for an `Option<NaiveDate>`.
pub(crate) mod maybe_day {
    use chrono::{Datelike as _, NaiveDate};
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde's `with` gives a reference"
    )]
    pub(crate) fn serialize<S: Serializer>(
        day: &Option<NaiveDate>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        day.map(|day| day.num_days_from_ce()).serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        Option::<i32>::deserialize(from)?.map(super::day_of).transpose()
    }
}

fn day_of<E: serde::de::Error>(n: i32) -> Result<NaiveDate, E> {
    NaiveDate::from_num_days_from_ce_opt(n).ok_or_else(|| E::custom("no such day"))
}
