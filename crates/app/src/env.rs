//! What the world gives to one step: the time, the day, fresh ids. Not here: where they come from.

use jipan_rules::{DateTime, NaiveDate, Utc, Uuid};

/// The world as one call of `update` sees it. Seeded in tests.
#[derive(Debug)]
pub struct Env {
    /// The instant of the event.
    pub now: DateTime<Utc>,
    /// The civil day on the device.
    pub today: NaiveDate,
    /// Where fresh ids come from.
    pub ids: IdSource,
}

impl Env {
    /// Milliseconds since 1970, never negative.
    pub fn now_millis(&self) -> u64 {
        u64::try_from(self.now.timestamp_millis()).unwrap_or(0)
    }
}

/// A source of fresh ids, time-ordered in the shell, counted in tests.
pub struct IdSource(Box<dyn FnMut() -> Uuid>);

impl IdSource {
    /// Wraps a function that gives a new id at each call.
    pub fn new(next: impl FnMut() -> Uuid + 'static) -> Self {
        Self(Box::new(next))
    }

    /// A fresh id.
    pub fn fresh(&mut self) -> Uuid {
        (self.0)()
    }
}

impl core::fmt::Debug for IdSource {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("IdSource")
    }
}
