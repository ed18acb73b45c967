//! How often one address or one device may ask: a bucket of tokens for each. Not here: what is
//! answered to who asks too often.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Most callers that are remembered. Beyond it those that have not asked for long are forgotten, and
/// if there are none, all others share one bucket.
const CALLERS_MAX: usize = 4_096;

/// So many at once, and one more after each interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    /// Requests at once.
    pub(crate) burst: u32,
    /// Until one more is allowed.
    pub(crate) every: Duration,
}

/// The buckets of one kind of caller.
#[derive(Debug)]
pub(crate) struct Limit {
    rate: Rate,
    /// Of each caller, when its bucket will be full again.
    full_at: Mutex<BTreeMap<[u8; 16], Instant>>,
}

/// Too many: ask again after this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooOften(pub(crate) Duration);

impl Limit {
    /// Nobody has asked yet.
    pub(crate) fn new(rate: Rate) -> Self {
        Self { rate, full_at: Mutex::default() }
    }

    /// Takes one token of this caller.
    pub(crate) fn take(&self, caller: [u8; 16], now: Instant) -> Result<(), TooOften> {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let caller = known(&mut full_at, caller, now);
        let full = full_at.get(&caller).copied().unwrap_or(now).max(now);
        // A bucket is empty when it would take the whole burst to fill it.
        let after = full.checked_add(self.rate.every).unwrap_or(full);
        let whole = self.rate.every.saturating_mul(self.rate.burst);
        let missing = after.duration_since(now);
        if missing > whole {
            return Err(TooOften(missing.saturating_sub(whole)));
        }
        full_at.insert(caller, after);
        Ok(())
    }
}

/// The bucket of a caller: its own while there is room.
fn known(full_at: &mut BTreeMap<[u8; 16], Instant>, caller: [u8; 16], now: Instant) -> [u8; 16] {
    if full_at.len() < CALLERS_MAX || full_at.contains_key(&caller) {
        return caller;
    }
    full_at.retain(|_, full| *full > now);
    if full_at.len() < CALLERS_MAX { caller } else { [0; 16] }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{CALLERS_MAX, Limit, Rate, TooOften};

    fn limit() -> Limit {
        Limit::new(Rate { burst: 3, every: Duration::from_secs(10) })
    }

    #[test]
    fn a_burst_is_allowed_and_then_one_after_each_interval() {
        let (limit, start) = (limit(), Instant::now());
        for _ in 0..3 {
            assert_eq!(limit.take([1; 16], start), Ok(()));
        }
        assert_eq!(limit.take([1; 16], start), Err(TooOften(Duration::from_secs(10))));
        assert_eq!(limit.take([2; 16], start), Ok(()), "another caller has a bucket of its own");
        let later = start + Duration::from_secs(10);
        assert_eq!(limit.take([1; 16], later), Ok(()));
        assert!(limit.take([1; 16], later).is_err());
        let much_later = start + Duration::from_secs(1_000);
        for _ in 0..3 {
            assert_eq!(limit.take([1; 16], much_later), Ok(()));
        }
        assert!(limit.take([1; 16], much_later).is_err(), "a full bucket does not overflow");
    }

    #[test]
    fn callers_without_end_take_no_memory_without_end() {
        let (limit, start) = (limit(), Instant::now());
        for n in 0..3 * CALLERS_MAX {
            _ = limit.take(u128::try_from(n).unwrap().to_be_bytes(), start);
        }
        assert!(limit.full_at.lock().unwrap().len() <= CALLERS_MAX + 1);
        assert!(limit.take([9; 16], start).is_err(), "they share one bucket");
        let later = start + Duration::from_mins(1);
        assert_eq!(limit.take([9; 16], later), Ok(()), "those that are full are forgotten");
    }
}
