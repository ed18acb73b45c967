//! A week of a team of three with 300 prospects, over the end of a month, with a network that fails and tablets
//! that die: board, register, analysis and yellow cards agree to the last number, on all three.

use std::collections::{BTreeMap, VecDeque};

use jipan_app::event::{
    DealRef, DealSheetKind, FunnelEvent, FunnelMark, FunnelSpan, Owners, QuickField, RegisterPart,
    SheetEdit, SheetOutcome,
};
use jipan_app::view::timeline::TimelineEntry;
use jipan_app::view::{AnalysisView, BoardView, Later, RegisterView, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::funnel::{Channel, Checked, ClosePhase, Fact, Flow, Place, Refusal, Stage, Turn};
use jipan_rules::permission::Role;
use jipan_rules::{NaiveDate, TimeDelta};

use super::company::{Company, Weather};
use super::funnel_add::{board, day, days_pass, does, quick, types};
use super::sync::same;
use super::tablet::{Disk, Tablet, disk};

/// The week begins so many days after the day on which tablets are opened: on 27 November.
const FIRST: i64 = 5;
const N_DAYS: i64 = 7;
const N_PROSPECTS: usize = 300;
const N_OF_DAY: usize = 14;
const WEATHERS: [Weather; 8] = [
    Weather::Fair,
    Weather::NoNetwork,
    Weather::AnswerLost,
    Weather::Portal,
    Weather::CutOff,
    Weather::NoDatabase,
    Weather::DiesAfterCommit,
    Weather::Fair,
];

/// Chance that can be played again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// Somebody of the team.
struct Member<'a> {
    disk: &'a Disk,
    tablet: Tablet<'a>,
    run: u64,
    deals: Vec<DealRef>,
}

impl Member<'_> {
    /// There is signal again.
    fn has_signal(&mut self, company: &mut Company) {
        self.tablet.happens(Event::NetworkChanged { is_online: true });
        company.meets(&mut self.tablet);
    }

    /// The battery falls out; the app is opened again on the same day.
    fn dies(&mut self, n_days: i64) {
        self.run += 10;
        self.tablet = Tablet::open(self.disk, self.run);
        days_pass(&mut self.tablet, FIRST + n_days);
    }

    fn enters(&mut self, name: &str, dice: &mut Dice) {
        quick(&mut self.tablet);
        types(&mut self.tablet, QuickField::Name, name);
        types(&mut self.tablet, QuickField::Phone, &format!("199{:08}", dice.below(90_000_000)));
        let channel = Channel::ALL[dice.below(4)];
        does(&mut self.tablet, FunnelEvent::QuickChannel(channel));
        let sub = channel.subs().nth(dice.below(5));
        does(&mut self.tablet, FunnelEvent::QuickSub(sub));
        if let Some(by) = self.deals.last().filter(|_| channel == Channel::Referral) {
            does(&mut self.tablet, FunnelEvent::QuickReferrer(Some(by.customer)));
        }
        does(&mut self.tablet, FunnelEvent::QuickDone);
        let id = self.tablet.file().id;
        let book = self.tablet.model.book();
        let deal = book.deals(book.row_of(id).unwrap())[0].id;
        self.deals.push(DealRef { customer: id, deal });
    }

    /// Does something with one of the prospects.
    fn works(&mut self, dice: &mut Dice, on: NaiveDate) {
        let deal = self.deals[dice.below(self.deals.len())];
        let turns = [
            Turn::Lost,
            Turn::Frozen,
            Turn::OutOfReach,
            Turn::Cancelled,
            Turn::Reopened,
            Turn::Delivered,
            Turn::Delivered,
            Turn::Ordered,
            Turn::Ordered,
            Turn::Ordered,
        ];
        let tablet = &mut self.tablet;
        tablet.happens(Event::LinkFollowed(Route::Funnel));
        match dice.below(10) {
            0..=2 => {
                does(tablet, FunnelEvent::SheetOpened(DealSheetKind::Expect(deal)));
                let by = on + TimeDelta::days(i64::try_from(dice.below(120)).unwrap());
                does(tablet, FunnelEvent::SheetEdited(SheetEdit::ExpectOn(by.to_string())));
                let amount = (dice.below(90_000) + 1).to_string();
                does(tablet, FunnelEvent::SheetEdited(SheetEdit::Amount(amount)));
                does(tablet, FunnelEvent::SheetEdited(SheetEdit::Why("客户改期".into())));
                does(tablet, FunnelEvent::SheetDone);
            }
            3..=5 => {
                does(tablet, FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
                let outcomes =
                    [SheetOutcome::Reached, SheetOutcome::NoAnswer, SheetOutcome::Refused];
                let outcome = outcomes[dice.below(3)];
                does(tablet, FunnelEvent::SheetEdited(SheetEdit::Outcome(outcome)));
                let refusal = Refusal::ALL[dice.below(6)];
                does(tablet, FunnelEvent::SheetEdited(SheetEdit::Refusal(refusal)));
                does(tablet, FunnelEvent::SheetEdited(SheetEdit::Outcome(outcome)));
                does(tablet, FunnelEvent::SheetDone);
            }
            _ => {
                let to = turns[dice.below(turns.len())];
                let phase = match to {
                    Turn::Ordered => Some(ClosePhase::Before),
                    Turn::Delivered => Some(ClosePhase::During),
                    Turn::Lost
                    | Turn::Frozen
                    | Turn::OutOfReach
                    | Turn::Cancelled
                    | Turn::Reopened => None,
                };
                for item in phase.into_iter().flat_map(ClosePhase::items) {
                    does(tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
                }
                does(tablet, FunnelEvent::Turned { deal, to });
                does(tablet, FunnelEvent::SheetEdited(SheetEdit::Refusal(Refusal::Money)));
                does(tablet, FunnelEvent::SheetEdited(SheetEdit::Why("客户说的".into())));
                let until = on + TimeDelta::days(20);
                does(tablet, FunnelEvent::SheetEdited(SheetEdit::Until(until.to_string())));
                does(tablet, FunnelEvent::SheetDone);
                let served = ClosePhase::After.items().filter(|_| to == Turn::Delivered);
                for item in served {
                    does(tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
                }
            }
        }
        does(tablet, FunnelEvent::SheetClosed);
    }
}

fn register(tablet: &mut Tablet<'_>, on: NaiveDate, part: RegisterPart) -> Later<RegisterView> {
    tablet.happens(Event::LinkFollowed(Route::Register));
    does(tablet, FunnelEvent::RegisterDay(on));
    does(tablet, FunnelEvent::RegisterPart(part));
    match tablet.model.view().screen {
        ScreenView::Register(view) => view,
        other => panic!("not the register: {other:?}"),
    }
}

fn analysis(tablet: &mut Tablet<'_>) -> Later<AnalysisView> {
    tablet.happens(Event::LinkFollowed(Route::Analysis));
    does(tablet, FunnelEvent::SpanShown(FunnelSpan::All));
    match tablet.model.view().screen {
        ScreenView::Analysis(view) => view,
        other => panic!("not the analysis: {other:?}"),
    }
}

/// How many opportunities are behind a number.
fn n_behind(tablet: &mut Tablet<'_>, mark: FunnelMark) -> usize {
    does(tablet, FunnelEvent::MarkOpened(mark));
    let ScreenView::Analysis(view) = tablet.model.view().screen else { panic!("no analysis") };
    let list = view.list.clone().expect("the list is open");
    assert_eq!(list.rows.len() + list.n_more, list.n, "{mark:?}");
    list.n
}

/// What the yellow cards of all customers say, one after the other.
#[derive(Debug, Default, PartialEq)]
struct Cards {
    n_by_place: BTreeMap<Place, usize>,
    n_opened_on: BTreeMap<NaiveDate, usize>,
}

fn cards(tablet: &mut Tablet<'_>) -> Cards {
    let rows: Vec<_> = tablet.model.book().funnel_rows().collect();
    let mut cards = Cards::default();
    for row in rows {
        let id = tablet.model.book().id_of(row).unwrap();
        tablet.happens(Event::LinkFollowed(Route::Customer(id)));
        let file = tablet.file();
        for deal in &file.funnel.deals {
            *cards.n_by_place.entry(deal.card.place).or_default() += 1;
        }
        let opened = file.timeline.iter().flat_map(|line| {
            let is_opened = |it: &&TimelineEntry| {
                matches!(it, TimelineEntry::Funnel { fact: Fact::Open(_), .. })
            };
            line.items.iter().filter(is_opened).map(|_| line.on)
        });
        for on in opened {
            *cards.n_opened_on.entry(on).or_default() += 1;
        }
    }
    cards
}

/// The four agree on this tablet to the last number.
fn agrees(tablet: &mut Tablet<'_>, last: NaiveDate) {
    does(tablet, FunnelEvent::OwnersShown(Owners::All));
    let board: BoardView = (*board(tablet)).clone();
    let [prospects, intending, closed, base] = board.columns.each_ref().map(|it| it.n);
    let n_out: usize = board.outs.iter().map(|(_, n)| n).sum();
    assert_eq!(prospects + intending + closed + base + n_out, N_PROSPECTS);
    assert!(
        [prospects, intending, closed, base, n_out].iter().all(|n| *n > 0),
        "all of it happened"
    );

    // The register: two months, one carried over into the other.
    let november = register(tablet, day(FIRST), RegisterPart::Month);
    let december = register(tablet, last, RegisterPart::Month);
    assert_eq!((november.n_carried, december.n_carried), (0, november.whole.n_left));
    assert_eq!(december.whole.n_left, prospects + intending);
    let both = november.whole.flows.and(&december.whole.flows);
    assert_eq!(both.of(Flow::Opened), N_PROSPECTS);
    let n_won = both.of(Flow::Closed) - both.of(Flow::Undone) - both.of(Flow::Cancelled);
    assert_eq!(n_won, closed + base);
    assert_eq!(both.of(Flow::Out) + both.of(Flow::Cancelled) - both.of(Flow::Back), n_out);
    let mut opened_on = BTreeMap::new();
    let mut by_channel = [0; 4];
    for of_day in november.days.iter().chain(december.days.iter()) {
        let on = of_day.on.unwrap();
        let day = register(tablet, on, RegisterPart::Day);
        assert_eq!(day.sums.n_new, of_day.flows.of(Flow::Opened));
        assert_eq!(
            (day.sums.n_contacts, day.sums.n_reached),
            (of_day.n_contacts, of_day.n_reached)
        );
        assert_eq!(day.rows.len() + day.n_more, day.sums.n_new + day.sums.n_again);
        assert_eq!(day.rows.iter().filter(|it| it.is_new).count(), day.sums.n_new, "few a day");
        for (sum, n) in by_channel.iter_mut().zip(day.sums.by_channel) {
            *sum += n;
        }
        if day.sums.n_new > 0 {
            opened_on.insert(on, day.sums.n_new);
        }
    }
    assert_eq!(by_channel.iter().sum::<usize>(), N_PROSPECTS);

    // The analysis.
    let view = analysis(tablet);
    assert_eq!(view.reached[0], N_PROSPECTS);
    let now = view.snapshots.last().unwrap();
    assert_eq!((now.on, now.counts), (last, [prospects, intending, closed, base]));
    let of_months: usize = view.cohorts.iter().map(|it| it.n_opened).sum();
    assert_eq!(of_months, N_PROSPECTS);
    let whole: Vec<_> = view.channels.iter().filter(|it| it.sub.is_none()).collect();
    assert_eq!(whole.iter().map(|it| it.n_opened).collect::<Vec<_>>(), by_channel);
    assert_eq!(whole.iter().map(|it| it.n_out).sum::<usize>(), n_out);
    assert_eq!(whole.iter().map(|it| it.n_closed).sum::<usize>(), view.reached[2]);
    assert_eq!(view.referred.of, N_PROSPECTS);
    assert_eq!(view.referred.n, by_channel[3], "all that came by a colleague's word");
    let days = view.days;
    for (stage, n) in Stage::ALL.into_iter().zip(view.reached) {
        assert_eq!(n_behind(tablet, FunnelMark::Reached(days, stage)), n);
    }
    assert_eq!(n_behind(tablet, FunnelMark::Running(last)), prospects + intending);
    assert_eq!(n_behind(tablet, FunnelMark::Kept), base);

    // The cards.
    let cards = cards(tablet);
    let of = |stage| cards.n_by_place.get(&Place::In(stage)).copied().unwrap_or_default();
    assert_eq!(Stage::ALL.map(of), [prospects, intending, closed, base]);
    assert_eq!(cards.n_opened_on, opened_on);
}

#[test]
fn a_week_of_three_people_leaves_board_register_analysis_and_cards_that_agree() {
    for seed in [20_261_127, 7, 1_000_003] {
        week(Dice(seed));
    }
}

fn week(mut dice: Dice) {
    let disks = [disk(), disk(), disk()];
    let (mut company, _) = Company::begin();
    let east = company.territory("东", &["东线"]);
    let people = [("督导", Role::Supervisor), ("甲员", Role::Rep), ("乙员", Role::Rep)];
    let mut team = Vec::new();
    for (run, (disk, (name, role))) in (1..).zip(disks.iter().zip(people)) {
        let secret = company.invite(name, role, &[east]);
        let mut tablet = Tablet::open(disk, run);
        tablet.joins(&mut company, &secret);
        team.push(Member { disk, tablet, run, deals: Vec::new() });
    }
    for member in &mut team {
        days_pass(&mut member.tablet, FIRST);
    }
    let mut n_entered = 0;
    for n_days in 0..N_DAYS {
        let on = day(FIRST + n_days);
        for member in &mut team {
            let n_left = N_PROSPECTS - n_entered;
            let is_last = n_days == N_DAYS - 1;
            for _ in 0..n_left.min(if is_last { N_OF_DAY + 6 } else { N_OF_DAY }) {
                n_entered += 1;
                member.enters(&format!("{n_entered}号店"), &mut dice);
            }
            for _ in 0..25 {
                member.works(&mut dice, on);
            }
            if dice.below(3) == 0 {
                member.dies(n_days);
            }
            company.weather = (0..dice.below(6)).map(|_| WEATHERS[dice.below(8)]).collect();
            member.has_signal(&mut company);
        }
        for member in &mut team {
            days_pass(&mut member.tablet, i64::from(n_days < N_DAYS - 1));
        }
    }
    assert_eq!(n_entered, N_PROSPECTS);
    company.weather = VecDeque::new();
    for _ in 0..2 {
        for member in &mut team {
            member.has_signal(&mut company);
        }
    }
    let last = day(FIRST + N_DAYS - 1);
    let shown = |tablet: &mut Tablet<'_>| {
        does(tablet, FunnelEvent::OwnersShown(Owners::All));
        let month = register(tablet, last, RegisterPart::Month);
        let view = analysis(tablet);
        (month.days.clone(), month.whole, view.reached, view.cohorts.clone(), view.channels.clone())
    };
    let first = shown(&mut team[0].tablet);
    for member in &mut team {
        agrees(&mut member.tablet, last);
        assert_eq!(shown(&mut member.tablet), first);
    }
    let [lead, one, other] = &team[..] else { panic!("three people") };
    same(&lead.tablet, &one.tablet);
    same(&lead.tablet, &other.tablet);
}
