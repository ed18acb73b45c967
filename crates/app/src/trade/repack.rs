//! Another pack of a product: who would stand otherwise is seen before it is saved. Not here: saving it;
//! how a preview runs, which is that of rules.

use jipan_book::standing::{Repack, StandingsJob};
use jipan_rules::check::parse_value;
use jipan_rules::period::Period;
use jipan_rules::schema::{field, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use super::ProductDraft;
use crate::effect::Effect;
use crate::job::Job;
use crate::model::Model;
use crate::rules::Previewing;

/// Another pack that somebody typed of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RepackAsked {
    product: ProductId,
    /// Units in a case, at least 1.
    pack: u32,
    /// That from its first day on, until the next pack of the book as it is: another one is another question.
    repack: Repack,
}

impl Model {
    /// The pack in the open form, if somebody typed another one than is in force on its first day. A new
    /// product was packed in no other way, nor one that is gone.
    pub(crate) fn repack_asked(&self) -> Option<RepackAsked> {
        let form = self.trade.form.as_ref()?;
        let (product, text) = (form.id?, form.pack.as_deref()?);
        self.book.product(product)?;
        let value = parse_value(field(fields::PRODUCT_PACK)?, text).ok()?;
        let is_typed = self.is_typed(product, fields::PRODUCT_PACK, value.as_ref(), form.day);
        let pack = match value {
            Some(Value::Integer(n)) => u32::try_from(n).ok()?,
            Some(_) | None => 1,
        };
        let is_other = self.book.pack_on(product, form.from) != pack;
        let repack = Repack::from_day(&self.book, product, form.from, pack);
        (is_typed && is_other).then_some(RepackAsked { product, pack, repack })
    }

    /// Something of the open form is another one now; a preview of another pack than is asked for is forgotten.
    pub(super) fn form_changed(&mut self, change: impl FnOnce(&mut ProductDraft)) -> Vec<Effect> {
        let before = self.repack_asked();
        if let Some(form) = &mut self.trade.form {
            change(form);
        }
        if self.repack_asked() == before {
            return Vec::new();
        }
        self.forget_preview();
        self.fold_when_due()
    }

    /// Opens or closes the form of a product.
    pub(super) fn set_form(&mut self, form: Option<ProductDraft>) -> Vec<Effect> {
        self.forget_preview();
        self.trade.form = form;
        self.fold_when_due()
    }

    /// The preview that is to be seen first, if any: `None` where nothing stands in the way of saving.
    pub(super) fn preview_first(&mut self) -> Option<Vec<Effect>> {
        let of = Previewing::Pack(self.repack_asked()?);
        if self.known_moves(of).is_some() {
            return None;
        }
        let is_it = |job: &Job| matches!(job, Job::Preview(job) if job.of == of);
        let is_running = self.jobs.iter().any(is_it);
        Some(if is_running { Vec::new() } else { self.preview(of) })
    }

    /// How customers stand today, and how they would with another pack.
    pub(crate) fn standings_repacked(&self, asked: RepackAsked) -> [StandingsJob; 2] {
        let job = StandingsJob::of_now(self.today, self.book.rule_book().on(self.today));
        [job.clone(), job.with_pack(self.repack(asked).0)]
    }

    /// Whether a pack begins when the period that counts is over, so that it is supposed for all of it.
    pub(crate) fn is_for_whole_period(&self, asked: RepackAsked) -> bool {
        self.repack(asked).1
    }

    fn repack(&self, asked: RepackAsked) -> (Repack, bool) {
        let RepackAsked { product, pack, repack } = asked;
        let rules = self.book.rule_book().on(self.today);
        let period = Period::before(self.today, rules.period.value);
        if repack.reaches(period) {
            (repack, false)
        } else {
            (Repack::in_all_of(period, product, pack), true)
        }
    }
}
