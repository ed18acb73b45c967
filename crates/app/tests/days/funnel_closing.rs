//! A closing and the order it came to: asked for, counted once, for how much it is where there is none, and what
//! a contact after it does not touch.

use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, RulesEvent, SheetEdit, TradeEvent};
use jipan_app::view::DealSheetError;
use jipan_app::{Event, Route};
use jipan_rules::funnel::{Channel, Checked, ClosePhase, Fact, Level, Place, Stage, Turn};
use jipan_rules::setting::{FunnelKey, RuleKey};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, OrderId};

use super::budget_goals::next_day;
use super::funnel_add::{board, card, day, does, expects, now};
use super::funnel_sheets::{done, edits, facts, open_sheet, opens, sheet};
use super::orders::{enters as orders_line, in_trade, orders_for, trades};
use super::tablet::{Disk, Tablet, disk, today};

/// From today on receiving and analysing must have been done before a closing by the retail steps.
pub(crate) fn wants_steps(tablet: &mut Tablet<'_>) {
    super::rules::rules(tablet);
    let key = RuleKey::Funnel(FunnelKey::Templates);
    let tell = |tablet: &mut Tablet<'_>, event| super::rules::does(tablet, event);
    tell(tablet, RulesEvent::Opened(Some(key)));
    tell(tablet, RulesEvent::Typed { slot: 4, text: "23".to_owned() });
    tell(tablet, RulesEvent::DayChosen(Some(today())));
    tell(tablet, RulesEvent::Previewed);
    tell(tablet, RulesEvent::Set);
}

/// A tablet with an order of 1,000 of 一号店, and so many opportunities of it with all prepared for closing.
pub(crate) fn with_order(disk: &Disk, n_deals: usize) -> (Tablet<'_>, OrderId, Vec<DealRef>) {
    let (mut tablet, product, _) = in_trade(disk);
    orders_for(&mut tablet, "一号店");
    orders_line(&mut tablet, product, 10);
    trades(&mut tablet, TradeEvent::EntryDone);
    let file = tablet.file();
    let (customer, order) = (file.id, file.orders.cards[0].id);
    let deals = open_deals(&mut tablet, customer, n_deals);
    (tablet, order, deals)
}

/// So many opportunities of a customer, each of 800 and with all prepared for closing.
fn open_deals(tablet: &mut Tablet<'_>, customer: CustomerId, n_deals: usize) -> Vec<DealRef> {
    for _ in 0..n_deals {
        opens(tablet, DealSheetKind::Open(customer));
        edits(tablet, SheetEdit::Channel(Channel::WalkIn));
        edits(tablet, SheetEdit::ExpectOn(day(5).to_string()));
        edits(tablet, SheetEdit::Amount("800".to_owned()));
        done(tablet);
    }
    let row = tablet.model.book().row_of(customer).unwrap();
    let deals: Vec<DealId> = tablet.model.book().deals(row).iter().map(|it| it.id).collect();
    let deals: Vec<DealRef> = deals.into_iter().map(|deal| DealRef { customer, deal }).collect();
    for deal in &deals {
        prepares(tablet, *deal);
    }
    deals
}

fn prepares(tablet: &mut Tablet<'_>, deal: DealRef) {
    for item in ClosePhase::Before.items() {
        does(tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
    }
}

fn turns(tablet: &mut Tablet<'_>, deal: DealRef, to: Turn) {
    does(tablet, FunnelEvent::Turned { deal, to });
}

#[test]
fn a_closing_that_lacks_nothing_asks_for_the_order_which_then_counts_alone() {
    let disk = disk();
    let (mut tablet, order, deals) = with_order(&disk, 1);
    board(&mut tablet);
    turns(&mut tablet, deals[0], Turn::Ordered);
    let offered: Vec<_> = sheet(&mut tablet).orders.iter().map(|it| (it.0, it.3)).collect();
    assert_eq!(offered, [(order, 100_000)]);
    edits(&mut tablet, SheetEdit::Order(Some(order)));
    done(&mut tablet);
    let view = board(&mut tablet);
    assert_eq!(view.columns[2].amount.fen(), 100_000, "as ordered, not as expected");
    assert_eq!(view.columns[2].forecast, None, "the order is an actual");
    assert_eq!(tablet.opens("一号店").funnel.deals[0].order.as_ref().map(|it| it.0), Some(order));
}

#[test]
fn an_order_from_before_an_opportunity_is_not_asked_for_but_can_be_chosen() {
    let disk = disk();
    let (mut tablet, order, _) = with_order(&disk, 0);
    let customer = tablet.opens("一号店").id;
    next_day(&mut tablet);
    let deals = open_deals(&mut tablet, customer, 2);
    board(&mut tablet);
    turns(&mut tablet, deals[0], Turn::Ordered);
    assert!(open_sheet(&mut tablet).is_none(), "it closes at once");
    let view = board(&mut tablet);
    assert_eq!((view.columns[2].n, view.columns[2].amount.fen()), (1, 80_000), "as expected");
    opens(&mut tablet, DealSheetKind::Turn(deals[1], Turn::Ordered));
    assert_eq!(sheet(&mut tablet).orders.iter().map(|it| it.0).collect::<Vec<_>>(), [order]);
}

#[test]
fn an_order_is_what_one_opportunity_came_to_and_no_second_one() {
    let disk = disk();
    let (mut tablet, order, deals) = with_order(&disk, 2);
    board(&mut tablet);
    turns(&mut tablet, deals[1], Turn::Ordered);
    edits(&mut tablet, SheetEdit::Order(Some(order)));
    does(&mut tablet, FunnelEvent::SheetClosed);
    turns(&mut tablet, deals[0], Turn::Ordered);
    edits(&mut tablet, SheetEdit::Order(Some(order)));
    done(&mut tablet);
    // What was chosen before that is refused, and another choice is asked for.
    turns(&mut tablet, deals[1], Turn::Ordered);
    let view = sheet(&mut tablet);
    assert_eq!((view.orders.len(), view.order), (0, Some(order)));
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::OrderTaken]);
    edits(&mut tablet, SheetEdit::Order(None));
    done(&mut tablet);
    let view = board(&mut tablet);
    assert_eq!((view.columns[2].n, view.columns[2].amount.fen()), (2, 180_000));
}

#[test]
fn an_order_is_free_again_once_its_opportunity_was_reopened() {
    let disk = disk();
    let (mut tablet, order, deals) = with_order(&disk, 2);
    board(&mut tablet);
    turns(&mut tablet, deals[0], Turn::Ordered);
    edits(&mut tablet, SheetEdit::Order(Some(order)));
    done(&mut tablet);
    turns(&mut tablet, deals[0], Turn::Reopened);
    edits(&mut tablet, SheetEdit::Why("点错了".to_owned()));
    done(&mut tablet);
    turns(&mut tablet, deals[1], Turn::Ordered);
    assert_eq!(sheet(&mut tablet).orders.len(), 1);
}

#[test]
fn a_closing_of_which_nobody_said_for_how_much_asks_and_takes_it_without() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let closes = |tablet: &mut Tablet<'_>, name, amount: &str| {
        let deal = super::funnel_add::enters(tablet, name);
        board(tablet);
        prepares(tablet, deal);
        turns(tablet, deal, Turn::Ordered);
        assert!(sheet(tablet).asks_amount);
        if !amount.is_empty() {
            edits(tablet, SheetEdit::Amount("一些".to_owned()));
            done(tablet);
            assert_eq!(sheet(tablet).errors, [DealSheetError::Amount]);
            edits(tablet, SheetEdit::Amount(amount.to_owned()));
        }
        done(tablet);
        card(tablet, deal).amount.map(Money::fen)
    };
    assert_eq!(closes(&mut tablet, "一号店", "1.2万"), Some(1_200_000));
    assert_eq!(closes(&mut tablet, "二号店", ""), None);
    let view = board(&mut tablet);
    assert_eq!(view.columns[2].forecast.map(Money::fen), Some(1_080_000), "90 % until delivered");
    tablet.happens(Event::UndoPressed);
    tablet.happens(Event::LinkFollowed(Route::Home));
    assert_eq!(board(&mut tablet).columns[2].n, 1);
}

#[test]
fn a_contact_after_the_closing_asks_for_no_expectation_and_writes_none() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = super::funnel_add::enters(&mut tablet, "一号店");
    expects(&mut tablet, deal, day(3), "50");
    board(&mut tablet);
    // Begun while it was open.
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::Amount("900".to_owned()));
    does(&mut tablet, FunnelEvent::SheetClosed);
    prepares(&mut tablet, deal);
    turns(&mut tablet, deal, Turn::Ordered);
    assert!(open_sheet(&mut tablet).is_none(), "at once: amount and list are known");
    opens(&mut tablet, DealSheetKind::Expect(deal));
    assert!(open_sheet(&mut tablet).is_none());
    let writes = |tablet: &mut Tablet<'_>| {
        opens(tablet, DealSheetKind::Contact(deal));
        let view = sheet(tablet);
        assert!(!view.asks_expectation);
        done(tablet);
        view.offers_new
    };
    assert!(!writes(&mut tablet));
    assert_eq!(card(&mut tablet, deal).amount.map(Money::fen), Some(5_000));
    for phase in [ClosePhase::During, ClosePhase::After] {
        for item in phase.items() {
            does(&mut tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
        }
    }
    turns(&mut tablet, deal, Turn::Delivered);
    let base = card(&mut tablet, deal);
    assert_eq!((base.place, base.level), (Place::In(Stage::Base), Level::M));
    now(&mut tablet);
    assert!(writes(&mut tablet), "who is of the base buys again by a new opportunity");
    let expected = facts(&tablet, deal).iter().filter(|it| matches!(it, Fact::Expect(_))).count();
    assert_eq!(expected, 1);
}

#[test]
fn what_is_expected_is_refused_of_what_was_closed_while_the_sheet_was_open() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = super::funnel_add::enters(&mut tablet, "一号店");
    expects(&mut tablet, deal, day(3), "50");
    board(&mut tablet);
    prepares(&mut tablet, deal);
    opens(&mut tablet, DealSheetKind::Expect(deal));
    edits(&mut tablet, SheetEdit::Amount("900".to_owned()));
    turns(&mut tablet, deal, Turn::Ordered);
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::NotOpen]);
    assert_eq!(card(&mut tablet, deal).amount.map(Money::fen), Some(5_000));
}
