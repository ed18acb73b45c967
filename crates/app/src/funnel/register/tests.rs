//! Whatever happened to whom, register, board and analysis agree to the last number, and behind each number are
//! as many opportunities as it says.

use jipan_book::{Action, Change, ChangeId, FunnelWrite, Op, Stamp};
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Contact, Expectation, Fact, Flow, How, Opened, Outcome, Pot,
    Purpose, Refusal, Source, Stage, Template, Turn, TurnFact,
};
use jipan_rules::period::Month;
use jipan_rules::schema::fields;
use jipan_rules::status;
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, FactId, PersonId, ReplicaId};
use jipan_rules::{TimeDelta, Uuid};
use proptest::prelude::*;

use super::*;
use crate::event::{ChannelPart, DayRange, FunnelEvent};
use crate::job::Slice;
use crate::model::{Phase, Start};
use crate::view::{AnalysisView, Language, RegisterDay, RegisterView, Theme};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn day(n_days: i64) -> NaiveDate {
    today() + TimeDelta::days(n_days)
}

fn customer(n: u64) -> CustomerId {
    CustomerId::new(Uuid::from_u128(u128::from(n)))
}

/// A book being written, one change after the other.
struct Writing {
    book: Book,
    seq: u64,
}

impl Writing {
    fn writes(&mut self, on: NaiveDate, ops: Vec<Op>) {
        self.seq += 1;
        let replica = ReplicaId::new(1);
        let change = Change {
            id: ChangeId { replica, seq: self.seq },
            stamp: Stamp::new(1_000 + self.seq, 0, replica),
            on,
            by: PersonId::new(Uuid::nil()),
            action: Action::AddProspect,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops,
        };
        drop(self.book.apply(&change));
    }

    fn says(&mut self, on: NaiveDate, (of, deal): (u64, u64), fact: Fact) -> FactId {
        let id = FactId::new(Uuid::from_u128(u128::from(self.seq) + 1));
        let write = FunnelWrite::Say(Box::new(fact));
        let deal = Some(DealId::new(Uuid::from_u128(u128::from(deal))));
        self.writes(on, vec![Op::Funnel { id, customer: customer(of), deal, write }]);
        id
    }

    fn takes_back(&mut self, on: NaiveDate, (of, deal): (u64, u64), id: FactId) {
        let deal = Some(DealId::new(Uuid::from_u128(u128::from(deal))));
        let write = FunnelWrite::Drop { is_gone: true };
        self.writes(on, vec![Op::Funnel { id, customer: customer(of), deal, write }]);
    }

    fn enters(&mut self, n: u64) {
        let name = (fields::NAME, Value::Text(format!("{n}").into()));
        self.writes(day(-400), vec![Op::Create { id: customer(n), values: vec![name] }]);
    }
}

/// Numbers by chance, the same ones for the same seed.
struct Dice(u64);

impl Dice {
    fn throws(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let n = self.throws(u64::try_from(all.len()).unwrap());
        all[usize::try_from(n).unwrap()]
    }

    fn fact(&mut self, on: NaiveDate) -> Fact {
        match self.throws(10) {
            0..=2 => {
                let by = on + TimeDelta::days(i64::try_from(self.throws(120)).unwrap() - 5);
                let amount = Some(Money::from_fen(100 * i64::try_from(self.throws(900)).unwrap()));
                let amount = amount.filter(|_| self.throws(5) > 0);
                Fact::Expect(Expectation { on: Some(by), amount, why: None, seen: None })
            }
            3..=5 => {
                let on = on - TimeDelta::days(i64::try_from(self.throws(3)).unwrap());
                let outcomes =
                    [Outcome::Reached, Outcome::NoAnswer, Outcome::Refused(Refusal::Money)];
                let outcome = self.one_of(&outcomes);
                let how = self.one_of(&How::ALL);
                let (purpose, text) = (Purpose::Push, "说了".into());
                Fact::Contact(Box::new(Contact { on, how, purpose, outcome, text, next: None }))
            }
            6 => Fact::Check { item: self.one_of(&CloseItem::ALL), is: Checked::Done },
            7 => Fact::Source(self.source()),
            _ => Fact::Turn(Box::new(TurnFact {
                to: self.one_of(&Turn::ALL),
                why: Some("x".into()),
                refusal: None,
                until: None,
                order: None,
                seen: None,
            })),
        }
    }

    fn source(&mut self) -> Source {
        let channel = self.one_of(&Channel::ALL);
        let subs: Vec<_> = channel.subs().map(Some).chain([None]).collect();
        let referrer = Some(customer(1 + self.throws(40)));
        let referrer = referrer.filter(|_| channel == Channel::Referral && self.throws(3) > 0);
        Source { channel, sub: self.one_of(&subs), referrer }
    }
}

/// Some customers with opportunities to which anything happened, by clocks that go wrong now and then.
fn any_book(seed: u64) -> Book {
    let (mut it, mut dice) = (Writing { book: Book::new(), seq: 0 }, Dice(seed));
    for n in 1..=25 {
        it.enters(n);
    }
    let mut opened = Vec::new();
    for n in 0..30 {
        let of = 1 + dice.throws(25);
        let on = day(-i64::try_from(dice.throws(100)).unwrap());
        let (source, template) = (dice.source(), Template::Retail);
        let fact = Fact::Open(Opened { template, source, will: None, ability: None });
        it.says(on, (of, 100 + n), fact);
        opened.push(((of, 100 + n), on));
    }
    for _ in 0..220 {
        let at = usize::try_from(dice.throws(30)).unwrap();
        let (deal, on) = opened[at];
        // Time goes on, and sometimes a clock is behind or ahead.
        let later = match dice.throws(12) {
            0 => on - TimeDelta::days(4),
            1 => (on + TimeDelta::days(40)).min(day(2)),
            n => (on + TimeDelta::days(i64::try_from(n).unwrap())).min(today()),
        };
        opened[at].1 = later;
        let fact = dice.fact(later);
        let id = it.says(later, deal, fact);
        if dice.throws(15) == 0 {
            it.takes_back(later, deal, id);
        }
    }
    for n in [3, 4] {
        let op =
            it.book.put(customer(n), fields::STATUS, Some(Value::Choice(status::CANCELLED)), None);
        it.writes(today(), vec![op]);
    }
    it.writes(today(), vec![Op::Delete { id: customer(5) }]);
    it.book
}

fn model_of(book: Book) -> Model {
    let start = Start {
        route: Route::Register,
        language: Language::Chinese,
        has_english: true,
        theme: Theme::System,
        is_online: false,
        today: today(),
    };
    let mut model = Model::new(start);
    model.phase = Phase::Ready;
    model.book = book;
    model
}

fn goes(model: &mut Model, route: Route) {
    if model.route != route {
        model.route = route;
        model.enter_funnel();
    }
    model.count_funnel();
}

fn register(model: &mut Model) -> RegisterView {
    goes(model, Route::Register);
    model.register_view()
}

fn analysis(model: &mut Model) -> AnalysisView {
    goes(model, Route::Analysis);
    model.analysis_view()
}

/// How many are in each column of the board, and how many are out.
fn board(model: &mut Model) -> ([usize; 4], usize) {
    goes(model, Route::Funnel);
    let lists = &model.funnel.lists.as_ref().unwrap().1;
    let n_out = lists.outs.iter().map(Vec::len).sum();
    (lists.columns.each_ref().map(|it| it.spots.len()), n_out)
}

fn looks(model: &mut Model, event: &FunnelEvent) {
    model.look_at_register(event);
}

/// How many opportunities a number lists.
fn listed(model: &mut Model, mark: FunnelMark) -> usize {
    let route = model.route;
    looks(model, &FunnelEvent::MarkShown(Some(mark)));
    goes(model, route);
    let list = model.list_shown().expect("it is listed");
    assert_eq!((list.mark, list.rows.len() + list.n_more), (mark, list.n));
    assert!(list.rows.is_sorted_by(|one, other| one.opened_on >= other.opened_on));
    list.n
}

fn range(from: NaiveDate, until: NaiveDate) -> DayRange {
    DayRange { from, until }
}

/// The numbers of the register, those that count each opportunity once.
fn marks_of_register(view: &RegisterView) -> Vec<(FunnelMark, usize)> {
    let one = DayRange::day(view.day);
    let eve = view.month.first_day().pred_opt().unwrap();
    let mut marks = vec![
        (FunnelMark::Flow(one, Flow::Opened), view.sums.n_new),
        (FunnelMark::Running(eve), view.n_carried),
    ];
    for (channel, n) in Channel::ALL.into_iter().zip(view.sums.by_channel) {
        marks.push((FunnelMark::By(one, channel, None, ChannelPart::Opened), n));
    }
    for of in view.days.iter() {
        let on = of.on.unwrap();
        marks.push((FunnelMark::Running(on), of.n_left));
        marks.push((FunnelMark::Flow(DayRange::day(on), Flow::Opened), of.flows.of(Flow::Opened)));
    }
    marks
}

/// Those that count ways, contacts or stays.
fn marks_that_count_twice(
    register: &RegisterView,
    analysis: &AnalysisView,
) -> Vec<(FunnelMark, usize)> {
    let mut marks = Vec::new();
    let last = register.month.last_day().min(register.today);
    let whole = range(register.month.first_day(), last);
    let days = register.days.iter().map(|it| (DayRange::day(it.on.unwrap()), it));
    for (days, it) in days.chain([(whole, &register.whole)]) {
        marks.push((FunnelMark::Contacted(days), it.n_contacts));
        marks.extend(Flow::ALL.map(|flow| (FunnelMark::Flow(days, flow), it.flows.of(flow))));
    }
    for stay in analysis.stays.iter() {
        for (step, n) in (0..).zip(stay.times.steps) {
            marks.push((FunnelMark::Stayed(analysis.days, stay.stage, step), n));
        }
    }
    marks
}

fn marks_of_analysis(view: &AnalysisView) -> Vec<(FunnelMark, usize)> {
    let days = view.days;
    let mut marks = vec![(FunnelMark::Referred(days), view.referred.n)];
    marks.extend(
        Stage::ALL
            .into_iter()
            .zip(view.reached)
            .map(|(stage, n)| (FunnelMark::Reached(days, stage), n)),
    );
    for it in view.cohorts.iter() {
        let month = it.month;
        let of_month = range(month.first_day(), month.last_day());
        marks.push((FunnelMark::Flow(of_month, Flow::Opened), it.n_opened));
        for (stage, ratio) in Stage::ALL.into_iter().zip(it.went_on) {
            marks.push((FunnelMark::Entered { stage, month, went_on: false }, ratio.of));
            marks.push((FunnelMark::Entered { stage, month, went_on: true }, ratio.n));
        }
    }
    for it in view.snapshots.iter() {
        let counts = Stage::ALL.into_iter().zip(it.counts);
        marks.extend(counts.map(|(stage, n)| (FunnelMark::InStage(it.on, stage), n)));
    }
    for it in view.channels.iter() {
        let by = |part| FunnelMark::By(days, it.channel, it.sub, part);
        marks.extend([
            (by(ChannelPart::Opened), it.n_opened),
            (by(ChannelPart::Intending), it.n_intending),
            (by(ChannelPart::Closed), it.n_closed),
            (by(ChannelPart::Out), it.n_out),
        ]);
    }
    marks.extend(view.chains.iter().map(|it| (FunnelMark::ReferredBy(it.customer), it.n_referred)));
    marks
}

/// The register of each day of a month agrees with the month, with itself and with where the opportunities were.
fn a_month_agrees(model: &mut Model, month: Month) {
    let days: Vec<_> =
        month.first_day().iter_days().take_while(|on| Month::of(*on) == month).collect();
    for on in days.into_iter().filter(|on| *on <= today()) {
        looks(model, &FunnelEvent::RegisterDay(on));
        let view = register(model);
        let of = view.days.iter().find(|it| it.on == Some(on)).copied().unwrap();
        assert_eq!((view.day, view.sums.n_closed), (on, of.flows.of(Flow::Closed)));
        assert_eq!(
            (view.sums.n_new, view.sums.n_contacts),
            (of.flows.of(Flow::Opened), of.n_contacts)
        );
        assert_eq!(view.sums.by_channel.iter().sum::<usize>(), view.sums.n_new);
        assert_eq!(view.rows.len() + view.n_more, view.sums.n_new + view.sums.n_again);
        for row in view.rows.iter() {
            assert_eq!(row.before.is_none(), row.is_new, "{row:?}");
            let index = &model.funnel.index;
            let mut known = index.shops.values().flat_map(|it| &it.deals);
            let known = known.find(|it| it.deal.id == row.deal.deal).unwrap();
            assert_eq!(known.pot_on(on), Some(Pot::of(row.place)), "{row:?} {:?}", known.path);
            if on == today() {
                let standing = &known.standing;
                assert_eq!(
                    (row.level, row.place, row.amount),
                    (standing.level, standing.place, known.amount())
                );
            }
        }
        let sums = (view.days.iter()).fold(RegisterDay::default(), |sum, it| RegisterDay {
            on: None,
            flows: sum.flows.and(&it.flows),
            n_contacts: sum.n_contacts + it.n_contacts,
            n_reached: sum.n_reached + it.n_reached,
            n_left: it.n_left,
        });
        assert_eq!(view.whole, sums);
        assert_eq!(sums.flows.left(view.n_carried, Pot::Running), sums.n_left);
    }
}

fn all_agrees(book: Book) {
    let mut model = model_of(book);
    let model = &mut model;
    let view = register(model);
    assert!(!view.is_counting);
    for (mark, n) in marks_of_register(&view) {
        assert_eq!(listed(model, mark), n, "{mark:?}");
    }
    let (columns, n_out) = board(model);
    assert_eq!(view.days.last().unwrap().n_left, columns[0] + columns[1]);
    let month = Month::of(today());
    for back in 0..4 {
        a_month_agrees(model, month.back(back));
    }
    looks(model, &FunnelEvent::RegisterDay(today()));
    for span in FunnelSpan::ALL {
        looks(model, &FunnelEvent::SpanShown(span));
        let view = analysis(model);
        assert_eq!(view.snapshots.last().unwrap().counts, columns);
        for (mark, n) in marks_of_analysis(&view) {
            assert_eq!(listed(model, mark), n, "{span:?} {mark:?}");
        }
        let whole = view.channels.iter().filter(|it| it.sub.is_none());
        let sum = whole.fold([0; 4], |[a, b, c, d], it| {
            [a + it.n_opened, b + it.n_intending, c + it.n_closed, d + it.n_out]
        });
        assert_eq!(sum[..3], view.reached[..3]);
        if span == FunnelSpan::All {
            assert_eq!((view.reached[0], sum[3]), (columns.iter().sum::<usize>() + n_out, n_out));
            let opened: usize = view.cohorts.iter().map(|it| it.n_opened).sum();
            assert_eq!(opened, view.reached[0]);
            assert_eq!(listed(model, FunnelMark::Kept), columns[3]);
        }
        let register = register(model);
        for (mark, n) in marks_that_count_twice(&register, &view) {
            let n_listed = listed(model, mark);
            assert!(n_listed <= n && (n_listed > 0) == (n > 0), "{mark:?}: {n_listed} of {n}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn register_board_analysis_and_lists_agree_whatever_happened(seed in any::<u64>()) {
        all_agrees(any_book(seed));
    }
}

/// So many prospects of today, one customer each.
fn prospects(n: u64) -> Writing {
    let mut it = Writing { book: Book::new(), seq: 0 };
    for n in 1..=n {
        it.enters(n);
        let (source, template) = (Source::of(Channel::WalkIn), Template::Retail);
        let fact = Fact::Open(Opened { template, source, will: None, ability: None });
        it.says(today(), (n, n), fact);
    }
    it
}

#[test]
fn many_are_counted_in_slices_and_what_was_counted_last_stays_meanwhile() {
    let mut it = prospects(2_050);
    let mut model = model_of(core::mem::take(&mut it.book));
    let works = |model: &mut Model| {
        assert!(matches!(model.jobs.pop_front(), Some(Job::Funnel)) && model.jobs.is_empty());
        while matches!(model.funnel_slice(10, &mut Vec::new()), Slice::More(_)) {}
    };
    assert!(register(&mut model).is_counting);
    works(&mut model);
    let view = register(&mut model);
    assert!(!view.is_counting && model.jobs.is_empty());
    assert_eq!((view.sums.n_new, view.rows.len(), view.n_more), (2_050, 300, 1_750));
    assert_eq!(view.rows[0].name, "1", "in the order in which they were noted");
    assert!(model.funnel.lists.is_none(), "nothing is listed that is not shown");
    it.book = core::mem::take(&mut model.book);
    it.writes(today(), vec![Op::Delete { id: customer(7) }]);
    model.book = it.book;
    let view = register(&mut model);
    assert_eq!((view.is_counting, view.sums.n_new), (false, 2_050), "the last ones stay");
    works(&mut model);
    assert_eq!(register(&mut model).sums.n_new, 2_049);
    // Another day was never counted.
    looks(&mut model, &FunnelEvent::RegisterDay(day(-1)));
    let view = register(&mut model);
    assert_eq!((view.is_counting, view.rows.len(), view.sums.n_new), (true, 0, 0));
    works(&mut model);
    assert!(!register(&mut model).is_counting);
}

#[test]
fn what_was_counted_is_not_counted_anew_for_another_look() {
    let mut model = model_of(prospects(30).book);
    register(&mut model);
    let count = |model: &Model| model.register_count().unwrap();
    let before = count(&model);
    looks(&mut model, &FunnelEvent::RegisterPart(RegisterPart::Month));
    looks(&mut model, &FunnelEvent::MarkShown(Some(FunnelMark::Running(today()))));
    register(&mut model);
    assert!(Rc::ptr_eq(&before, &count(&model)));
    analysis(&mut model);
    register(&mut model);
    assert!(Rc::ptr_eq(&before, &count(&model)));
}
