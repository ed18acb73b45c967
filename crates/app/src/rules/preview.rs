//! What another rule, or another pack of a product, would change, before it is set: for whom, from what to
//! what. Both are asked of the same book on the same day, so that nothing else makes a difference. Not here:
//! setting it.

use jipan_book::standing::{StandingsJob, tier_facts};
use jipan_book::{OrderView, Row};
use jipan_rules::integrity::integrity;
use jipan_rules::order::{
    Entered, Lacking, OrderSource, Review, ReviewReason, judged_amount, review,
};
use jipan_rules::period::{Month, Period};
use jipan_rules::schema::CustomerType;
use jipan_rules::service::due;
use jipan_rules::setting::{RuleKey, RulesOn};
use jipan_rules::values::ids::CustomerId;

use super::MOVES_SHOWN;
use super::deals::DealRules;
use crate::effect::Effect;
use crate::job::{Job, Slice};
use crate::model::Model;
use crate::show::instant;
use crate::standing::StandingKey;
use crate::trade::{RepackAsked, stands};
use crate::view::Moved;

/// Customers that are read in one unit of work.
const ROWS_PER_UNIT: u32 = 64;
/// Progress is drawn each time that so many rows more are read.
const PERCENT_ROWS: u32 = 10_000;

/// A customer of which something would be otherwise.
pub(crate) type Move = (CustomerId, Moved);

/// What a preview is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Previewing {
    /// The rule whose form is open, as it is typed.
    Rule,
    /// Another pack of the product whose form is open.
    Pack(RepackAsked),
}

/// The one preview that there is at a time, as far as somebody asked for it.
#[derive(Debug)]
pub(crate) struct Preview {
    done: Option<Previewed>,
    /// So many of those who would move are shown.
    pub(crate) n_shown: usize,
}

impl Default for Preview {
    fn default() -> Self {
        Self { done: None, n_shown: MOVES_SHOWN }
    }
}

/// A preview that is done.
#[derive(Debug)]
pub(crate) struct Previewed {
    of: Previewing,
    made_for: StandingKey,
    pub(crate) moves: Vec<Move>,
    /// What was looked at: customers, orders or opportunities.
    pub(crate) n_all: usize,
}

/// A preview under way.
#[derive(Debug)]
pub(crate) struct PreviewJob {
    pub(crate) of: Previewing,
    /// What it was begun for.
    made_for: StandingKey,
    work: Work,
}

#[derive(Debug)]
enum Work {
    /// How customers stand among all others, as it is, then with the other rule or pack.
    Standings(Box<[StandingsJob; 2]>),
    /// Each customer by itself, from a row on.
    Rows { asked: Box<Asked>, next: u32, found: Found },
    /// Each customer's opportunities, from a row on.
    Deals { rules: Box<DealRules>, next: u32, found: Found },
}

/// What was found so far.
#[derive(Debug, Default)]
struct Found {
    moves: Vec<Move>,
    /// Customers, orders or opportunities that were looked at.
    n_all: usize,
}

impl Found {
    fn looked_at(&mut self, id: CustomerId, moved: Option<Moved>) {
        self.n_all = self.n_all.saturating_add(1);
        self.moves.extend(moved.map(|moved| (id, moved)));
    }
}

/// What is asked of each customer.
#[derive(Debug)]
struct Asked {
    key: RuleKey,
    /// The rules as they are, and those with the other one.
    both: [RulesOn; 2],
    /// The rules of today, for tier and period.
    today: RulesOn,
    has_orders: bool,
}

impl Model {
    pub(crate) fn preview(&mut self, of: Previewing) -> Vec<Effect> {
        self.forget_preview();
        match self.preview_job(of) {
            Some(job) => self.start_job(Job::Preview(Box::new(job))),
            None => Vec::new(),
        }
    }

    /// Ends a preview, and forgets one that is done: it is of something else.
    pub(crate) fn forget_preview(&mut self) {
        self.jobs.retain(|job| !matches!(job, Job::Preview(_)));
        self.preview = Preview::default();
    }

    /// More of those who would move are shown.
    pub(super) fn show_more_moves(&mut self) {
        self.preview.n_shown = self.preview.n_shown.saturating_add(MOVES_SHOWN);
    }

    /// The rules with and without what the form is about, on the first day on which that counts.
    fn both_rules(&self) -> Option<[RulesOn; 2]> {
        let rules = self.book.rule_book();
        let edit = self.rule_edit.as_ref()?;
        if let Some(reverted) = edit.reverts {
            let day = reverted.max(self.today);
            let mut without = rules.clone();
            without.set(edit.key, reverted, None);
            return Some([rules.on(day), without.on(day)]);
        }
        let rule = self.typed_rule()?;
        let now = rules.on(rule.from?);
        Some([now, now.with(&rule)])
    }

    fn preview_job(&self, of: Previewing) -> Option<PreviewJob> {
        let work = match of {
            Previewing::Rule => self.work_of_rule()?,
            Previewing::Pack(asked) => Work::Standings(Box::new(self.standings_repacked(asked))),
        };
        Some(PreviewJob { of, made_for: self.preview_key(of)?, work })
    }

    fn work_of_rule(&self) -> Option<Work> {
        let rules = self.both_rules()?;
        let edit = self.rule_edit.as_ref()?;
        let key = edit.key;
        Some(match key {
            RuleKey::Tiers
            | RuleKey::Period
            | RuleKey::ScaleCutoffs
            | RuleKey::GradeMatrix
            | RuleKey::StructureLine => {
                let jobs = rules.map(|rules| StandingsJob::of_now(self.today, rules));
                Work::Standings(Box::new(jobs))
            }
            RuleKey::Integrity
            | RuleKey::ServiceLevels
            | RuleKey::ClassServices
            | RuleKey::ReviewAmount
            | RuleKey::ClassCheckDays
            | RuleKey::Budget(_) => {
                let today = self.book.rule_book().on(self.today);
                let has_orders = self.has_orders();
                let asked = Asked { key, both: rules, today, has_orders };
                Work::Rows { asked: Box::new(asked), next: 0, found: Found::default() }
            }
            RuleKey::Funnel(_) => {
                let rules = Box::new(self.deal_rules(edit)?);
                Work::Deals { rules, next: 0, found: Found::default() }
            }
        })
    }

    /// What a preview rests on.
    fn preview_key(&self, of: Previewing) -> Option<StandingKey> {
        if let Previewing::Pack(_) = of {
            return Some(self.standing_key());
        }
        Some(match self.rule_edit.as_ref()?.key {
            RuleKey::Tiers
            | RuleKey::Period
            | RuleKey::ScaleCutoffs
            | RuleKey::GradeMatrix
            | RuleKey::StructureLine
            | RuleKey::ServiceLevels
            | RuleKey::ClassServices
            | RuleKey::ReviewAmount => self.standing_key(),
            // Points and confirmations are nothing that standings rest on.
            RuleKey::Integrity
            | RuleKey::ClassCheckDays
            | RuleKey::Funnel(_)
            | RuleKey::Budget(_) => (self.book.revision(), self.today),
        })
    }

    /// Who would stand otherwise, if that is known of the book as it is now.
    pub(crate) fn known_moves(&self, of: Previewing) -> Option<&Previewed> {
        let done = self.preview.done.as_ref().filter(|done| done.of == of)?;
        (Some(done.made_for) == self.preview_key(of)).then_some(done)
    }

    pub(crate) fn preview_slice(
        &mut self,
        mut job: PreviewJob,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        if Some(job.made_for) != self.preview_key(job.of) {
            if let Some(again) = self.preview_job(job.of) {
                job = again;
            } else {
                effects.extend(self.fold_when_due());
                return Slice::Done;
            }
        }
        let n_before = self.n_previewed(&job) / PERCENT_ROWS;
        if self.preview_rows(&mut job.work, units.saturating_mul(ROWS_PER_UNIT)) {
            self.is_dirty |= self.n_previewed(&job) / PERCENT_ROWS > n_before;
            return Slice::More(Job::Preview(Box::new(job)));
        }
        let PreviewJob { of, made_for, work } = job;
        let (moves, n_all) = match work {
            Work::Standings(jobs) => self.moved_standings(*jobs),
            Work::Rows { found, .. } | Work::Deals { found, .. } => (found.moves, found.n_all),
        };
        self.preview.done = Some(Previewed { of, made_for, moves, n_all });
        self.is_dirty = true;
        effects.extend(self.fold_when_due());
        Slice::Done
    }

    /// Does so many rows more; whether something is left.
    fn preview_rows(&self, work: &mut Work, n_rows: u32) -> bool {
        match work {
            Work::Standings(jobs) => {
                let [now, then] = &mut **jobs;
                now.step(&self.book, n_rows) || then.step(&self.book, n_rows)
            }
            Work::Rows { asked, next, found } => {
                let end = next.saturating_add(n_rows.max(1)).min(self.book.n_rows());
                for row in (*next..end).map(Row).filter(|row| self.is_counted(*row)) {
                    self.preview_row(row, asked, found);
                }
                *next = end;
                end < self.book.n_rows()
            }
            Work::Deals { rules, next, found } => {
                let end = next.saturating_add(n_rows.max(1)).min(self.book.n_rows());
                for row in (*next..end).map(Row).filter(|row| self.is_counted(*row)) {
                    let Some(id) = self.book.id_of(row) else { continue };
                    for moved in rules.moves(&self.book, row) {
                        found.looked_at(id, moved);
                    }
                }
                *next = end;
                end < self.book.n_rows()
            }
        }
    }

    /// Closed shops are not counted, as they are in no list.
    fn is_counted(&self, row: Row) -> bool {
        self.book.is_visible(row) && !self.book.derived(row).is_closed
    }

    fn moved_standings(&self, jobs: [StandingsJob; 2]) -> (Vec<Move>, usize) {
        let [now, then] = jobs.map(StandingsJob::finish);
        let rows = self.book.rows().zip(now.by_row.iter().zip(&then.by_row));
        let moves = rows.filter_map(|(row, ([now, _], [then, _]))| {
            let is_same = (now.tier, now.grade, now.scale) == (then.tier, then.grade, then.scale);
            if is_same || !self.is_counted(row) {
                return None;
            }
            Some((self.book.id_of(row)?, Moved::Standing(Box::new([*now, *then]))))
        });
        (moves.collect(), now.totals.n_customers)
    }

    /// Adds what would be otherwise of a customer.
    fn preview_row(&self, row: Row, asked: &Asked, found: &mut Found) {
        let Some(id) = self.book.id_of(row) else { return };
        let is_retail = self.book.customer_type(row) == CustomerType::Retail;
        match asked.key {
            RuleKey::Integrity => {
                // Nothing is said of who has no points.
                let Some((points, penalties)) = self.integrity_points(row) else { return };
                let grade = |it: &RulesOn| integrity(points, penalties, &it.integrity).value;
                let [now, then] = asked.both.each_ref().map(grade);
                found.looked_at(id, (now != then).then_some(Moved::Integrity([now, then])));
            }
            RuleKey::ServiceLevels | RuleKey::ClassServices if is_retail && asked.has_orders => {
                let tier = tier_facts(&self.book, row, self.today, &asked.today).value.tier;
                let of = (tier, self.book.feature_class(row));
                let due = asked.both.each_ref().map(|it| due(of, it));
                let [Some(now), Some(then)] = due else { return };
                found.looked_at(id, (now != then).then_some(Moved::Service([now, then])));
            }
            RuleKey::ClassCheckDays if is_retail => {
                let is_due = |it: &RulesOn| self.book.is_class_due(row, it, self.today);
                let [was_due, is_due] = asked.both.each_ref().map(is_due);
                let moved = (was_due != is_due).then_some(Moved::ClassCheck { is_due });
                found.looked_at(id, moved);
            }
            RuleKey::ReviewAmount => self.review_by((row, id), asked, found),
            // It moves nobody, and that is said of all.
            RuleKey::Budget(_) => found.looked_at(id, None),
            RuleKey::ServiceLevels
            | RuleKey::ClassServices
            | RuleKey::ClassCheckDays
            | RuleKey::Tiers
            | RuleKey::Period
            | RuleKey::ScaleCutoffs
            | RuleKey::GradeMatrix
            | RuleKey::StructureLine
            | RuleKey::Funnel(_) => {}
        }
    }

    /// Orders of the last period that were entered by hand, as if they had been entered under each rule.
    fn review_by(&self, (row, id): (Row, CustomerId), asked: &Asked, found: &mut Found) {
        let period = Period::before(self.today, asked.today.period.value);
        let is_entered = |it: &OrderView<'_>| it.source == OrderSource::App;
        let orders: Vec<_> = self.book.orders(row).filter(is_entered).collect();
        for order in orders.iter().filter(|it| period.contains(Month::of(it.on))) {
            let Some(at) = instant(order.writer.stamp.ms()) else { continue };
            let others = orders.iter().filter(|it| it.id != order.id && stands(it));
            let others = others.filter_map(|it| instant(it.writer.stamp.ms()));
            let earlier: Vec<_> = others.filter(|it| *it <= at).collect();
            // What it lacked is not for these rules to say.
            let mut said = Review::from_bits(order.review).reasons();
            let lacking = said.any(|it| it == ReviewReason::Incomplete).then_some(Lacking::Lines);
            let amount = judged_amount(order.lines.iter());
            let entered = Entered { amount, lacking: lacking.as_slice(), at, others: &earlier };
            let is_special = |it: &RulesOn| review(&entered, &it.review).value.is_special();
            let [was_special, is_special] = asked.both.each_ref().map(is_special);
            let number = || order.number.to_owned();
            let moved = (was_special != is_special).then(|| Moved::Order {
                number: number(),
                amount,
                is_special,
            });
            found.looked_at(id, moved);
        }
    }

    /// Rows read, of [`Self::n_to_preview`].
    fn n_previewed(&self, job: &PreviewJob) -> u32 {
        match &job.work {
            Work::Standings(jobs) => {
                jobs.iter().fold(0, |n, it| it.n_done(&self.book).saturating_add(n))
            }
            Work::Rows { next, .. } | Work::Deals { next, .. } => *next,
        }
    }

    fn n_to_preview(&self, job: &PreviewJob) -> u64 {
        let n_rows = u64::from(self.book.n_rows().max(1));
        match job.work {
            Work::Standings(_) => n_rows.saturating_mul(4),
            Work::Rows { .. } | Work::Deals { .. } => n_rows,
        }
    }

    /// How much of the preview is computed, in percent, while it is.
    pub(crate) fn percent_previewed(&self) -> Option<u8> {
        let job = self
            .jobs
            .iter()
            .find_map(|job| if let Job::Preview(job) = job { Some(job) } else { None })?;
        let done = u64::from(self.n_previewed(job)).saturating_mul(100);
        u8::try_from(done.checked_div(self.n_to_preview(job))?).ok()
    }
}
