//! The sheet of a bulk edit.

use std::rc::Rc;

use crate::bulk::{BulkModel, BulkStage, bulk_fields};
use crate::model::Model;
use crate::view::{BulkPhase, BulkView, DraftView};

impl Model {
    pub(crate) fn bulk_view(&self, bulk: &BulkModel) -> BulkView {
        let BulkModel { customers, is_picked, is_emptying, text, error, reason, stage, .. } = bulk;
        let is_typed = !text.is_empty() || error.is_some();
        let draft =
            || is_typed.then(|| DraftView { text: text.as_str().into(), error: error.clone() });
        let field = bulk.field.map(|def| self.bare_field(def, draft()));
        let (phase, tally) = match stage {
            BulkStage::Choosing => (BulkPhase::Choosing, None),
            BulkStage::Counting => (BulkPhase::Counting, None),
            BulkStage::Counted(tally) => (BulkPhase::Choosing, Some(Rc::clone(tally))),
            BulkStage::Making(done) => (BulkPhase::Making(*done), None),
            BulkStage::Saving => (BulkPhase::Saving, None),
        };
        BulkView {
            n_targets: customers.len(),
            is_picked: *is_picked,
            fields: bulk_fields(self.writer.role).collect(),
            field: field.map(Rc::new),
            is_emptying: *is_emptying,
            reason: bulk.asks_reason().then(|| reason.as_str().into()),
            tally,
            phase,
            missing: self.bulk_missing(bulk),
        }
    }
}
