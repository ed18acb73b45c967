//! Something happens elsewhere while a sheet is open: another tab leads, the customer is deleted or merged, a
//! colleague hands it over.

use jipan_app::event::{DealSheetKind, SheetEdit};
use jipan_app::route::MergePlace;
use jipan_app::view::{DealSheetError, WhoView};
use jipan_app::{Event, Route};
use jipan_rules::funnel::{Fact, Turn};
use jipan_rules::schema::fields;

use super::funnel_add::{board, enters, now};
use super::funnel_sheets::{done, edits, facts, open_sheet, opens, sheet};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

#[test]
fn when_another_tab_leads_an_open_sheet_says_so_and_keeps_what_is_typed() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    now(&mut tablet);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::Text("说到一半".to_owned()));
    assert!(!sheet(&mut tablet).is_read_only);
    tablet.happens(Event::WriterLost);
    assert!(sheet(&mut tablet).is_read_only);
    done(&mut tablet);
    let view = sheet(&mut tablet);
    assert_eq!((view.text.as_str(), view.errors.len()), ("说到一半", 0));
    assert_eq!(facts(&tablet, deal).len(), 1);
    let mut tablet = Tablet::open(&disk, 2);
    now(&mut tablet);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    assert_eq!(sheet(&mut tablet).text, "说到一半");
}

#[test]
fn the_sheet_of_a_customer_that_was_deleted_elsewhere_goes_and_does_not_come_back_by_itself() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    let deal = enters(&mut rep, "新店");
    company.meets(&mut rep);
    company.meets(&mut manager);
    now(&mut rep);
    opens(&mut rep, DealSheetKind::Contact(deal));
    edits(&mut rep, SheetEdit::Text("说到一半".to_owned()));
    manager.opens("新店");
    manager.happens(Event::DeletePressed);
    company.meets(&mut manager);
    company.meets(&mut rep);
    now(&mut rep);
    assert!(open_sheet(&mut rep).is_none());
    manager.happens(Event::UndoPressed);
    company.meets(&mut manager);
    company.meets(&mut rep);
    assert!(open_sheet(&mut rep).is_none());
    opens(&mut rep, DealSheetKind::Contact(deal));
    assert_eq!(sheet(&mut rep).text, "说到一半", "what was typed is kept");
}

#[test]
fn an_open_sheet_of_a_customer_that_was_merged_elsewhere_writes_under_the_one_that_stays() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    let [stays, goes] = ["老店", "新店"].map(|name| enters(&mut rep, name));
    company.meets(&mut rep);
    company.meets(&mut manager);
    now(&mut rep);
    opens(&mut rep, DealSheetKind::Contact(goes));
    edits(&mut rep, SheetEdit::Text("说到一半".to_owned()));
    let pair = MergePlace::Pair(stays.customer, goes.customer);
    manager.happens(Event::LinkFollowed(Route::Merge(pair)));
    manager.happens(Event::MergePicked { field: fields::NAME, side: 0 });
    manager.happens(Event::MergePressed);
    company.meets(&mut manager);
    company.meets(&mut rep);
    let view = sheet(&mut rep);
    assert_eq!((view.name.as_str(), view.text.as_str()), ("老店", "说到一半"));
    done(&mut rep);
    assert!(open_sheet(&mut rep).is_none());
    let told = rep.opens("老店").funnel.deals.len();
    assert_eq!(told, 2);
    let said = facts(&rep, stays);
    assert!(said.iter().any(|it| matches!(it, Fact::Contact(_))), "{said:?}");
}

#[test]
fn a_turn_that_a_colleague_made_meanwhile_is_not_made_again() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    let deal = enters(&mut rep, "新店");
    company.meets(&mut rep);
    company.meets(&mut manager);
    board(&mut rep);
    opens(&mut rep, DealSheetKind::Turn(deal, Turn::OutOfReach));
    edits(&mut rep, SheetEdit::Why("打不通".to_owned()));
    board(&mut manager);
    opens(&mut manager, DealSheetKind::Turn(deal, Turn::Lost));
    edits(&mut manager, SheetEdit::Why("关门了".to_owned()));
    done(&mut manager);
    company.meets(&mut manager);
    company.meets(&mut rep);
    done(&mut rep);
    let view = sheet(&mut rep);
    assert_eq!(view.lacking, [jipan_rules::funnel::Lacking::Allowed]);
    assert_eq!(view.why, "打不通");
    let turns = facts(&rep, deal).iter().filter(|it| matches!(it, Fact::Turn(_))).count();
    assert_eq!(turns, 1);
}

#[test]
fn who_was_handed_to_the_chosen_colleague_meanwhile_is_not_handed_again() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    let deal = enters(&mut rep, "新店");
    let customer = deal.customer;
    company.meets(&mut rep);
    company.meets(&mut manager);
    let chooses = |tablet: &mut Tablet<'_>| {
        tablet.opens("新店");
        opens(tablet, DealSheetKind::Hand(customer));
        let people = sheet(tablet).people;
        let to = people.iter().find(|(_, name)| name == "经理").unwrap().0;
        edits(tablet, SheetEdit::Person(to));
    };
    chooses(&mut rep);
    chooses(&mut manager);
    done(&mut manager);
    assert_eq!(manager.file().funnel.owner, Some(WhoView::Me));
    company.meets(&mut manager);
    company.meets(&mut rep);
    done(&mut rep);
    let handed = facts(&rep, deal).iter().filter(|it| matches!(it, Fact::Hand { .. })).count();
    assert_eq!(handed, 1);
    assert_eq!(sheet(&mut rep).errors, [DealSheetError::NoPerson]);
}
