//! Why a customer has its tier, grade or scale, and why an order is special, in words. Not here: the
//! rules, which give facts.

use core::cmp::Ordering;

use jipan_rules::bought::BoughtFacts;
use jipan_rules::grade::{Bought, GradeCause, GradeChange, GradeFacts};
use jipan_rules::integrity::{Integrity, IntegrityFacts};
use jipan_rules::order::ReviewFacts;
use jipan_rules::period::Period;
use jipan_rules::scale::ScaleFacts;
use jipan_rules::schema::fields;
use jipan_rules::service::{ServiceFacts, Serving};
use jipan_rules::setting::{InForce, RuleKey};
use jipan_rules::tier::{TierCause, TierChange, TierFacts};
use jipan_rules::values::{Money, Quantity};

use super::{Tr, Words};

impl Tr {
    pub(super) fn why_bought(&self, facts: &BoughtFacts) -> Words {
        let Bought { amount, quantity } = facts.bought;
        let [amount, quantity] = [self.money(Money::from_fen(amount)), self.number(quantity)];
        let average =
            facts.average.map_or_else(|| self.text("why-no-average"), |it| self.money(it));
        let args = [
            ("period", self.period_of(facts.period).into()),
            ("n", facts.n_orders.into()),
            ("amount", amount.as_str().into()),
            ("quantity", quantity.as_str().into()),
            ("average", average.into()),
        ];
        let sentence = match (facts.n_orders, facts.field) {
            (0, _) => self.with("why-bought-none", &args),
            (_, fields::PURCHASED_QUANTITY) => self.with("why-bought-quantity", &args),
            (_, fields::AVERAGE_PRICE) => self.with("why-bought-average", &args),
            _ => self.with("why-bought-amount", &args),
        };
        Words {
            sentence,
            inputs: vec![
                (self.text("why-input-orders"), self.number(facts.n_orders)),
                (self.field_of(fields::PURCHASED_QUANTITY).to_owned(), quantity),
                (self.field_of(fields::PURCHASED_AMOUNT).to_owned(), amount),
            ],
            boundary: Some(self.text("why-bought-boundary")),
            source: self.text("why-source-orders"),
            ..Words::default()
        }
    }

    /// The months of a period; one month is named once.
    pub(super) fn period_of(&self, period: Period) -> String {
        let [from, to] = [period.first, period.last()].map(|it| it.to_string());
        if from == to {
            return self.with("why-period-month", &[("month", from.into())]);
        }
        self.with("why-period", &[("from", from.into()), ("to", to.into())])
    }

    pub(super) fn why_tier(&self, facts: &TierFacts) -> Words {
        let tier = ("tier", self.tier(facts.of.tier).into());
        let sentence = if facts.of.no_orders {
            self.with("why-tier-none", &[tier])
        } else {
            self.with("why-tier", &[("cases", self.average_cases(facts).into()), tier])
        };
        let mut inputs = vec![
            (self.text("why-input-average"), self.average_cases(facts)),
            (
                self.text("why-input-months"),
                self.with("why-months-open", &[("n", facts.n_months.into())]),
            ),
        ];
        inputs.extend(facts.packs.iter().map(|(pack, units)| {
            (self.with("why-input-packed", &[("pack", (*pack).into())]), self.number(*units))
        }));
        inputs.push(self.rule_input(&facts.rule));
        Words {
            sentence,
            inputs,
            boundary: Some(self.tier_bounds(facts)),
            source: self.rule_source_line(&facts.rule),
            ..Words::default()
        }
    }

    /// The average as it is read, and on which side of a bound it lies that it rounds to.
    fn average_cases(&self, facts: &TierFacts) -> String {
        let n = [("n", self.hundredths(facts.average).into())];
        let is_bound = |bound: Option<u32>| bound.is_some_and(|it| i64::from(it) == facts.average);
        match facts.exactly {
            Ordering::Greater if is_bound(facts.above) => self.with("why-cases-over", &n),
            Ordering::Less if is_bound(facts.up_to) => self.with("why-cases-under", &n),
            Ordering::Less | Ordering::Equal | Ordering::Greater => self.with("why-cases", &n),
        }
    }

    fn tier_bounds(&self, facts: &TierFacts) -> String {
        let tier = ("tier", self.tier(facts.of.tier).into());
        let bound = |name, bound: u32| (name, self.hundredths(bound.into()).into());
        match (facts.above, facts.up_to) {
            (Some(above), Some(to)) => {
                self.with("why-tier-between", &[tier, bound("above", above), bound("to", to)])
            }
            (Some(above), None) => self.with("why-tier-above", &[tier, bound("above", above)]),
            (None, Some(to)) => self.with("why-tier-up-to", &[tier, bound("to", to)]),
            (None, None) => String::new(),
        }
    }

    pub(super) fn why_scale(&self, facts: &ScaleFacts) -> Words {
        let scale = self.choice(fields::SCALE, facts.scale);
        let args = [
            ("n", facts.n.into()),
            ("above", facts.n_above.into()),
            ("scale", scale.into()),
            ("large", facts.rule.value.large.into()),
            ("medium", facts.rule.value.medium.into()),
        ];
        Words {
            sentence: self.with("why-scale", &args),
            inputs: vec![
                (self.text("why-input-above"), self.number(facts.n_above)),
                (self.text("why-input-equal"), self.number(facts.n_equal)),
                (self.text("why-input-shops"), self.number(facts.n)),
                self.rule_input(&facts.rule),
            ],
            boundary: Some(self.text("why-scale-boundary")),
            source: self.rule_source_line(&facts.rule),
            ..Words::default()
        }
    }

    pub(super) fn why_grade(&self, facts: &GradeFacts) -> Words {
        let args = [
            ("n", facts.n.into()),
            ("band", u16::from(facts.band).saturating_add(1).into()),
            ("grade", self.grade(facts.grade).into()),
            ("line", facts.line.value.0.into()),
        ];
        let sentence = if facts.is_high {
            self.with("why-grade-high", &args)
        } else {
            self.with("why-grade-low", &args)
        };
        Words {
            sentence,
            inputs: vec![
                (self.text("why-input-price"), self.average_price(facts.shop)),
                (self.text("why-input-area-price"), self.average_price(facts.area)),
                (self.text("why-input-above"), self.number(facts.n_above)),
                (self.text("why-input-shops"), self.number(facts.n)),
                self.rule_input(&facts.matrix),
            ],
            boundary: Some(self.text("why-grade-boundary")),
            source: self.rule_source_line(&facts.matrix),
            ..Words::default()
        }
    }

    fn average_price(&self, bought: Bought) -> String {
        let average = Money::from_fen(bought.amount).average(Quantity::new(bought.quantity));
        average.map_or_else(|| self.text("why-no-average"), |it| self.money(it))
    }

    pub(super) fn why_integrity(&self, facts: &IntegrityFacts) -> Words {
        let grade = match facts.grade {
            Integrity::A => "A",
            Integrity::B => "B",
            Integrity::C => "C",
            Integrity::W => "W",
        };
        let [a, b, c] = facts.rule.value.from;
        let args = [
            ("points", facts.points.into()),
            ("penalties", facts.penalties.into()),
            ("grade", grade.into()),
        ];
        let bounds = [
            ("a", a.into()),
            ("b", b.into()),
            ("c", c.into()),
            ("n", facts.rule.value.penalties.into()),
        ];
        Words {
            sentence: self.with("why-integrity", &args),
            inputs: vec![self.rule_input(&facts.rule)],
            boundary: Some(self.with("why-integrity-boundary", &bounds)),
            source: self.rule_source_line(&facts.rule),
            ..Words::default()
        }
    }

    pub(super) fn why_service(&self, facts: &ServiceFacts) -> Words {
        let args = [
            ("days", facts.visit_days.unwrap_or_default().into()),
            ("tier", self.served_as(facts).into()),
            ("due", facts.due.visit_days.into()),
        ];
        let sentence = match facts.serving {
            None => self.with("why-service-unknown", &args),
            Some(Serving::Over) => self.with("why-service-over", &args),
            Some(Serving::Fit) => self.with("why-service-fit", &args),
            Some(Serving::Under) => self.with("why-service-under", &args),
        };
        let hours = self.with("why-hours", &[("n", facts.due.answer_hours.into())]);
        let mut inputs = vec![
            (self.text("why-input-answer"), hours),
            (self.text("why-input-services"), self.services(facts.due.services)),
        ];
        if facts.tier_of_class().is_some() {
            inputs.push((self.field_of(fields::TIER).to_owned(), self.tier(facts.tier)));
            let since = self.rule_since(&facts.by_class);
            inputs.push((self.rule(RuleKey::ClassServices), since));
        }
        inputs.push(self.rule_input(&facts.rule));
        Words {
            sentence,
            inputs,
            boundary: Some(self.text("why-service-boundary")),
            source: self.rule_source_line(&facts.rule),
            ..Words::default()
        }
    }

    /// What says what a customer is due: its tier, or its class with the tier as which that is served.
    pub(super) fn served_as(&self, facts: &ServiceFacts) -> String {
        match (facts.class, facts.tier_of_class()) {
            (Some(class), Some(tier)) => {
                let class = ("class", class.to_string().into());
                self.with("why-service-class", &[class, ("tier", self.tier(tier).into())])
            }
            (Some(_) | None, _) => self.tier(facts.tier),
        }
    }

    pub(super) fn why_review(&self, facts: &ReviewFacts) -> Words {
        let reasons: Vec<String> =
            facts.review.reasons().map(|reason| self.review_reason(reason, facts)).collect();
        let sentence = if reasons.is_empty() {
            self.text("why-review-none")
        } else {
            let reasons = reasons.join(&self.text("reason-separator"));
            self.with("why-review", &[("reasons", reasons.into())])
        };
        let bounds = [
            ("above", self.money(facts.rule.value.above).into()),
            ("minutes", facts.rule.value.within_minutes.into()),
        ];
        Words {
            sentence,
            inputs: vec![self.rule_input(&facts.rule)],
            boundary: Some(self.with("why-review-boundary", &bounds)),
            source: self.rule_source_line(&facts.rule),
            ..Words::default()
        }
    }

    pub(super) fn why_tier_change(&self, change: &TierChange) -> Words {
        let TierChange { before, now, cause } = change;
        let tiers = [
            ("before", self.tier(before.of.tier).into()),
            ("now", self.tier(now.of.tier).into()),
            ("from", self.average_cases(before).into()),
            ("to", self.average_cases(now).into()),
        ];
        let sentence = match cause {
            None => self.with("why-tier-same", &tiers),
            Some(TierCause::Volume) => self.with("why-tier-by-volume", &tiers),
            Some(TierCause::Rule) => self.with("why-tier-by-rule", &tiers),
            Some(TierCause::Either) => self.with("why-tier-by-either", &tiers),
            Some(TierCause::Both) => self.with("why-tier-by-both", &tiers),
        };
        Words {
            sentence,
            inputs: vec![
                (self.text("why-input-before"), self.tier_bounds(before)),
                (self.text("why-input-now"), self.tier_bounds(now)),
                self.rule_input(&now.rule),
            ],
            boundary: Some(self.text("why-change-boundary")),
            source: self.rule_source_line(&now.rule),
            ..Words::default()
        }
    }

    pub(super) fn why_grade_change(&self, change: &GradeChange) -> Words {
        let GradeChange { before, now, causes } = change;
        let causes: Vec<String> = causes
            .iter()
            .map(|cause| match cause {
                GradeCause::Band => {
                    let band = |it: &GradeFacts| u16::from(it.band).saturating_add(1).into();
                    self.with("why-grade-by-band", &[("from", band(before)), ("to", band(now))])
                }
                GradeCause::Structure if now.is_high => self.text("why-grade-by-rise"),
                GradeCause::Structure => self.text("why-grade-by-fall"),
                GradeCause::Rule => self.text("why-grade-by-rule"),
            })
            .collect();
        let causes = if causes.is_empty() {
            self.text("why-grade-by-nothing")
        } else {
            causes.join(&self.text("reason-separator"))
        };
        let grades = [
            ("before", self.grade(before.grade).into()),
            ("now", self.grade(now.grade).into()),
            ("causes", causes.into()),
        ];
        let sentence = if before.grade == now.grade {
            self.with("why-grade-same", &grades)
        } else {
            self.with("why-grade-change", &grades)
        };
        Words {
            sentence,
            inputs: vec![
                (self.text("why-input-price"), self.average_price(now.shop)),
                (self.text("why-input-price-before"), self.average_price(before.shop)),
                self.rule_input(&now.matrix),
            ],
            boundary: Some(self.text("why-grade-boundary")),
            source: self.rule_source_line(&now.matrix),
            ..Words::default()
        }
    }

    fn rule_input<T>(&self, rule: &InForce<T>) -> (String, String) {
        (self.text("why-input-rule"), self.rule_since(rule))
    }

    pub(super) fn rule_source_line<T>(&self, rule: &InForce<T>) -> String {
        self.with("why-source-rule", &[("source", self.rule_source(rule.source).into())])
    }
}

#[cfg(test)]
mod tests;
