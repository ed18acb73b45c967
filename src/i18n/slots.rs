//! Words of the single values of a rule: what each is, and how it reads. Not here: names of rules, errors.

use jipan_rules::feature_class::all_feature_classes;
use jipan_rules::schema::fields;
use jipan_rules::service::Services;
use jipan_rules::setting::{BudgetRuleKey, RuleKey, RuleValue, Slot, SlotUnit};

use super::Tr;

impl Tr {
    /// What a slot of a rule is.
    pub fn slot(&self, key: RuleKey, slot: u8) -> String {
        let tier = |tier: u8| [("tier", self.tier(tier).into())];
        match (key, slot) {
            (RuleKey::Tiers, slot) => self.with("slot-tier", &tier(slot + 1)),
            (RuleKey::Period, _) => self.text("slot-period"),
            (RuleKey::ScaleCutoffs, slot) => self.choice(fields::SCALE, slot + 1).to_owned(),
            (RuleKey::GradeMatrix, slot) => {
                let price = if slot % 2 == 0 {
                    self.text("insights-high")
                } else {
                    self.text("insights-low")
                };
                let band = self.with("insights-band", &[("n", (slot / 2 + 1).into())]);
                format!("{band} · {price}")
            }
            (RuleKey::StructureLine, _) => self.text("slot-structure"),
            (RuleKey::Integrity, 3..) => self.text("slot-penalties"),
            (RuleKey::Integrity, slot) => {
                let grade = self.choice(fields::INTEGRITY, slot + 1);
                self.with("slot-integrity", &[("grade", grade.into())])
            }
            (RuleKey::ServiceLevels, slot) => {
                let tier = tier(slot / 3 + 1);
                match slot % 3 {
                    0 => self.with("slot-visit", &tier),
                    1 => self.with("slot-answer", &tier),
                    _ => self.with("slot-services", &tier),
                }
            }
            (RuleKey::ReviewAmount, 0) => self.text("slot-review"),
            (RuleKey::ReviewAmount, _) => self.text("slot-repeated"),
            (RuleKey::ClassCheckDays, _) => self.text("slot-check"),
            (RuleKey::Funnel(key), slot) => self.funnel_slot(key, slot),
            (RuleKey::ClassServices, slot) => self.class_in_words(slot),
            (RuleKey::Budget(key), slot) => self.budget_slot(key, slot),
        }
    }

    fn budget_slot(&self, key: BudgetRuleKey, slot: u8) -> String {
        match (key, slot) {
            (BudgetRuleKey::Start, _) => self.text("slot-budget-start"),
            (BudgetRuleKey::Tax, _) => self.text("slot-budget-tax"),
            (BudgetRuleKey::Weights, 0..8) => self.tier(slot + 1),
            (BudgetRuleKey::Weights, 8..11) => {
                let scale = self.choice(fields::SCALE, slot - 7);
                self.with("slot-budget-scale", &[("scale", scale.into())])
            }
            (BudgetRuleKey::Weights, _) => self.text("slot-budget-trend"),
            (BudgetRuleKey::Approval, _) => self.text("slot-review"),
        }
    }

    /// The value of a slot, with its unit.
    pub fn slot_value(&self, key: RuleKey, slot: u8, text: &str) -> String {
        match key.slots().get(usize::from(slot)) {
            Some(Slot::Number { unit: SlotUnit::Level, .. }) => {
                self.grade(text.parse().unwrap_or_default())
            }
            Some(Slot::Number { unit: SlotUnit::MonthOfYear, .. }) => {
                self.with("slot-month-of-year", &[("month", text.into())])
            }
            Some(Slot::Number { unit, .. }) => {
                let value = super::format::grouped(text);
                let unit = self.slot_unit(*unit, text);
                self.with("fact-with-unit", &[("value", value.into()), ("unit", unit.into())])
            }
            Some(Slot::Basis) => match text {
                "month" => self.text("period-month"),
                "quarter" => self.text("period-quarter"),
                "half-year" => self.text("period-half-year"),
                _ => self.text("period-year"),
            },
            Some(Slot::Services) => {
                let bits = text.chars().filter_map(|it| it.to_digit(10)?.checked_sub(1));
                let bits = bits.fold(0_u8, |all, bit| all | 1_u8.checked_shl(bit).unwrap_or(0));
                self.services(Services(bits))
            }
            Some(Slot::Words(_)) if key == RuleKey::ClassServices => match text.parse() {
                Ok(tier) => self.with("slot-served-as", &[("tier", self.tier(tier).into())]),
                Err(_) => self.text("slot-own-tier"),
            },
            Some(Slot::Words(_)) => self.slot_word(text),
            Some(Slot::Some { .. }) if text == "0" => self.text("service-none"),
            Some(Slot::Some { .. }) | None => text.to_owned(),
        }
    }

    /// One of the 42 classes: its code and what it stands for.
    fn class_in_words(&self, place: u8) -> String {
        let code = all_feature_classes().get(usize::from(place)).map(ToString::to_string);
        let parts = [
            self.choice(fields::MARKET, place / 21 + 1),
            self.choice(fields::FORMAT, place / 3 % 7 + 1),
            self.choice(fields::SCALE, place % 3 + 1),
        ];
        format!("{} {}", code.unwrap_or_default(), parts.join(" · "))
    }

    /// All values of a rule in one line.
    pub fn rule_values(&self, value: &RuleValue) -> String {
        let key = value.key();
        if let RuleValue::ClassServices(classes) = value {
            let all = all_feature_classes().into_iter();
            let set = all.filter_map(|class| Some((class, classes.of(class)?)));
            let set = set.map(|(class, tier)| format!("{class} {}", self.tier(tier)));
            let set: Vec<String> = set.collect();
            return if set.is_empty() { self.text("rules-classes-none") } else { set.join(" · ") };
        }
        let texts = (0..).zip(value.slot_texts());
        texts.map(|(slot, text)| self.slot_value(key, slot, &text)).collect::<Vec<_>>().join(" · ")
    }
}
