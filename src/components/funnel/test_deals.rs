//! Opportunities for tests. Not here: any test.

use std::rc::Rc;

use jipan_app::event::{
    DayRange, DealRef, DealSheetKind, FunnelMark, FunnelSpan, Owners, RegisterPart, SheetOutcome,
};
use jipan_app::view::{
    AnalysisView, CardView, ChainRow, ChannelView, ClosingList, ClosingPoint, CohortView, DaySums,
    DealPanel, DealSheetView, ExpectLine, HandState, MarkList, MarkRow, QuickAddView, RegisterDay,
    RegisterRow, RegisterView, SnapshotView, StayView, WhoView, WrittenText,
};
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, ClosePhase, DueWhy, Flow, Flows, How, Level, Outcome, Place,
    Purpose, Ratio, Source, Stage, StayTimes, Step, SubChannel, Template, Turn,
};
use jipan_rules::period::Month;
use jipan_rules::schema::CustomerType;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId};
use jipan_rules::{NaiveDate, Uuid};

/// A day of the autumn in which all of it happens.
pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// An opportunity.
pub(crate) fn deal(n: u128) -> DealRef {
    DealRef {
        customer: CustomerId::new(Uuid::from_u128(n)),
        deal: DealId::new(Uuid::from_u128(n + 100)),
    }
}

/// A card in 意向, due in three days.
pub(crate) fn card(n: u128, name: &str) -> CardView {
    CardView {
        deal: deal(n),
        name: name.to_owned(),
        place: Place::In(Stage::Intending),
        since: day(11, 10),
        level: Level::H,
        days_left: Some(7),
        expected: Some(day(11, 29)),
        is_past: false,
        amount: Some(Money::from_fen(1_280_000)),
        weight: 70,
        days: 12,
        is_stale: false,
        is_aged: false,
        due: Some((day(11, 25), DueWhy::Level { from: day(11, 18), days: 7 })),
        asked_since: None,
        late_days: -3,
        owner: None,
        n_odd: 0,
        turns: vec![Turn::Ordered, Turn::Lost, Turn::Frozen, Turn::OutOfReach],
    }
}

/// The list before a closing: one point done, one waived, one open.
pub(crate) fn closing() -> Vec<ClosingList> {
    let point = |item, is, due| ClosingPoint { item, is, due, why: WrittenText::default() };
    let items = vec![
        point(CloseItem::Papers, Checked::Done, None),
        point(CloseItem::Care, Checked::Waived("客户不要".into()), None),
        point(CloseItem::Gift, Checked::Open, Some(day(11, 24))),
    ];
    vec![ClosingList { phase: ClosePhase::Before, items }]
}

/// A sheet of a kind, as it opens.
pub(crate) fn sheet(kind: DealSheetKind) -> DealSheetView {
    DealSheetView {
        kind,
        name: "兴隆超市".to_owned(),
        phone: Some("13800000001".to_owned()),
        no_consent: None,
        script: None,
        how: How::Phone,
        purpose: Purpose::Push,
        outcome: SheetOutcome::Reached,
        refusal: None,
        text: String::new(),
        on: day(11, 22).to_string(),
        today: day(11, 22),
        next: String::new(),
        next_by_rule: Some(day(11, 29)),
        asks_expectation: true,
        asks_why: false,
        asks_amount: false,
        offers_new: false,
        steps: vec![(Step::Receive, true), (Step::Analyse, false)],
        expect_on: String::new(),
        quick_days: vec![(7, day(11, 29)), (15, day(12, 7))],
        level: None,
        amount: String::new(),
        why: String::new(),
        until: String::new(),
        until_days: vec![(1, day(11, 23)), (3, day(11, 25))],
        until_max: Some(day(12, 22)),
        orders: Vec::new(),
        order: None,
        people: Vec::new(),
        person: None,
        hand: HandState::Free,
        source: None,
        referrer: None,
        search: String::new(),
        referrers: Vec::new(),
        will: None,
        is_will_known: false,
        ability: None,
        is_ability_known: false,
        closing: Vec::new(),
        lacking: Vec::new(),
        errors: Vec::new(),
        can_clear: false,
        can_restore: false,
        is_read_only: false,
    }
}

/// An opportunity in a file.
pub(crate) fn panel(n: u128) -> DealPanel {
    let source = Source {
        channel: Channel::Referral,
        sub: Some(SubChannel::OldCustomer),
        referrer: Some(deal(9).customer),
    };
    let expectation = ExpectLine {
        said_on: day(11, 18),
        by: Some(WhoView::Me),
        on: Some(day(11, 29)),
        amount: Some(Money::from_fen(1_280_000)),
        why: Some("等装修".to_owned()),
        is_unseen: false,
        levels: None,
    };
    DealPanel {
        card: card(n, "兴隆超市"),
        opened: Some(day(11, 1)),
        template: Template::Retail,
        source: Some(source),
        referrer: None,
        will: Some(true),
        ability: None,
        path: vec![
            (Place::In(Stage::Prospect), day(11, 1)),
            (Place::In(Stage::Intending), day(11, 10)),
        ],
        expectations: vec![expectation],
        steps: vec![(Step::Gather, Some(day(11, 1))), (Step::Receive, None)],
        closing: closing(),
        has_unseen: false,
        order: None,
    }
}

/// A blank quick entry.
pub(crate) fn quick() -> QuickAddView {
    QuickAddView {
        name: String::new(),
        phone: String::new(),
        name_error: None,
        phone_error: None,
        channel: None,
        is_channel_missing: false,
        sub: None,
        search: String::new(),
        referrers: Vec::new(),
        referrer: None,
        will: None,
        ability: None,
        kind: CustomerType::Retail,
        template: Template::Retail,
        similar: Rc::new([]),
        same_names: Vec::new(),
        phone_holders: Vec::new(),
        expect: String::new(),
        expect_error: None,
        quick_days: Vec::new(),
        level: None,
        amount: String::new(),
        amount_error: None,
        said: String::new(),
        can_restore: false,
        is_read_only: false,
    }
}

/// A row of the register of somebody who came again and was of level B the day before.
pub(crate) fn register_row(n: u128, name: &str) -> RegisterRow {
    RegisterRow {
        deal: deal(n),
        number: usize::try_from(n).unwrap(),
        name: name.to_owned(),
        phone: Some("13800000001".to_owned()),
        source: Some(Source { sub: Some(SubChannel::Article), ..Source::of(Channel::Online) }),
        is_new: false,
        how: Some((How::Visit, Purpose::Push)),
        outcome: Some(Outcome::Reached),
        before: Some(Level::B),
        level: Level::H,
        is_past: false,
        place: Place::In(Stage::Intending),
        expected: Some(day(12, 1)),
        amount: Some(Money::from_fen(1_280_000)),
        said: "下周要货".to_owned(),
        remark: None,
        owner: None,
    }
}

/// A day of the register with two rows, and a month with two days.
pub(crate) fn register(part: RegisterPart) -> RegisterView {
    let flows = |all: &[Flow]| {
        all.iter().fold(Flows::default(), |mut sum, flow| {
            sum.add(*flow);
            sum
        })
    };
    let of = |on, n_contacts, n_left, all: &[Flow]| RegisterDay {
        on,
        flows: flows(all),
        n_contacts,
        n_reached: n_contacts / 2,
        n_left,
    };
    let fresh = RegisterRow {
        is_new: true,
        how: None,
        outcome: None,
        before: None,
        level: Level::N,
        place: Place::In(Stage::Prospect),
        expected: None,
        amount: None,
        said: String::new(),
        phone: None,
        ..register_row(2, "新乐超市")
    };
    RegisterView {
        today: day(11, 26),
        day: day(11, 26),
        month: Month::of(day(11, 26)),
        part,
        owners: Owners::Mine,
        has_others: false,
        is_counting: false,
        sums: DaySums {
            n_new: 1,
            n_again: 1,
            by_channel: [0, 1, 0, 0],
            n_contacts: 3,
            n_reached: 2,
            n_closed: 0,
        },
        rows: Rc::from([register_row(1, "兴隆超市"), fresh]),
        n_more: 0,
        entry: Some(Box::new(QuickAddView {
            quick_days: vec![(7, day(12, 3)), (15, day(12, 11))],
            ..quick()
        })),
        days: Rc::from([
            of(Some(day(11, 25)), 0, 41, &[Flow::Opened]),
            of(Some(day(11, 26)), 3, 40, &[Flow::Opened, Flow::Closed, Flow::Out]),
        ]),
        n_carried: 40,
        whole: of(None, 3, 40, &[Flow::Opened, Flow::Opened, Flow::Closed, Flow::Out]),
        list: None,
        is_read_only: false,
    }
}

/// The list behind a number, of two opportunities of which one is not given.
pub(crate) fn mark_list(mark: FunnelMark) -> MarkList {
    let row = MarkRow {
        deal: deal(1),
        name: "兴隆超市".to_owned(),
        place: Place::In(Stage::Intending),
        level: Level::H,
        is_past: false,
        opened_on: day(11, 2),
        source: Some(Source::of(Channel::WalkIn)),
        amount: Some(Money::from_fen(1_280_000)),
        owner: Some(WhoView::Named("李四".to_owned())),
    };
    MarkList { mark, n: 2, rows: Rc::from([row]), n_more: 1 }
}

/// Two months of an analysis.
pub(crate) fn analysis() -> AnalysisView {
    let ratio = |n, of| Ratio { n, of };
    let month = Month::of(day(11, 26));
    let cohort = |month, n_opened, went_on| CohortView { month, n_opened, went_on };
    let channel = |channel, sub, n_opened, cost| ChannelView {
        channel,
        sub,
        n_opened,
        n_intending: n_opened / 2,
        n_closed: n_opened / 4,
        n_out: 1,
        amount: Money::from_fen(1_280_000),
        cost,
    };
    let stay = |stage, days: &[i64]| StayView {
        stage,
        times: StayTimes::of(days.iter().map(|it| (*it, *it <= 90))),
    };
    let chain = |n, name: &str, depth, n_referred, n_below| ChainRow {
        customer: deal(n).customer,
        name: name.to_owned(),
        depth,
        n_referred,
        n_closed: 1,
        n_below,
    };
    AnalysisView {
        today: day(11, 26),
        span: FunnelSpan::Year,
        days: DayRange { from: day(10, 1), until: day(11, 26) },
        owners: Owners::Mine,
        has_others: false,
        is_counting: false,
        has_any: true,
        reached: [24, 12, 6, 0],
        cohorts: Rc::from([
            cohort(month, 8, [ratio(3, 8), ratio(0, 4), ratio(0, 0)]),
            cohort(month.back(1), 16, [ratio(9, 16), ratio(4, 8), ratio(1, 1)]),
        ]),
        snapshots: Rc::from([
            SnapshotView { on: day(10, 31), counts: [7, 4, 1, 0] },
            SnapshotView { on: day(11, 26), counts: [12, 6, 5, 1] },
        ]),
        channels: Rc::from([
            channel(Channel::Online, None, 8, Some(Money::from_fen(100_001))),
            channel(Channel::Online, Some(SubChannel::CallIn), 4, None),
        ]),
        has_costs: true,
        stays: Rc::from([stay(Stage::Prospect, &[3, 9, 100]), stay(Stage::Intending, &[])]),
        referred: ratio(6, 24),
        chains: Rc::from([
            chain(1, "兴隆超市", 0, 2, 3),
            chain(2, "新乐超市", 1, 1, 1),
            chain(3, "", 2, 0, 0),
        ]),
        n_more_chains: 4,
        list: None,
    }
}
