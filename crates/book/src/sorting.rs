//! One sort for every list that is not a whole book. That of the standard library is compiled anew
//! for each kind of list, at some 6 kB each; of this one only the moving is. Not here: an order.

use std::cmp::Ordering;

use crate::arena::Row;

/// Sorts a list; what is equal stays in its order. Where a whole book is sorted, the sort of the
/// standard library takes a third of the time.
///
/// ```
/// let mut list = ["c", "ab", "a"];
/// jipan_book::sorting::sort_by(&mut list, |one, other| one.len().cmp(&other.len()));
/// assert_eq!(list, ["c", "a", "ab"]);
/// ```
pub fn sort_by<T>(list: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order = {
        let at = |place: u32| usize::try_from(place).ok().and_then(|idx| list.get(idx));
        sorted(list.len(), &mut |one, other| match (at(one), at(other)) {
            (Some(one), Some(other)) => compare(one, other),
            (_, _) => Ordering::Equal,
        })
    };
    // Each place takes what belongs to it, along the circles of places that exchange theirs.
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at) {
            let from = std::mem::replace(from, at);
            if from == start {
                break;
            }
            list.swap(at, from);
            at = from;
        }
    }
}

/// Sorts a list by a key of each; what has an equal key stays in its order.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts a list by itself.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Puts items into a map or set one by one. `collect` would sort them first, by the sort of the
/// standard library, which is compiled for each kind of map.
pub fn gathered<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}

/// Sorts rows of a whole book, or places of a list, by a number of each and then by themselves.
pub fn sort_rows(list: &mut [(u64, Row)]) {
    list.sort_unstable();
}

/// The places from 0 to `n`, sorted by merging runs of growing length.
fn sorted(n: usize, compare: &mut dyn FnMut(u32, u32) -> Ordering) -> Vec<usize> {
    let mut runs: Vec<u32> = (0..).take(n).collect();
    let mut merged = Vec::with_capacity(n);
    let mut len = 1;
    while len < n {
        for pair in runs.chunks(len * 2) {
            merge(pair.split_at(len.min(pair.len())), &mut merged, compare);
        }
        std::mem::swap(&mut runs, &mut merged);
        merged.clear();
        len *= 2;
    }
    runs.into_iter().filter_map(|place| usize::try_from(place).ok()).collect()
}

fn merge(
    (mut left, mut right): (&[u32], &[u32]),
    into: &mut Vec<u32>,
    compare: &mut dyn FnMut(u32, u32) -> Ordering,
) {
    // What is in order already stays so with one look.
    if let (Some(&last), Some(&first)) = (left.last(), right.first())
        && compare(first, last).is_lt()
    {
        while let (Some((&one, lefts)), Some((&other, rights))) =
            (left.split_first(), right.split_first())
        {
            if compare(other, one).is_lt() {
                into.push(other);
                right = rights;
            } else {
                into.push(one);
                left = lefts;
            }
        }
    }
    into.extend_from_slice(left);
    into.extend_from_slice(right);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_is_sorted_as_by_the_standard_library(
            list in prop::collection::vec((0_u8..20, any::<u8>()), 0..300),
            n_sorted in 0_usize..300,
        ) {
            let mut list = list;
            let n_sorted = n_sorted.min(list.len());
            list[..n_sorted].sort_unstable();
            let mut wanted = list.clone();
            wanted.sort_by_key(|(key, _)| *key);
            let mut ours = list.clone();
            sort_by_key(&mut ours, |(key, _)| *key);
            prop_assert_eq!(&ours, &wanted, "equal ones stay in their order");
            wanted.sort_unstable();
            sort(&mut ours);
            prop_assert_eq!(ours, wanted);
        }
    }
}
