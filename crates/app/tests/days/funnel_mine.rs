//! In a company: what is mine and what is everybody's, and what two did without having seen each other.

use jipan_app::Event;
use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, Owners, SheetEdit};
use jipan_app::view::WhoView;
use jipan_rules::funnel::Stage;

use super::funnel_add::{board, card, day, days_pass, does, enters, names, now};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

fn goes_offline(tablet: &mut Tablet<'_>, is_online: bool) {
    tablet.happens(Event::NetworkChanged { is_online });
}

#[test]
fn a_manager_sees_the_prospects_of_a_rep_among_all_and_not_among_the_own() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    let deal = enters(&mut rep, "小王的店");
    company.meets(&mut rep);
    enters(&mut manager, "经理的店");
    company.meets(&mut manager);
    let view = board(&mut manager);
    assert!(view.has_others);
    assert_eq!(
        (view.owners, names(&view, Stage::Prospect)),
        (Owners::Mine, vec!["经理的店".into()])
    );
    does(&mut manager, FunnelEvent::OwnersShown(Owners::All));
    assert_eq!(board(&mut manager).columns[0].n, 2);
    let owner = card(&mut manager, deal).owner;
    assert!(matches!(owner, Some(WhoView::Named(_))), "{owner:?}");
    does(&mut manager, FunnelEvent::OwnersShown(Owners::Mine));
    days_pass(&mut manager, 1);
    let due = |tablet: &mut Tablet<'_>| now(tablet).due.len();
    assert_eq!(due(&mut manager), 1);
    days_pass(&mut rep, 1);
    assert_eq!(due(&mut rep), 1);
    assert_eq!(card(&mut rep, deal).owner, Some(WhoView::Me));
}

#[test]
fn what_a_rep_expects_comes_to_the_board_of_the_manager() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    let deal = enters(&mut rep, "小王的店");
    company.meets(&mut rep);
    company.meets(&mut manager);
    does(&mut manager, FunnelEvent::OwnersShown(Owners::All));
    assert_eq!(names(&board(&mut manager), Stage::Prospect), ["小王的店"]);
    now(&mut rep);
    says(&mut rep, deal, "700");
    company.meets(&mut rep);
    company.meets(&mut manager);
    let view = board(&mut manager);
    assert_eq!(names(&view, Stage::Intending), ["小王的店"]);
    assert_eq!(view.columns[1].amount.fen(), 70_000);
}

fn says(tablet: &mut Tablet<'_>, deal: DealRef, amount: &str) {
    super::funnel_add::expects(tablet, deal, day(5), amount);
}

#[test]
fn two_who_did_not_see_each_other_are_told_and_nothing_is_lost() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    let deal = enters(&mut rep, "小王的店");
    company.meets(&mut rep);
    company.meets(&mut manager);
    goes_offline(&mut rep, false);
    goes_offline(&mut manager, false);
    now(&mut rep);
    now(&mut manager);
    says(&mut rep, deal, "700");
    says(&mut manager, deal, "900");
    for tablet in [&mut rep, &mut manager] {
        goes_offline(tablet, true);
        company.meets(tablet);
    }
    company.meets(&mut rep);
    let amounts = |tablet: &Tablet<'_>| {
        let book = tablet.model.book();
        let row = book.row_of(deal.customer).unwrap();
        let course = book.course(row, deal.deal);
        let said: Vec<i64> =
            course.expectations().filter_map(|it| Some(it.amount?.fen())).collect();
        (said, course.has_unseen())
    };
    assert_eq!(amounts(&rep), amounts(&manager));
    let (mut said, has_unseen) = amounts(&rep);
    said.sort_unstable();
    assert_eq!((said, has_unseen), (vec![70_000, 90_000], true));
}

#[test]
fn a_sheet_is_put_away_with_its_screen() {
    let one = disk();
    let mut tablet = Tablet::open(&one, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    does(&mut tablet, FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
    does(&mut tablet, FunnelEvent::SheetEdited(SheetEdit::Text("说了".to_owned())));
    assert!(board(&mut tablet).sheet.is_some());
    assert!(now(&mut tablet).sheet.is_none());
    does(&mut tablet, FunnelEvent::SheetDone);
    let book = tablet.model.book();
    let row = book.row_of(deal.customer).unwrap();
    assert_eq!(book.facts(row).len(), 1, "done without an open sheet writes nothing");
    does(&mut tablet, FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
    assert_eq!(now(&mut tablet).sheet.as_ref().unwrap().text, "说了", "what was typed is kept");
}
