//! Why a result is another one than a month ago: the inputs and the rules of then beside those of now.
//! Nothing is said where it is the same. Not here: words; tier and grade, which the book compares.

use jipan_book::Row;
use jipan_book::standing::{a_month_before, scale_facts, tier_facts};
use jipan_rules::bought::BoughtFacts;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::feature_class::feature_class;
use jipan_rules::integrity::{IntegrityChange, IntegrityFacts, integrity};
use jipan_rules::period::Period;
use jipan_rules::scale::ScaleFacts;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::service::{ServiceFacts, serving};
use jipan_rules::setting::RulesOn;
use jipan_rules::{NaiveDate, RULES_VERSION};

use super::class_history::{ClassHistory, Past};
use crate::model::Model;

/// What an integrity grade came from, as its history tells.
pub(super) struct IntegrityPast([Past; 3]);

/// What a service level came from beside orders, as its history tells.
pub(super) struct ServicePast {
    cycle: Past,
    class: ClassHistory,
}

fn told(why: Why) -> Explained<()> {
    Explained { value: (), why, version: RULES_VERSION }
}

impl Model {
    /// Today and a month ago, each with its rules.
    fn both_days(&self) -> [(NaiveDate, RulesOn); 2] {
        let book = self.book.rule_book();
        [a_month_before(self.today), self.today].map(|day| (day, book.on(day)))
    }

    pub(super) fn scale_change(
        &self,
        row: Row,
        [now, before]: &[RulesOn; 2],
    ) -> Option<Explained<()>> {
        let facts = |at: usize, rules: &RulesOn| -> Option<ScaleFacts> {
            let answer = scale_facts(&self.book, self.standings()?, (row, at), rules)?;
            if let Why::Scale(facts) = answer.why { Some(facts) } else { None }
        };
        let (before, now) = (facts(1, before)?, facts(0, now)?);
        (before.scale != now.scale).then(|| told(Why::ScaleChange([before, now])))
    }

    pub(super) fn bought_change(
        &self,
        row: Row,
        field: FieldId,
        [now, before]: &[RulesOn; 2],
    ) -> Option<Explained<()>> {
        let facts = |on: NaiveDate, rules: &RulesOn| -> Option<BoughtFacts> {
            let answer = self.bought_in(row, field, Period::before(on, rules.period.value));
            if let Why::Bought(facts) = answer.why { Some(facts) } else { None }
        };
        let both = [facts(a_month_before(self.today), before)?, facts(self.today, now)?];
        let [before, now] = &both;
        let is_other = match field {
            fields::PURCHASED_QUANTITY => before.bought.quantity != now.bought.quantity,
            fields::PURCHASED_AMOUNT => before.bought.amount != now.bought.amount,
            _ => before.average != now.average,
        };
        is_other.then(|| told(Why::BoughtChange(Box::new(both))))
    }

    /// None while the history of the file is read.
    pub(super) fn integrity_past(&self, row: Row) -> Option<IntegrityPast> {
        let parts = [fields::INTEGRITY, fields::INTEGRITY_POINTS, fields::PENALTIES];
        let [Some(grade), Some(points), Some(penalties)] = parts.map(|it| self.past(row, it))
        else {
            return None;
        };
        Some(IntegrityPast([grade, points, penalties]))
    }

    /// Nothing is said of a customer that was not in the book a month ago.
    pub(super) fn integrity_change(&self, row: Row) -> Option<Explained<()>> {
        let both = self.both_days();
        let [(day_before, _), _] = &both;
        let past = self.integrity_past(row).filter(|it| it.is_known_on(*day_before))?;
        let grades = both.each_ref().map(|(day, rules)| past.grade_on(*day, rules));
        let by_points = both.each_ref().map(|(day, rules)| past.facts_on(*day, rules));
        let [before, now] = grades;
        let change = IntegrityChange { grades, by_points };
        (before != now).then(|| told(Why::IntegrityChange(Box::new(change))))
    }

    /// None while the history of the file is read, and for customers without classes.
    pub(super) fn service_past(&self, row: Row) -> Option<ServicePast> {
        let (cycle, class) = (self.past(row, fields::VISIT_CYCLE)?, self.class_history(row)?);
        Some(ServicePast { cycle, class })
    }

    /// What was due on a day, and whether it was kept; none without a tier.
    pub(super) fn service_on(
        &self,
        row: Row,
        (day, rules): (NaiveDate, &RulesOn),
        past: &ServicePast,
    ) -> Option<ServiceFacts> {
        let tier = tier_facts(&self.book, row, day, rules).value.tier;
        let [market, format, scale] = past.class.on(day);
        let class = feature_class(market, format, scale).value;
        let answer = serving((tier, class), past.cycle.number_on(day), rules)?;
        if let Why::Service(facts) = answer.why { Some(*facts) } else { None }
    }

    pub(super) fn service_change(&self, row: Row) -> Option<Explained<()>> {
        let past = self.service_past(row)?;
        let both = self.both_days();
        let [before, now] =
            both.each_ref().map(|(day, rules)| self.service_on(row, (*day, rules), &past));
        let (before, now) = (before?, now?);
        let is_other = before.due != now.due || before.serving != now.serving;
        is_other.then(|| told(Why::ServiceChange(Box::new([before, now]))))
    }
}

impl IntegrityPast {
    fn is_known_on(&self, day: NaiveDate) -> bool {
        self.0.iter().all(|it| it.is_known_on(day))
    }

    fn facts_on(&self, day: NaiveDate, rules: &RulesOn) -> Option<IntegrityFacts> {
        let Self([_, points, penalties]) = self;
        let penalties = penalties.number_on(day).unwrap_or_default();
        let answer = integrity(points.number_on(day)?, penalties, &rules.integrity);
        if let Why::Integrity(facts) = answer.why { Some(facts) } else { None }
    }

    /// The code of the grade on a day: what was written, else what points said.
    pub(super) fn grade_on(&self, day: NaiveDate, rules: &RulesOn) -> Option<u8> {
        let Self([grade, _, _]) = self;
        grade.code_on(day).or_else(|| self.facts_on(day, rules).map(|it| it.grade.code()))
    }
}
