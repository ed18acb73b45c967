//! Pairs that hang together, as one group to look at. Not here: finding pairs.

use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::values::ids::CustomerId;

use super::Pair;
use crate::likeness::Sureness;
use crate::sorting::sort_by_key;

/// Customers that may all be the same shop: each is in a pair with another of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The customers, in the order in which they came in the pairs.
    pub customers: Vec<CustomerId>,
    /// What is alike of which, surest first.
    pub pairs: Vec<Pair>,
}

impl Cluster {
    /// How sure its surest pair is.
    pub fn sureness(&self) -> Option<Sureness> {
        self.pairs.first().map(|pair| pair.sureness)
    }
}

/// Puts pairs that share a customer together. Clusters come in the order of their first pairs, so
/// the surest come first if the pairs are in that order.
pub fn clusters(pairs: impl IntoIterator<Item = Pair>) -> Vec<Cluster> {
    let mut of: BTreeMap<CustomerId, usize> = BTreeMap::new();
    let mut clusters: Vec<Vec<(usize, Pair)>> = Vec::new();
    for (nth, pair) in pairs.into_iter().enumerate() {
        let [one, other] = [pair.one, pair.other].map(|id| of.get(&id).copied());
        let into = match (one, other) {
            (None, None) => {
                clusters.push(Vec::new());
                clusters.len() - 1
            }
            (Some(into), None) | (None, Some(into)) => into,
            (Some(one), Some(other)) if one == other => one,
            (Some(one), Some(other)) => {
                // The shorter list moves, so that no pair moves often.
                let len = |idx: usize| clusters.get(idx).map_or(0, Vec::len);
                let (from, into) = if len(one) < len(other) { (one, other) } else { (other, one) };
                let moved = clusters.get_mut(from).map(std::mem::take).unwrap_or_default();
                for (_, moved) in &moved {
                    of.insert(moved.one, into);
                    of.insert(moved.other, into);
                }
                if let Some(list) = clusters.get_mut(into) {
                    list.extend(moved);
                }
                into
            }
        };
        of.insert(pair.one, into);
        of.insert(pair.other, into);
        if let Some(list) = clusters.get_mut(into) {
            list.push((nth, pair));
        }
    }
    for list in &mut clusters {
        sort_by_key(list, |(nth, _)| *nth);
    }
    clusters.retain(|list| !list.is_empty());
    sort_by_key(&mut clusters, |list| list.first().map(|(nth, _)| *nth));
    clusters.into_iter().map(cluster_of).collect()
}

fn cluster_of(list: Vec<(usize, Pair)>) -> Cluster {
    let pairs: Vec<Pair> = list.into_iter().map(|(_, pair)| pair).collect();
    let mut seen = BTreeSet::new();
    let customers = pairs.iter().flat_map(|pair| [pair.one, pair.other]);
    Cluster { customers: customers.filter(|id| seen.insert(*id)).collect(), pairs }
}
