//! The list of photos of which nothing is to be sent, as a row. Not here: what is on it.

use std::collections::BTreeSet;

use jipan_rules::Uuid;

/// The layout of the list: this byte, the epoch, then names. It is one that every version restores.
const LAYOUT: u8 = 1;
/// Bytes of an id.
const ID_BYTES: usize = 16;

/// Photos of which nothing is to be sent from here: they were sent, came from there, or lie elsewhere.
#[derive(Debug)]
pub(super) struct Done {
    /// The making of the endpoint's database that has them. One that was restored is sent all anew.
    pub(super) epoch: Uuid,
    pub(super) names: BTreeSet<Uuid>,
}

impl Done {
    /// Reads [`Self::row`]; empty where there is none, or one of another epoch.
    pub(super) fn of(row: Option<&[u8]>, epoch: Uuid) -> Self {
        let ids = row.and_then(|it| it.strip_prefix(&[LAYOUT])).unwrap_or_default();
        let (ids, _) = ids.as_chunks::<ID_BYTES>();
        let mut ids = ids.iter().copied().map(Uuid::from_bytes);
        let names = if ids.next() == Some(epoch) { ids.collect() } else { BTreeSet::new() };
        Self { epoch, names }
    }

    /// The list as a row.
    pub(super) fn row(&self) -> Vec<u8> {
        let ids = core::iter::once(&self.epoch).chain(&self.names);
        core::iter::once(LAYOUT).chain(ids.flat_map(|id| *id.as_bytes())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_written_and_that_of_another_epoch_is_empty() {
        let ids = [7_u128, 1, u128::MAX].map(Uuid::from_u128);
        let list = Done { epoch: Uuid::from_u128(9), names: ids.into_iter().collect() };
        let row = list.row();
        assert_eq!(row.first(), Some(&LAYOUT));
        assert_eq!(Done::of(Some(&row), list.epoch).names, list.names);
        assert_eq!(Done::of(Some(&row), Uuid::from_u128(8)).names.len(), 0);
        assert_eq!(Done::of(None, list.epoch).names.len(), 0);
        assert_eq!(Done::of(Some(&[2, 1, 1]), list.epoch).names.len(), 0);
    }
}
