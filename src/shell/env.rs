//! Where time and ids come from: the clocks and the random source of the device. Not here: their use.

use jipan_app::{Env, IdSource};
use jipan_rules::{DateTime, NaiveDate, Utc};

/// The world at this moment.
pub(crate) fn fresh() -> Env {
    Env { now: now(), today: today(), ids: IdSource::new(fresh_id) }
}

/// The instant.
#[expect(clippy::disallowed_methods, reason = "the clock enters here")]
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The civil day where the device is.
pub(crate) fn today() -> NaiveDate {
    local_now().date_naive()
}

/// The time on the wall where the device is.
#[expect(clippy::disallowed_methods, reason = "the clock enters here")]
pub(crate) fn local_now() -> DateTime<chrono::Local> {
    chrono::Local::now()
}

/// An id that sorts after those before it.
#[expect(clippy::disallowed_methods, reason = "the random source enters here")]
pub(crate) fn fresh_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}
