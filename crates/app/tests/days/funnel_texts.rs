//! Remarks, answers and reasons to waive while they are written: nothing of them is lost.

use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, FunnelText, QuickField};
use jipan_app::view::{ScreenView, UnsavedWhat};
use jipan_app::{Event, Route};
use jipan_rules::funnel::{Channel, Checked, CloseItem, Fact};
use jipan_rules::values::ids::CustomerId;
use jipan_store::{Fault, StoreError};

use super::funnel_add::{board, does, enters, says};
use super::tablet::{Disk, Tablet, disk};

const SAID: &str = "问清楚库存\n再去一次";

fn types(tablet: &mut Tablet<'_>, of: FunnelText, text: &str) {
    does(tablet, FunnelEvent::TextTyped { of, text: text.to_owned() });
}

/// What stands in the box of a remark, and whether it asks.
fn in_box(tablet: &mut Tablet<'_>, customer: CustomerId) -> (String, bool) {
    tablet.happens(Event::LinkFollowed(Route::Customer(customer)));
    let panel = tablet.file().funnel;
    (panel.remark.text, panel.remark_asks)
}

fn gift(deal: DealRef) -> FunnelText {
    FunnelText::Waive { deal, item: CloseItem::Gift }
}

#[test]
fn what_is_written_survives_a_link_and_the_death_of_the_tablet_each_in_its_own_file() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let [one, other] = ["一号店", "二号店"].map(|name| enters(&mut tablet, name));
    let remark = FunnelText::Remark(one.customer);
    types(&mut tablet, remark, SAID);
    does(&mut tablet, FunnelEvent::AskSet { customer: one.customer, asks: true });
    types(&mut tablet, gift(one), "老客户");
    assert_eq!(in_box(&mut tablet, other.customer), (String::new(), false));
    assert_eq!(in_box(&mut tablet, one.customer), (SAID.to_owned(), true));
    tablet.waits();
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 2);
    assert_eq!(in_box(&mut tablet, one.customer), (SAID.to_owned(), true));
    let points = tablet.file().funnel.deals[0].closing[0].items.clone();
    let point = points.iter().find(|it| it.item == CloseItem::Gift).unwrap();
    assert_eq!((point.why.text.as_str(), &point.is), ("老客户", &Checked::Open));
    does(&mut tablet, FunnelEvent::TextSaid(remark));
    let panel = tablet.file().funnel;
    assert_eq!((panel.remarks[0].text.as_str(), panel.remarks[0].asks), (SAID, true));
    assert_eq!((panel.remark.text.as_str(), panel.remark_asks), ("", false), "it is said");
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 3);
    assert_eq!(in_box(&mut tablet, one.customer), (String::new(), false));
}

#[test]
fn what_is_written_is_in_the_way_of_an_update_and_is_taken_along_under_its_name() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    says(&mut tablet, FunnelText::Remark(deal.customer), "陈列不错");
    let of = tablet.file().funnel.remarks[0].id;
    types(&mut tablet, FunnelText::Remark(deal.customer), SAID);
    types(&mut tablet, FunnelText::Answer { customer: deal.customer, of }, "好的");
    types(&mut tablet, gift(deal), "老客户");
    does(&mut tablet, FunnelEvent::AskSet { customer: deal.customer, asks: true });
    tablet.happens(Event::ExportUnsavedPressed);
    let taken: Vec<_> = tablet
        .taken_along
        .iter()
        .map(|it| (it.customer.as_str(), it.what.clone(), it.text.as_str()))
        .collect();
    let gift = UnsavedWhat::Waive(CloseItem::Gift);
    assert_eq!(
        taken,
        [
            ("一号店", UnsavedWhat::Answer, "好的"),
            ("一号店", UnsavedWhat::Remark, SAID),
            ("一号店", gift, "老客户"),
        ]
    );
}

#[test]
fn to_waive_without_a_word_stays_open_and_says_so() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    does(&mut tablet, FunnelEvent::SheetOpened(DealSheetKind::Closing(deal)));
    let point = |tablet: &mut Tablet<'_>| {
        let ScreenView::Board(view) = tablet.model.view().screen else { panic!("no board") };
        let lists = view.sheet.as_ref().expect("the sheet is open").closing.clone();
        lists[0].items.iter().find(|it| it.item == CloseItem::Gift).unwrap().clone()
    };
    for blank in ["", "  "] {
        says(&mut tablet, gift(deal), blank);
        let now = point(&mut tablet);
        assert_eq!((now.is, now.why.is_refused), (Checked::Open, true));
    }
    types(&mut tablet, gift(deal), "老客户");
    assert!(!point(&mut tablet).why.is_refused, "something stands there now");
    does(&mut tablet, FunnelEvent::TextSaid(gift(deal)));
    let now = point(&mut tablet);
    assert_eq!((now.is, now.why.text.as_str()), (Checked::Waived("老客户".into()), ""));
    tablet.happens(Event::UndoPressed);
    assert_eq!(point(&mut tablet).is, Checked::Open);
}

/// Writes an instruction; whether it could be.
fn writes(disk: &Disk) -> bool {
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
    types(&mut tablet, FunnelText::Remark(id), SAID);
    tablet.waits();
    let is_kept = !tablet.is_dead();
    does(&mut tablet, FunnelEvent::TextSaid(FunnelText::Remark(id)));
    is_kept
}

#[test]
fn whatever_call_of_the_store_fails_a_remark_is_written_or_waits_in_its_box() {
    let calm = disk();
    assert!(writes(&calm));
    let mut n_waiting = 0;
    for n in 1..=calm.n_calls() {
        let full = StoreError::QuotaExceeded { needed_bytes: 1 };
        for fault in [Fault::Fail(full), Fault::CrashBefore, Fault::CrashAfter] {
            let is_draft_failed = matches!(fault, Fault::Fail(_));
            let disk = disk().with_fault(n, fault);
            let is_kept = writes(&disk);
            disk.restart();
            let mut tablet = Tablet::open(&disk, 2);
            let Some(row) = tablet.model.book().rows().next() else { continue };
            let id = tablet.model.book().id_of(row).unwrap();
            let facts = tablet.model.book().facts(row);
            let is_said = facts
                .iter()
                .any(|it| matches!(it.fact, Fact::Remark { text, .. } if **text == *SAID));
            let (waiting, _) = in_box(&mut tablet, id);
            assert!(!is_said || waiting.is_empty(), "said and still there at call {n}");
            if is_kept && !is_draft_failed {
                assert!(is_said || waiting == SAID, "lost at call {n}");
            }
            n_waiting += usize::from(!is_said && waiting == SAID);
        }
    }
    assert!(n_waiting > 0, "no failure met the remark");
}
