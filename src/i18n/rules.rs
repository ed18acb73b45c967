//! Words of the rules that a company sets, and of what follows from them: tiers, grades, services.
//! Not here: why a customer has them.

use jipan_rules::order::{Lacking, ReviewFacts, ReviewReason};
use jipan_rules::service::Services;
use jipan_rules::setting::{
    BudgetRuleKey, InForce, RuleError, RuleFault, RuleKey, RuleSource, Slot, SlotUnit,
};

use jipan_app::view::{Moved, PreviewSum};
use jipan_rules::NaiveDate;
use jipan_rules::schema::fields;

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
            RuleKey::Funnel(key) => self.funnel_rule(key),
            RuleKey::ClassServices => self.text("rule-class-services"),
            RuleKey::Budget(BudgetRuleKey::Start) => self.text("rule-budget-start"),
            RuleKey::Budget(BudgetRuleKey::Tax) => self.text("rule-budget-tax"),
            RuleKey::Budget(BudgetRuleKey::Weights) => self.text("rule-budget-weights"),
            RuleKey::Budget(BudgetRuleKey::Approval) => self.text("rule-budget-approval"),
        }
    }

    /// Who says what a rule is.
    pub fn rule_source(&self, source: RuleSource) -> String {
        match source {
            RuleSource::S0 => self.text("rule-source-s0"),
            RuleSource::S1 => self.text("rule-source-s1"),
            RuleSource::S3 => self.text("rule-source-s3"),
            RuleSource::Outside => self.text("rule-source-outside"),
            RuleSource::Ours => self.text("rule-source-ours"),
            RuleSource::Company => self.text("rule-source-company"),
        }
    }

    /// What a rule would change, and of how many.
    pub fn preview_sum(&self, of: PreviewSum, n: usize) -> String {
        let n = [("n", n.into())];
        match of {
            PreviewSum::Tier => self.with("rules-n-tier", &n),
            PreviewSum::Grade => self.with("rules-n-grade", &n),
            PreviewSum::Scale => self.with("rules-n-scale", &n),
            PreviewSum::Integrity => self.with("rules-n-integrity", &n),
            PreviewSum::Visits => self.with("rules-n-visits", &n),
            PreviewSum::Answers => self.with("rules-n-answers", &n),
            PreviewSum::Services => self.with("rules-n-services", &n),
            PreviewSum::Due => self.with("rules-n-due", &n),
            PreviewSum::NotDue => self.with("rules-n-not-due", &n),
            PreviewSum::Special => self.with("rules-n-special", &n),
            PreviewSum::NotSpecial => self.with("rules-n-not-special", &n),
            PreviewSum::Levels => self.with("rules-n-levels", &n),
            PreviewSum::DueDays => self.with("rules-n-due-days", &n),
            PreviewSum::Weights => self.with("rules-n-weights", &n),
            PreviewSum::Nothing => self.text("rules-n-nothing"),
        }
    }

    /// What was looked at to preview a rule.
    pub fn previewed(&self, key: RuleKey, n: usize) -> String {
        let n = [("n", n.into())];
        match key {
            RuleKey::Integrity => self.with("rules-of-points", &n),
            RuleKey::ReviewAmount => self.with("rules-of-orders", &n),
            RuleKey::Funnel(_) => self.with("rules-of-deals", &n),
            RuleKey::Tiers
            | RuleKey::Period
            | RuleKey::ScaleCutoffs
            | RuleKey::GradeMatrix
            | RuleKey::StructureLine
            | RuleKey::ServiceLevels
            | RuleKey::ClassServices
            | RuleKey::ClassCheckDays
            | RuleKey::Budget(_) => self.with("rules-of-customers", &n),
        }
    }

    /// What would be otherwise of a customer.
    pub fn preview_move(&self, moved: &Moved) -> String {
        let level = |of: Option<u8>, name: &dyn Fn(u8) -> String| {
            of.map_or_else(|| self.text("rules-none"), name)
        };
        let pairs = match moved {
            Moved::Standing(both) => {
                let tier = |of: Option<u8>| level(of, &|n| self.tier(n));
                let grade = |of: Option<u8>| level(of, &|n| self.grade(n));
                let scale =
                    |of: Option<u8>| level(of, &|n| self.choice(fields::SCALE, n).to_owned());
                vec![
                    both.each_ref().map(|it| tier(it.tier)),
                    both.each_ref().map(|it| grade(it.grade)),
                    both.each_ref().map(|it| scale(it.scale)),
                ]
            }
            Moved::Integrity(both) => {
                vec![both.map(|it| self.choice(fields::INTEGRITY, it.code()).to_owned())]
            }
            Moved::Service(both) => vec![
                both.map(|it| self.with("why-days", &[("n", it.visit_days.into())])),
                both.map(|it| self.with("why-hours", &[("n", it.answer_hours.into())])),
                both.map(|it| self.services(it.services)),
            ],
            Moved::ClassCheck { is_due } => {
                let name = |is_due: bool| {
                    if is_due { self.text("rules-due") } else { self.text("rules-not-due") }
                };
                vec![[name(!*is_due), name(*is_due)]]
            }
            Moved::Deal { level, due, weight } => {
                let day = |on: Option<NaiveDate>| {
                    on.map_or_else(|| self.text("rules-none"), |on| self.date(on))
                };
                let percent = |of: u8| self.with("rules-deal-weight", &[("percent", of.into())]);
                vec![level.map(|it| self.level(it)), due.map(day), weight.map(percent)]
            }
            Moved::Order { number, amount, is_special } => {
                let args =
                    [("number", number.as_str().into()), ("amount", self.money(*amount).into())];
                return if *is_special {
                    self.with("rules-order-special", &args)
                } else {
                    self.with("rules-order-plain", &args)
                };
            }
        };
        let pairs = pairs.into_iter().filter(|[from, to]| from != to);
        let pairs = pairs.map(|[from, to]| {
            self.with("insights-move", &[("from", from.into()), ("to", to.into())])
        });
        pairs.collect::<Vec<_>>().join(" · ")
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
            Some(
                Slot::Number { .. }
                | Slot::Basis
                | Slot::Services
                | Slot::Words(_)
                | Slot::Some { .. },
            )
            | None => self.number(number),
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
            RuleFault::NotMore => self.text("rule-not-more"),
            RuleFault::SumAbove { max } => {
                self.with("rule-sum-above", &[("max", bound(max).into())])
            }
        }
    }

    /// The unit of a slot of a rule after this number; of several where there is none.
    pub fn slot_unit(&self, unit: SlotUnit, number: &str) -> String {
        let key = match unit {
            SlotUnit::CasesPerMonth => "slot-cases",
            SlotUnit::Percent => "slot-percent",
            SlotUnit::Level => "slot-level",
            SlotUnit::Points => "slot-points",
            SlotUnit::Times => "slot-times",
            SlotUnit::Days => "slot-days",
            SlotUnit::Hours => "slot-hours",
            SlotUnit::Yuan => "slot-yuan",
            SlotUnit::Minutes => "slot-minutes",
            SlotUnit::Parts => "slot-parts",
            SlotUnit::MonthOfYear => "slot-month",
        };
        self.with(key, &[("n", if number == "1" { 1_u8 } else { 2 }.into())])
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
