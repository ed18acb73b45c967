//! Words of field discipline: alerts, contradictions, who keeps a field and how. Not here: the rules.

use jipan_app::view::{AlertView, Language};
use jipan_book::quality::Finding;
use jipan_rules::NaiveDate;
use jipan_rules::contradiction::Contradiction;
use jipan_rules::expiry::Seen;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::schema::{FieldDef, FieldId, Owner, Tag, field};
use jipan_rules::service::Serving;
use jipan_rules::value::Value;

use super::Tr;

impl Tr {
    /// Which date ends when.
    pub fn alert(&self, alert: &AlertView) -> String {
        let AlertView { field, end, days_left, .. } = alert;
        let args = [
            ("field", self.field_of(*field).into()),
            ("date", self.date(*end).into()),
            ("left", self.days_left(*days_left).into()),
        ];
        self.with("alert", &args)
    }

    /// That an alert was seen, or that this was taken back.
    pub fn alert_seen(&self, field: FieldId, seen: Option<&Seen>) -> String {
        let name = ("field", self.field_of(field).into());
        match seen {
            Some(seen) => {
                self.with("timeline-alert-seen", &[name, ("date", self.date(seen.end).into())])
            }
            None => self.with("timeline-alert-unseen", &[name]),
        }
    }

    /// What the report finds, in few words.
    pub fn finding(&self, finding: Finding) -> String {
        let name = |id: FieldId| [("field", self.field_of(id).into())];
        match finding {
            Finding::Blank(id) => self.with("finding-blank", &name(id)),
            Finding::Stale(id) => self.with("finding-stale", &name(id)),
            Finding::Unconfirmed(id) => self.with("finding-unconfirmed", &name(id)),
            Finding::Fresh(id) => self.with("finding-fresh", &name(id)),
            Finding::Contradiction(of) => self.contradiction(of),
            Finding::Alert => self.text("finding-alert"),
            Finding::SharedPhone => self.text("finding-shared-phone"),
            Finding::ClassCheck => self.text("finding-class-check"),
            Finding::OtherScale => self.text("finding-other-scale"),
            Finding::Served(Serving::Over) => self.text("finding-over-served"),
            Finding::Served(Serving::Fit) => self.text("finding-fit-served"),
            Finding::Served(Serving::Under) => self.text("finding-under-served"),
        }
    }

    /// How a field lives.
    pub fn tag(&self, tag: Tag) -> String {
        match tag {
            Tag::Static => self.text("tag-static"),
            Tag::Dynamic => self.text("tag-dynamic"),
            Tag::Generated => self.text("field-generated"),
        }
    }

    /// The post that keeps a field true.
    pub fn owner(&self, owner: Owner) -> String {
        match owner {
            Owner::AccountManager => self.text("owner-manager"),
            Owner::MonopolyInspector => self.text("owner-inspector"),
            Owner::PhoneClerk => self.text("owner-clerk"),
            Owner::Deliverer => self.text("owner-deliverer"),
            Owner::Finance => self.text("owner-finance"),
            Owner::System => self.text("field-generated"),
        }
    }

    /// Where a field comes from, in short: the text and, in its own language, the heading.
    pub fn source(&self, def: &FieldDef) -> String {
        let first = def.source.split(';').next().unwrap_or_default().trim();
        let text = first.split(" §").next().unwrap_or_default();
        match (text.starts_with("OURS"), self.language()) {
            (true, _) => self.text("source-ours"),
            (false, Language::Chinese) => first.to_owned(),
            (false, Language::English) => text.to_owned(),
        }
    }

    /// What contradicts, in few words.
    pub fn contradiction(&self, of: Contradiction) -> String {
        match of {
            Contradiction::ValidToBeforeIssued => self.text("contradiction-1"),
            Contradiction::ReviewAfterValidTo => self.text("contradiction-2"),
            Contradiction::ReviewBeforeIssued => self.text("contradiction-3"),
            Contradiction::DateInFuture => self.text("contradiction-4"),
            Contradiction::ExpiredButOpen => self.text("contradiction-5"),
            Contradiction::CancelledWithCycle => self.text("contradiction-6"),
            Contradiction::OpenedAfterValidTo => self.text("contradiction-7"),
            Contradiction::FieldOfOtherType => self.text("contradiction-8"),
            Contradiction::CycleImpossible => self.text("contradiction-9"),
            Contradiction::FrequencyAgainstCycle => self.text("contradiction-10"),
            Contradiction::CareReasonWithoutCare => self.text("contradiction-11"),
            Contradiction::ModelShopInBreach => self.text("contradiction-12"),
        }
    }

    /// What to do about it.
    pub fn contradiction_remedy(&self, of: Contradiction) -> String {
        match of {
            Contradiction::ValidToBeforeIssued | Contradiction::ReviewBeforeIssued => {
                self.text("remedy-licence")
            }
            Contradiction::ReviewAfterValidTo => self.text("remedy-2"),
            Contradiction::DateInFuture => self.text("remedy-4"),
            Contradiction::ExpiredButOpen => self.text("remedy-5"),
            Contradiction::CancelledWithCycle => self.text("remedy-6"),
            Contradiction::OpenedAfterValidTo => self.text("remedy-7"),
            Contradiction::FieldOfOtherType => self.text("remedy-8"),
            Contradiction::CycleImpossible => self.text("remedy-9"),
            Contradiction::FrequencyAgainstCycle => self.text("remedy-10"),
            Contradiction::CareReasonWithoutCare => self.text("remedy-11"),
            Contradiction::ModelShopInBreach => self.text("remedy-12"),
        }
    }

    /// What contradicts, with its values.
    pub fn contradiction_sentence(&self, found: &Explained<Contradiction>) -> String {
        let Why::Contradiction { of, values, today } = &found.why else {
            return self.contradiction(found.value);
        };
        self.sentence_of(*of, values, *today)
    }

    pub(super) fn sentence_of(
        &self,
        of: Contradiction,
        values: &[(FieldId, Value)],
        today: NaiveDate,
    ) -> String {
        let written = |idx: usize| {
            let (id, value) = values.get(idx)?;
            Some((self.field_of(*id), self.value(field(*id)?, value)))
        };
        let (name, a) = written(0).unwrap_or_default();
        let (_, b) = written(1).unwrap_or_default();
        let args = [
            ("field", name.into()),
            ("a", a.into()),
            ("b", b.into()),
            ("today", self.date(today).into()),
        ];
        match of {
            Contradiction::ValidToBeforeIssued => self.with("clash-1", &args),
            Contradiction::ReviewAfterValidTo => self.with("clash-2", &args),
            Contradiction::ReviewBeforeIssued => self.with("clash-3", &args),
            Contradiction::DateInFuture => self.with("clash-4", &args),
            Contradiction::ExpiredButOpen => self.with("clash-5", &args),
            Contradiction::CancelledWithCycle => self.with("clash-6", &args),
            Contradiction::OpenedAfterValidTo => self.with("clash-7", &args),
            Contradiction::FieldOfOtherType => self.with("clash-8", &args),
            Contradiction::CycleImpossible => self.with("clash-9", &args),
            Contradiction::FrequencyAgainstCycle => self.with("clash-10", &args),
            Contradiction::CareReasonWithoutCare => self.with("clash-11", &args),
            Contradiction::ModelShopInBreach => self.with("clash-12", &args),
        }
    }
}
