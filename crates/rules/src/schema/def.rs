//! One field of the schema and the words to declare it with. Not here: the fields.

use super::types::{
    Asked, CustomerTypes, FieldId, FieldType, Group, Language, Owner, RecordKind, Tag, Unit,
    Visibility,
};

/// One field, declared once: forms, import, export, completeness, permissions and help read it.
#[expect(clippy::struct_excessive_bools, reason = "a row of a table: each column stands alone")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldDef {
    /// Its id, never reused.
    pub id: FieldId,
    /// Its name in code and files, never changed.
    pub key: &'static str,
    /// The record it belongs to.
    pub kind: RecordKind,
    /// 中文名称
    pub zh: &'static str,
    /// English name
    pub en: &'static str,
    /// Its information group.
    pub group: Group,
    /// The types of customers that have it.
    pub types: CustomerTypes,
    /// How it lives.
    pub tag: Tag,
    /// Who keeps it true.
    pub owner: Owner,
    /// Who may read it.
    pub visibility: Visibility,
    /// Whether two people's different values become a card to decide.
    pub watch: bool,
    /// What it can hold.
    pub ty: FieldType,
    /// The unit of its number.
    pub unit: Option<Unit>,
    /// Whether a customer cannot be without it.
    pub required: bool,
    /// Where it is asked for.
    pub asked: Asked,
    /// The older field whose place it took: with a value there, it counts as filled.
    pub older: Option<FieldId>,
    /// Days for which a confirmation holds; every dynamic field has some, but for ends of
    /// validity, remarks and what a file states. `OURS`
    pub freshness_days: Option<u16>,
    /// Whether a file may state it until records exist to compute it from.
    pub stated: bool,
    /// Headings in files, beside its names.
    pub aliases: &'static [&'static str],
    /// Where it comes from.
    pub source: &'static str,
}

impl FieldDef {
    /// A dynamic, open field of the customer that any post of sales keeps; changed by the
    /// functions below.
    pub(super) const fn new(
        id: u16,
        key: &'static str,
        names: (&'static str, &'static str),
        group: Group,
        ty: FieldType,
    ) -> Self {
        Self {
            id: FieldId(id),
            key,
            kind: RecordKind::Customer,
            zh: names.0,
            en: names.1,
            group,
            types: CustomerTypes::ALL,
            tag: Tag::Dynamic,
            owner: Owner::AccountManager,
            visibility: Visibility::Open,
            watch: false,
            ty,
            unit: None,
            required: false,
            asked: Asked::Always,
            older: None,
            freshness_days: None,
            stated: false,
            aliases: &[],
            source: "S1 §客户信息五种",
        }
    }

    pub(super) const fn types(mut self, types: CustomerTypes) -> Self {
        self.types = types;
        self
    }

    pub(super) const fn fixed(mut self) -> Self {
        self.tag = Tag::Static;
        self.freshness_days = None;
        self
    }

    pub(super) const fn generated(mut self) -> Self {
        self.tag = Tag::Generated;
        self.freshness_days = None;
        self.owner = Owner::System;
        self
    }

    pub(super) const fn owner(mut self, owner: Owner) -> Self {
        self.owner = owner;
        self
    }

    pub(super) const fn contact(mut self) -> Self {
        self.kind = RecordKind::Contact;
        self
    }

    pub(super) const fn restricted(self) -> Self {
        self.restricted_as(RecordKind::CustomerPrivate)
    }

    /// Of another kind of record than a customer.
    pub(super) const fn kind(mut self, kind: RecordKind) -> Self {
        self.kind = kind;
        self
    }

    /// Of the kind of record that only some may read.
    pub(super) const fn restricted_as(mut self, kind: RecordKind) -> Self {
        self.kind = kind;
        self.visibility = Visibility::Restricted;
        self
    }

    pub(super) const fn watched(mut self) -> Self {
        self.watch = true;
        self
    }

    pub(super) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) const fn asked(mut self, asked: Asked) -> Self {
        self.asked = asked;
        self
    }

    pub(super) const fn instead_of(mut self, older: FieldId) -> Self {
        self.older = Some(older);
        self
    }

    pub(super) const fn stated(mut self) -> Self {
        self.stated = true;
        self
    }

    pub(super) const fn fresh(mut self, days: u16) -> Self {
        self.freshness_days = Some(days);
        self
    }

    /// For what has a clock of its own, such as an end, or none, such as a remark.
    pub(super) const fn timeless(mut self) -> Self {
        self.freshness_days = None;
        self
    }

    pub(super) const fn unit(mut self, unit: Unit) -> Self {
        self.unit = Some(unit);
        self
    }

    pub(super) const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(super) const fn source(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }

    /// Its name in a language.
    pub const fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}
