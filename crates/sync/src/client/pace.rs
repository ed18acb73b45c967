//! When the endpoint is asked again, and how much at once. Not here: the clock and chance.

use crate::wire::PUSH_CHANGES_MAX;

/// The first wait after a failure. OURS
const WAIT_MILLIS_MIN: u64 = 1_000;
/// The longest wait. OURS
const WAIT_MILLIS_MAX: u64 = 5 * 60_000;

/// How the tablet holds back while the endpoint cannot be reached.
///
/// ```
/// use jipan_sync::client::Pace;
/// let mut pace = Pace::default();
/// pace.failed(10_000, u16::MAX);
/// assert!(!pace.is_due(10_500));
/// assert_eq!(pace.wait_millis(10_000), 1_000);
/// pace.reset();
/// assert!(pace.is_due(10_500));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    n_failures: u32,
    not_before_ms: u64,
    n_changes_max: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { n_failures: 0, not_before_ms: 0, n_changes_max: PUSH_CHANGES_MAX }
    }
}

impl Pace {
    /// A call failed at `now_ms`. The waits double, from one second to five minutes; `chance` takes
    /// up to half of each away, so that a company does not come back at one moment.
    pub fn failed(&mut self, now_ms: u64, chance: u16) {
        let whole = WAIT_MILLIS_MIN << self.n_failures.min(16);
        let whole = whole.min(WAIT_MILLIS_MAX);
        let share = whole / 2 * u64::from(chance) / u64::from(u16::MAX);
        self.n_failures = self.n_failures.saturating_add(1);
        self.not_before_ms = now_ms.saturating_add(whole / 2).saturating_add(share);
    }

    /// A call was answered.
    pub fn succeeded(&mut self) {
        (self.n_failures, self.not_before_ms) = (0, 0);
        self.n_changes_max = (self.n_changes_max.saturating_mul(2)).min(PUSH_CHANGES_MAX);
    }

    /// Somebody did something, the network came, the page is looked at: it is worth a try.
    pub fn reset(&mut self) {
        (self.n_failures, self.not_before_ms) = (0, 0);
    }

    /// What was said was too much for somebody on the way.
    pub fn too_much(&mut self, n_changes: usize) {
        self.n_changes_max = (n_changes / 2).max(1);
    }

    /// Most changes in the next request, from 1 to [`PUSH_CHANGES_MAX`].
    pub fn n_changes_max(&self) -> usize {
        self.n_changes_max
    }

    /// Whether it may be tried now.
    pub fn is_due(&self, now_ms: u64) -> bool {
        self.wait_millis(now_ms) == 0
    }

    /// How long to wait. A clock that was set back makes no wait longer than five minutes.
    pub fn wait_millis(&self, now_ms: u64) -> u64 {
        self.not_before_ms.saturating_sub(now_ms).min(WAIT_MILLIS_MAX)
    }

    /// How often it failed since it last succeeded.
    pub fn n_failures(&self) -> u32 {
        self.n_failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_wait_is_shorter_than_half_a_second_or_longer_than_five_minutes(
            n in 1_usize..40, chance in any::<u16>(), now_ms in 0_u64..1 << 45,
        ) {
            let mut pace = Pace::default();
            for _ in 0..n {
                pace.failed(now_ms, chance);
            }
            let wait = pace.wait_millis(now_ms);
            prop_assert!((500..=300_000).contains(&wait), "{wait}");
            prop_assert!(pace.is_due(now_ms + wait));
        }

        #[test]
        fn waits_grow_until_the_endpoint_answers(n in 1_usize..8) {
            let mut pace = Pace::default();
            let mut last = 0;
            for _ in 0..n {
                pace.failed(0, 0);
                prop_assert!(pace.wait_millis(0) > last);
                last = pace.wait_millis(0);
            }
            pace.succeeded();
            prop_assert!(pace.is_due(0));
        }
    }

    #[test]
    fn a_clock_that_was_set_back_by_a_year_does_not_silence_the_tablet() {
        let mut pace = Pace::default();
        pace.failed(1 << 41, 0);
        assert!(pace.wait_millis(0) <= 300_000);
    }

    #[test]
    fn a_push_that_was_too_much_is_halved_until_one_change_is_left() {
        let mut pace = Pace::default();
        pace.too_much(5);
        assert_eq!(pace.n_changes_max(), 2);
        pace.too_much(1);
        assert_eq!(pace.n_changes_max(), 1);
        pace.succeeded();
        assert_eq!(pace.n_changes_max(), 2);
    }
}
