//! Who recommended whom, in chains. Not here: how it looks.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jipan_book::sorting::sort_by_key;
use jipan_rules::values::ids::CustomerId;

use crate::view::ChainRow;

/// So many rows of chains are given. `OURS`
const N_CHAINED: usize = 100;

/// Who recommended whom.
#[derive(Debug, Default)]
pub(super) struct Chains {
    by: BTreeMap<CustomerId, Recommended>,
    /// All who were recommended by somebody else.
    referred: BTreeSet<CustomerId>,
}

/// What a customer recommended.
#[derive(Debug, Default)]
struct Recommended {
    n: usize,
    n_closed: usize,
    whom: BTreeSet<CustomerId>,
}

impl Chains {
    /// An opportunity of a customer that another one recommended.
    pub(super) fn add(&mut self, by: CustomerId, whom: CustomerId, is_closed: bool) {
        let it = self.by.entry(by).or_default();
        it.n = it.n.saturating_add(1);
        it.n_closed = it.n_closed.saturating_add(usize::from(is_closed));
        // Who recommended itself, as two that were merged did, begins no chain by that.
        if by != whom {
            it.whom.insert(whom);
            self.referred.insert(whom);
        }
    }

    /// The rows, each customer once: first whoever recommended most without having been recommended; who
    /// recommended one another in a circle come last. And how many rows are not given.
    pub(super) fn rows(&self) -> (Vec<ChainRow>, usize) {
        let mut firsts: Vec<CustomerId> = self.by.keys().copied().collect();
        sort_by_key(&mut firsts, |id| (self.referred.contains(id), self.rank(*id)));
        let (mut seen, mut rows, mut n_all) = (BTreeSet::new(), Vec::new(), 0_usize);
        let mut next: Vec<(CustomerId, u8)> = Vec::new();
        for first in firsts {
            next.push((first, 0));
            while let Some((id, depth)) = next.pop() {
                if !seen.insert(id) {
                    continue;
                }
                n_all = n_all.saturating_add(1);
                if rows.len() < N_CHAINED {
                    rows.push(self.row(id, depth));
                }
                let mut whom: Vec<CustomerId> = self.whom(id).collect();
                sort_by_key(&mut whom, |id| Reverse(self.rank(*id)));
                next.extend(whom.into_iter().map(|id| (id, depth.saturating_add(1))));
            }
        }
        let n_more = n_all.saturating_sub(rows.len());
        (rows, n_more)
    }

    fn whom(&self, id: CustomerId) -> impl Iterator<Item = CustomerId> {
        self.by.get(&id).into_iter().flat_map(|it| it.whom.iter().copied())
    }

    /// Who recommended most comes first.
    fn rank(&self, id: CustomerId) -> (Reverse<usize>, CustomerId) {
        (Reverse(self.by.get(&id).map(|it| it.n).unwrap_or_default()), id)
    }

    fn row(&self, customer: CustomerId, depth: u8) -> ChainRow {
        let it = self.by.get(&customer);
        ChainRow {
            customer,
            name: String::new(),
            depth,
            n_referred: it.map(|it| it.n).unwrap_or_default(),
            n_closed: it.map(|it| it.n_closed).unwrap_or_default(),
            n_below: self.n_below(customer),
        }
    }

    /// All that it recommended, and those whom they recommended, and so on.
    fn n_below(&self, id: CustomerId) -> usize {
        let mut below = BTreeSet::from([id]);
        let mut next = vec![id];
        while let Some(of) = next.pop() {
            next.extend(self.whom(of).filter(|whom| below.insert(*whom)));
        }
        below.len().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use jipan_rules::Uuid;

    use super::*;

    fn id(n: u128) -> CustomerId {
        CustomerId::new(Uuid::from_u128(n))
    }

    fn told(chains: &Chains) -> Vec<(u128, u8, usize, usize)> {
        let rows = chains.rows().0;
        let told = rows.iter().map(|it| (it.customer.uuid().as_u128(), it.depth));
        told.zip(&rows).map(|((id, depth), it)| (id, depth, it.n_referred, it.n_below)).collect()
    }

    #[test]
    fn each_is_followed_by_those_it_recommended_and_who_recommended_most_comes_first() {
        let mut chains = Chains::default();
        for (by, whom) in [(7, 8), (1, 2), (1, 3), (2, 4), (4, 5), (2, 4)] {
            chains.add(id(by), id(whom), whom == 4);
        }
        let expected = [
            (1, 0, 2, 4),
            (2, 1, 2, 2),
            (4, 2, 1, 1),
            (5, 3, 0, 0),
            (3, 1, 0, 0),
            (7, 0, 1, 1),
            (8, 1, 0, 0),
        ];
        assert_eq!(told(&chains), expected);
        assert_eq!(chains.rows().0[1].n_closed, 2);
    }

    #[test]
    fn a_circle_ends_and_who_recommended_itself_begins_no_chain() {
        let mut chains = Chains::default();
        for (by, whom) in [(1, 2), (2, 3), (3, 1), (9, 9)] {
            chains.add(id(by), id(whom), false);
        }
        assert_eq!(told(&chains), [(9, 0, 1, 0), (1, 0, 1, 2), (2, 1, 1, 2), (3, 2, 1, 2)]);
    }

    #[test]
    fn of_a_long_chain_the_rest_is_counted() {
        let mut chains = Chains::default();
        for n in 0..5_000 {
            chains.add(id(n), id(n + 1), false);
        }
        let (rows, n_more) = chains.rows();
        assert_eq!((rows.len(), n_more, rows[0].n_below), (100, 4_901, 5_000));
    }
}
