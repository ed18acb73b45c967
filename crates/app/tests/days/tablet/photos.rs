//! Photos of a tablet without glass: an address for each that is looked at. Not here: the browser's pictures.

use std::collections::BTreeSet;

use jipan_app::event::BudgetEvent;
use jipan_app::failure::SaveFailure;
use jipan_app::view::Photo;
use jipan_app::{Event, photo_of};
use jipan_rules::Uuid;
use jipan_rules::values::ids::CustomerId;
use jipan_store::{ColdKey, Scope, Store as _, Write};
use pollster::block_on;

use super::Tablet;

/// What the disk does with photos.
#[derive(Debug, Default)]
pub(crate) struct PhotoFaults {
    /// Those whose rows it does not give.
    pub(crate) unread: BTreeSet<Uuid>,
    /// Whether it has no room for more.
    pub(crate) is_full: bool,
}

impl Tablet<'_> {
    pub(super) fn load_cold(&mut self, customer: CustomerId) {
        let cold = block_on(self.disk.cold(&Scope::local(), customer.uuid().into_bytes()));
        // What cannot be read stays being read; nothing is made up.
        let Ok(cold) = cold else { return };
        let segments = cold.segments.into_iter().map(|(_, it)| it.into_bytes()).collect();
        let damaged = Vec::new();
        self.queue.push_back(Event::ColdLoaded { customer, segments, damaged });
    }

    pub(super) fn keep_photo(&mut self, id: Uuid, row: Vec<u8>) {
        if self.photo_faults.is_full {
            let event = BudgetEvent::PhotoNotKept(id, SaveFailure::QuotaExceeded);
            return self.answer(Event::Budget(event));
        }
        let event = match self.write(vec![Write::ColdPut(ColdKey::photo(id.into_bytes()), row)]) {
            Ok(_) => BudgetEvent::PhotoKept(id),
            Err(failure) => BudgetEvent::PhotoNotKept(id, failure),
        };
        self.answer(Event::Budget(event));
    }

    pub(super) fn read_photo(&mut self, id: Uuid) {
        let event = match block_on(self.disk.cold(&Scope::photos(), id.into_bytes())) {
            Ok(_) if self.photo_faults.unread.contains(&id) => BudgetEvent::PhotoUnread(id),
            Ok(cold) => {
                let row = cold.segments.into_iter().next();
                BudgetEvent::PhotoRead(id, row.map(|(_, row)| row.into_bytes()))
            }
            Err(_) => BudgetEvent::PhotoUnread(id),
        };
        self.answer(Event::Budget(event));
    }

    pub(super) fn show_photos(&mut self, ids: Vec<Uuid>) {
        let before = std::mem::replace(&mut self.photos, ids.into_iter().collect());
        for id in self.photos.difference(&before).copied().collect::<Vec<_>>() {
            let cold = block_on(self.disk.cold(&Scope::photos(), id.into_bytes()));
            let photo = match cold {
                Ok(cold) => match cold.segments.first() {
                    // The address says what is seen there.
                    Some((_, row)) => photo_of(row.bytes())
                        .map_or(Photo::Damaged, |it| Photo::Here(format!("blob:{it:?}"))),
                    None if cold.damaged.is_empty() => Photo::Elsewhere,
                    None => Photo::Damaged,
                },
                Err(_) => Photo::Damaged,
            };
            self.queue.push_back(Event::Budget(BudgetEvent::PhotoFound(id, photo)));
        }
    }
}
