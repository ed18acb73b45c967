//! 四问: the home screen answers what was closed today, what is kept, and who was reached how.

use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, SheetEdit};
use jipan_app::view::{HomeAnswers, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::funnel::{Checked, ClosePhase, How, Turn};
use jipan_rules::schema::CustomerType;

use super::funnel_add::{day, days_pass, does, enters, now};
use super::tablet::{Tablet, disk};

fn answers(tablet: &mut Tablet<'_>) -> HomeAnswers {
    tablet.happens(Event::LinkFollowed(Route::Home));
    match tablet.model.view().screen {
        ScreenView::Home(view) => (**view.answers.as_ref().expect("the rest is here")).clone(),
        other => panic!("not the home screen: {other:?}"),
    }
}

fn contacts(tablet: &mut Tablet<'_>, deal: DealRef, how: How) {
    now(tablet);
    does(tablet, FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
    does(tablet, FunnelEvent::SheetEdited(SheetEdit::How(how)));
    does(tablet, FunnelEvent::SheetDone);
}

fn checks(tablet: &mut Tablet<'_>, deal: DealRef, phase: ClosePhase) {
    for item in phase.items() {
        does(tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
    }
}

#[test]
fn the_four_questions_are_answered_by_what_was_done() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let none = answers(&mut tablet);
    assert!(!none.is_counting);
    assert_eq!((none.n_closed, none.n_kept, none.n_running, none.n_unreached), (0, 0, 0, 0));

    let deals = ["一号店", "二号店", "三号店"].map(|name| enters(&mut tablet, name));
    contacts(&mut tablet, deals[0], How::Phone);
    contacts(&mut tablet, deals[1], How::Visit);
    contacts(&mut tablet, deals[1], How::Visit);
    checks(&mut tablet, deals[0], ClosePhase::Before);
    does(&mut tablet, FunnelEvent::Turned { deal: deals[0], to: Turn::Ordered });
    does(&mut tablet, FunnelEvent::SheetDone);
    let view = answers(&mut tablet);
    assert_eq!((view.n_closed, view.n_kept, view.n_running), (1, 0, 2));
    let by_how = [(How::Phone, 1), (How::Visit, 1), (How::Chat, 0), (How::InShop, 0)];
    assert_eq!((view.by_how, view.n_contacts, view.n_reached), (by_how, 3, 2));
    assert_eq!(view.files[0], (CustomerType::Retail, 3, 3), "they have a name and a phone");

    checks(&mut tablet, deals[0], ClosePhase::During);
    does(&mut tablet, FunnelEvent::Turned { deal: deals[0], to: Turn::Delivered });
    checks(&mut tablet, deals[0], ClosePhase::After);
    days_pass(&mut tablet, 1);
    let next = answers(&mut tablet);
    assert_eq!((next.n_closed, next.n_kept), (0, 1), "closed yesterday, kept by now");
    assert_eq!(next.today, day(1));

    // Whoever is in none of the thirty days is not reached in them.
    days_pass(&mut tablet, 28);
    let last = answers(&mut tablet);
    assert_eq!((last.n_unreached, last.n_contacts), (0, 3), "the first of the thirty days counts");
    days_pass(&mut tablet, 1);
    let after = answers(&mut tablet);
    assert_eq!(
        (after.n_unreached, after.n_contacts),
        (2, 0),
        "one was never reached, one by a visit"
    );
}
