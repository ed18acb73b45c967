//! When time makes something due, so that not every event asks for the same. Not here: how long the waits are.

/// A clock that runs, or none.
#[derive(Debug, Default)]
pub(super) struct Timer {
    /// When it rings.
    at_ms: Option<u64>,
}

impl Timer {
    /// It is to ring so long from now; none where it rings no later than that.
    pub(super) fn set(&mut self, wait_ms: u64, now_ms: u64) -> Option<u32> {
        let at = now_ms.saturating_add(wait_ms);
        if self.at_ms.is_some_and(|it| it <= at) {
            return None;
        }
        self.at_ms = Some(at);
        Some(u32::try_from(wait_ms).unwrap_or(u32::MAX))
    }

    /// It rang.
    pub(super) fn rang(&mut self) {
        self.at_ms = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_sooner_is_not_hidden_by_what_is_due_later() {
        let mut timer = Timer::default();
        assert_eq!(timer.set(300_000, 0), Some(300_000));
        assert_eq!(timer.set(300_000, 10), None, "it rings before that");
        assert_eq!(timer.set(1_000, 10), Some(1_000));
        timer.rang();
        assert_eq!(timer.set(300_000, 1_010), Some(300_000));
    }
}
