//! Stamps and the clock that makes them: who wrote later. Not here: the wall clock, which is an
//! argument.

use jipan_rules::values::ids::ReplicaId;
use serde::{Deserialize, Serialize};

/// Largest milliseconds a stamp can carry (48 bits, the year 10889).
const MS_MAX: u64 = (1 << 48) - 1;

/// Instant of a change by a hybrid logical clock. Of two writes to one field the greater stamp
/// wins; stamps of one clock strictly increase, whatever the wall clock does. OURS
///
/// Ordered by milliseconds, then counter, then replica; its 16 bytes sort the same way.
///
/// ```
/// use jipan_book::Stamp;
/// use jipan_rules::values::ids::ReplicaId;
/// let early = Stamp::new(1_000, 7, ReplicaId::new(2));
/// let late = Stamp::new(1_001, 0, ReplicaId::new(1));
/// assert!(early < late && early.to_bytes() < late.to_bytes());
/// assert_eq!(Stamp::from_bytes(late.to_bytes()), late);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[u8; 16]", into = "[u8; 16]")]
pub struct Stamp {
    ms: u64,
    counter: u16,
    replica: ReplicaId,
}

impl Stamp {
    /// A stamp of these parts; milliseconds beyond 48 bits are cut to the largest.
    pub fn new(ms: u64, counter: u16, replica: ReplicaId) -> Self {
        Self { ms: ms.min(MS_MAX), counter, replica }
    }

    /// Before every other stamp.
    pub fn zero() -> Self {
        Self::new(0, 0, ReplicaId::new(0))
    }

    /// Milliseconds since 1970, as the clock had them.
    pub fn ms(self) -> u64 {
        self.ms
    }

    /// Tells changes of one millisecond apart.
    pub fn counter(self) -> u16 {
        self.counter
    }

    /// The device and tab that made the stamp.
    pub fn replica(self) -> ReplicaId {
        self.replica
    }

    /// 48 bits of milliseconds, 16 of counter, 64 of replica, all big-endian.
    pub fn to_bytes(self) -> [u8; 16] {
        let head = (self.ms << 16) | u64::from(self.counter);
        ((u128::from(head) << 64) | u128::from(self.replica.number())).to_be_bytes()
    }

    /// Reads [`Self::to_bytes`]. Every 16 bytes are a stamp.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        let [head @ .., _, _, _, _, _, _, _, _] = bytes;
        let [_, _, _, _, _, _, _, _, replica @ ..] = bytes;
        let head = u64::from_be_bytes(head);
        Self {
            ms: head >> 16,
            counter: u16::try_from(head & 0xFFFF).unwrap_or(u16::MAX),
            replica: ReplicaId::new(u64::from_be_bytes(replica)),
        }
    }
}

impl From<[u8; 16]> for Stamp {
    fn from(bytes: [u8; 16]) -> Self {
        Self::from_bytes(bytes)
    }
}

impl From<Stamp> for [u8; 16] {
    fn from(stamp: Stamp) -> Self {
        stamp.to_bytes()
    }
}

/// Makes stamps that strictly increase, even if the wall clock stands still or jumps back. Never
/// fails: a full counter borrows the next millisecond. OURS
///
/// ```
/// use jipan_book::{Clock, Stamp};
/// use jipan_rules::values::ids::ReplicaId;
/// let mut clock = Clock::new(Stamp::zero());
/// let first = clock.tick(5_000, ReplicaId::new(1));
/// let second = clock.tick(4_000, ReplicaId::new(1));
/// assert!(first < second);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    last: Stamp,
}

impl Clock {
    /// A clock that goes on after `last`, the floor kept in storage.
    pub fn new(last: Stamp) -> Self {
        Self { last }
    }

    /// The greatest stamp made or seen.
    pub fn last(&self) -> Stamp {
        self.last
    }

    /// The stamp of a change made at `now_ms` (milliseconds since 1970).
    #[must_use = "a stamp that is not used is a gap in the order"]
    pub fn tick(&mut self, now_ms: u64, replica: ReplicaId) -> Stamp {
        let last = self.last;
        let stamp = if now_ms > last.ms {
            Stamp::new(now_ms, 0, replica)
        } else {
            match last.counter.checked_add(1) {
                Some(counter) => Stamp::new(last.ms, counter, replica),
                None => Stamp::new(last.ms + 1, 0, replica),
            }
        };
        self.last = self.last.max(stamp);
        stamp
    }

    /// Takes note of a stamp made elsewhere, so that the next one here comes after it.
    pub fn observe(&mut self, stamp: Stamp) {
        self.last = self.last.max(stamp);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stamps_of_a_clock_strictly_increase_whatever_the_wall_clock_does(
            steps in prop::collection::vec((0_u64..50, any::<bool>(), 0_u64..60, any::<u16>()), 1..200),
        ) {
            let mut clock = Clock::new(Stamp::zero());
            let mut last = Stamp::zero();
            for (now_ms, from_elsewhere, ms, counter) in steps {
                if from_elsewhere {
                    let seen = Stamp::new(ms, counter, ReplicaId::new(9));
                    clock.observe(seen);
                    last = last.max(seen);
                }
                let stamp = clock.tick(now_ms, ReplicaId::new(1));
                prop_assert!(stamp > last);
                last = stamp;
            }
        }

        #[test]
        fn stamps_sort_like_their_bytes(a in any::<[u8; 16]>(), b in any::<[u8; 16]>()) {
            let (left, right) = (Stamp::from_bytes(a), Stamp::from_bytes(b));
            prop_assert_eq!(left.cmp(&right), a.cmp(&b));
            prop_assert_eq!(left.to_bytes(), a);
        }
    }

    #[test]
    fn a_full_counter_borrows_the_next_millisecond() {
        let mut clock = Clock::new(Stamp::new(7, u16::MAX, ReplicaId::new(1)));
        assert_eq!(clock.tick(7, ReplicaId::new(1)), Stamp::new(8, 0, ReplicaId::new(1)));
    }

    #[test]
    fn a_burst_within_one_millisecond_never_repeats_a_stamp() {
        let mut clock = Clock::new(Stamp::zero());
        let mut last = Stamp::zero();
        for _ in 0..70_000 {
            let stamp = clock.tick(1, ReplicaId::new(1));
            assert!(stamp > last);
            last = stamp;
        }
    }
}
