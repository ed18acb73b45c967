//! What a file says with more decimals than a field keeps, counted over what comes in.

use std::collections::BTreeMap;

use jipan_book::sheet::Rounded;
use jipan_rules::schema::FieldId;

/// By field how many values were rounded, and by how much in all.
#[derive(Debug, Default)]
pub(crate) struct Roundings(BTreeMap<FieldId, (u32, i64)>);

impl Roundings {
    /// Counts one value.
    pub(super) fn add(&mut self, field: FieldId, more: i64) {
        let (n, sum) = self.0.entry(field).or_default();
        (*n, *sum) = (n.saturating_add(1), sum.saturating_add(more));
    }

    /// Counts those of a record.
    pub(super) fn add_all(&mut self, rounded: &[(FieldId, i64)]) {
        for (field, more) in rounded {
            self.add(*field, *more);
        }
    }

    pub(super) fn into_list(self) -> Vec<Rounded> {
        self.0.into_iter().map(|(field, (n, more))| Rounded { field, n, more }).collect()
    }
}
