//! Names of what the app is about: fields, groups, choices, filters, orders. Fields and choices have
//! theirs in the schema. Not here: whole sentences.

use jipan_app::view::{CustomersView, FilterChange, Language, RowBadge};
use jipan_book::select::{Expiring, Sort};
use jipan_rules::check;
use jipan_rules::schema::{self, CustomerType, FieldDef, FieldId, FieldType, Group, fields};
use jipan_rules::value::Value;
use jipan_rules::values::UnitPrice;

use super::Tr;

impl Tr {
    /// The language as the schema of the fields names it.
    pub fn schema_language(&self) -> schema::Language {
        match self.language() {
            Language::Chinese => schema::Language::Zh,
            Language::English => schema::Language::En,
        }
    }

    /// Name of a field.
    pub fn field(&self, def: &FieldDef) -> &'static str {
        match self.language() {
            Language::Chinese => def.zh,
            Language::English => def.en,
        }
    }

    /// Name of the field with this id; blank where there is none.
    pub fn field_of(&self, field: FieldId) -> &'static str {
        schema::field(field).map_or("", |def| self.field(def))
    }

    /// Name of a choice of a field; blank where there is none.
    pub fn choice(&self, field: FieldId, code: u8) -> &'static str {
        let Some(FieldType::Choice(choices)) = schema::field(field).map(|def| def.ty) else {
            return "";
        };
        choices.iter().find(|choice| choice.code == code).map_or("", |choice| {
            match self.language() {
                Language::Chinese => choice.zh,
                Language::English => choice.en,
            }
        })
    }

    /// A value as it is read: dates and amounts as the reader writes them, numbers grouped.
    pub fn value(&self, def: &FieldDef, value: &Value) -> String {
        match value {
            Value::Date(day) => self.date(*day),
            Value::Integer(number) if def.ty == FieldType::Price => {
                self.price(UnitPrice::new(*number))
            }
            Value::Integer(number) => self.number(*number),
            Value::Amount(amount) => self.money(*amount),
            Value::Text(_) | Value::YesNo(_) | Value::Choice(_) => {
                check::text_of(def, value, self.schema_language())
            }
        }
    }

    /// A value as it is read, with its unit.
    pub fn measured(&self, def: &FieldDef, value: &Value) -> String {
        let text = self.value(def, value);
        match def.unit.and_then(|it| self.unit(it)) {
            Some(unit) => {
                self.with("fact-with-unit", &[("value", text.into()), ("unit", unit.into())])
            }
            None => text,
        }
    }

    /// Name of a group of fields.
    pub fn group(&self, group: Group) -> String {
        match group {
            Group::Basic => self.text("group-basic"),
            Group::Network => self.text("group-network"),
            Group::Management => self.text("group-management"),
            Group::Operating => self.text("group-operating"),
            Group::Personal => self.text("group-personal"),
        }
    }

    /// Name of a type of customers.
    pub fn customer_type(&self, customer_type: CustomerType) -> &'static str {
        self.choice(fields::TYPE, customer_type.code())
    }

    /// Name of an order of the list.
    pub fn sort(&self, sort: Sort) -> String {
        match sort {
            Sort::Name => self.text("sort-by-name"),
            Sort::Code => self.text("sort-by-code"),
            Sort::Completeness => self.text("sort-by-completeness"),
            Sort::Changed => self.text("sort-by-changed"),
            Sort::Expiry => self.text("sort-by-expiry"),
            Sort::District => self.text("sort-by-district"),
            Sort::Line => self.text("sort-by-line"),
            Sort::Tier => self.field_of(fields::TIER).to_owned(),
            Sort::Grade => self.field_of(fields::GRADE).to_owned(),
        }
    }

    /// What a filter lets through, in few words.
    pub fn filter(&self, filter: &FilterChange) -> String {
        match filter {
            FilterChange::Line(Some(text))
            | FilterChange::District(Some(text))
            | FilterChange::Class(Some(text))
            | FilterChange::Manager(Some(text)) => {
                if text.is_empty() {
                    self.text("filter-none")
                } else {
                    text.clone()
                }
            }
            FilterChange::Type(Some(customer_type)) => {
                self.customer_type(*customer_type).to_owned()
            }
            FilterChange::State(Some(code)) => self.choice(fields::STATUS, *code).to_owned(),
            FilterChange::IncompleteGroup(Some(group)) => {
                self.with("filter-incomplete-group", &[("group", self.group(*group).into())])
            }
            FilterChange::Expiring(Some(Expiring::Within(days))) => {
                self.with("filter-expiring", &[("n", (*days).into())])
            }
            FilterChange::Expiring(Some(Expiring::Expired)) => self.text("filter-expired"),
            FilterChange::Incomplete(_) => self.text("filter-incomplete"),
            FilterChange::Stale(_) => self.text("filter-stale"),
            FilterChange::Differs(_) => self.text("filter-differs"),
            FilterChange::Unconfirmed(_) => self.text("filter-unconfirmed"),
            FilterChange::ShowClosed(_) => self.text("filter-closed"),
            FilterChange::Deleted(_) => self.text("filter-deleted"),
            FilterChange::Finding(Some(finding)) => self.finding(*finding),
            FilterChange::Value(field, Some(value)) => {
                let args = [
                    ("field", self.field_of(*field).into()),
                    ("value", self.facet_value(*field, value).into()),
                ];
                self.with("filter-value", &args)
            }
            FilterChange::Line(None)
            | FilterChange::District(None)
            | FilterChange::Class(None)
            | FilterChange::Manager(None)
            | FilterChange::Type(None)
            | FilterChange::State(None)
            | FilterChange::IncompleteGroup(None)
            | FilterChange::Value(_, None)
            | FilterChange::Finding(None)
            | FilterChange::Expiring(None) => self.text("filter-all"),
        }
    }

    /// What the list goes by: the search, each filter, closed shops. Blank for the plain list.
    pub fn list_words(&self, list: &CustomersView) -> Vec<String> {
        let chips = list.filters.iter().filter(|chip| chip.is_on);
        self.words_of(&list.search, chips.map(|chip| &chip.filter), list.is_showing_closed)
    }

    /// A search, filters and closed shops in words.
    pub fn words_of<'a>(
        &self,
        search: &str,
        filters: impl Iterator<Item = &'a FilterChange>,
        is_showing_closed: bool,
    ) -> Vec<String> {
        let search = search.trim();
        let search = (!search.is_empty())
            .then(|| self.with("list-search", &[("text", search.to_owned().into())]));
        let closed = is_showing_closed.then(|| self.text("customers-closed-shown"));
        search.into_iter().chain(filters.map(|it| self.filter(it))).chain(closed).collect()
    }

    /// A value as a facet has it: choices by their codes, yes `1`, no `0`, blank for none.
    pub fn facet_value(&self, field: FieldId, value: &str) -> String {
        let code = || value.parse().ok();
        let coded = match schema::field(field).map(|def| def.ty) {
            _ if value.is_empty() => return self.text("filter-none"),
            Some(FieldType::Choice(_)) => code().map(Value::Choice),
            Some(FieldType::Birthday) => Some(Value::Text(value.into())),
            Some(FieldType::YesNo) => code().map(|code: u8| Value::YesNo(code == 1)),
            Some(
                FieldType::Text { .. }
                | FieldType::LongText { .. }
                | FieldType::Integer { .. }
                | FieldType::Date
                | FieldType::Money
                | FieldType::SignedMoney
                | FieldType::Price
                | FieldType::Phone
                | FieldType::Licence
                | FieldType::Code,
            )
            | None => None,
        };
        match (schema::field(field), coded) {
            (Some(def), Some(coded)) => self.value(def, &coded),
            (_, None) | (None, _) => value.to_owned(),
        }
    }

    /// The most urgent thing to say of a customer.
    pub fn row_badge(&self, badge: RowBadge, percent: u8) -> String {
        match badge {
            RowBadge::Deleted => self.text("row-deleted"),
            RowBadge::Closed(code) => self.choice(fields::STATUS, code).to_owned(),
            RowBadge::Expired(days) => self.with("row-expired", &[("n", days.abs().into())]),
            RowBadge::Expiring(days) => self.with("row-expiring", &[("n", days.into())]),
            RowBadge::Stale => self.text("row-stale"),
            RowBadge::Complete => self.with("row-complete", &[("percent", percent.into())]),
        }
    }
}
