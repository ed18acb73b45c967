//! The products of the company and the form of one.

use std::rc::Rc;

use jipan_book::{Needle, ProductValueView, ProductView};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldDef, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use crate::model::Model;
use crate::rules::Previewing;
use crate::trade::{EVER, Good, ProductDraft, is_dated, shown_on};
use crate::view::{
    PreviewSum, ProductField, ProductForm, ProductRow, ProductVersion, ProductsView, RepackView,
};

/// Products listed at most; the others are found by searching.
const N_PRODUCTS: usize = 200;
/// What another pack changes; first what it is about.
const SUMS: [PreviewSum; 3] = [PreviewSum::Tier, PreviewSum::Grade, PreviewSum::Scale];

impl Model {
    pub(crate) fn products_view(&self) -> ProductsView {
        let goods = self.goods();
        let needle = Needle::new(&self.trade.search);
        let is_found = |it: &&Good| needle.as_ref().is_none_or(|needle| it.is_found(needle));
        let found: Vec<&Good> = goods.all.iter().filter(is_found).collect();
        ProductsView {
            search: self.trade.search.as_str().into(),
            n_more: found.len().saturating_sub(N_PRODUCTS),
            rows: found
                .into_iter()
                .take(N_PRODUCTS)
                .map(|it| Rc::new(self.product_row(it, needle.as_ref())))
                .collect(),
            n_all: goods.all.len(),
            can_edit: self.can_edit_products(),
            form: self.trade.form.as_ref().map(|form| Rc::new(self.product_form(form))),
        }
    }

    fn product_row(&self, good: &Good, needle: Option<&Needle>) -> ProductRow {
        let product = self.book.product(good.id);
        let text = |field| product.and_then(|it| it.text(field)).map(str::to_owned);
        ProductRow {
            id: good.id,
            code: good.code.clone(),
            name: good.name.clone(),
            found_as: needle.and_then(|it| good.found_as(it)).map(str::to_owned),
            brand: text(fields::PRODUCT_BRAND),
            unit: self.unit_on(good.id, self.today),
            pack: self.book.pack_on(good.id, self.today),
            price: self.book.price_on(good.id, self.today),
            is_active: good.is_active,
        }
    }

    fn product_form(&self, form: &ProductDraft) -> ProductForm {
        ProductForm {
            id: form.id,
            fields: self.product_fields().map(|def| self.product_field(form, def)).collect(),
            day: form.day,
            is_day_wrong: form.is_day_wrong,
            is_editable: self.can_edit_products(),
            repack: self.repack_asked().filter(|_| self.can_edit_products()).map(|asked| {
                RepackView {
                    preview: self.preview_view(Previewing::Pack(asked), &SUMS),
                    is_for_whole_period: self.is_for_whole_period(asked),
                }
            }),
        }
    }

    fn product_field(&self, form: &ProductDraft, def: &'static FieldDef) -> ProductField {
        let product = form.id.and_then(|id| self.book.product(id));
        let value = product.and_then(|it| shown_on(&it, def.id, form.day).cloned());
        let versions = product.map(|it| self.versions_of(&it, def)).unwrap_or_default();
        let is_new = form.id.is_none();
        let usual = match def.id {
            fields::PRODUCT_ACTIVE => Some(Value::YesNo(true)),
            fields::PRODUCT_PACK => Some(Value::Integer(1)),
            _ => None,
        };
        ProductField {
            def,
            value: value.or_else(|| usual.filter(|_| is_new || def.id == fields::PRODUCT_ACTIVE)),
            error: form.errors.get(&def.id).cloned(),
            is_dated: is_dated(def.id),
            history: if versions.len() > 1 { versions } else { Vec::new() },
            earlier: product.map(|it| it.earlier(def.id)).unwrap_or_default(),
        }
    }

    /// The values of a dated field of a product, newest first.
    fn versions_of(
        &self,
        product: &ProductView<'_>,
        def: &'static FieldDef,
    ) -> Vec<ProductVersion> {
        let can_edit = self.can_edit_products();
        let version = |it: ProductValueView<'_>| ProductVersion {
            from: it.from.filter(|day| *day > EVER),
            value: it.value.clone(),
            by: self.who_did(it.writer.by),
            file: it.writer.batch.and_then(|batch| self.batch_name(batch)),
            can_go: can_edit
                && it.from.is_some_and(|from| self.is_version_to_come(product, def.id, from)),
        };
        let of_field = product.values().filter(|it| it.field == def.id && is_dated(def.id));
        let mut versions: Vec<ProductVersion> = of_field.map(version).collect();
        versions.reverse();
        versions
    }

    /// What a product is counted in on a day.
    pub(crate) fn unit_on(&self, id: ProductId, day: NaiveDate) -> Option<String> {
        self.book.product(id)?.unit_on(day).map(str::to_owned)
    }
}
