//! The open sheet of an opportunity. Not here: what it means (`funnel::read`).

use jipan_book::{DealView, Row};
use jipan_rules::Days;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    ClosePhase, Course, DealStanding, Fact, FunnelHistory, FunnelRules, Place, Script, Source,
    Stage, Step, Turn, is_rest, level_of, missing_steps, script_for, snooze_until_max, standing,
};
use jipan_rules::schema::fields;
use jipan_rules::values::Money;
use jipan_rules::values::ids::OrderId;

use crate::consent::no_consent;
use crate::event::{DealRef, DealSheetKind, SheetOutcome};
use crate::funnel::{
    DealForm, Meant, OpenSheet, asks_amount, asks_expectation, asks_steps, day_of, how_last,
    purpose_at, sheet_key, source_in, source_of_new, without_snooze,
};
use crate::model::Model;
use crate::view::{ClosingList, DealSheetView, HandState};

use super::funnel_panel::closing_lists;

/// Orders of the customer that are offered.
const N_ORDERS: usize = 20;

impl DealSheetKind {
    /// The opportunity it is about.
    fn deal(self) -> Option<DealRef> {
        match self {
            Self::Contact(it)
            | Self::Expect(it)
            | Self::Snooze(it)
            | Self::Turn(it, _)
            | Self::Closing(it)
            | Self::Source(it) => Some(it),
            Self::Open(_) | Self::Hand(_) => None,
        }
    }
}

impl Model {
    /// The open sheet; none once what it is about is gone.
    pub(crate) fn deal_sheet_view(&self) -> Option<Box<DealSheetView>> {
        let OpenSheet { kind, is_refused } = self.funnel.sheet?;
        let form = self.sheet_form(kind);
        let meant = self.meant_by(kind, &form)?;
        let (row, deal) = self.sheet_row(kind)?;
        let rules = self.book.rule_book().funnel();
        let rule = rules.on(self.today);
        let course = deal.as_ref().map(|it| it.course.clone()).unwrap_or_default();
        let stands = standing(&course, &rules, self.today);
        let place = stands.map(|it| it.place);
        let expected = course.expected();
        let expect_on = expect_on_of(&form, &course);
        let day = day_of(&expect_on).ok().flatten();
        let amount = expected.and_then(|it| it.amount).map(amount_text);
        let is_changed = meant.facts.iter().any(|fact| matches!(fact, Fact::Expect(_)));
        let draft = sheet_key(kind);
        let has_draft = self.drafts.texts.contains_key(&draft);
        let source = self.source_shown(&form, (row, deal.as_ref()));
        let closing = self.closing_shown(kind, &course, &rules);
        let is_snooze = matches!(kind, DealSheetKind::Snooze(_));
        let is_hand = matches!(kind, DealSheetKind::Hand(_));
        let view = DealSheetView {
            kind,
            name: self.book.text(row, fields::NAME).unwrap_or_default().to_owned(),
            phone: self.book.text(row, fields::PHONE).map(str::to_owned),
            no_consent: no_consent(&self.book, row),
            script: script_of(kind, stands.as_ref(), &course),
            how: form.how.unwrap_or_else(|| how_last(&course)),
            purpose: form.purpose.unwrap_or_else(|| purpose_at(place)),
            outcome: form.outcome.unwrap_or(SheetOutcome::Reached),
            refusal: form.refusal,
            text: form.text.clone(),
            on: if form.on.is_empty() { self.today.to_string() } else { form.on.clone() },
            today: self.today,
            next: form.next.clone(),
            next_by_rule: self.next_by_rule(kind, &form, (row, &rules)),
            asks_expectation: asks_expectation(kind, &form, &course),
            asks_why: expected.is_some() && is_changed,
            asks_amount: matches!(kind, DealSheetKind::Turn(_, to) if asks_amount(to, form.order, &course)),
            offers_new: matches!(kind, DealSheetKind::Contact(_))
                && place == Some(Place::In(Stage::Base)),
            steps: steps_of(kind, (&form, &meant), (&course, rule)),
            expect_on,
            quick_days: self.quick_days(&rules),
            level: day.map(|day| level_of(day, self.today, &rule.levels.value).level),
            amount: form.amount.clone().or(amount).unwrap_or_default(),
            why: form.why.clone(),
            until: form.until.clone(),
            until_days: until_days(kind, &course, (self.today, &rules)),
            until_max: is_snooze.then(|| snooze_until_max(self.today, &rule.follow.value)),
            orders: self.orders_offered(row),
            order: form.order,
            people: if is_hand { self.hand_people(row) } else { Vec::new() },
            person: form.person,
            hand: if is_hand { self.hand_state(row) } else { HandState::default() },
            source,
            referrer: source.and_then(|it| it.referrer).map(|id| self.name_shown(id)),
            search: form.search.clone(),
            referrers: self.funnel.found.referrers.clone(),
            will: form.will.or(course.will),
            is_will_known: course.will.is_some(),
            ability: form.ability.or(course.ability),
            is_ability_known: course.ability.is_some(),
            closing,
            lacking: if is_refused { meant.lacking } else { Vec::new() },
            errors: if is_refused { meant.errors } else { Vec::new() },
            can_clear: has_draft,
            can_restore: !has_draft && self.is_cleared(&draft),
            is_read_only: !self.may_write(),
        };
        Some(Box::new(view))
    }

    /// The closing lists that a sheet shows.
    fn closing_shown(
        &self,
        kind: DealSheetKind,
        course: &Course,
        rules: &FunnelHistory,
    ) -> Vec<ClosingList> {
        let mut lists = closing_lists(course, rules, self.today);
        lists.retain(|it| shows(kind, it.phase));
        match kind.deal() {
            Some(deal) => self.with_reasons(deal, lists),
            None => lists,
        }
    }

    fn is_cleared(&self, key: &str) -> bool {
        self.funnel.cleared.as_ref().is_some_and(|(of, _)| of == key)
    }

    /// Where an opportunity comes from, as it would be noted now.
    fn source_shown(
        &self,
        form: &DealForm,
        (row, deal): (Row, Option<&DealView>),
    ) -> Option<Source> {
        match deal {
            Some(deal) => source_in(form, deal.course.source),
            None => source_of_new(form, &self.book.deals(row)),
        }
    }

    /// The customer of a sheet, and its opportunity.
    pub(crate) fn sheet_row(&self, kind: DealSheetKind) -> Option<(Row, Option<DealView>)> {
        if let Some(it) = kind.deal() {
            let (row, deal) = self.deal_of(it)?;
            return Some((row, Some(deal)));
        }
        let (DealSheetKind::Open(customer) | DealSheetKind::Hand(customer)) = kind else {
            return None;
        };
        let row = self.book.row_of(self.book.survivor_of(customer))?;
        Some((row, None)).filter(|_| self.book.is_visible(row))
    }

    /// Whether a sheet is about a customer.
    pub(super) fn is_sheet_of(&self, kind: DealSheetKind, row: Row) -> bool {
        self.sheet_row(kind).is_some_and(|(of, _)| of == row)
    }

    /// When the next contact would be due if the sheet were done now and nobody chose a day.
    fn next_by_rule(
        &self,
        kind: DealSheetKind,
        form: &DealForm,
        (row, rules): (Row, &FunnelHistory),
    ) -> Option<NaiveDate> {
        let DealSheetKind::Contact(it) = kind else { return None };
        let form = DealForm { next: String::new(), ..form.clone() };
        let facts = self.meant_by(kind, &form)?.facts;
        if !facts.iter().any(|fact| matches!(fact, Fact::Contact(_))) {
            return None;
        }
        let course = self.course_with(row, it.deal, &facts);
        standing(&course, rules, self.today)?.due.map(|due| due.on)
    }

    /// The last day of each level.
    pub(super) fn quick_days(&self, rules: &FunnelHistory) -> Vec<(u16, NaiveDate)> {
        let horizons = rules.on(self.today).levels.value;
        let day = |days: u16| Some((days, self.today.checked_add_days(Days::new(days.into()))?));
        horizons.0.into_iter().filter_map(day).collect()
    }

    /// The orders of a customer that stand and to which no opportunity came yet, the newest first.
    pub(crate) fn orders_offered(&self, row: Row) -> Vec<(OrderId, String, NaiveDate, i64)> {
        let linked = self.linked_orders(row);
        let orders = self.orders_of(row).into_iter().filter(crate::trade::stands);
        let orders = orders.filter(|it| !linked.contains(&it.id)).take(N_ORDERS);
        orders.map(|it| (it.id, it.number.to_owned(), it.on, it.amount())).collect()
    }
}

/// The expected day as it is typed, else as it is known.
fn expect_on_of(form: &DealForm, course: &Course) -> String {
    let known = || Some(course.expected()?.on?.to_string());
    form.expect_on.clone().or_else(known).unwrap_or_default()
}

/// The card of what to say, where somebody is talked with.
fn script_of(
    kind: DealSheetKind,
    standing: Option<&DealStanding>,
    course: &Course,
) -> Option<Script> {
    let standing = standing.filter(|_| matches!(kind, DealSheetKind::Contact(_)));
    standing.map(|it| script_for(it, course))
}

/// The steps that a sheet asks for, and whether each counts as made.
fn steps_of(
    kind: DealSheetKind,
    (form, meant): (&DealForm, &Meant),
    (course, rule): (&Course, &FunnelRules),
) -> Vec<(Step, bool)> {
    let steps = if let DealSheetKind::Turn(_, Turn::Ordered) = kind {
        missing_steps(course, &rule.templates.value)
    } else {
        asks_steps(kind, form, course)
    };
    let is_made = |step: Step| meant.facts.contains(&Fact::Step(step));
    steps.into_iter().map(|step| (step, is_made(step))).collect()
}

/// The days of the next contact, until which one is put off, or an opportunity frozen, with one tap: those that
/// change something, that the rule allows, and on which somebody works.
fn until_days(
    kind: DealSheetKind,
    course: &Course,
    (today, rules): (NaiveDate, &FunnelHistory),
) -> Vec<(u16, NaiveDate)> {
    const NEXT: [u16; 4] = [1, 3, 7, 15];
    const SNOOZES: [u16; 5] = [1, 3, 7, 15, 30];
    const FREEZES: [u16; 3] = [30, 90, 180];
    let rule = rules.on(today);
    let (days, from, to): (&[u16], NaiveDate, NaiveDate) = match kind {
        DealSheetKind::Snooze(_) => {
            let due = standing(&without_snooze(course), rules, today).and_then(|it| it.due);
            let from = due.map_or(today, |due| due.on);
            (&SNOOZES, from, snooze_until_max(today, &rule.follow.value))
        }
        DealSheetKind::Turn(_, Turn::Frozen) => (&FREEZES, today, NaiveDate::MAX),
        DealSheetKind::Contact(_) => (&NEXT, today, NaiveDate::MAX),
        DealSheetKind::Turn(..)
        | DealSheetKind::Expect(_)
        | DealSheetKind::Open(_)
        | DealSheetKind::Closing(_)
        | DealSheetKind::Hand(_)
        | DealSheetKind::Source(_) => return Vec::new(),
    };
    let day = |n: &u16| Some((*n, today.checked_add_days(Days::new(u64::from(*n)))?));
    let days = days.iter().filter_map(day);
    days.filter(|(_, on)| from < *on && *on <= to && !is_rest(*on, rule.rest.value)).collect()
}

/// Whether a sheet shows the list of a phase.
fn shows(kind: DealSheetKind, phase: ClosePhase) -> bool {
    match kind {
        DealSheetKind::Closing(_) => true,
        DealSheetKind::Turn(_, Turn::Ordered) => phase == ClosePhase::Before,
        DealSheetKind::Turn(_, Turn::Delivered) => phase == ClosePhase::During,
        DealSheetKind::Turn(
            _,
            Turn::Cancelled | Turn::Lost | Turn::Frozen | Turn::OutOfReach | Turn::Reopened,
        )
        | DealSheetKind::Contact(_)
        | DealSheetKind::Expect(_)
        | DealSheetKind::Snooze(_)
        | DealSheetKind::Open(_)
        | DealSheetKind::Hand(_)
        | DealSheetKind::Source(_) => false,
    }
}

/// An amount as one types it: yuan, and what is beyond them.
fn amount_text(amount: Money) -> String {
    let text = amount.to_string();
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}
