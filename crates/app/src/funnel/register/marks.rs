//! The opportunities behind a number: for each number one word on which it counts. What a number counts twice,
//! ways, contacts and stays, is listed once. Not here: the numbers.

use core::cmp::Reverse;
use std::rc::Rc;

use jipan_book::sorting::sort;
use jipan_book::{Book, Row};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    Channel, Entry, Outcome, Place, Pot, Stage, flows, has_reached, stay_step, stays,
};
use jipan_rules::period::Month;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::CustomerId;

use crate::event::{ChannelPart, DealRef, FunnelMark};
use crate::funnel::Spot;
use crate::funnel::index::{Known, Shop};
use crate::model::Model;
use crate::view::{MarkList, MarkRow};

/// So many opportunities of a number are listed. `OURS`
const N_LISTED: usize = 200;

/// The opportunities of a number, as they are found.
#[derive(Debug)]
pub(super) struct MarkTally {
    pub(super) mark: FunnelMark,
    today: NaiveDate,
    found: Vec<(Reverse<NaiveDate>, Reverse<Spot>)>,
}

/// Whether a number counts an opportunity.
pub(in crate::funnel) fn is_counted(
    mark: FunnelMark,
    known: &Known,
    today: NaiveDate,
    survivor: impl Fn(CustomerId) -> CustomerId,
) -> bool {
    let source = known.deal.course.source;
    match mark {
        FunnelMark::Flow(days, flow) => {
            flows(&known.path).any(|(on, of)| of == flow && days.contains(on))
        }
        FunnelMark::Running(on) => known.pot_on(on) == Some(Pot::Running),
        FunnelMark::Contacted(days) => known.talks(today).any(|it| days.contains(it.on)),
        FunnelMark::Entered { stage, month, went_on } => {
            let entered = first_entered(&known.path, stage);
            entered.is_some_and(|(of, goes_on)| of == month && (goes_on || !went_on))
        }
        FunnelMark::InStage(on, stage) => stage_on(&known.path, on) == Some(stage),
        FunnelMark::Reached(days, stage) => known.is_opened_in(days) && came_to(known, stage),
        FunnelMark::By(days, channel, sub, part) => {
            let is_by =
                source.is_some_and(|it| it.channel == channel && (sub.is_none() || it.sub == sub));
            is_by && known.is_opened_in(days) && is_part(known, part)
        }
        FunnelMark::Stayed(days, stage, step) => {
            let mut stays = stays(&known.path).filter(|it| it.stage == stage);
            known.is_opened_in(days)
                && stays.any(|it| stay_step(it.days(today)) == usize::from(step))
        }
        FunnelMark::Referred(days) => {
            known.is_opened_in(days) && source.is_some_and(|it| it.channel == Channel::Referral)
        }
        FunnelMark::ReferredBy(by) => {
            let referrer = source.and_then(|it| it.referrer);
            referrer.is_some_and(|it| survivor(it) == survivor(by))
        }
        FunnelMark::Unreached(n) => {
            known.pot() == Pot::Running
                && known.days_unreached(today).is_some_and(|days| days >= n.into())
        }
        FunnelMark::ReachedBy(days, how) => known
            .talks(today)
            .any(|it| it.how == how && it.outcome == Outcome::Reached && days.contains(it.on)),
        FunnelMark::Kept => known.standing.place == Place::In(Stage::Base),
    }
}

/// Whether an opportunity ever came to a stage; to the first one whoever was opened.
pub(super) fn came_to(known: &Known, stage: Stage) -> bool {
    stage == Stage::Prospect || has_reached(&known.path, stage)
}

/// Whether an opportunity is of a part of those that came by a channel.
pub(super) fn is_part(known: &Known, part: ChannelPart) -> bool {
    match part {
        ChannelPart::Opened => true,
        ChannelPart::Intending => came_to(known, Stage::Intending),
        ChannelPart::Closed => came_to(known, Stage::Closed),
        ChannelPart::Out => known.pot() == Pot::Out,
    }
}

/// In which month a stage was entered for the first time, and whether it went on to a later one since.
pub(super) fn first_entered(path: &[Entry], stage: Stage) -> Option<(Month, bool)> {
    let mut rest = path.iter().skip_while(|entry| entry.place != Place::In(stage));
    let month = Month::of(rest.next()?.on);
    let goes_on = rest.any(|it| matches!(it.place, Place::In(later) if later > stage));
    Some((month, goes_on))
}

/// The stage at the end of a day.
pub(super) fn stage_on(path: &[Entry], on: NaiveDate) -> Option<Stage> {
    let last = path.iter().rfind(|entry| entry.on <= on)?;
    match last.place {
        Place::In(stage) => Some(stage),
        Place::Out(_) => None,
    }
}

impl MarkTally {
    pub(super) fn new(mark: FunnelMark, today: NaiveDate) -> Self {
        Self { mark, today, found: Vec::new() }
    }

    pub(super) fn put(&mut self, book: &Book, row: Row, shop: &Shop) {
        for (at, known) in shop.deals.iter().enumerate() {
            let Some(opened_on) = known.opened_on() else { continue };
            if is_counted(self.mark, known, self.today, |id| book.survivor_of(id)) {
                self.found.push((Reverse(opened_on), Reverse((row, at))));
            }
        }
    }
}

impl Model {
    /// The newest of those that were found.
    pub(super) fn mark_list(&self, tally: MarkTally) -> MarkList {
        let MarkTally { mark, mut found, .. } = tally;
        sort(&mut found);
        let n = found.len();
        let listed = found.iter().take(N_LISTED);
        let rows: Rc<[MarkRow]> =
            listed.filter_map(|(_, Reverse(spot))| self.mark_row(*spot)).collect();
        MarkList { mark, n, n_more: n.saturating_sub(rows.len()), rows }
    }

    fn mark_row(&self, (row, at): Spot) -> Option<MarkRow> {
        let shop = self.funnel.index.shops.get(&row)?;
        let known = shop.deals.get(at)?;
        let standing = &known.standing;
        Some(MarkRow {
            deal: DealRef { customer: known.deal.customer, deal: known.deal.id },
            name: self.book.text(row, fields::NAME).unwrap_or_default().to_owned(),
            place: standing.place,
            level: standing.level,
            is_past: standing.by_date.is_some_and(|it| it.is_past),
            opened_on: known.opened_on()?,
            source: known.deal.course.source,
            amount: known.amount(),
            owner: self.owner_view(shop.owner),
        })
    }
}
