//! Whatever happened to whom, register, board and analysis agree to the last number, and behind each number are
//! as many opportunities as it says.

mod lives;

use jipan_book::Op;
use jipan_rules::funnel::{Channel, Fact, Flow, Opened, Pot, Source, Stage, Template};
use jipan_rules::period::Month;
use proptest::prelude::*;

use self::lives::{Writing, any_book, customer, day, today};
use super::*;
use crate::event::{ChannelPart, DayRange, FunnelEvent};
use crate::job::Slice;
use crate::model::{Phase, Start};
use crate::view::{AnalysisView, Language, RegisterDay, RegisterView, Theme};

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

/// Behind each number of the home screen are as many as it says.
fn home_agrees(model: &mut Model, columns: [usize; 4]) {
    goes(model, Route::Home);
    let home = model.home_answers();
    assert!(!home.is_counting);
    assert_eq!((home.n_running, home.n_kept), (columns[0] + columns[1], columns[3]));
    goes(model, Route::Analysis);
    let closed = FunnelMark::Flow(DayRange::day(home.today), Flow::Closed);
    assert_eq!(listed(model, closed), home.n_closed);
    assert_eq!(listed(model, FunnelMark::Kept), home.n_kept);
    assert_eq!(listed(model, FunnelMark::Unreached(home.n_days)), home.n_unreached);
    let mut n_most = 0;
    for (how, n) in home.by_how {
        assert_eq!(listed(model, FunnelMark::ReachedBy(home.days, how)), n, "{how:?}");
        n_most = n_most.max(n);
    }
    assert!(n_most <= home.n_reached && home.n_reached <= home.n_contacts);
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
    home_agrees(model, columns);
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
    let mut it = Writing::new();
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
    looks(&mut model, &FunnelEvent::MarkShown(Some(FunnelMark::Running(today()))));
    assert!(register(&mut model).list.is_none());
    works(&mut model);
    let list = register(&mut model).list.unwrap();
    assert_eq!((list.n, list.rows.len(), list.n_more), (2_049, 200, 1_849));
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
