//! Opportunities for tests. Not here: any test.

use jipan_app::event::{DealRef, DealSheetKind, SheetOutcome};
use jipan_app::view::{
    CardView, ClosingList, ClosingPoint, DealPanel, DealSheetView, ExpectLine, HandState, WhoView,
    WrittenText,
};
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, ClosePhase, DueWhy, How, Level, Place, Purpose, Source, Stage,
    Step, SubChannel, Template, Turn,
};
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
