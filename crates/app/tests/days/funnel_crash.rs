//! The store fails at every call, and the tablet dies: of a sheet either all is in the book or what was
//! typed is still there.

use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, QuickField, SheetEdit};
use jipan_app::view::{SavingView, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::funnel::{Channel, Fact};
use jipan_rules::values::ids::CustomerId;
use jipan_store::{Fault, StoreError};

use super::funnel_add::{day, does};
use super::tablet::{Disk, Tablet, disk};

const SAID: &str = "说好了";

/// Enters a prospect, then a contact with what is expected. Whether both were shown as saved.
fn morning(disk: &Disk) -> bool {
    let mut tablet = Tablet::open(disk, 1);
    if !tablet.is_open() {
        return false;
    }
    tablet.happens(Event::LinkFollowed(Route::QuickAdd));
    super::funnel_add::types(&mut tablet, QuickField::Name, "一号店");
    super::funnel_add::types(&mut tablet, QuickField::Phone, "19900000001");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::WalkIn));
    does(&mut tablet, FunnelEvent::QuickDone);
    let Route::Customer(id) = tablet.model.view().route else { return false };
    let Some(deal) = deal_of(&tablet, id) else { return false };
    tablet.happens(Event::LinkFollowed(Route::Today));
    contact(&mut tablet, deal);
    tablet.waits();
    does(&mut tablet, FunnelEvent::SheetDone);
    tablet.model.view().status.saving == SavingView::Saved && !tablet.is_dead()
}

fn contact(tablet: &mut Tablet<'_>, deal: DealRef) {
    does(tablet, FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
    does(tablet, FunnelEvent::SheetEdited(SheetEdit::Text(SAID.to_owned())));
    does(tablet, FunnelEvent::SheetEdited(SheetEdit::ExpectOn(day(3).to_string())));
    does(tablet, FunnelEvent::SheetEdited(SheetEdit::Amount("50".to_owned())));
}

fn deal_of(tablet: &Tablet<'_>, customer: CustomerId) -> Option<DealRef> {
    let book = tablet.model.book();
    let deal = book.deals(book.row_of(customer)?).first()?.id;
    Some(DealRef { customer, deal })
}

/// How many facts there are after the opening, and what waits in the sheet.
fn after(disk: &Disk) -> (usize, String) {
    disk.restart();
    let mut tablet = Tablet::open(disk, 2);
    let book = tablet.model.book();
    let Some(row) = book.funnel_rows().next() else { return (0, String::new()) };
    let facts = book.facts(row);
    let n_said = facts.iter().filter(|it| !matches!(it.fact, Fact::Open(_))).count();
    let id = book.id_of(row).unwrap();
    let deal = deal_of(&tablet, id).unwrap();
    tablet.happens(Event::LinkFollowed(Route::Today));
    does(&mut tablet, FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
    let ScreenView::Today(view) = tablet.model.view().screen else { panic!("not today") };
    (n_said, view.sheet.clone().unwrap().text)
}

#[test]
fn whatever_call_of_the_store_fails_a_sheet_is_written_whole_or_waits_as_it_was_typed() {
    let calm = disk();
    assert!(morning(&calm), "without faults all is saved");
    let n_calls = calm.n_calls();
    assert_eq!(after(&calm), (2, String::new()));
    let mut n_waiting = 0;
    for n in 1..=n_calls {
        let full = StoreError::QuotaExceeded { needed_bytes: 1 };
        for fault in [Fault::Fail(full), Fault::CrashBefore, Fault::CrashAfter] {
            let disk = disk().with_fault(n, fault);
            let is_saved = morning(&disk);
            let (n_said, waiting) = after(&disk);
            assert!(n_said == 0 || n_said == 2, "half a sheet at call {n}");
            if is_saved {
                assert!(n_said == 2 || waiting == SAID, "lost at call {n}");
            }
            n_waiting += usize::from(n_said == 0 && waiting == SAID);
        }
    }
    assert!(n_waiting > 0, "no failure met the sheet");
}
