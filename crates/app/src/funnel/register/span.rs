//! 漏斗分析: all that the analysis of some time counts, in one walk over the customers. Not here: chains, and the
//! opportunities behind a number.

use std::rc::Rc;

use jipan_book::{Book, Row};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    Channel, Entry, Pot, Ratio, Stage, StayTimes, SubChannel, cost_between, stays,
};
use jipan_rules::period::Month;
use jipan_rules::values::Money;

use super::chains::Chains;
use super::marks::{came_to, first_entered, is_part, stage_on};
use crate::event::{ChannelPart, DayRange, FunnelSpan};
use crate::funnel::index::{Known, Shop};
use crate::model::Model;
use crate::view::{ChainRow, ChannelView, CohortView, SnapshotView, StayView};

/// Months of entry at most. `OURS`
const N_COHORTS: u16 = 24;
/// Ends of months at most, beside today. `OURS`
const N_ENDS: u16 = 12;
/// The stages from which one goes on.
const GOES_ON: [Stage; 3] = [Stage::Prospect, Stage::Intending, Stage::Closed];

/// The analysis, as it is counted.
#[derive(Debug)]
pub(super) struct SpanTally {
    span: FunnelSpan,
    today: NaiveDate,
    /// Those opened in these days count; of all time since ever.
    days: DayRange,
    first: Option<NaiveDate>,
    reached: [usize; 4],
    cohorts: Vec<CohortView>,
    snapshots: Vec<SnapshotView>,
    channels: Vec<ChannelView>,
    /// The days of each stay, and whether it ended.
    stays: [Vec<(i64, bool)>; 3],
    n_referred: usize,
    chains: Chains,
}

/// What the analysis comes to.
#[derive(Debug)]
pub(crate) struct SpanCount {
    pub(crate) days: DayRange,
    pub(crate) has_any: bool,
    pub(crate) reached: [usize; 4],
    pub(crate) cohorts: Rc<[CohortView]>,
    pub(crate) snapshots: Rc<[SnapshotView]>,
    pub(crate) channels: Rc<[ChannelView]>,
    pub(crate) has_costs: bool,
    pub(crate) stays: Rc<[StayView]>,
    pub(crate) referred: Ratio,
    pub(crate) chains: Rc<[ChainRow]>,
    pub(crate) n_more_chains: usize,
}

fn more(n: &mut usize, is: bool) {
    *n = n.saturating_add(usize::from(is));
}

impl FunnelSpan {
    /// Its months up to this one; none for all that is known.
    const fn n_months(self) -> Option<u16> {
        match self {
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
            Self::All => None,
        }
    }

    /// Its first day; of all time the first opening.
    pub(crate) fn from(self, today: NaiveDate, first: Option<NaiveDate>) -> NaiveDate {
        match self.n_months() {
            Some(n) => Month::of(today).back(n.saturating_sub(1)).first_day(),
            None => first.unwrap_or(today),
        }
    }
}

/// The channels, each followed by its parts.
fn channels() -> Vec<ChannelView> {
    let parts = |channel: Channel| {
        let parts = channel.subs().map(Some);
        core::iter::once(None).chain(parts).map(move |sub| of_channel(channel, sub))
    };
    Channel::ALL.into_iter().flat_map(parts).collect()
}

const fn of_channel(channel: Channel, sub: Option<SubChannel>) -> ChannelView {
    let amount = Money::from_fen(0);
    let (n_opened, n_intending, n_closed, n_out) = (0, 0, 0, 0);
    ChannelView { channel, sub, n_opened, n_intending, n_closed, n_out, amount, cost: None }
}

impl SpanTally {
    pub(super) fn new(span: FunnelSpan, today: NaiveDate) -> Self {
        let month = Month::of(today);
        let n = span.n_months();
        let cohorts = (0..n.unwrap_or(N_COHORTS).min(N_COHORTS)).map(|back| CohortView {
            month: month.back(back),
            n_opened: 0,
            went_on: [Ratio::default(); 3],
        });
        let n_ends = n.map_or(N_ENDS, |n| n.saturating_sub(1)).min(N_ENDS);
        let ends = (1..=n_ends).rev().map(|back| month.back(back).last_day());
        let snapshots = ends.chain([today]).map(|on| SnapshotView { on, counts: [0; 4] });
        let from = match span {
            FunnelSpan::All => NaiveDate::MIN,
            FunnelSpan::Month | FunnelSpan::Quarter | FunnelSpan::Year => span.from(today, None),
        };
        Self {
            span,
            today,
            days: DayRange { from, until: today },
            first: None,
            reached: [0; 4],
            cohorts: cohorts.collect(),
            snapshots: snapshots.collect(),
            channels: channels(),
            stays: Default::default(),
            n_referred: 0,
            chains: Chains::default(),
        }
    }

    pub(super) fn put(&mut self, book: &Book, row: Row, shop: &Shop) {
        for known in &shop.deals {
            let Some(opened_on) = known.opened_on() else { continue };
            self.first = Some(self.first.map_or(opened_on, |first| first.min(opened_on)));
            self.put_months(&known.path, opened_on);
            for snapshot in &mut self.snapshots {
                let stage = stage_on(&known.path, snapshot.on);
                for (of, n) in Stage::ALL.iter().zip(&mut snapshot.counts) {
                    more(n, stage == Some(*of));
                }
            }
            if self.days.contains(opened_on) {
                self.put_opened(known);
            }
            let referrer = known.deal.course.source.and_then(|it| it.referrer);
            if let (Some(by), Some(whom)) = (referrer, book.id_of(row)) {
                self.chains.add(book.survivor_of(by), whom, came_to(known, Stage::Closed));
            }
        }
    }

    fn cohort_mut(&mut self, month: Month) -> Option<&mut CohortView> {
        let at = Month::of(self.today).index().checked_sub(month.index())?;
        self.cohorts.get_mut(usize::from(at))
    }

    fn put_months(&mut self, path: &[Entry], opened_on: NaiveDate) {
        if let Some(cohort) = self.cohort_mut(Month::of(opened_on)) {
            more(&mut cohort.n_opened, true);
        }
        for (at, stage) in GOES_ON.into_iter().enumerate() {
            let Some((month, goes_on)) = first_entered(path, stage) else { continue };
            let cohort = self.cohort_mut(month);
            if let Some(ratio) = cohort.and_then(|it| it.went_on.get_mut(at)) {
                more(&mut ratio.of, true);
                more(&mut ratio.n, goes_on);
            }
        }
    }

    /// One that was opened in the time.
    fn put_opened(&mut self, known: &Known) {
        for (stage, n) in Stage::ALL.into_iter().zip(&mut self.reached) {
            more(n, came_to(known, stage));
        }
        for stay in stays(&known.path) {
            let all = GOES_ON.into_iter().zip(&mut self.stays);
            for (_, days) in all.filter(|(stage, _)| *stage == stay.stage) {
                days.push((stay.days(self.today), stay.until.is_some()));
            }
        }
        let Some(source) = known.deal.course.source else { return };
        more(&mut self.n_referred, source.channel == Channel::Referral);
        let of = self.channels.iter_mut().filter(|it| it.channel == source.channel);
        for it in of.filter(|it| it.sub.is_none() || it.sub == source.sub) {
            more(&mut it.n_opened, is_part(known, ChannelPart::Opened));
            more(&mut it.n_intending, is_part(known, ChannelPart::Intending));
            more(&mut it.n_closed, is_part(known, ChannelPart::Closed));
            more(&mut it.n_out, is_part(known, ChannelPart::Out));
            // One that is running again is not sold.
            if let Some(amount) = known.amount().filter(|_| known.pot() == Pot::Won) {
                it.amount = Money::from_fen(it.amount.fen().saturating_add(amount.fen()));
            }
        }
    }
}

impl Model {
    /// What all of it comes to.
    pub(super) fn span_count(&self, tally: SpanTally) -> SpanCount {
        let SpanTally { span, today, first, reached, mut cohorts, mut snapshots, .. } = tally;
        let from = span.from(today, first);
        let days = DayRange { from, until: today };
        cohorts.retain(|it| it.month.last_day() >= from);
        snapshots.retain(|it| it.on >= from);
        let mut channels = tally.channels;
        channels.retain(|it| it.sub.is_none() || it.n_opened > 0);
        // What the company spends is set against all that came, not against those of one person.
        let cost_of = |channel| self.channel_cost(channel, days);
        let has_costs = Channel::ALL.into_iter().any(|channel| cost_of(channel).is_some());
        for it in channels.iter_mut().filter(|it| it.sub.is_none() && self.shows_all()) {
            it.cost = cost_of(it.channel);
        }
        let stays = GOES_ON.into_iter().zip(tally.stays);
        let stays = stays.map(|(stage, days)| StayView { stage, times: StayTimes::of(days) });
        let (mut chains, n_more_chains) = tally.chains.rows();
        for it in &mut chains {
            it.name = self.name_shown(it.customer);
        }
        let [n_opened, ..] = reached;
        SpanCount {
            days,
            has_costs,
            has_any: first.is_some(),
            reached,
            cohorts: cohorts.into(),
            snapshots: snapshots.into(),
            channels: channels.into(),
            stays: stays.collect(),
            referred: Ratio { n: tally.n_referred, of: n_opened },
            chains: chains.into(),
            n_more_chains,
        }
    }

    /// What a channel cost in the months of some days, by the rule; none while the company says nothing of it.
    fn channel_cost(&self, channel: Channel, days: DayRange) -> Option<Money> {
        let rules = self.funnel.index.rules();
        cost_between(&rules, channel, Month::of(days.from), Month::of(days.until))
    }
}
