//! What whoever froze a plan had seen of it, as text: the changes by which all of it was written last, by who
//! made them. Not here: which changes these are, and what a plan reads by them.

use core::fmt::{self, Write as _};
use std::collections::BTreeMap;

use crate::values::ids::ReplicaId;

/// Most characters of the text: a plan of which each cell was typed between other work takes about 4 000. `OURS`
pub const SEEN_CHARS_MAX: usize = 16_000;

/// Changes, by the tablet and tab that made them: runs of numbers, the first and the last of each.
///
/// Kept as the value of [`super::BudgetField::PlanFrozen`]: `1`, then for each tablet its number in
/// hexadecimal digits and its runs. Text of the older form, a `1` alone, names none. `OURS`
///
/// ```
/// use jipan_rules::budget::Seen;
/// use jipan_rules::values::ids::ReplicaId;
/// let [one, two] = [0x1a05, 0x2b00].map(ReplicaId::new);
/// let seen = Seen::of([(two, 7), (one, 3), (one, 1), (one, 2), (one, 9)]);
/// assert_eq!(seen.to_string(), "1;1a05:1-3,9;2b00:7");
/// assert_eq!(Seen::parse("1;1a05:1-3,9;2b00:7"), Some(seen.clone()));
/// assert!(seen.covers(one, 2) && !seen.covers(one, 4) && !seen.covers(two, 2));
/// assert_eq!(Seen::parse("1"), None, "that says only when");
/// assert_eq!(Seen::parse("1;1a05:3-1"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen(BTreeMap<ReplicaId, Vec<(u64, u64)>>);

impl Seen {
    /// These changes, each named by who made it and its number there. What is too long to be told is told
    /// with what lies between: of each tablet all from the first to the last.
    ///
    /// ```
    /// use jipan_rules::budget::{SEEN_CHARS_MAX, Seen};
    /// use jipan_rules::values::ids::ReplicaId;
    /// let one = ReplicaId::new(0x1a05);
    /// let odd = Seen::of((0..20_000).map(|n| (one, 2 * n + 1)));
    /// assert_eq!(odd.to_string(), "1;1a05:1-39999");
    /// assert!(odd.to_string().len() <= SEEN_CHARS_MAX);
    /// ```
    pub fn of(changes: impl IntoIterator<Item = (ReplicaId, u64)>) -> Self {
        let mut by_replica: BTreeMap<ReplicaId, Vec<u64>> = BTreeMap::new();
        for (replica, seq) in changes {
            by_replica.entry(replica).or_default().push(seq);
        }
        let runs = by_replica.into_iter().map(|(replica, mut seqs)| {
            seqs.sort_unstable();
            (replica, runs_of(&seqs))
        });
        let exact = Self(runs.collect());
        if exact.to_string().len() > SEEN_CHARS_MAX { exact.widened() } else { exact }
    }

    /// Reads what is kept; `None` where it names no changes, or is no such text.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("1;")?;
        let mut seen = BTreeMap::new();
        for of_replica in rest.split(';').filter(|it| !it.is_empty()) {
            let (replica, runs) = of_replica.split_once(':')?;
            let replica = ReplicaId::new(u64::from_str_radix(replica, 16).ok()?);
            let runs = runs.split(',').map(run_of).collect::<Option<Vec<_>>>()?;
            if seen.insert(replica, runs).is_some() {
                return None;
            }
        }
        Some(Self(seen))
    }

    /// Whether a change is among them.
    pub fn covers(&self, replica: ReplicaId, seq: u64) -> bool {
        let runs = self.0.get(&replica);
        runs.is_some_and(|runs| runs.iter().any(|(first, last)| (*first..=*last).contains(&seq)))
    }

    /// The same with some changes under other names: those that were made again because another tablet wrote
    /// under theirs. What is under the old names is of that tablet, and was not seen.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use jipan_rules::budget::Seen;
    /// use jipan_rules::values::ids::ReplicaId;
    /// let [one, two] = [0x1a05, 0x2b00].map(ReplicaId::new);
    /// let seen = Seen::parse("1;1a05:1-5").unwrap();
    /// let anew = BTreeMap::from([((one, 2), (two, 1)), ((one, 5), (two, 2))]);
    /// assert_eq!(seen.renamed(&anew).to_string(), "1;1a05:1,3-4;2b00:1-2");
    /// ```
    #[must_use]
    pub fn renamed(&self, anew: &BTreeMap<(ReplicaId, u64), (ReplicaId, u64)>) -> Self {
        let mut seen: BTreeMap<ReplicaId, Vec<(u64, u64)>> = BTreeMap::new();
        for (replica, runs) in &self.0 {
            for (first, last) in runs {
                let mut from = Some(*first);
                for ((_, seq), (to, n)) in anew.range((*replica, *first)..=(*replica, *last)) {
                    if let Some(begin) = from.filter(|it| it < seq) {
                        seen.entry(*replica).or_default().push((begin, seq.saturating_sub(1)));
                    }
                    seen.entry(*to).or_default().push((*n, *n));
                    from = seq.checked_add(1);
                }
                if let Some(begin) = from.filter(|it| it <= last) {
                    seen.entry(*replica).or_default().push((begin, *last));
                }
            }
        }
        let exact = Self(seen.into_iter().map(|(of, runs)| (of, joined(runs))).collect());
        if exact.to_string().len() > SEEN_CHARS_MAX { exact.widened() } else { exact }
    }

    fn widened(self) -> Self {
        let whole = |runs: Vec<(u64, u64)>| {
            let first = runs.iter().map(|(first, _)| *first).min();
            let last = runs.iter().map(|(_, last)| *last).max();
            first.zip(last).into_iter().collect()
        };
        Self(self.0.into_iter().map(|(replica, runs)| (replica, whole(runs))).collect())
    }
}

/// Numbers in their order as runs of numbers that follow on each other.
fn runs_of(seqs: &[u64]) -> Vec<(u64, u64)> {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for seq in seqs {
        match runs.last_mut() {
            Some((_, last)) if *seq <= last.saturating_add(1) => *last = *seq,
            Some(_) | None => runs.push((*seq, *seq)),
        }
    }
    runs
}

/// Runs in any order as runs that do not touch each other.
fn joined(mut all: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    all.sort_unstable();
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for (first, last) in all {
        match runs.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            Some(_) | None => runs.push((first, last)),
        }
    }
    runs
}

/// One run as it is written.
fn run_of(text: &str) -> Option<(u64, u64)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let run: (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    (run.0 <= run.1).then_some(run)
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("1")?;
        if self.0.is_empty() {
            return f.write_char(';');
        }
        for (replica, runs) in &self.0 {
            write!(f, ";{:x}", replica.number())?;
            for (idx, (first, last)) in runs.iter().enumerate() {
                f.write_char(if idx == 0 { ':' } else { ',' })?;
                if first == last {
                    write!(f, "{first}")?;
                } else {
                    write!(f, "{first}-{last}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_that_lists_no_changes_is_none() {
        for text in ["", "1", "0", "1;1a05", "1;1a05:", "1;1a05:x", "1;zz:1", "1;1:1;1:2", "2;1:1"]
        {
            assert_eq!(Seen::parse(text), None, "{text}");
        }
        assert_eq!(Seen::parse("1;"), Some(Seen::default()), "who had seen nothing says so");
    }

    proptest! {
        #[test]
        fn exactly_what_was_seen_is_covered_after_a_round_trip(
            seen in prop::collection::btree_set((0_u64..4, 1_u64..40), 0..60),
        ) {
            let told = Seen::of(seen.iter().map(|(by, seq)| (ReplicaId::new(*by), *seq)));
            prop_assert_eq!(Seen::parse(&told.to_string()), Some(told.clone()));
            for by in 0..5 {
                for seq in 0..42 {
                    let is_seen = seen.contains(&(by, seq));
                    prop_assert_eq!(told.covers(ReplicaId::new(by), seq), is_seen);
                }
            }
        }
    }
}
