//! The sheet of a contact names the card that helps, and one tap of a code is the result that is written.

use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, SheetEdit, SheetOutcome};
use jipan_app::view::{DealSheetView, ScreenView};
use jipan_rules::funnel::{Fact, Outcome, Refusal, Script, Turn};

use super::funnel_add::{board, day, days_pass, does, enters, expects, now};
use super::tablet::{Tablet, disk};

fn opens(tablet: &mut Tablet<'_>, kind: DealSheetKind) -> DealSheetView {
    does(tablet, FunnelEvent::SheetOpened(kind));
    match tablet.model.view().screen {
        ScreenView::Today(view) => *view.sheet.clone().unwrap(),
        ScreenView::Board(view) => *view.sheet.clone().unwrap(),
        other => panic!("no screen of the funnel: {other:?}"),
    }
}

fn card(tablet: &mut Tablet<'_>, deal: DealRef) -> Option<Script> {
    let card = opens(tablet, DealSheetKind::Contact(deal)).script;
    does(tablet, FunnelEvent::SheetClosed);
    card
}

/// Taps the code of a result, as the card says it, and is done.
fn taps(tablet: &mut Tablet<'_>, deal: DealRef, outcome: Outcome) {
    does(tablet, FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
    does(tablet, FunnelEvent::SheetEdited(SheetEdit::Outcome(SheetOutcome::of(outcome))));
    if let Outcome::Refused(refusal) = outcome {
        does(tablet, FunnelEvent::SheetEdited(SheetEdit::Refusal(refusal)));
    }
    does(tablet, FunnelEvent::SheetDone);
}

fn outcomes(tablet: &Tablet<'_>, deal: DealRef) -> Vec<u8> {
    let book = tablet.model.book();
    let facts = book.facts(book.row_of(deal.customer).unwrap());
    let contacts = facts.iter().filter_map(|it| match it.fact {
        Fact::Contact(contact) => Some(contact.outcome.code()),
        _ => None,
    });
    contacts.collect()
}

#[test]
fn one_tap_of_a_code_and_done_write_that_result() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    now(&mut tablet);
    let all = [Outcome::NoAnswer, Outcome::Reached].into_iter();
    let all: Vec<Outcome> = all.chain(Refusal::ALL.map(Outcome::Refused)).collect();
    for outcome in &all {
        taps(&mut tablet, deal, *outcome);
    }
    let codes = [10, 0, 1, 2, 3, 4, 5, 6];
    assert_eq!(outcomes(&tablet, deal), codes);
    assert_eq!(outcomes(&Tablet::open(&disk, 2), deal), codes);
}

#[test]
fn the_card_goes_with_where_the_opportunity_stands() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    let card = |tablet: &mut Tablet<'_>| card(tablet, deal);
    assert_eq!(card(&mut tablet), Some(Script::FirstCall));
    taps(&mut tablet, deal, Outcome::NoAnswer);
    assert_eq!(card(&mut tablet), Some(Script::FirstCall), "nobody answered");
    taps(&mut tablet, deal, Outcome::Reached);
    assert_eq!(card(&mut tablet), Some(Script::Invite));
    expects(&mut tablet, deal, day(7), "5000");
    assert_eq!(card(&mut tablet), Some(Script::Push));
    let expect = opens(&mut tablet, DealSheetKind::Expect(deal));
    assert_eq!(expect.script, None, "only where one talks");
    does(&mut tablet, FunnelEvent::SheetClosed);
    days_pass(&mut tablet, 8);
    assert_eq!(card(&mut tablet), Some(Script::Remind));
    does(&mut tablet, FunnelEvent::SheetOpened(DealSheetKind::Turn(deal, Turn::Lost)));
    does(&mut tablet, FunnelEvent::SheetEdited(SheetEdit::Refusal(Refusal::Money)));
    does(&mut tablet, FunnelEvent::SheetDone);
    assert_eq!(card(&mut tablet), Some(Script::WinBack));
}
