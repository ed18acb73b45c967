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
/// Facts of the sheet: the contact, what is expected, and the step that this says.
const N_SAID: usize = 3;

/// How a morning went.
#[derive(Debug, Default)]
struct Morning {
    /// Whether prospect and contact were shown as saved.
    is_saved: bool,
    /// After so many calls of the store what was typed was kept.
    kept_at: Option<u64>,
}

/// Enters a prospect, then a contact with what is expected.
fn morning(disk: &Disk) -> Morning {
    let mut morning = Morning::default();
    let mut tablet = Tablet::open(disk, 1);
    if !tablet.is_open() {
        return morning;
    }
    tablet.happens(Event::LinkFollowed(Route::QuickAdd));
    super::funnel_add::types(&mut tablet, QuickField::Name, "一号店");
    super::funnel_add::types(&mut tablet, QuickField::Phone, "19900000001");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::WalkIn));
    does(&mut tablet, FunnelEvent::QuickDone);
    let Route::Customer(id) = tablet.model.view().route else { return morning };
    let Some(deal) = deal_of(&tablet, id) else { return morning };
    tablet.happens(Event::LinkFollowed(Route::Today));
    contact(&mut tablet, deal);
    tablet.waits();
    morning.kept_at = Some(disk.n_calls());
    does(&mut tablet, FunnelEvent::SheetDone);
    morning.is_saved = tablet.model.view().status.saving == SavingView::Saved && !tablet.is_dead();
    morning
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
    assert!(morning(&calm).is_saved, "without faults all is saved");
    let n_calls = calm.n_calls();
    assert_eq!(after(&calm), (N_SAID, String::new()));
    let (mut n_waiting, mut n_kept) = (0, 0);
    for n in 1..=n_calls {
        let full = StoreError::QuotaExceeded { needed_bytes: 1 };
        for fault in [Fault::Fail(full), Fault::CrashBefore, Fault::CrashAfter] {
            let disk = disk().with_fault(n, fault);
            let Morning { is_saved, kept_at } = morning(&disk);
            let (n_said, waiting) = after(&disk);
            assert!(n_said == 0 || n_said == N_SAID, "half a sheet at call {n}");
            // A fault that came later does not reach what was kept before.
            let is_kept = kept_at.is_some_and(|at| at < n);
            if is_saved || is_kept {
                assert!(n_said == N_SAID || waiting == SAID, "lost at call {n}");
            }
            n_kept += usize::from(is_kept && n_said == 0);
            n_waiting += usize::from(n_said == 0 && waiting == SAID);
        }
    }
    assert!(n_waiting > 0 && n_kept > 0, "no failure met the sheet");
}
