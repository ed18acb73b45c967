//! Words of the customer file: freshness, days left, what happened. Not here: errors, names, "why".

use std::borrow::Cow;

use jipan_app::view::timeline::TimelineEntry;
use jipan_app::view::{BirthdayView, FreshnessView, Language, PhoneHolderView, SumUnit};
use jipan_book::similar::SimilarBy;
use jipan_rules::birthday::Moved;
use jipan_rules::freshness::Freshness;
use jipan_rules::schema::{FieldId, Unit, field};
use jipan_rules::value::Value;

use super::Tr;

impl Tr {
    /// How long ago a value was confirmed; nothing where its age does not matter.
    pub fn freshness(&self, view: &FreshnessView) -> Option<String> {
        match (view.freshness, view.age_days) {
            (Freshness::Unknown, _) | (_, None) => Some(self.text("field-never-confirmed")),
            (Freshness::Fresh, Some(0)) => Some(self.text("field-confirmed-today")),
            (Freshness::Fresh | Freshness::Stale, Some(days)) => {
                Some(self.with("field-confirmed-ago", &[("n", days.into())]))
            }
        }
    }

    /// How many days a date is away: `n_left` is negative once it is past.
    pub fn days_left(&self, n_left: i64) -> String {
        match n_left {
            0 => self.text("fact-ends-today"),
            1.. => self.with("fact-days-left", &[("n", n_left.into())]),
            _ => self.with("fact-days-past", &[("n", n_left.saturating_neg().into())]),
        }
    }

    /// What is alike of two customers.
    pub fn similar_by(&self, by: SimilarBy) -> String {
        match by {
            SimilarBy::Licence => self.text("similar-licence"),
            SimilarBy::Code => self.text("similar-code"),
            SimilarBy::Phone => self.text("similar-phone"),
            SimilarBy::NameAndAddress => self.text("similar-name"),
        }
    }

    /// Who else has a phone number.
    pub fn same_phone(&self, holder: &PhoneHolderView) -> String {
        let name = ("name", holder.name.as_str().into());
        match &holder.contact {
            Some(contact) => {
                self.with("field-same-phone-of", &[name, ("contact", contact.as_str().into())])
            }
            None => self.with("field-same-phone", &[name]),
        }
    }

    /// A birthday and when it falls next; nothing after the years the calendar knows.
    pub fn birthday(&self, view: &BirthdayView) -> Option<String> {
        let next = view.next?;
        let args = [
            ("birthday", self.birthday_kept(view).into()),
            ("date", self.date(next.on).into()),
            ("n", view.n_days.into()),
        ];
        Some(self.with("birthday-next", &args))
    }

    /// A birthday as it is kept, and why it falls on another day this time.
    pub fn birthday_kept(&self, view: &BirthdayView) -> String {
        let kept = view.birthday.text(self.schema_language());
        let args = [("birthday", kept.as_str().into())];
        match view.next.map(|next| next.moved) {
            Some(Moved::LastDay) => self.with("birthday-last-day", &args),
            Some(Moved::PlainMonth) => self.with("birthday-plain-month", &args),
            Some(Moved::No) | None => kept,
        }
    }

    /// One thing that happened.
    #[expect(clippy::too_many_lines, reason = "a table: each thing that can happen once")]
    pub fn timeline_entry(&self, entry: &TimelineEntry) -> String {
        match entry {
            TimelineEntry::Created => self.text("timeline-created"),
            TimelineEntry::Set { field, was, value } => {
                self.set_field(*field, was.as_ref(), value.as_ref())
            }
            TimelineEntry::AlertSeen { field, seen } => self.alert_seen(*field, seen.as_ref()),
            TimelineEntry::Reason { field, text } => self.with(
                "timeline-reason",
                &[("field", self.field_of(*field).into()), ("text", text.as_str().into())],
            ),
            TimelineEntry::Confirmed { field, on } => {
                let args = [("field", self.field_of(*field).into())];
                match on {
                    Some(_) => self.with("timeline-confirmed", &args),
                    None => self.with("timeline-unconfirmed", &args),
                }
            }
            TimelineEntry::Note { id: _, text, is_retracted: _ } => text.clone(),
            TimelineEntry::Deleted => self.text("timeline-deleted"),
            TimelineEntry::Restored => self.text("timeline-restored"),
            TimelineEntry::Stated { field, value } => {
                let value = self.value_of(*field, value.as_ref());
                let args = [("field", self.field_of(*field).into()), ("value", value.into())];
                self.with("timeline-stated", &args)
            }
            TimelineEntry::Merged { into: Some(name) } => {
                self.with("timeline-merged", &[("name", name.as_str().into())])
            }
            TimelineEntry::Merged { into: None } => self.text("timeline-unmerged"),
            TimelineEntry::Absorbed { name, is_back } => {
                let args = &[("name", name.as_str().into())];
                if *is_back {
                    self.with("timeline-released", args)
                } else {
                    self.with("timeline-absorbed", args)
                }
            }
            TimelineEntry::Distinct { name, is_distinct } => {
                let args = &[("name", name.as_str().into())];
                if *is_distinct {
                    self.with("timeline-distinct", args)
                } else {
                    self.with("timeline-undistinct", args)
                }
            }
            TimelineEntry::ContactSet { contact, field, was, value } => {
                let text = self.set_field(*field, was.as_ref(), value.as_ref());
                let args = [("contact", contact.as_str().into()), ("text", text.into())];
                self.with("timeline-contact", &args)
            }
            TimelineEntry::ContactGone { contact, is_gone } => {
                let args = &[("contact", contact.as_str().into())];
                if *is_gone {
                    self.with("timeline-contact-out", args)
                } else {
                    self.with("timeline-contact-back", args)
                }
            }
            TimelineEntry::Conflict { field, value, lost } => {
                self.conflict_noted(*field, [value.as_ref(), lost.as_ref()])
            }
            TimelineEntry::ConflictSettled { field, is_settled } => {
                self.conflict_settled(*field, *is_settled)
            }
            TimelineEntry::OrderPlaced { number, amount, is_in_review } => {
                self.order_placed(number, *amount, *is_in_review)
            }
            TimelineEntry::OrderMoved { number, to, why } => {
                self.order_moved(number, *to, why.as_deref())
            }
            TimelineEntry::OrderGone { number, is_gone } => self.order_gone(number, *is_gone),
            TimelineEntry::Objected { about, text } => self.objected(*about, text),
            TimelineEntry::ObjectionAnswered { outcome, text } => self.answered(*outcome, text),
            TimelineEntry::ObjectionReopened { is_open: true } => {
                self.text("timeline-objection-open")
            }
            TimelineEntry::ObjectionReopened { is_open: false } => {
                self.text("timeline-objection-closed")
            }
            TimelineEntry::ObjectionGone { is_gone: true } => self.text("timeline-objection-out"),
            TimelineEntry::ObjectionGone { is_gone: false } => self.text("timeline-objection-in"),
            TimelineEntry::Funnel { deal: _, fact, referrer, person, levels } => {
                let person = person.as_ref().map(|it| self.who(it));
                self.deal_fact_moved(fact, person.as_deref().or(referrer.as_deref()), *levels)
            }
            TimelineEntry::FunnelGone { of, is_gone } => {
                self.deal_fact_gone(of.as_deref(), *is_gone)
            }
        }
    }

    /// That what happened to a prospect was taken back, or put back.
    fn deal_fact_gone(&self, of: Option<&TimelineEntry>, is_gone: bool) -> String {
        let what = of.map_or_else(|| self.text("tl-funnel-unknown"), |it| self.timeline_entry(it));
        let args = [("what", what.into())];
        if is_gone {
            self.with("tl-funnel-gone", &args)
        } else {
            self.with("tl-funnel-back", &args)
        }
    }

    /// That two people wrote a field without seeing each other's value.
    fn conflict_noted(&self, id: FieldId, values: [Option<&Value>; 2]) -> String {
        let text = |value: Option<&Value>| match value {
            Some(_) => self.value_of(id, value),
            None => self.text("timeline-conflict-empty"),
        };
        let [value, lost] = values.map(|value| text(value).into());
        let field = self.field_of(id).into();
        self.with("timeline-conflict", &[("field", field), ("value", value), ("lost", lost)])
    }

    /// That somebody decided between the two, or took that back.
    fn conflict_settled(&self, field: Option<FieldId>, is_settled: bool) -> String {
        let field = field.map(|field| self.field_of(field)).unwrap_or_default();
        let args = &[("field", field.into())];
        if is_settled {
            self.with("timeline-conflict-settled", args)
        } else {
            self.with("timeline-conflict-open", args)
        }
    }

    /// A value of a field as text; empty for none.
    pub fn value_of(&self, id: FieldId, value: Option<&Value>) -> String {
        match (field(id), value) {
            (Some(def), Some(value)) => self.value(def, value),
            (None, _) | (_, None) => String::new(),
        }
    }

    /// A field that got another value.
    fn set_field(&self, id: FieldId, was: Option<&Value>, value: Option<&Value>) -> String {
        let Some(def) = field(id) else { return String::new() };
        let name = ("field", self.field(def).into());
        let written = |value| self.value(def, value).into();
        match (was, value) {
            (None, Some(value)) => self.with("timeline-set", &[name, ("value", written(value))]),
            (Some(was), Some(value)) => self.with(
                "timeline-changed",
                &[name, ("was", written(was)), ("value", written(value))],
            ),
            (Some(was), None) => self.with("timeline-cleared", &[name, ("was", written(was))]),
            (None, None) => self.with("timeline-set", &[name, ("value", "".into())]),
        }
    }

    /// The unit of a number. That of goods is the one that all are counted in; none where some are
    /// counted otherwise, or nothing says in what. Without any goods it is that of the schema.
    pub fn unit(&self, unit: Unit) -> Option<Cow<'static, str>> {
        let named = |unit: Unit| match self.language() {
            Language::Chinese => unit.zh(),
            Language::English => unit.en(),
        };
        let goods = match unit {
            Unit::Cartons | Unit::YuanPerCarton => self.goods.as_deref(),
            Unit::Days | Unit::SquareMetres | Unit::Yuan | Unit::PerMonth | Unit::Pieces => None,
        };
        match goods {
            Some(SumUnit::Mixed) => (unit == Unit::YuanPerCarton).then(|| named(Unit::Yuan).into()),
            Some(SumUnit::One(one)) if one != Unit::Cartons.zh() => {
                if unit == Unit::Cartons {
                    return Some(one.clone().into());
                }
                let args = [("money", named(Unit::Yuan).into()), ("unit", one.as_str().into())];
                Some(self.with("unit-price-per", &args).into())
            }
            Some(SumUnit::One(_)) | None => Some(named(unit).into()),
        }
    }
}
