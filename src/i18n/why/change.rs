//! Why a result is another one than a month ago, in words. Not here: tier and grade (`trade`); the
//! comparison, which gives facts.

use jipan_rules::bought::BoughtFacts;
use jipan_rules::integrity::IntegrityChange;
use jipan_rules::scale::ScaleFacts;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::service::{ServiceFacts, Serving};
use jipan_rules::values::{Money, Quantity};

use super::{Tr, Words};

impl Tr {
    /// That a value went from one to another; nothing where it is the same.
    fn part(&self, field: FieldId, both: [String; 2]) -> Option<String> {
        self.part_of(self.field_of(field), both)
    }

    /// The same of what is no field: its name is a word.
    fn named_part(&self, name: &str, both: [String; 2]) -> Option<String> {
        self.part_of(&self.text(name), both)
    }

    fn part_of(&self, name: &str, [from, to]: [String; 2]) -> Option<String> {
        let args =
            [("field", name.into()), ("from", from.as_str().into()), ("to", to.as_str().into())];
        (from != to).then(|| self.with("why-part", &args))
    }

    fn causes(&self, found: impl IntoIterator<Item = Option<String>>) -> String {
        let found: Vec<String> = found.into_iter().flatten().collect();
        found.join(&self.text("reason-separator"))
    }

    fn rule_changed(&self, is_other: bool) -> Option<String> {
        is_other.then(|| self.text("why-grade-by-rule"))
    }

    pub(super) fn why_scale_change(&self, both: &[ScaleFacts; 2]) -> Words {
        let [before, now] = both;
        let name = |it: &ScaleFacts| self.choice(fields::SCALE, it.scale).to_owned();
        let ranks = [
            ("from", before.n_above.into()),
            ("n", before.n.into()),
            ("to", now.n_above.into()),
            ("all", now.n.into()),
        ];
        let is_other = (before.n_above, before.n) != (now.n_above, now.n);
        let rank = is_other.then(|| self.with("why-scale-by-rank", &ranks));
        let rule = self.rule_changed(before.rule.value != now.rule.value);
        let args = [
            ("before", name(before).into()),
            ("now", name(now).into()),
            ("causes", self.causes([rank, rule]).into()),
        ];
        Words {
            sentence: self.with("why-class-change", &args),
            source: self.rule_source_line(&now.rule),
            ..Words::default()
        }
    }

    pub(super) fn why_bought_change(&self, both: &[BoughtFacts; 2]) -> Words {
        let each = |of: &dyn Fn(&BoughtFacts) -> String| both.each_ref().map(of);
        let amounts = each(&|it| self.money(Money::from_fen(it.bought.amount)));
        let quantities = each(&|it| self.number(it.bought.quantity));
        let averages =
            each(&|it| it.average.map_or_else(|| self.text("why-no-average"), |it| self.money(it)));
        let [before, now] = both;
        // What was asked about, then the two others: the one comes from those.
        let (key, of, others) = match now.field {
            fields::PURCHASED_QUANTITY => {
                ("why-bought-change-quantity", &quantities, [&amounts, &averages])
            }
            fields::PURCHASED_AMOUNT => {
                ("why-bought-change-amount", &amounts, [&quantities, &averages])
            }
            _ => ("why-bought-change-average", &averages, [&quantities, &amounts]),
        };
        let names = [["before", "now"], ["was", "is"], ["from", "to"]];
        let pairs = names.into_iter().zip([of, others[0], others[1]]);
        let mut args = vec![
            ("period", self.period_of(before.period).into()),
            ("rule", self.other_period(both).into()),
            ("cause", self.orders_or_size(both).into()),
        ];
        for (names, texts) in pairs {
            args.extend(names.into_iter().zip(texts.iter().map(|it| it.as_str().into())));
        }
        let sentence = self.with(key, &args);
        Words { sentence, source: self.text("why-source-orders"), ..Words::default() }
    }

    /// That the periods are of another length, since their rule changed.
    fn other_period(&self, [before, now]: &[BoughtFacts; 2]) -> String {
        if before.period.n == now.period.n {
            return String::new();
        }
        let args = [
            ("from", self.period_of(before.period).into()),
            ("to", self.period_of(now.period).into()),
        ];
        self.with("why-bought-period", &args)
    }

    /// More or fewer orders, or as many of another size.
    fn orders_or_size(&self, [before, now]: &[BoughtFacts; 2]) -> String {
        let n = [before.n_orders, now.n_orders];
        if before.n_orders != now.n_orders {
            let [was, is] = n.map(|n| self.with("why-bought-n", &[("n", n.into())]));
            return self.with("why-bought-orders", &[("was", was.into()), ("is", is.into())]);
        }
        let size = |it: &BoughtFacts| {
            // Rounded as an average price is: hundredths of a unit instead of fen.
            let all = Money::from_fen(it.bought.quantity.saturating_mul(100));
            let each = all.average(Quantity::new(it.n_orders.into())).unwrap_or(Money::ZERO);
            self.decimal(each.fen().into(), 2)
        };
        let args =
            [("n", before.n_orders.into()), ("was", size(before).into()), ("is", size(now).into())];
        self.with("why-bought-size", &args)
    }

    pub(super) fn why_integrity_change(&self, change: &IntegrityChange) -> Words {
        let none = || self.text("fact-none");
        let [before, now] = change.grades.map(|code| {
            code.map_or_else(none, |code| self.choice(fields::INTEGRITY, code).to_owned())
        });
        // Points say why only where they give the grades that stood.
        let by_points = change.grades.iter().zip(&change.by_points);
        let fits = by_points
            .clone()
            .all(|(code, facts)| facts.is_none_or(|it| *code == Some(it.grade.code())));
        let number = |of: &dyn Fn(&jipan_rules::integrity::IntegrityFacts) -> String| {
            change.by_points.each_ref().map(|it| it.as_ref().map_or_else(none, of))
        };
        let rules = change.by_points.map(|it| it.map(|it| it.rule.value));
        let causes = match rules {
            [Some(was), Some(is)] if fits => self.causes([
                self.part(fields::INTEGRITY_POINTS, number(&|it| self.number(it.points))),
                self.part(
                    fields::PENALTIES,
                    number(&|it| self.with("why-times", &[("n", it.penalties.into())])),
                ),
                self.rule_changed(was != is),
            ]),
            [_, Some(_)] if fits => self.causes([
                self.part(fields::INTEGRITY_POINTS, number(&|it| self.number(it.points)))
            ]),
            _ => String::new(),
        };
        let causes = if causes.is_empty() { self.text("why-by-hand") } else { causes };
        let args = [("before", before.into()), ("now", now.into()), ("causes", causes.into())];
        Words { sentence: self.with("why-class-change", &args), ..Words::default() }
    }

    pub(super) fn why_service_change(&self, both: &[ServiceFacts; 2]) -> Words {
        let [before, now] = both;
        let [was, is] = both.each_ref().map(|it| self.served(it.serving));
        let cycle = |it: &ServiceFacts| {
            let days = |days: u16| self.with("why-days", &[("n", days.into())]);
            it.visit_days.map_or_else(|| self.text("fact-none"), days)
        };
        let hours =
            |it: &ServiceFacts| self.with("why-hours", &[("n", it.due.answer_hours.into())]);
        let services = |it: &ServiceFacts| self.services(it.due.services);
        // A class counts only where it is served as a tier of its own.
        let is_by_class = both.iter().any(|it| it.tier_of_class().is_some());
        let class = |it: &ServiceFacts| match it.class.filter(|_| is_by_class) {
            Some(class) => class.to_string(),
            None => self.text("fact-none"),
        };
        // Nor does its own tier where its class says it both times.
        let is_by_tier = both.iter().any(|it| it.tier_of_class().is_none());
        let own_tier =
            |it: &ServiceFacts| if is_by_tier { self.tier(it.tier) } else { String::new() };
        // By the class of now, so that another class alone is no other rule.
        let tier_of_class = |it: &ServiceFacts| it.by_class.value.of(now.class?);
        let causes = self.causes([
            self.part(fields::TIER, both.each_ref().map(own_tier)),
            self.part(fields::CLASS, both.each_ref().map(class)),
            self.part(fields::VISIT_CYCLE, both.each_ref().map(cycle)),
            self.named_part("why-input-answer", both.each_ref().map(hours)),
            self.named_part("why-input-services", both.each_ref().map(services)),
            self.rule_changed(
                before.rule.value != now.rule.value || tier_of_class(before) != now.tier_of_class(),
            ),
        ]);
        let is_visited_alike =
            before.due.visit_days == now.due.visit_days && before.serving == now.serving;
        let key = if is_visited_alike { "why-service-change-apart" } else { "why-service-change" };
        let args = [
            ("before", before.due.visit_days.into()),
            ("now", now.due.visit_days.into()),
            ("was", was.into()),
            ("is", is.into()),
            ("causes", causes.into()),
        ];
        Words {
            sentence: self.with(key, &args),
            source: self.rule_source_line(&now.rule),
            ..Words::default()
        }
    }

    /// How a customer is visited, against what it is due.
    pub fn served(&self, serving: Option<Serving>) -> String {
        match serving {
            None => self.text("served-unknown"),
            Some(Serving::Under) => self.text("served-under"),
            Some(Serving::Fit) => self.text("served-fit"),
            Some(Serving::Over) => self.text("served-over"),
        }
    }
}

#[cfg(test)]
mod tests;
