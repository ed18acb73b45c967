//! Products: added and changed by hand. What is dated is in force from a day on, so that orders stay as
//! they were.

use std::collections::BTreeMap;

use jipan_book::{Action, Op, ProductValueView, ProductView, product_id_of};
use jipan_rules::NaiveDate;
use jipan_rules::check::parse_value;
use jipan_rules::permission::{Verb, may};
use jipan_rules::schema::{FieldDef, FieldId, PRODUCT_FIELDS, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, ProductId};

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;
use crate::view::DraftError;

/// Fields whose values are in force from a day on. Names and units once were not: what is written of
/// them without a day holds until the first that has one.
pub(crate) fn is_dated(field: FieldId) -> bool {
    [
        fields::PRODUCT_NAME,
        fields::PRODUCT_PRICE,
        fields::PRODUCT_COST,
        fields::PRODUCT_UNIT,
        fields::PRODUCT_PACK,
        fields::PRODUCT_GUIDE_PRICE,
    ]
    .contains(&field)
}

/// From this day on a new product is as it was added or came with a file. `OURS`
pub(crate) const EVER: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What the form shows of a field on a day: what is in force. A product always has a name: before the first
/// one began it is called by that.
pub(crate) fn shown_on<'a>(
    product: &ProductView<'a>,
    field: FieldId,
    day: NaiveDate,
) -> Option<&'a Value> {
    let first = || {
        let mut names = product.values().filter(|it| it.field == fields::PRODUCT_NAME);
        names.find(|it| it.field == field).map(|it| it.value)
    };
    product.value_on(field, day).or_else(first)
}

/// Whether what is in force of a field on a day was written without a first day.
fn is_undated_on(product: &ProductView<'_>, field: FieldId, day: NaiveDate) -> bool {
    let begun =
        |it: &ProductValueView<'_>| it.field == field && it.from.is_none_or(|from| from <= day);
    product.values().filter(begun).last().is_some_and(|it| it.from.is_none())
}

impl Model {
    /// The fields of products that the person may see, in the order of the form.
    pub(crate) fn product_fields(&self) -> impl Iterator<Item = &'static FieldDef> {
        let role = self.writer.role;
        PRODUCT_FIELDS
            .iter()
            .filter(move |def| may(role, Verb::Read, def.kind, Some(def.group)).is_ok())
    }

    /// Whether the person may change products now.
    pub(crate) fn can_edit_products(&self) -> bool {
        let (field, id) = (fields::PRODUCT_NAME, product_id_of(""));
        self.may_write() && self.is_allowed(&[self.book.put_product(id, field, None, None)])
    }

    /// "Done" on the form of a product: what differs is one change.
    pub(super) fn save_product(
        &mut self,
        texts: &[(FieldId, String)],
        from: &str,
        env: &mut Env,
    ) -> Vec<Effect> {
        let Some(form) = self.trade.form.clone() else { return Vec::new() };
        let mut errors = BTreeMap::new();
        let mut values: Vec<(FieldId, Option<Value>)> = Vec::new();
        for def in self.product_fields() {
            let Some((_, text)) = texts.iter().find(|(field, _)| *field == def.id) else {
                continue;
            };
            match parse_value(def, text) {
                Ok(None) if def.required => drop(errors.insert(def.id, DraftError::Required)),
                Ok(value) => values.push((def.id, value)),
                Err(error) => drop(errors.insert(def.id, DraftError::Value(error))),
            }
        }
        let code = values.iter().find(|(field, _)| *field == fields::PRODUCT_CODE);
        let code = match code {
            Some((_, Some(Value::Text(code)))) => code.to_string(),
            Some(_) | None => String::new(),
        };
        let held = self.book.product_by_code(&code);
        if let (None, Some(held)) = (form.id, held) {
            let name = held.name_on(env.today).to_owned();
            let by = CustomerId::new(held.id.uuid());
            errors.insert(fields::PRODUCT_CODE, DraftError::KeyTaken { by, name });
        }
        let id = form.id.unwrap_or_else(|| product_id_of(&code));
        let from = match (form.id, from.trim().parse().ok()) {
            (None, _) => Some(EVER),
            // What is not dated needs no day.
            (Some(id), None) if !self.is_priced_anew(id, &values, form.day) => Some(env.today),
            (Some(_), day) => day,
        };
        if let (Some(product), Some(from)) = (self.book.product(id), from) {
            let would_be = |(field, value): &&(FieldId, Option<Value>)| {
                is_dated(*field)
                    && value.is_none()
                    && product.has_before(*field, from)
                    && !is_undated_on(&product, *field, from)
            };
            let in_force = values.iter().filter(would_be);
            errors.extend(in_force.map(|(field, _)| (*field, DraftError::InForce)));
        }
        let Some(from) = from.filter(|_| errors.is_empty()) else {
            if let Some(form) = &mut self.trade.form {
                (form.errors, form.is_day_wrong) = (errors, from.is_none());
            }
            return Vec::new();
        };
        if form.id.is_some() {
            if let Some(first) = self.preview_before(texts, from) {
                return first;
            }
            values.retain(|(field, value)| self.is_typed(id, *field, value.as_ref(), form.day));
        }
        let ops = self.writes_of_product(id, from, values);
        let effects = self.commit_tap(Mark::of(Action::EditProduct), ops, Vec::new(), env);
        // What is not allowed stays in its form.
        if !effects.is_empty() || self.can_edit_products() {
            self.forget_preview();
            self.trade.form = None;
        }
        effects
    }

    /// What is to be seen before all of a form that is right is saved.
    fn preview_before(
        &mut self,
        texts: &[(FieldId, String)],
        from: NaiveDate,
    ) -> Option<Vec<Effect>> {
        if !self.can_edit_products() {
            return None;
        }
        let pack = texts.iter().find(|(field, _)| *field == fields::PRODUCT_PACK);
        let pack = pack.map(|(_, text)| text.clone());
        let form = self.trade.form.as_mut()?;
        (form.errors, form.is_day_wrong) = (BTreeMap::new(), false);
        (form.from, form.pack) = (from, pack);
        self.preview_first()
    }

    /// Whether a version of a field of a product can be taken back: it comes after another one, on a day that is
    /// still to come. What was in force stays what orders of then were called and counted in.
    pub(crate) fn is_version_to_come(
        &self,
        product: &ProductView<'_>,
        field: FieldId,
        from: NaiveDate,
    ) -> bool {
        let mut values = product.values();
        from > self.today
            && is_dated(field)
            && values.any(|it| it.field == field && it.from == Some(from))
            && product.has_before(field, from)
    }

    /// Takes back what is to be in force of a field from a day on. The form stays, with all that is typed.
    pub(super) fn take_back_version(
        &mut self,
        field: FieldId,
        from: NaiveDate,
        env: &mut Env,
    ) -> Vec<Effect> {
        let Some(id) = self.trade.form.as_ref().and_then(|it| it.id) else { return Vec::new() };
        let product = self.book.product(id);
        if !product.is_some_and(|it| self.is_version_to_come(&it, field, from)) {
            return Vec::new();
        }
        let op = self.book.put_product(id, field, Some(from), None);
        self.commit_tap(Mark::of(Action::EditProduct), vec![op], Vec::new(), env)
    }

    /// Whether a dated value is another one than the form showed of a day.
    fn is_priced_anew(
        &self,
        id: ProductId,
        values: &[(FieldId, Option<Value>)],
        day: NaiveDate,
    ) -> bool {
        values.iter().any(|(field, value)| {
            is_dated(*field) && self.is_typed(id, *field, value.as_ref(), day)
        })
    }

    /// Whether somebody typed a value: the form showed another one, that of its day. What was left as it
    /// was stays as it is on every other day.
    pub(super) fn is_typed(
        &self,
        id: ProductId,
        field: FieldId,
        value: Option<&Value>,
        day: NaiveDate,
    ) -> bool {
        self.book.product(id).and_then(|it| shown_on(&it, field, day)) != value
    }

    /// What differs from what is in force, or would be, on the first day.
    fn writes_of_product(
        &self,
        id: ProductId,
        from: NaiveDate,
        values: Vec<(FieldId, Option<Value>)>,
    ) -> Vec<Op> {
        let known = self.book.product(id);
        let differs = |(field, value): &(FieldId, Option<Value>)| {
            let is = known.and_then(|it| it.value_on(*field, from));
            // The code is what it was named by.
            is != value.as_ref() && (known.is_none() || *field != fields::PRODUCT_CODE)
        };
        let put = |(field, value): (FieldId, Option<Value>)| {
            // What has no day is cleared by itself: nothing else would be in force before.
            let is_undated =
                value.is_none() && known.is_some_and(|it| is_undated_on(&it, field, from));
            let from = (is_dated(field) && !is_undated).then_some(from);
            self.book.put_product(id, field, from, value)
        };
        values.into_iter().filter(differs).map(put).collect()
    }
}
