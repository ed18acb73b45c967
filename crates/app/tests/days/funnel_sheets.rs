//! What a sheet asks for and what it does not: where a prospect came from, hidden boxes, the day of a contact,
//! how long it is put off, what was given up.

use jipan_app::Event;
use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, QuickField, SheetEdit, SheetOutcome};
use jipan_app::view::timeline::TimelineEntry;
use jipan_app::view::{DealSheetError, DealSheetView, PaneView, ScreenView, UnsavedWhat};
use jipan_rules::funnel::{
    Channel, CloseItem, DueWhy, Fact, How, Level, Source, Step, SubChannel, Turn,
};
use jipan_rules::values::Money;

use super::funnel_add::{board, card, day, days_pass, does, enters, expects, now, quick, types};
use super::tablet::{Disk, Tablet, disk, today};

pub(crate) fn edits(tablet: &mut Tablet<'_>, edit: SheetEdit) {
    does(tablet, FunnelEvent::SheetEdited(edit));
}

pub(crate) fn opens(tablet: &mut Tablet<'_>, kind: DealSheetKind) {
    does(tablet, FunnelEvent::SheetOpened(kind));
}

pub(crate) fn done(tablet: &mut Tablet<'_>) {
    does(tablet, FunnelEvent::SheetDone);
}

/// The sheet that is open, on whatever screen.
pub(crate) fn open_sheet(tablet: &mut Tablet<'_>) -> Option<DealSheetView> {
    let view = tablet.model.view();
    let sheet = match &view.screen {
        ScreenView::Today(view) => view.sheet.as_deref(),
        ScreenView::Board(view) => view.sheet.as_deref(),
        ScreenView::Customers(view) => match &view.pane {
            PaneView::File(file) => file.funnel.sheet.as_deref(),
            _ => None,
        },
        _ => None,
    };
    sheet.cloned()
}

pub(crate) fn sheet(tablet: &mut Tablet<'_>) -> DealSheetView {
    open_sheet(tablet).expect("a sheet is open")
}

/// The facts of a customer that stand.
pub(crate) fn facts(tablet: &Tablet<'_>, deal: DealRef) -> Vec<Fact> {
    let book = tablet.model.book();
    let facts = book.facts(book.row_of(deal.customer).unwrap());
    facts.iter().filter(|it| !it.is_gone).map(|it| it.fact.clone()).collect()
}

/// A tablet at the screen 今日 with one prospect.
fn with_one(disk: &Disk) -> (Tablet<'_>, DealRef) {
    let mut tablet = Tablet::open(disk, 1);
    let deal = enters(&mut tablet, "一号店");
    now(&mut tablet);
    (tablet, deal)
}

fn source(tablet: &Tablet<'_>, deal: DealRef) -> Source {
    let book = tablet.model.book();
    let row = book.row_of(deal.customer).unwrap();
    book.deal(row, deal.deal).unwrap().course.source.unwrap()
}

#[test]
fn who_recommended_is_searched_chosen_and_taken_away_again() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    let other = enters(&mut tablet, "老朋友商店").customer;
    now(&mut tablet);
    opens(&mut tablet, DealSheetKind::Source(deal));
    edits(&mut tablet, SheetEdit::Search("老朋友".to_owned()));
    assert_eq!(sheet(&mut tablet).referrers, [(other, "老朋友商店".to_owned())]);
    edits(&mut tablet, SheetEdit::Search("一号店".to_owned()));
    assert_eq!(sheet(&mut tablet).referrers, [], "nobody recommends oneself");
    edits(&mut tablet, SheetEdit::Referrer(Some(other)));
    edits(&mut tablet, SheetEdit::Sub(Some(SubChannel::OldCustomer)));
    let view = sheet(&mut tablet);
    assert_eq!((view.search.as_str(), view.referrer.as_deref()), ("", Some("老朋友商店")));
    done(&mut tablet);
    let (channel, sub) = (Channel::Referral, Some(SubChannel::OldCustomer));
    assert_eq!(source(&tablet, deal), Source { channel, sub, referrer: Some(other) });
    opens(&mut tablet, DealSheetKind::Source(deal));
    edits(&mut tablet, SheetEdit::Referrer(None));
    edits(&mut tablet, SheetEdit::Sub(None));
    let view = sheet(&mut tablet);
    assert_eq!((view.referrer, view.source.unwrap().sub), (None, None));
    done(&mut tablet);
    assert_eq!(source(&tablet, deal), Source { channel, sub: None, referrer: None });
}

#[test]
fn a_new_opportunity_takes_who_recommended_it() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    let other = enters(&mut tablet, "老朋友商店").customer;
    now(&mut tablet);
    opens(&mut tablet, DealSheetKind::Open(deal.customer));
    edits(&mut tablet, SheetEdit::Search("老朋友".to_owned()));
    assert_eq!(sheet(&mut tablet).referrers.len(), 1);
    edits(&mut tablet, SheetEdit::Referrer(Some(other)));
    done(&mut tablet);
    let Some(Fact::Open(opened)) = facts(&tablet, deal).pop() else { panic!("nothing was opened") };
    assert_eq!((opened.source.channel, opened.source.referrer), (Channel::Referral, Some(other)));
}

#[test]
fn nobody_can_say_that_a_known_flag_is_not_known_and_a_choice_can_be_taken_back() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Source(deal));
    edits(&mut tablet, SheetEdit::Will(Some(true)));
    edits(&mut tablet, SheetEdit::Ability(Some(false)));
    edits(&mut tablet, SheetEdit::Will(None));
    let view = sheet(&mut tablet);
    assert_eq!((view.will, view.is_will_known), (None, false));
    done(&mut tablet);
    assert!(facts(&tablet, deal).contains(&Fact::Flags { will: None, ability: Some(false) }));
    opens(&mut tablet, DealSheetKind::Source(deal));
    let view = sheet(&mut tablet);
    assert_eq!((view.ability, view.is_ability_known), (Some(false), true));
    assert!(!view.is_will_known);
}

#[test]
fn what_was_typed_into_boxes_that_are_hidden_now_is_not_written_and_does_not_block() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::ExpectOn(day(5).to_string()));
    edits(&mut tablet, SheetEdit::Amount("很多".to_owned()));
    edits(&mut tablet, SheetEdit::Outcome(SheetOutcome::NoAnswer));
    assert!(!sheet(&mut tablet).asks_expectation);
    edits(&mut tablet, SheetEdit::Outcome(SheetOutcome::Reached));
    let view = sheet(&mut tablet);
    assert_eq!((view.amount.as_str(), view.level), ("很多", Some(Level::H)), "it is kept");
    edits(&mut tablet, SheetEdit::Outcome(SheetOutcome::NoAnswer));
    done(&mut tablet);
    assert!(open_sheet(&mut tablet).is_none());
    let facts = facts(&tablet, deal);
    assert!(matches!(&facts[..], [Fact::Open(_), Fact::Contact(_)]), "{facts:?}");
    assert_eq!(card(&mut tablet, deal).level, Level::N);
}

#[test]
fn a_contact_of_yesterday_is_noted_today_and_what_follows_counts_from_it() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    days_pass(&mut tablet, 3);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    assert_eq!(sheet(&mut tablet).on, day(3).to_string());
    edits(&mut tablet, SheetEdit::On(day(4).to_string()));
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::OnLater]);
    edits(&mut tablet, SheetEdit::On("昨天".to_owned()));
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::On]);
    edits(&mut tablet, SheetEdit::On(day(2).to_string()));
    edits(&mut tablet, SheetEdit::ExpectOn(day(9).to_string()));
    edits(&mut tablet, SheetEdit::Amount("70".to_owned()));
    edits(&mut tablet, SheetEdit::Next(day(2).to_string()));
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::NextPast]);
    edits(&mut tablet, SheetEdit::Next(day(3).to_string()));
    done(&mut tablet);
    let due = card(&mut tablet, deal).due;
    assert_eq!(due, Some((day(3), DueWhy::Chosen)), "what is expected was said in that contact");
    let Some(Fact::Contact(contact)) = facts(&tablet, deal).get(1).cloned() else { panic!() };
    assert_eq!(contact.on, day(2));
}

#[test]
fn a_contact_that_is_noted_over_midnight_is_of_the_day_on_which_it_was_begun() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::Text("晚上聊的".to_owned()));
    tablet.env.today = day(1);
    done(&mut tablet);
    let Some(Fact::Contact(contact)) = facts(&tablet, deal).pop() else { panic!("no contact") };
    assert_eq!(contact.on, today());
}

#[test]
fn the_first_tap_after_a_night_with_an_open_sheet_is_of_the_new_day() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    tablet.env.today = day(1);
    done(&mut tablet);
    let Some(Fact::Contact(contact)) = facts(&tablet, deal).pop() else { panic!("no contact") };
    assert_eq!(contact.on, day(1), "nothing was typed the day before");
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::Next(day(2).to_string()));
    edits(&mut tablet, SheetEdit::On(day(2).to_string()));
    tablet.env.today = day(2);
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::NextPast]);
}

#[test]
fn a_contact_is_put_off_by_days_that_the_rule_allows_and_that_change_something() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Snooze(deal));
    let days = |view: &DealSheetView| view.until_days.iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!(days(&sheet(&mut tablet)), [3, 7, 15, 30], "tomorrow it is due anyway");
    edits(&mut tablet, SheetEdit::Until(day(1).to_string()));
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::UntilTooEarly]);
    days_pass(&mut tablet, 5);
    assert_eq!(days(&sheet(&mut tablet)), [1, 3, 7, 15, 30]);
    let days_30 = sheet(&mut tablet).until_days[4].1;
    edits(&mut tablet, SheetEdit::Until(days_30.to_string()));
    done(&mut tablet);
    assert_eq!(card(&mut tablet, deal).due, Some((day(35), DueWhy::Snoozed)));
    // Who was put off for long is put off for less.
    now(&mut tablet);
    opens(&mut tablet, DealSheetKind::Snooze(deal));
    edits(&mut tablet, SheetEdit::Until(day(8).to_string()));
    done(&mut tablet);
    assert_eq!(card(&mut tablet, deal).due, Some((day(8), DueWhy::Snoozed)));
    board(&mut tablet);
    opens(&mut tablet, DealSheetKind::Turn(deal, Turn::Frozen));
    assert_eq!(days(&sheet(&mut tablet)), [30, 90, 180]);
}

#[test]
fn another_date_asks_why_and_the_timeline_tells_the_level_before_and_now() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::ExpectOn(day(40).to_string()));
    edits(&mut tablet, SheetEdit::Amount("70".to_owned()));
    assert!(!sheet(&mut tablet).asks_why, "nothing was expected before");
    done(&mut tablet);
    days_pass(&mut tablet, 12);
    now(&mut tablet);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    assert!(!sheet(&mut tablet).asks_why);
    edits(&mut tablet, SheetEdit::ExpectOn(day(14).to_string()));
    assert!(sheet(&mut tablet).asks_why);
    edits(&mut tablet, SheetEdit::Why("提前开业".to_owned()));
    done(&mut tablet);
    let file = tablet.opens("一号店");
    let items = file.timeline.iter().flat_map(|it| &it.items);
    let told: Vec<_> = items
        .filter_map(|it| match it {
            TimelineEntry::Funnel { fact: Fact::Expect(it), levels, .. } => {
                Some((it.why.as_deref().map(str::to_owned), *levels))
            }
            _ => None,
        })
        .collect();
    let why = Some("提前开业".to_owned());
    // 40 days are C; 28 days before the day it is B on the day on which it becomes H.
    let levels = [(why, Some([Level::B, Level::H])), (None, Some([Level::N, Level::C]))];
    assert_eq!(told, levels);
    let lines = &file.funnel.deals[0].expectations;
    assert_eq!(lines.iter().map(|it| it.levels).collect::<Vec<_>>(), levels.map(|it| it.1));
}

#[test]
fn a_step_that_the_facts_say_can_be_left_out_and_others_are_ticked() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::How(How::InShop));
    let steps = [(Step::Receive, true), (Step::Analyse, false), (Step::Experience, false)];
    assert_eq!(sheet(&mut tablet).steps, steps);
    edits(&mut tablet, SheetEdit::Step(Step::Receive, false));
    edits(&mut tablet, SheetEdit::Step(Step::Experience, true));
    done(&mut tablet);
    let steps: Vec<_> = facts(&tablet, deal)
        .into_iter()
        .filter_map(|it| if let Fact::Step(step) = it { Some(step) } else { None })
        .collect();
    assert_eq!(steps, [Step::Experience]);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::Outcome(SheetOutcome::NoAnswer));
    assert_eq!(sheet(&mut tablet).steps, [], "nothing was reached");
}

#[test]
fn a_sheet_is_emptied_and_put_back_and_what_is_empty_is_not_kept() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    assert!(!sheet(&mut tablet).can_clear);
    edits(&mut tablet, SheetEdit::Outcome(SheetOutcome::Refused));
    edits(&mut tablet, SheetEdit::Text("点错了".to_owned()));
    assert!(tablet.model.view().has_unsaved);
    does(&mut tablet, FunnelEvent::SheetCleared);
    let view = sheet(&mut tablet);
    assert_eq!((view.outcome, view.text.as_str()), (SheetOutcome::Reached, ""));
    assert_eq!((view.can_clear, view.can_restore), (false, true));
    assert!(!tablet.model.view().has_unsaved);
    does(&mut tablet, FunnelEvent::SheetRestored);
    let view = sheet(&mut tablet);
    assert_eq!((view.outcome, view.text.as_str()), (SheetOutcome::Refused, "点错了"));
    assert_eq!((view.can_clear, view.can_restore), (true, false));
    does(&mut tablet, FunnelEvent::SheetCleared);
    edits(&mut tablet, SheetEdit::Text("新的".to_owned()));
    assert!(!sheet(&mut tablet).can_restore, "what is typed since is not written over");
    does(&mut tablet, FunnelEvent::SheetRestored);
    assert_eq!(sheet(&mut tablet).text, "新的");
    // The disk follows.
    does(&mut tablet, FunnelEvent::SheetCleared);
    let mut tablet = Tablet::open(&disk, 2);
    now(&mut tablet);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    assert_eq!(sheet(&mut tablet).text, "");
}

#[test]
fn a_turn_ends_what_was_typed_for_any_turn_of_it() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    expects(&mut tablet, deal, day(20), "300");
    board(&mut tablet);
    let turns = |tablet: &mut Tablet<'_>, to| does(tablet, FunnelEvent::Turned { deal, to });
    turns(&mut tablet, Turn::OutOfReach);
    edits(&mut tablet, SheetEdit::Why("打不通".to_owned()));
    turns(&mut tablet, Turn::Lost);
    edits(&mut tablet, SheetEdit::Why("买了别家".to_owned()));
    done(&mut tablet);
    assert!(!tablet.model.view().has_unsaved);
    turns(&mut tablet, Turn::Reopened);
    assert!(open_sheet(&mut tablet).is_none() && !tablet.model.view().has_unsaved);
    assert_eq!(card(&mut tablet, deal).amount.map(Money::fen), Some(30_000));
}

#[test]
fn the_new_version_waits_while_somebody_types_into_a_sheet() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    tablet.happens(Event::UpdateWaiting);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::Text("说到一半".to_owned()));
    tablet.waits();
    assert!(!tablet.model.view().can_update);
    does(&mut tablet, FunnelEvent::SheetClosed);
    assert!(tablet.model.view().can_update);
}

#[test]
fn what_is_in_a_sheet_is_taken_along_in_words_with_its_names() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    let other = enters(&mut tablet, "老朋友商店").customer;
    now(&mut tablet);
    opens(&mut tablet, DealSheetKind::Source(deal));
    edits(&mut tablet, SheetEdit::Referrer(Some(other)));
    quick(&mut tablet);
    types(&mut tablet, QuickField::Name, "新店");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::Offline));
    tablet.happens(Event::ExportUnsavedPressed);
    let named: Vec<_> =
        tablet.taken_along.iter().map(|it| (it.customer.as_str(), &it.what)).collect();
    let name = Some("老朋友商店".to_owned());
    let said = vec![
        (SheetEdit::Channel(Channel::Referral), None),
        (SheetEdit::Referrer(Some(other)), name),
    ];
    let source = UnsavedWhat::Deal(DealSheetKind::Source(deal), said);
    let typed = UnsavedWhat::QuickField(jipan_rules::schema::fields::NAME);
    let chosen = vec![(SheetEdit::Channel(Channel::Offline), None)];
    let chosen = UnsavedWhat::QuickChoices(chosen);
    let all = [("一号店", &source), ("新店", &typed), ("新店", &chosen)];
    assert!(all.iter().all(|it| named.contains(it)), "{named:?}");
    assert_eq!(named.len(), all.len());
}

#[test]
fn closing_asks_for_steps_that_a_rule_wants_and_stamps_them() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    super::funnel_closing::wants_steps(&mut tablet);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    let items = jipan_rules::funnel::ClosePhase::Before.items();
    let all: Vec<CloseItem> = items.collect();
    for item in all {
        let is = jipan_rules::funnel::Checked::Done;
        does(&mut tablet, FunnelEvent::Checked { deal, item, is });
    }
    does(&mut tablet, FunnelEvent::Turned { deal, to: Turn::Ordered });
    done(&mut tablet);
    let view = sheet(&mut tablet);
    assert_eq!(view.steps, [(Step::Receive, false), (Step::Analyse, false)]);
    assert_eq!(view.lacking.len(), 2);
    edits(&mut tablet, SheetEdit::Step(Step::Receive, true));
    edits(&mut tablet, SheetEdit::Step(Step::Analyse, true));
    assert_eq!(sheet(&mut tablet).lacking, []);
    done(&mut tablet);
    assert_eq!(card(&mut tablet, deal).level, Level::O);
    assert!(facts(&tablet, deal).contains(&Fact::Step(Step::Analyse)));
}
