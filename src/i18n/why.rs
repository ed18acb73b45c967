//! Answers to "why?" in words: a sentence, its inputs, the boundary, the version and the source.
//! Not here: the rules, which give facts.

use jipan_rules::NaiveDate;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::feature_class::feature_class;
use jipan_rules::schema::{self, FieldId, fields};
use jipan_rules::total::{Summing, Total, summing};

use super::Tr;
use super::format::grouped;

mod change;
mod trade;

/// An answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyWords {
    /// The answer in one sentence.
    pub sentence: String,
    /// What went in: name and value.
    pub inputs: Vec<(String, String)>,
    /// Fields whose value is missing.
    pub missing: Vec<FieldId>,
    /// The convention that decides at the edge.
    pub boundary: Option<String>,
    /// Who says so.
    pub source: String,
    /// The version of the rules.
    pub version: String,
}

impl Tr {
    /// Where a result comes from.
    pub fn why<T>(&self, answer: &Explained<T>) -> WhyWords {
        let words = match &answer.why {
            Why::Completeness { customer_type: _, filled, applicable, missing } => {
                self.why_completeness(*filled, *applicable, missing)
            }
            Why::FeatureClass { market, format, scale, missing } => {
                self.why_class([*market, *format, *scale], missing)
            }
            Why::Freshness { confirmed_on, age_days, cycle_days, set_on } => {
                self.why_freshness((*confirmed_on, *age_days), *cycle_days, *set_on)
            }
            Why::Contradiction { of, values, today } => Words {
                sentence: self.sentence_of(*of, values, *today),
                boundary: Some(self.contradiction_remedy(*of)),
                source: self.text("why-source-contradiction"),
                ..Words::default()
            },
            Why::Expiry { valid_to, today, days_left, bracket_days, brackets: _ } => {
                self.why_expiry([*valid_to, *today], *days_left, *bracket_days)
            }
            Why::Stated { field: _, on } => Words {
                sentence: self.with("why-stated", &[("date", self.date(*on).into())]),
                source: self.text("why-source-stated"),
                ..Words::default()
            },
            Why::Entered { field, on } => {
                let args =
                    [("field", self.field_of(*field).into()), ("date", self.date(*on).into())];
                Words {
                    sentence: self.with("why-entered", &args),
                    source: self.text("why-source-entered"),
                    ..Words::default()
                }
            }
            Why::Total { field, total } => self.why_total(*field, total),
            Why::Bought(facts) => self.why_bought(facts),
            Why::Tier(facts) => self.why_tier(facts),
            Why::Scale(facts) => self.why_scale(facts),
            Why::Grade(facts) => self.why_grade(facts),
            Why::Integrity(facts) => self.why_integrity(facts),
            Why::Service(facts) => self.why_service(facts),
            Why::Review(facts) => self.why_review(facts),
            Why::ClassChange { before, now } => self.why_class_change(*before, *now),
            Why::TierChange(change) => self.why_tier_change(change),
            Why::ScaleChange(both) => self.why_scale_change(both),
            Why::BoughtChange(both) => self.why_bought_change(both),
            Why::IntegrityChange(change) => self.why_integrity_change(change),
            Why::ServiceChange(both) => self.why_service_change(both),
            Why::GradeChange(change) => self.why_grade_change(change),
            Why::NoOrders { field: _ } => Words {
                sentence: self.text("why-no-orders"),
                source: self.text("why-source-orders"),
                ..Words::default()
            },
        };
        let version = self.with("why-version", &[("version", answer.version.0.into())]);
        let Words { sentence, inputs, missing, boundary, source } = words;
        WhyWords { sentence, inputs, missing, boundary, source, version }
    }

    fn why_completeness(&self, filled: u8, applicable: u8, missing: &[FieldId]) -> Words {
        let (part, whole) = (u32::from(filled), u32::from(applicable));
        let sentence = match (part * 200 + whole).checked_div(whole * 2) {
            Some(percent) => self.with(
                "why-completeness",
                &[
                    ("filled", filled.into()),
                    ("applicable", applicable.into()),
                    ("percent", percent.into()),
                ],
            ),
            None => self.text("why-completeness-none"),
        };
        Words {
            sentence,
            missing: missing.to_vec(),
            boundary: Some(self.text("why-completeness-boundary")),
            source: self.text("why-source-completeness"),
            ..Words::default()
        }
    }

    fn why_class(&self, codes: [Option<u8>; 3], missing: &[FieldId]) -> Words {
        let inputs = CLASS_AXES.iter().zip(codes).filter_map(|(axis, code)| {
            Some((self.field_of(*axis).to_owned(), self.choice(*axis, code?).to_owned()))
        });
        Words {
            sentence: if missing.is_empty() {
                self.text("why-class-complete")
            } else {
                self.text("why-class-missing")
            },
            inputs: inputs.collect(),
            missing: missing.to_vec(),
            boundary: Some(self.text("why-class-boundary")),
            source: self.text("why-source-class"),
        }
    }

    fn why_class_change(&self, before: [Option<u8>; 3], now: [Option<u8>; 3]) -> Words {
        let code = |[market, format, scale]: [Option<u8>; 3]| {
            let class = feature_class(market, format, scale).value;
            class.map_or_else(|| self.text("fact-none"), |it| it.to_string())
        };
        let name = |axis, code: Option<u8>| {
            code.map_or_else(|| self.text("fact-none"), |code| self.choice(axis, code).to_owned())
        };
        let parts = CLASS_AXES.into_iter().zip(before.into_iter().zip(now));
        let causes = parts.filter(|(_, (was, is))| was != is).map(|(axis, (was, is))| {
            let args = [
                ("field", self.field_of(axis).into()),
                ("from", name(axis, was).into()),
                ("to", name(axis, is).into()),
            ];
            self.with("why-class-part", &args)
        });
        let causes = causes.collect::<Vec<_>>().join(&self.text("reason-separator"));
        let args =
            [("before", code(before).into()), ("now", code(now).into()), ("causes", causes.into())];
        Words {
            sentence: self.with("why-class-change", &args),
            source: self.text("why-source-class"),
            ..Words::default()
        }
    }

    fn why_freshness(
        &self,
        (on, age): (Option<NaiveDate>, Option<i64>),
        cycle: u16,
        set_on: Option<NaiveDate>,
    ) -> Words {
        let cycle_arg = ("cycle", cycle.into());
        let sentence = match age {
            None => self.with("why-never", &[cycle_arg]),
            Some(days) if days <= i64::from(cycle) => {
                self.with("why-fresh", &[cycle_arg, ("days", days.into())])
            }
            Some(days) => self.with("why-stale", &[cycle_arg, ("days", days.into())]),
        };
        let mut inputs = Vec::new();
        if let Some(on) = on {
            inputs.push((self.text("why-input-confirmed"), self.date(on)));
        }
        let days = self.with("why-days", &[("n", cycle.into())]);
        inputs.push((self.text("why-input-cycle"), days));
        if let Some(day) = set_on {
            inputs.push((self.text("why-input-set-on"), self.date(day)));
        }
        Words {
            sentence,
            inputs,
            boundary: Some(self.with("why-freshness-boundary", &[("cycle", cycle.into())])),
            source: match set_on {
                Some(_) => self.text("why-source-freshness-set"),
                None => self.text("why-source-freshness"),
            },
            ..Words::default()
        }
    }

    fn why_expiry(&self, days: [NaiveDate; 2], n_left: i64, bracket: Option<u16>) -> Words {
        let [to, today] = days.map(|day| self.date(day));
        let (to, today) = (("to", to.into()), ("today", today.into()));
        let sentence = match n_left {
            0 => self.with("why-expiry-today", &[today]),
            1.. => self.with("why-expiry", &[to, today, ("n", n_left.into())]),
            _ => self.with("why-expired", &[to, today, ("n", n_left.saturating_neg().into())]),
        };
        let bracket = bracket.map(|n| {
            let words = self.with("why-expiry-bracket", &[("n", n.into())]);
            (self.text("why-input-reminder"), words)
        });
        Words {
            sentence,
            inputs: bracket.into_iter().collect(),
            boundary: Some(self.text("why-expiry-boundary")),
            source: self.text("why-source-expiry"),
            ..Words::default()
        }
    }

    fn why_total(&self, field: FieldId, total: &Total) -> Words {
        let args = [("field", self.field_of(field).into()), ("filled", total.n_filled.into())];
        let can_add = schema::field(field).and_then(summing) == Some(Summing::SumAndMean);
        let count = |n: u64| grouped(&n.to_string());
        Words {
            sentence: if can_add {
                self.with("why-total", &args)
            } else {
                self.with("why-total-mean", &args)
            },
            inputs: vec![
                (self.text("why-total-filled"), count(total.n_filled)),
                (self.text("why-total-blank"), count(total.n_blank)),
                (self.text("why-total-without"), count(total.n_without)),
            ],
            boundary: Some(self.text("why-total-boundary")),
            source: self.text("why-source-total"),
            ..Words::default()
        }
    }
}

/// The fields that make a class.
const CLASS_AXES: [FieldId; 3] = [fields::MARKET, fields::FORMAT, fields::SCALE];

/// An answer without the version.
#[derive(Default)]
struct Words {
    sentence: String,
    inputs: Vec<(String, String)>,
    missing: Vec<FieldId>,
    boundary: Option<String>,
    source: String,
}
