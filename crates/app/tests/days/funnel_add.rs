//! 快速登记: a prospect with a few taps, undone in one, kept through a kill and a full disk.

use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, FunnelText, QuickField, SheetEdit};
use jipan_app::view::{
    BoardView, CardView, DraftError, Later, QuickAddView, ScreenView, TodayView,
};
use jipan_app::{Event, Route};
use jipan_book::Action;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Channel, Fact, Level, Place, Stage, SubChannel, Template};
use jipan_rules::schema::{CustomerType, fields};
use jipan_store::{Fault, StoreError};

use super::tablet::{Disk, Tablet, disk, today};

/// Makes an event of the funnel happen.
pub(crate) fn does(tablet: &mut Tablet<'_>, event: FunnelEvent) {
    tablet.happens(Event::Funnel(event));
}

pub(crate) fn types(tablet: &mut Tablet<'_>, field: QuickField, text: &str) {
    does(tablet, FunnelEvent::QuickTyped { field, text: text.to_owned() });
}

/// The quick entry as it is.
pub(crate) fn quick(tablet: &mut Tablet<'_>) -> Later<QuickAddView> {
    tablet.happens(Event::LinkFollowed(Route::QuickAdd));
    match tablet.model.view().screen {
        ScreenView::QuickAdd(view) => view,
        other => panic!("not the quick entry: {other:?}"),
    }
}

/// Writes a text of a file or a closing list, and says it.
pub(crate) fn says(tablet: &mut Tablet<'_>, of: FunnelText, text: &str) {
    does(tablet, FunnelEvent::TextTyped { of, text: text.to_owned() });
    does(tablet, FunnelEvent::TextSaid(of));
}

/// Enters a prospect and gives its first opportunity.
pub(crate) fn enters(tablet: &mut Tablet<'_>, name: &str) -> DealRef {
    quick(tablet);
    types(tablet, QuickField::Name, name);
    types(tablet, QuickField::Phone, "19900000000");
    does(tablet, FunnelEvent::QuickChannel(Channel::WalkIn));
    does(tablet, FunnelEvent::QuickDone);
    let id = tablet.file().id;
    let row = tablet.model.book().row_of(id).unwrap();
    let deal = tablet.model.book().deals(row)[0].id;
    DealRef { customer: id, deal }
}

pub(crate) fn board(tablet: &mut Tablet<'_>) -> Later<BoardView> {
    tablet.happens(Event::LinkFollowed(Route::Funnel));
    match tablet.model.view().screen {
        ScreenView::Board(view) => view,
        other => panic!("not the board: {other:?}"),
    }
}

pub(crate) fn now(tablet: &mut Tablet<'_>) -> Later<TodayView> {
    tablet.happens(Event::LinkFollowed(Route::Today));
    match tablet.model.view().screen {
        ScreenView::Today(view) => view,
        other => panic!("not today: {other:?}"),
    }
}

/// The card of an opportunity, wherever on the board it is.
pub(crate) fn card(tablet: &mut Tablet<'_>, deal: DealRef) -> CardView {
    let view = board(tablet);
    let mut cards = view.columns.iter().flat_map(|it| it.cards.iter());
    cards.find(|it| it.deal == deal).cloned().expect("the card is on the board")
}

/// Names of a column.
pub(crate) fn names(view: &BoardView, stage: Stage) -> Vec<String> {
    let column = view.columns.iter().find(|it| it.stage == stage).unwrap();
    column.cards.iter().map(|it| it.name.clone()).collect()
}

pub(crate) fn day(n_days: i64) -> NaiveDate {
    today() + jipan_rules::TimeDelta::days(n_days)
}

/// Lets so many days pass.
pub(crate) fn days_pass(tablet: &mut Tablet<'_>, n_days: i64) {
    tablet.env.today += jipan_rules::TimeDelta::days(n_days);
    tablet.env.now += jipan_rules::TimeDelta::days(n_days);
    tablet.happens(Event::DayChanged);
}

/// Says in a sheet what is expected.
pub(crate) fn expects(tablet: &mut Tablet<'_>, deal: DealRef, on: NaiveDate, amount: &str) {
    does(tablet, FunnelEvent::SheetOpened(DealSheetKind::Expect(deal)));
    does(tablet, FunnelEvent::SheetEdited(SheetEdit::ExpectOn(on.to_string())));
    does(tablet, FunnelEvent::SheetEdited(SheetEdit::Amount(amount.to_owned())));
    does(tablet, FunnelEvent::SheetDone);
}

fn facts_of(tablet: &mut Tablet<'_>, name: &str) -> Vec<Fact> {
    let id = tablet.opens(name).id;
    let book = tablet.model.book();
    let facts = book.facts(book.row_of(id).unwrap());
    facts.iter().filter(|it| !it.is_gone).map(|it| it.fact.clone()).collect()
}

#[test]
fn a_prospect_is_entered_with_name_phone_and_channel_and_stands_on_the_board() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    quick(&mut tablet);
    types(&mut tablet, QuickField::Name, "新来的店");
    types(&mut tablet, QuickField::Phone, "199 0000 0001");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::Online));
    does(&mut tablet, FunnelEvent::QuickSub(Some(SubChannel::Article)));
    does(&mut tablet, FunnelEvent::QuickWill(Some(true)));
    does(&mut tablet, FunnelEvent::QuickDone);
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000001"));
    assert_eq!(tablet.model.view().undo.map(|it| it.action), Some(Action::AddProspect));
    let facts = facts_of(&mut tablet, "新来的店");
    let [Fact::Open(opened)] = &facts[..] else { panic!("{facts:?}") };
    assert_eq!(
        (opened.source.channel, opened.source.sub),
        (Channel::Online, Some(SubChannel::Article))
    );
    assert_eq!((opened.will, opened.ability), (Some(true), None));
    let view = board(&mut tablet);
    let [prospects, rest @ ..] = &view.columns;
    assert_eq!((prospects.n, prospects.n_without_amount), (1, 1));
    assert!(rest.iter().all(|it| it.n == 0));
    assert_eq!(names(&view, Stage::Prospect), ["新来的店"]);
    let card = &prospects.cards[0];
    assert_eq!((card.level, card.place), (Level::N, Place::In(Stage::Prospect)));
    assert_eq!(card.due.map(|due| due.0), Some(day(1)), "a new one is contacted on the next day");
}

#[test]
fn nothing_is_entered_without_a_name_a_phone_and_a_channel() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    quick(&mut tablet);
    types(&mut tablet, QuickField::Phone, "12");
    does(&mut tablet, FunnelEvent::QuickDone);
    let view = quick(&mut tablet);
    assert_eq!(view.name_error, Some(DraftError::Required));
    assert!(view.phone_error.is_some() && view.is_channel_missing);
    types(&mut tablet, QuickField::Name, "店");
    types(&mut tablet, QuickField::Phone, "");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::Offline));
    does(&mut tablet, FunnelEvent::QuickDone);
    let view = quick(&mut tablet);
    assert_eq!((view.name_error.clone(), view.is_channel_missing), (None, false));
    assert_eq!(view.phone_error, Some(DraftError::Required), "who cannot be called is no prospect");
    assert_eq!(tablet.model.book().n_customers(), 0);
    types(&mut tablet, QuickField::Phone, "19900000001");
    does(&mut tablet, FunnelEvent::QuickDone);
    assert_eq!(tablet.model.book().n_customers(), 1);
}

#[test]
fn what_is_typed_and_chosen_survives_the_death_of_the_tablet_and_goes_when_it_is_given_up() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    quick(&mut tablet);
    types(&mut tablet, QuickField::Name, "一半");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::Referral));
    does(&mut tablet, FunnelEvent::QuickSub(Some(SubChannel::Designer)));
    does(&mut tablet, FunnelEvent::QuickAbility(Some(false)));
    tablet.waits();
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 2);
    let view = quick(&mut tablet);
    assert_eq!(view.name, "一半");
    assert_eq!((view.channel, view.sub), (Some(Channel::Referral), Some(SubChannel::Designer)));
    assert_eq!((view.will, view.ability), (None, Some(false)));
    does(&mut tablet, FunnelEvent::QuickDropped);
    let view = quick(&mut tablet);
    assert_eq!((view.name.as_str(), view.channel), ("", None));
    // A slip of the finger is taken back.
    assert!(view.can_restore);
    does(&mut tablet, FunnelEvent::QuickRestored);
    let view = quick(&mut tablet);
    assert_eq!((view.name.as_str(), view.channel), ("一半", Some(Channel::Referral)));
    assert!(!view.can_restore);
    does(&mut tablet, FunnelEvent::QuickDropped);
    quick(&mut tablet);
    types(&mut tablet, QuickField::Name, "别家");
    does(&mut tablet, FunnelEvent::QuickRestored);
    assert_eq!(quick(&mut tablet).name, "别家", "what is typed since is not written over");
    does(&mut tablet, FunnelEvent::QuickDropped);
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 3);
    assert_eq!(quick(&mut tablet).name, "");
}

#[test]
fn who_is_alike_and_who_has_the_phone_is_said_and_does_not_stop_anybody() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let list = "店铺名称,联系电话,经营地址\n幸福烟酒店,19900000001,一号路\n".as_bytes();
    tablet.imports("a.csv", list);
    quick(&mut tablet);
    types(&mut tablet, QuickField::Name, "幸福烟酒店");
    types(&mut tablet, QuickField::Phone, "19900000001");
    let view = quick(&mut tablet);
    assert_eq!(view.similar.iter().map(|it| &*it.name).collect::<Vec<_>>(), ["幸福烟酒店"]);
    assert_eq!(view.phone_holders.len(), 1);
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::WalkIn));
    does(&mut tablet, FunnelEvent::QuickDone);
    assert_eq!(tablet.model.book().n_customers(), 2);
}

#[test]
fn an_equal_name_is_told_without_an_address_and_does_not_stop_anybody() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let list =
        "店铺名称,联系电话,经营地址\n幸福超市,19900000001,一号路\n幸福二店,19900000002,二号路\n";
    tablet.imports("a.csv", list.as_bytes());
    quick(&mut tablet);
    let mut told = |name: &str| {
        types(&mut tablet, QuickField::Name, name);
        let view = quick(&mut tablet);
        assert!(view.similar.is_empty(), "no phone is typed");
        view.same_names.iter().map(|(_, name, _)| name.clone()).collect::<Vec<_>>()
    };
    for same in ["幸福超市", "幸福店", " 幸福 "] {
        assert_eq!(told(same), ["幸福超市"], "{same}");
    }
    for other in ["", "幸", "店", "超市", "幸福二", "幸福大超市"] {
        let found = told(other);
        let wanted: &[&str] = if other == "幸福二" { &["幸福二店"] } else { &[] };
        assert_eq!(found, wanted, "{other}");
    }
    types(&mut tablet, QuickField::Name, "幸福超市");
    types(&mut tablet, QuickField::Phone, "19900000003");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::WalkIn));
    does(&mut tablet, FunnelEvent::QuickDone);
    assert_eq!(tablet.model.book().n_customers(), 3);
}

#[test]
fn who_recommended_is_found_by_name_and_makes_the_channel() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", "店铺名称\n老主顾\n别家\n".as_bytes());
    quick(&mut tablet);
    types(&mut tablet, QuickField::Name, "新店");
    types(&mut tablet, QuickField::Referrer, "老主");
    let found = quick(&mut tablet).referrers.clone();
    assert_eq!(found.iter().map(|it| &*it.1).collect::<Vec<_>>(), ["老主顾"]);
    does(&mut tablet, FunnelEvent::QuickReferrer(Some(found[0].0)));
    let view = quick(&mut tablet);
    assert_eq!(view.channel, Some(Channel::Referral));
    assert_eq!((view.referrer.clone(), view.search.as_str()), (Some(found[0].clone()), ""));
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::Online));
    assert_eq!(quick(&mut tablet).referrer, None, "another channel has nobody who recommended");
}

#[test]
fn one_undo_takes_customer_and_opportunity_back_and_one_redo_brings_both() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    enters(&mut tablet, "一号");
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.model.book().n_customers(), 0);
    assert_eq!(board(&mut tablet).columns[0].n, 0);
    tablet.happens(Event::UndoPressed);
    assert_eq!(names(&board(&mut tablet), Stage::Prospect), ["一号"]);
}

#[test]
fn a_prospect_that_the_disk_did_not_take_is_in_the_form_again() {
    let calm = disk();
    let enters_one = |disk: &Disk| {
        let mut tablet = Tablet::open(disk, 1);
        tablet.happens(Event::LinkFollowed(Route::QuickAdd));
        types(&mut tablet, QuickField::Name, "一号");
        types(&mut tablet, QuickField::Phone, "19900000001");
        does(&mut tablet, FunnelEvent::QuickChannel(Channel::WalkIn));
        does(&mut tablet, FunnelEvent::QuickDone);
        let screen = tablet.model.view().screen;
        (tablet.model.book().n_customers(), screen)
    };
    enters_one(&calm);
    let mut n_failed = 0;
    for n in 1..=calm.n_calls() {
        let full = StoreError::QuotaExceeded { needed_bytes: 1 };
        let disk = disk().with_fault(n, Fault::Fail(full));
        let (n_customers, screen) = enters_one(&disk);
        if let (0, ScreenView::QuickAdd(view)) = (n_customers, screen) {
            assert_eq!((view.name.as_str(), view.channel), ("一号", Some(Channel::WalkIn)));
            n_failed += 1;
        }
    }
    assert!(n_failed > 0, "no failure met the change");
}

#[test]
fn the_first_opportunity_goes_by_the_steps_of_the_type_that_was_chosen() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let view = quick(&mut tablet);
    assert_eq!((view.kind, view.template), (CustomerType::Retail, Template::Retail));
    does(&mut tablet, FunnelEvent::QuickType(CustomerType::KeyAccount));
    types(&mut tablet, QuickField::Name, "批发的");
    tablet.waits();
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 2);
    let view = quick(&mut tablet);
    assert_eq!((view.kind, view.template), (CustomerType::KeyAccount, Template::Wholesale));
    types(&mut tablet, QuickField::Phone, "19900000001");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::WalkIn));
    does(&mut tablet, FunnelEvent::QuickDone);
    let file = tablet.file();
    assert_eq!(file.funnel.deals[0].template, Template::Wholesale);
    let row = tablet.model.book().row_of(file.id).unwrap();
    assert_eq!(tablet.model.book().customer_type(row), CustomerType::KeyAccount);
    assert_eq!(quick(&mut tablet).kind, CustomerType::Retail, "the next one is another one");
}

#[test]
fn whom_a_customer_recommends_is_entered_with_the_referrer_and_what_was_typed_stays() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let by = enters(&mut tablet, "老主顾").customer;
    quick(&mut tablet);
    types(&mut tablet, QuickField::Name, "被介绍的");
    now(&mut tablet);
    does(&mut tablet, FunnelEvent::ReferralAsked(by));
    assert_eq!(tablet.model.view().route, Route::QuickAdd);
    let view = quick(&mut tablet);
    assert_eq!((view.channel, view.name.as_str()), (Some(Channel::Referral), "被介绍的"));
    assert_eq!(view.referrer, Some((by, "老主顾".to_owned())));
    types(&mut tablet, QuickField::Phone, "19900000002");
    does(&mut tablet, FunnelEvent::QuickDone);
    let facts = facts_of(&mut tablet, "被介绍的");
    let [Fact::Open(opened)] = &facts[..] else { panic!("{facts:?}") };
    assert_eq!(opened.source.referrer, Some(by));
}
