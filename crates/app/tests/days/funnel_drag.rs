//! A card that is dropped on a column does what the tap does that leads there, and nothing else.

use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, SheetEdit};
use jipan_app::view::ScreenView;
use jipan_book::Action;
use jipan_rules::funnel::{Checked, ClosePhase, Place, Refusal, Stage, Turn};

use super::funnel_add::{board, card, day, does, enters, expects};
use super::tablet::{Tablet, disk};

fn drops(tablet: &mut Tablet<'_>, deal: DealRef, on: Stage) {
    does(tablet, FunnelEvent::CardDropped { deal, on });
}

fn sheet(tablet: &Tablet<'_>) -> Option<DealSheetKind> {
    match tablet.model.view().screen {
        ScreenView::Board(view) => view.sheet.as_ref().map(|it| it.kind),
        other => panic!("not the board: {other:?}"),
    }
}

#[test]
fn a_drop_on_closed_asks_for_what_the_tap_asks_for_and_closes_where_nothing_is_lacking() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    drops(&mut tablet, deal, Stage::Closed);
    assert_eq!(sheet(&tablet), Some(DealSheetKind::Turn(deal, Turn::Ordered)));
    does(&mut tablet, FunnelEvent::SheetClosed);
    // For how much it is, was said before.
    expects(&mut tablet, deal, day(5), "900");
    for item in ClosePhase::Before.items() {
        does(&mut tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
    }
    drops(&mut tablet, deal, Stage::Closed);
    assert_eq!(sheet(&tablet), None);
    assert_eq!(tablet.model.view().undo.map(|it| it.action), Some(Action::MoveDeal));
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Closed));
    drops(&mut tablet, deal, Stage::Base);
    assert_eq!(sheet(&tablet), Some(DealSheetKind::Turn(deal, Turn::Delivered)));
}

#[test]
fn between_prospects_and_intending_only_what_is_expected_tells() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    drops(&mut tablet, deal, Stage::Intending);
    assert_eq!(sheet(&tablet), Some(DealSheetKind::Expect(deal)));
    expects(&mut tablet, deal, day(9), "50");
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Intending));
    drops(&mut tablet, deal, Stage::Prospect);
    assert_eq!(sheet(&tablet), Some(DealSheetKind::Expect(deal)));
}

#[test]
fn a_drop_where_the_table_does_not_lead_and_on_its_own_column_does_nothing() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    for on in [Stage::Prospect, Stage::Base] {
        drops(&mut tablet, deal, on);
        assert_eq!(sheet(&tablet), None);
    }
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Prospect));
}

#[test]
fn one_who_was_lost_comes_back_by_a_drop() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    does(&mut tablet, FunnelEvent::Turned { deal, to: Turn::Lost });
    does(&mut tablet, FunnelEvent::SheetEdited(SheetEdit::Refusal(Refusal::Money)));
    does(&mut tablet, FunnelEvent::SheetDone);
    drops(&mut tablet, deal, Stage::Closed);
    assert_eq!((sheet(&tablet), board(&mut tablet).columns[0].n), (None, 0));
    drops(&mut tablet, deal, Stage::Intending);
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Prospect), "where it stood before");
}
