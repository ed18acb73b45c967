//! 漏斗分析: what came of those that were opened, by time, by channel and by who recommended whom, by hand.

use jipan_app::event::{
    ChannelPart, DayRange, DealSheetKind, FunnelEvent, FunnelMark, FunnelSpan, Owners, QuickField,
    SheetEdit, SheetOutcome,
};
use jipan_app::view::{AnalysisView, ChannelView, Later, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::funnel::{Channel, How, Ratio, Stage, SubChannel, Turn};
use jipan_rules::period::Month;
use jipan_rules::values::ids::CustomerId;

use super::funnel_add::{board, day, days_pass, does, enters, expects, types};
use super::funnel_flows::turns;
use super::funnel_register::register;
use super::funnel_sheets::{done, edits, opens};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk, today};

fn analysis(tablet: &mut Tablet<'_>) -> Later<AnalysisView> {
    if tablet.model.view().route != Route::Analysis {
        tablet.happens(Event::LinkFollowed(Route::Analysis));
    }
    match tablet.model.view().screen {
        ScreenView::Analysis(view) => view,
        other => panic!("not the analysis: {other:?}"),
    }
}

fn spans(tablet: &mut Tablet<'_>, span: FunnelSpan) -> Later<AnalysisView> {
    analysis(tablet);
    does(tablet, FunnelEvent::SpanShown(span));
    analysis(tablet)
}

fn listed(tablet: &mut Tablet<'_>, mark: FunnelMark) -> Vec<String> {
    analysis(tablet);
    does(tablet, FunnelEvent::MarkShown(Some(mark)));
    let list = analysis(tablet).list.clone().expect("a list");
    assert_eq!(list.n, list.rows.len());
    list.rows.iter().map(|it| it.name.clone()).collect()
}

/// Enters who came by a channel, or was recommended.
fn comes(
    tablet: &mut Tablet<'_>,
    name: &str,
    (channel, sub, by): (Channel, Option<SubChannel>, Option<CustomerId>),
) -> CustomerId {
    register(tablet);
    does(tablet, FunnelEvent::QuickChannel(channel));
    does(tablet, FunnelEvent::QuickSub(sub));
    does(tablet, FunnelEvent::QuickReferrer(by));
    types(tablet, QuickField::Name, name);
    types(tablet, QuickField::Phone, "19900000000");
    does(tablet, FunnelEvent::QuickDone);
    let view = register(tablet);
    view.rows.iter().find(|it| it.name == name).expect("a row").deal.customer
}

fn ratio(n: usize, of: usize) -> Ratio {
    Ratio { n, of }
}

#[test]
fn a_book_without_opportunities_has_nothing_to_analyse() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let view = spans(&mut tablet, FunnelSpan::All);
    assert!(!view.has_any && !view.is_counting && !view.has_costs);
    assert_eq!((view.days, view.reached), (DayRange::day(today()), [0; 4]));
    assert_eq!((view.cohorts.len(), view.snapshots.len(), view.channels.len()), (1, 1, 4));
    assert_eq!(view.referred.permille(), None);
}

#[test]
fn months_of_entry_and_ends_of_months_tell_who_went_on() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let tablet = &mut tablet;
    // November: three come; one expects at once, one buys later, one is lost.
    let [buys, loses, waits] = ["买的", "走的", "等的"].map(|name| enters(tablet, name));
    board(tablet);
    expects(tablet, buys, day(20), "900");
    days_pass(tablet, 2);
    board(tablet);
    expects(tablet, waits, day(20), "400");
    turns(tablet, loses, Turn::Lost);
    // 2 December: one buys, one more comes.
    days_pass(tablet, 8);
    turns(tablet, buys, Turn::Ordered);
    enters(tablet, "十二月的");
    let month = Month::of(day(10));
    let view = spans(tablet, FunnelSpan::Quarter);
    assert_eq!(view.days, DayRange { from: month.back(2).first_day(), until: day(10) });
    let months: Vec<_> = view.cohorts.iter().map(|it| (it.month, it.n_opened)).collect();
    assert_eq!(months, [(month, 1), (month.back(1), 3), (month.back(2), 0)]);
    // Who expected on the day of the opening never was a prospect.
    assert_eq!(view.cohorts[1].went_on, [ratio(1, 2), ratio(1, 2), ratio(0, 0)]);
    assert_eq!(view.cohorts[0].went_on, [ratio(0, 1), ratio(0, 0), ratio(0, 1)]);
    let snapshots: Vec<_> = view.snapshots.iter().map(|it| (it.on, it.counts)).collect();
    let ends = [month.back(2).last_day(), month.back(1).last_day(), day(10)];
    assert_eq!(snapshots, [(ends[0], [0; 4]), (ends[1], [0, 2, 0, 0]), (ends[2], [1, 1, 1, 0])]);
    assert_eq!(view.reached, [4, 2, 1, 0]);
    let view = spans(tablet, FunnelSpan::Month);
    assert_eq!((view.reached, view.cohorts.len(), view.snapshots.len()), ([1, 0, 0, 0], 1, 1));
    let view = spans(tablet, FunnelSpan::Year);
    assert_eq!((view.cohorts.len(), view.snapshots.len()), (12, 12));
    let view = spans(tablet, FunnelSpan::All);
    assert_eq!((view.days.from, view.cohorts.len(), view.snapshots.len()), (today(), 2, 2));
    let november = month.back(1);
    let entered =
        |went_on| FunnelMark::Entered { stage: Stage::Prospect, month: november, went_on };
    assert_eq!(listed(tablet, entered(false)), ["等的", "走的"]);
    assert_eq!(listed(tablet, entered(true)), ["等的"]);
    assert_eq!(listed(tablet, FunnelMark::InStage(ends[1], Stage::Intending)), ["等的", "买的"]);
}

#[test]
fn what_each_channel_brought_is_told_with_its_parts_and_only_what_is_sold_is_worth_something() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let tablet = &mut tablet;
    let names = ["来电一", "来电二", "软文一", "软文二"];
    let subs = [SubChannel::CallIn, SubChannel::CallIn, SubChannel::Article, SubChannel::Article];
    for (name, sub) in names.into_iter().zip(subs) {
        comes(tablet, name, (Channel::Online, Some(sub), None));
    }
    comes(tablet, "线上", (Channel::Online, None, None));
    comes(tablet, "自来", (Channel::WalkIn, None, None));
    let rows = register(tablet).rows.clone();
    let deal = |name: &str| rows.iter().find(|it| it.name == name).unwrap().deal;
    board(tablet);
    for name in ["来电一", "来电二", "软文一"] {
        expects(tablet, deal(name), day(5), "700");
        turns(tablet, deal(name), Turn::Ordered);
    }
    turns(tablet, deal("来电二"), Turn::Cancelled);
    turns(tablet, deal("软文一"), Turn::Reopened);
    let view = analysis(tablet);
    let told: Vec<_> = view
        .channels
        .iter()
        .map(|it| {
            let ChannelView { channel, sub, n_opened, n_intending, n_closed, n_out, amount, cost } =
                *it;
            assert_eq!(cost, None);
            (channel, sub, [n_opened, n_intending, n_closed, n_out], amount.fen())
        })
        .collect();
    // All happened on one day: who was closed and reopened within it was never closed for the path.
    let expected = [
        (Channel::WalkIn, None, [1, 0, 0, 0], 0),
        (Channel::Online, None, [5, 2, 1, 1], 70_000),
        (Channel::Online, Some(SubChannel::Article), [2, 1, 0, 0], 0),
        (Channel::Online, Some(SubChannel::CallIn), [2, 1, 1, 1], 70_000),
        (Channel::Offline, None, [0; 4], 0),
        (Channel::Referral, None, [0; 4], 0),
    ];
    assert_eq!(told, expected);
    let by = |sub, part| FunnelMark::By(view.days, Channel::Online, sub, part);
    assert_eq!(listed(tablet, by(None, ChannelPart::Opened)).len(), 5);
    assert_eq!(listed(tablet, by(Some(SubChannel::CallIn), ChannelPart::Out)), ["来电二"]);
    assert_eq!(listed(tablet, by(None, ChannelPart::Closed)), ["来电一"]);
}

#[test]
fn who_recommended_whom_is_told_in_chains() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let tablet = &mut tablet;
    let first = comes(tablet, "老主顾", (Channel::WalkIn, None, None));
    let by = |by| (Channel::Referral, Some(SubChannel::OldCustomer), Some(by));
    let second = comes(tablet, "亲戚", by(first));
    comes(tablet, "朋友", by(first));
    comes(tablet, "邻居", by(second));
    comes(tablet, "不知谁介绍", (Channel::Referral, None, None));
    let view = analysis(tablet);
    assert_eq!(view.referred, ratio(4, 5));
    let told: Vec<_> = view
        .chains
        .iter()
        .map(|it| (it.name.as_str(), it.depth, it.n_referred, it.n_below))
        .collect();
    let expected = [("老主顾", 0, 2, 3), ("亲戚", 1, 1, 1), ("邻居", 2, 0, 0), ("朋友", 1, 0, 0)];
    assert_eq!((told, view.n_more_chains), (expected.to_vec(), 0));
    assert_eq!(listed(tablet, FunnelMark::ReferredBy(first)), ["朋友", "亲戚"]);
    assert_eq!(listed(tablet, FunnelMark::Referred(view.days)).len(), 4);
    // Another name of who recommended is told at once.
    tablet.opens("老主顾");
    tablet.types(jipan_rules::schema::fields::NAME, "老朋友");
    assert_eq!(analysis(tablet).chains[0].name, "老朋友");
}

#[test]
fn how_long_they_were_in_a_stage_counts_those_that_still_are() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let tablet = &mut tablet;
    let [one, _] = ["走得快", "还在"].map(|name| enters(tablet, name));
    days_pass(tablet, 8);
    board(tablet);
    expects(tablet, one, day(20), "900");
    days_pass(tablet, 10);
    let view = spans(tablet, FunnelSpan::All);
    let [prospect, intending, closed] = &view.stays[..] else { panic!("{:?}", view.stays) };
    assert_eq!((prospect.times.n, prospect.times.n_lasting), (2, 1));
    assert_eq!((prospect.times.median(), prospect.times.longest()), (Some(13), Some(18)));
    assert_eq!((intending.times.n, intending.times.longest(), closed.times.n), (1, Some(10), 0));
    assert_eq!(prospect.times.steps, [0, 1, 1, 0, 0]);
    let stayed = FunnelMark::Stayed(view.days, Stage::Prospect, 1);
    assert_eq!(listed(tablet, stayed), ["走得快"]);
}

#[test]
fn who_was_not_reached_for_long_and_who_was_reached_how_is_listed() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let tablet = &mut tablet;
    let [reached, tried, lost, _] =
        ["聊上的", "没接的", "走的", "没人管"].map(|name| enters(tablet, name));
    days_pass(tablet, 5);
    board(tablet);
    for (deal, outcome) in [(reached, SheetOutcome::Reached), (tried, SheetOutcome::NoAnswer)] {
        opens(tablet, DealSheetKind::Contact(deal));
        edits(tablet, SheetEdit::How(How::Visit));
        edits(tablet, SheetEdit::Outcome(outcome));
        done(tablet);
    }
    turns(tablet, lost, Turn::Lost);
    assert_eq!(listed(tablet, FunnelMark::Unreached(4)), ["没人管", "没接的"]);
    assert_eq!(
        listed(tablet, FunnelMark::Unreached(5)),
        ["没人管", "没接的"],
        "five days are five"
    );
    assert_eq!(listed(tablet, FunnelMark::Unreached(6)), [""; 0]);
    let days = DayRange { from: today(), until: day(5) };
    assert_eq!(listed(tablet, FunnelMark::ReachedBy(days, How::Visit)), ["聊上的"]);
    assert_eq!(listed(tablet, FunnelMark::ReachedBy(days, How::Phone)), [""; 0]);
    assert_eq!(listed(tablet, FunnelMark::Contacted(days)), ["没接的", "聊上的"]);
    assert_eq!(listed(tablet, FunnelMark::Kept), [""; 0]);
}

#[test]
fn in_a_company_the_analysis_is_of_the_own_ones_or_of_all() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    enters(&mut rep, "小王的店");
    company.meets(&mut rep);
    company.meets(&mut manager);
    let view = analysis(&mut manager);
    assert_eq!((view.has_others, view.has_any, view.reached[0]), (true, false, 0));
    does(&mut manager, FunnelEvent::OwnersShown(Owners::All));
    let view = analysis(&mut manager);
    assert_eq!((view.has_any, view.reached[0], view.channels[0].n_opened), (true, 1, 1));
}
