//! What a rule says of a field that a person fills: the scale that orders say, the integrity grade that
//! points say, and what service a tier is due. Not here: the rules, and taking one over, which is an
//! edit like any other.

use jipan_book::Row;
use jipan_book::standing::scale_facts;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::integrity::{Integrity, integrity};
use jipan_rules::schema::{FieldId, field as field_def, fields};
use jipan_rules::service::Serving;
use jipan_rules::setting::RulesOn;
use jipan_rules::value::Value;

use super::why::bare;
use crate::model::Model;
use crate::view::ProposalView;

impl Model {
    fn rules_today(&self) -> RulesOn {
        self.book.rule_book().on(self.today)
    }

    /// What the tier of a customer is due, and whether it is visited so.
    pub(super) fn service(&self, row: Row) -> Option<Explained<Option<Serving>>> {
        self.book.number(row, fields::TIER)?;
        self.book.serving(row, &self.rules_today())
    }

    /// Whether "why?" has an answer for a field that a person fills because it can be computed, too.
    pub(super) fn is_computable(&self, row: Row, field: FieldId) -> bool {
        field == fields::INTEGRITY
            && (self.book.is_filled(row, field) || self.integrity(row).is_some())
    }

    /// Integrity points and penalties of a customer that has points.
    pub(crate) fn integrity_points(&self, row: Row) -> Option<(u8, u8)> {
        let small = |field| self.book.number(row, field).and_then(|it| u8::try_from(it).ok());
        Some((small(fields::INTEGRITY_POINTS)?, small(fields::PENALTIES).unwrap_or_default()))
    }

    /// The integrity grade by points and penalties; none without points.
    fn integrity(&self, row: Row) -> Option<Explained<Integrity>> {
        let (points, penalties) = self.integrity_points(row)?;
        Some(integrity(points, penalties, &self.rules_today().integrity))
    }

    /// Where the integrity grade comes from: from points, from a file, or from a person. Points answer
    /// for no other grade than theirs.
    pub(super) fn why_integrity(&self, row: Row) -> Option<Explained<()>> {
        let field = fields::INTEGRITY;
        let held = self.book.code(row, field);
        if let Some(answer) = self.integrity(row)
            && held.is_none_or(|it| it == answer.value.code())
        {
            return Some(bare(&answer));
        }
        let writer = self.book.field_meta(row, field)?.writer;
        let on = writer.on;
        let why = if writer.action.by_hand() {
            Why::Entered { field, on }
        } else {
            Why::Stated { field, on }
        };
        Some(Explained { value: (), why, version: jipan_rules::RULES_VERSION })
    }

    /// What a rule says that a field is, where it is something else.
    pub(super) fn proposal(&self, row: Row, field: FieldId) -> Option<ProposalView> {
        let (code, answer) = match field {
            fields::SCALE => {
                self.book.code(row, fields::SCALE_BY_ORDERS)?;
                let rules = self.rules_today();
                let it = scale_facts(&self.book, self.standings()?, (row, 0), &rules)?;
                (it.value, bare(&it))
            }
            fields::INTEGRITY => {
                let it = self.integrity(row)?;
                (it.value.code(), bare(&it))
            }
            _ => return None,
        };
        let def = field_def(field)?;
        (self.book.code(row, field) != Some(code)).then(|| ProposalView {
            def,
            value: Value::Choice(code),
            answer,
            is_editable: self.may_write() && !self.book.is_deleted(row),
        })
    }
}
