//! Words of the rules that a company sets, and of what follows from them: tiers, grades, services.
//! Not here: why a customer has them.

use jipan_rules::order::{Lacking, ReviewFacts, ReviewReason};
use jipan_rules::service::Services;
use jipan_rules::setting::{InForce, RuleError, RuleFault, RuleKey, RuleSource, Slot, SlotUnit};

use super::Tr;

impl Tr {
    /// A tier by its number, 1 to 8.
    pub fn tier(&self, tier: u8) -> String {
        self.with("tier-name", &[("tier", tier.into())])
    }

    /// A grade by its number, 1 to 10.
    pub fn grade(&self, grade: u8) -> String {
        self.with("grade-name", &[("grade", grade.into())])
    }

    /// Hundredths as a decimal without zeros at its end: `1000` is `10`, `1050` is `10.5`.
    pub fn hundredths(&self, number: i64) -> String {
        let text = self.decimal(number.into(), 2);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Name of a rule.
    pub fn rule(&self, key: RuleKey) -> String {
        match key {
            RuleKey::Tiers => self.text("rule-tiers"),
            RuleKey::Period => self.text("rule-period"),
            RuleKey::ScaleCutoffs => self.text("rule-scale"),
            RuleKey::GradeMatrix => self.text("rule-grades"),
            RuleKey::StructureLine => self.text("rule-structure"),
            RuleKey::Integrity => self.text("rule-integrity"),
            RuleKey::ServiceLevels => self.text("rule-services"),
            RuleKey::ReviewAmount => self.text("rule-review"),
            RuleKey::ClassCheckDays => self.text("rule-class-check"),
        }
    }

    /// Who says what a rule is.
    pub fn rule_source(&self, source: RuleSource) -> String {
        match source {
            RuleSource::S1 => self.text("rule-source-s1"),
            RuleSource::S3 => self.text("rule-source-s3"),
            RuleSource::Outside => self.text("rule-source-outside"),
            RuleSource::Ours => self.text("rule-source-ours"),
            RuleSource::Company => self.text("rule-source-company"),
        }
    }

    /// Since when a rule is so.
    pub fn rule_since<T>(&self, rule: &InForce<T>) -> String {
        match rule.from {
            Some(from) => self.with("rule-since", &[("date", self.date(from).into())]),
            None => self.text("rule-from-start"),
        }
    }

    /// What is wrong with a slot of a rule.
    pub fn rule_error(&self, key: RuleKey, error: &RuleError) -> String {
        let bound = |number: i64| match key.slots().get(usize::from(error.slot)) {
            Some(Slot::Number { decimals: 2, .. }) => self.hundredths(number),
            Some(Slot::Number { .. } | Slot::Basis | Slot::Services) | None => self.number(number),
        };
        match error.fault {
            RuleFault::Missing => self.text("rule-missing"),
            RuleFault::TooMany => self.text("rule-too-many"),
            RuleFault::NotANumber => self.text("rule-not-a-number"),
            RuleFault::BelowMin { min } => {
                self.with("value-below-min", &[("min", bound(min).into())])
            }
            RuleFault::AboveMax { max } => {
                self.with("value-above-max", &[("max", bound(max).into())])
            }
            RuleFault::Unknown => self.text("value-unknown-choice"),
            RuleFault::NotLess => self.text("rule-not-less"),
            RuleFault::SumAbove { max } => {
                self.with("rule-sum-above", &[("max", bound(max).into())])
            }
        }
    }

    /// The unit of a slot of a rule.
    pub fn slot_unit(&self, unit: SlotUnit) -> String {
        match unit {
            SlotUnit::CasesPerMonth => self.text("slot-cases"),
            SlotUnit::Percent => self.text("slot-percent"),
            SlotUnit::Level => self.text("slot-level"),
            SlotUnit::Points => self.text("slot-points"),
            SlotUnit::Times => self.text("slot-times"),
            SlotUnit::Days => self.text("slot-days"),
            SlotUnit::Hours => self.text("slot-hours"),
            SlotUnit::Yuan => self.text("slot-yuan"),
            SlotUnit::Minutes => self.text("slot-minutes"),
        }
    }

    /// Services by their names; that there are none.
    pub fn services(&self, services: Services) -> String {
        let names = [
            (Services::ACTIVE, self.text("service-active")),
            (Services::VALUE, self.text("service-value")),
            (Services::FAMILY, self.text("service-family")),
            (Services::EXTENDED, self.text("service-extended")),
        ];
        let names: Vec<String> = names
            .into_iter()
            .filter(|(service, _)| services.contains(*service))
            .map(|(_, name)| name)
            .collect();
        if names.is_empty() {
            self.text("service-none")
        } else {
            names.join(&self.text("list-separator"))
        }
    }

    /// One thing that is special about an order.
    pub fn review_reason(&self, reason: ReviewReason, facts: &ReviewFacts) -> String {
        match reason {
            ReviewReason::Amount => self.with(
                "review-amount",
                &[
                    ("amount", self.money(facts.amount).into()),
                    ("above", self.money(facts.rule.value.above).into()),
                ],
            ),
            ReviewReason::Incomplete => {
                let lacking = facts.lacking.iter().map(|it| self.lacking(*it));
                let lacking = lacking.collect::<Vec<_>>().join(&self.text("list-separator"));
                self.with("review-incomplete", &[("lacking", lacking.into())])
            }
            ReviewReason::Repeated => {
                let seconds = facts.apart_seconds.unwrap_or_default();
                let apart = format!("{}:{:02}", seconds / 60, seconds % 60);
                let minutes = ("minutes", facts.rule.value.within_minutes.into());
                self.with("review-repeated", &[("apart", apart.into()), minutes])
            }
        }
    }

    /// One thing that is special about an order, in a word, for where its facts are gone.
    pub fn review_word(&self, reason: ReviewReason) -> String {
        match reason {
            ReviewReason::Amount => self.text("review-word-amount"),
            ReviewReason::Incomplete => self.text("review-word-incomplete"),
            ReviewReason::Repeated => self.text("review-word-repeated"),
        }
    }

    /// What an order lacks.
    pub fn lacking(&self, lacking: Lacking) -> String {
        match lacking {
            Lacking::Phone => self.text("lacking-phone"),
            Lacking::Address => self.text("lacking-address"),
            Lacking::Lines => self.text("lacking-lines"),
        }
    }
}
