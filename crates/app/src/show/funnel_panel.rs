//! What the file of a customer says of its opportunities: how each stands, what was expected, its steps and
//! closing lists; whose the customer is; remarks with their answers. Not here: the board, the sheets.

use core::cmp::Reverse;

use jipan_book::sorting::sort_by_key;
use jipan_book::{DealView, Row};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    Checked, CloseItem, ClosePhase, Course, DealStanding, Expected, Fact, FunnelHistory, Source,
    State, Step, path, standing, tasks,
};
use jipan_rules::permission::{Verb, may};
use jipan_rules::schema::RecordKind;
use jipan_rules::values::ids::CustomerId;

use crate::event::{DealRef, FunnelText};
use crate::model::Model;
use crate::view::{
    ClosingList, ClosingPoint, DealPanel, ExpectLine, FunnelPanel, RemarkRow, WrittenText,
};

use super::funnel_levels::levels_by;

impl Model {
    /// The part of a file that is about opportunities.
    pub(crate) fn funnel_panel(&self, row: Row) -> FunnelPanel {
        let is_open = self.may_write() && !self.book.is_deleted(row);
        let customer = self.book.id_of(row);
        let can = |verb| is_open && may(self.writer.role, verb, RecordKind::Deal, None).is_ok();
        FunnelPanel {
            deals: self.deal_panels(row),
            owner: self.owner_view(self.book.owner(row)),
            hand: self.hand_state(row),
            remarks: self.remark_rows(row),
            can_remark: can(Verb::Approve),
            remark: customer.map(|it| self.written(FunnelText::Remark(it))).unwrap_or_default(),
            remark_asks: customer.is_some_and(|it| self.asks_in(it)),
            can_open: can(Verb::Add),
            sheet: self.deal_sheet_view().filter(|it| self.is_sheet_of(it.kind, row)),
        }
    }

    /// The opportunities of a customer, those that run first, of each the newest first.
    pub(crate) fn deal_panels(&self, row: Row) -> Vec<DealPanel> {
        let deals = self.book.deals(row);
        if deals.is_empty() {
            return Vec::new();
        }
        let rules = self.book.rule_book().funnel();
        let mut panels: Vec<(bool, DealPanel)> = Vec::with_capacity(deals.len());
        for deal in deals.iter().rev() {
            let Some(it) = standing(&deal.course, &rules, self.today) else { continue };
            panels
                .push((deal.course.state.is_running(), self.deal_panel(row, (deal, &it), &rules)));
        }
        sort_by_key(&mut panels, |(is_running, _)| Reverse(*is_running));
        panels.into_iter().map(|(_, panel)| panel).collect()
    }

    fn deal_panel(
        &self,
        row: Row,
        (deal, it): (&DealView, &DealStanding),
        rules: &FunnelHistory,
    ) -> DealPanel {
        let course = &deal.course;
        let template = course
            .template()
            .unwrap_or(rules.on(self.today).templates.value.of(self.book.customer_type(row)));
        let step = |step: Step| (step, course.steps.get(&step).copied());
        let order =
            course.order().and_then(|id| Some((id, self.book.order(id)?.number.to_owned())));
        DealPanel {
            card: self.card_view(row, deal, it),
            opened: course.opened.map(|opened| opened.on),
            template,
            source: course.source,
            referrer: course.source.and_then(|it: Source| self.referrer_name(it.referrer?)),
            will: course.will,
            ability: course.ability,
            path: path(course, rules, self.today).iter().map(|it| (it.place, it.on)).collect(),
            expectations: course
                .expectations()
                .rev()
                .map(|it| self.expect_line(it, (course, rules)))
                .collect(),
            steps: template.steps().map(step).collect(),
            closing: self.with_reasons(
                DealRef { customer: deal.customer, deal: deal.id },
                closing_lists(course, rules, self.today),
            ),
            has_unseen: course.has_unseen(),
            order,
        }
    }

    fn expect_line(&self, it: &Expected, (course, rules): (&Course, &FunnelHistory)) -> ExpectLine {
        ExpectLine {
            said_on: it.said_on,
            by: self.who_did(it.by),
            on: it.on,
            amount: it.amount,
            why: it.why.as_deref().map(str::to_owned),
            is_unseen: it.is_unseen,
            levels: levels_by(course, it.fact, rules),
        }
    }

    /// The remarks on a customer that stand, the newest first.
    fn remark_rows(&self, row: Row) -> Vec<RemarkRow> {
        let facts = self.book.facts(row);
        let customer_of = |id| facts.iter().find(|it| it.id == id).map(|it| it.customer);
        let remarks = self.book.remarks(row);
        let rows = remarks.iter().rev().filter_map(|it| {
            let customer = customer_of(it.id)?;
            Some(RemarkRow {
                id: it.id,
                customer,
                answer: self.written(FunnelText::Answer { customer, of: it.id }),
                text: it.text.to_owned(),
                asks: it.asks,
                on: it.writer.on,
                by: self.who_did(it.writer.by),
                answers: it
                    .answers
                    .iter()
                    .map(|(_, text, by)| (by.on, self.who_did(by.by), (*text).to_owned()))
                    .collect(),
            })
        });
        rows.collect()
    }

    /// Closing lists with the reasons to waive that are being written.
    pub(crate) fn with_reasons(
        &self,
        deal: DealRef,
        mut lists: Vec<ClosingList>,
    ) -> Vec<ClosingList> {
        for point in lists.iter_mut().flat_map(|it| &mut it.items) {
            point.why = self.written(FunnelText::Waive { deal, item: point.item });
        }
        lists
    }

    /// The name of who recommended; none where that one is not known here.
    pub(crate) fn referrer_name(&self, id: CustomerId) -> Option<String> {
        self.name_of(self.book.survivor_of(id))
    }

    /// The name that a fact points at: of who recommended.
    pub(crate) fn referrer_of(&self, fact: &Fact) -> Option<String> {
        fact.referrer().and_then(|id| self.referrer_name(id))
    }
}

/// The closing lists as far as they are asked for where an opportunity stands: what is to be done before a
/// closing while it is open, all of it from the closing on. What was said of a point stands there also if it
/// is not asked for.
pub(crate) fn closing_lists(
    course: &Course,
    rules: &FunnelHistory,
    today: NaiveDate,
) -> Vec<ClosingList> {
    let phases: &[ClosePhase] = match course.state {
        State::Open => &[ClosePhase::Before],
        State::Ordered | State::Delivered => &ClosePhase::ALL,
        State::Cancelled | State::Lost | State::Frozen | State::OutOfReach => &[],
    };
    let closed_on = course.closed_on();
    let tasks = tasks(course, rules);
    let due = |item: CloseItem| tasks.iter().find(|it| it.item == item).map(|it| it.due);
    let list = |phase: ClosePhase| {
        // What follows a closing goes by the rules of its day.
        let day = closed_on.filter(|_| phase == ClosePhase::After).unwrap_or(today);
        let asked: Vec<CloseItem> = rules.on(day).closing.value.asked(phase).collect();
        let is_shown = |item: &CloseItem| asked.contains(item) || course.checks.contains_key(item);
        let is = |item: CloseItem| {
            course.checks.get(&item).map_or(Checked::Open, |(checked, _)| checked.clone())
        };
        let items = phase.items().filter(is_shown).map(|item| ClosingPoint {
            item,
            is: is(item),
            due: due(item),
            why: WrittenText::default(),
        });
        ClosingList { phase, items: items.collect() }
    };
    phases.iter().copied().map(list).filter(|it| !it.items.is_empty()).collect()
}
