//! What is not on the disk: what is typed and what is on its way, as a list that can be taken along
//! without the database. Not here: the words, and the file.

use jipan_book::sorting::sort;
use jipan_rules::Uuid;
use jipan_rules::funnel::{CloseItem, Fact};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::CustomerId;

use crate::event::SheetEdit;
use crate::funnel::{
    CHOICES_KEY, DealForm, QUICK_AMOUNT_KEY, QUICK_EXPECT_KEY, QUICK_SAID_KEY, QUICK_TYPE_KEY,
    is_asks_key, kind_of_key, quick_key, quick_search_key,
};
use crate::model::Model;
use crate::trade::Draft;
use crate::view::{UnsavedRow, UnsavedWhat};

impl Model {
    /// Everything typed that is no change on the disk, in the order of its keys.
    pub(crate) fn unsaved(&self) -> Vec<UnsavedRow> {
        let pending = self.writer.pending.iter().flat_map(|pending| &pending.drafts);
        let pending = pending.map(|(key, text)| (key, text));
        let mut rows: Vec<(&String, &String)> =
            self.drafts.texts.iter().chain(pending).filter(is_typed).collect();
        sort(&mut rows);
        rows.dedup();
        rows.into_iter().map(|(key, text)| self.unsaved_row(key, text)).collect()
    }

    /// Whether there is anything of the kind.
    pub(crate) fn has_unsaved(&self) -> bool {
        !self.drafts.texts.is_empty()
            || self.writer.pending.iter().any(|pending| !pending.drafts.is_empty())
    }

    fn unsaved_row(&self, key: &str, text: &str) -> UnsavedRow {
        let mut parts = key.split('/');
        let kind = parts.next().unwrap_or_default();
        let customer =
            parts.clone().find_map(|part| Uuid::parse_str(part).ok()).map(CustomerId::new);
        let field = parts.next_back().and_then(|part| part.parse().ok()).map(FieldId);
        let what = match (kind, field) {
            ("deal", _) => match kind_of_key(key) {
                Some(kind) => UnsavedWhat::Deal(kind, self.sheet_said(text)),
                None => UnsavedWhat::Other(key.to_owned()),
            },
            ("quick", Some(field)) => UnsavedWhat::QuickField(field),
            ("quick", None) if key == quick_search_key() => UnsavedWhat::QuickReferrer,
            ("quick", None) => UnsavedWhat::QuickChoices(self.quick_unsaved(key, text)),
            ("note", _) => UnsavedWhat::Note,
            ("order", _) => UnsavedWhat::Order,
            ("reason", Some(field)) => UnsavedWhat::Reason(field),
            ("remark", _) => UnsavedWhat::Remark,
            ("answer", _) => UnsavedWhat::Answer,
            ("waive", Some(FieldId(code))) => closing_item(code)
                .map_or_else(|| UnsavedWhat::Other(key.to_owned()), UnsavedWhat::Waive),
            (_, Some(field)) => UnsavedWhat::Field(field),
            (_, None) => UnsavedWhat::Other(key.to_owned()),
        };
        let row = customer.and_then(|id| self.book.row_of(id));
        let of_book = |field| row.and_then(|row| self.book.text(row, field)).map(str::to_owned);
        let of_form =
            |field: FieldId| self.drafts.texts.get(&crate::drafts::form_key(field)).cloned();
        let said = |field| match (customer, kind) {
            (Some(_), _) => of_book(field),
            (None, "quick") => self.drafts.texts.get(&quick_key(field)).cloned(),
            (None, _) => of_form(field),
        };
        UnsavedRow {
            customer: said(fields::NAME).unwrap_or_default(),
            code: said(fields::CODE).unwrap_or_default(),
            what,
            text: match kind {
                "order" => self.order_text(text),
                // What is in them has its words by what it is.
                "deal" => String::new(),
                "quick" if key == CHOICES_KEY || quick_edit(key, text).is_some() => String::new(),
                _ => text.to_owned(),
            },
        }
    }

    /// What is in the quick entry beside its fields: what was said, or what was chosen.
    fn quick_unsaved(&self, key: &str, text: &str) -> Vec<(SheetEdit, Option<String>)> {
        match quick_edit(key, text) {
            Some(edit) => vec![(edit, None)],
            None => self.sheet_said(text),
        }
    }

    /// What is in a sheet, with the names of what was chosen: an order, a colleague, who recommended.
    fn sheet_said(&self, text: &str) -> Vec<(SheetEdit, Option<String>)> {
        let said = DealForm::read(text).said().into_iter();
        let named = said.map(|it| {
            let name = match &it {
                SheetEdit::Order(Some(id)) => self.book.order(*id).map(|it| it.number.to_owned()),
                SheetEdit::Person(id) => self.pointed_at(&Fact::Hand { to: *id }),
                SheetEdit::Referrer(Some(id)) => self.referrer_name(*id),
                SheetEdit::Order(None)
                | SheetEdit::Referrer(None)
                | SheetEdit::How(_)
                | SheetEdit::Purpose(_)
                | SheetEdit::Outcome(_)
                | SheetEdit::Refusal(_)
                | SheetEdit::Text(_)
                | SheetEdit::On(_)
                | SheetEdit::Next(_)
                | SheetEdit::ExpectOn(_)
                | SheetEdit::Amount(_)
                | SheetEdit::Why(_)
                | SheetEdit::Until(_)
                | SheetEdit::Channel(_)
                | SheetEdit::Sub(_)
                | SheetEdit::Search(_)
                | SheetEdit::Will(_)
                | SheetEdit::Ability(_)
                | SheetEdit::Step(..) => None,
            };
            (it, name)
        });
        named.collect()
    }

    /// The lines of an order being entered: code, name, quantity.
    fn order_text(&self, text: &str) -> String {
        let line = |it: &crate::trade::DraftLine| {
            let product = self.book.product(it.product);
            let code = product.map(|it| it.code()).unwrap_or_default();
            let name = product.map(|it| it.name_on(self.today)).unwrap_or_default();
            format!("{code} {name} {}", it.quantity)
        };
        Draft::read(text).lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// What was said in the quick entry, as a sheet has it.
fn quick_edit(key: &str, text: &str) -> Option<SheetEdit> {
    match key {
        QUICK_EXPECT_KEY => Some(SheetEdit::ExpectOn(text.to_owned())),
        QUICK_AMOUNT_KEY => Some(SheetEdit::Amount(text.to_owned())),
        QUICK_SAID_KEY => Some(SheetEdit::Text(text.to_owned())),
        _ => None,
    }
}

/// Whether it is words of a person; the type and the tick of a form are none.
fn is_typed((key, text): &(&String, &String)) -> bool {
    !text.is_empty() && key.as_str() != QUICK_TYPE_KEY && !is_asks_key(key)
}

fn closing_item(code: u16) -> Option<CloseItem> {
    CloseItem::from_code(u8::try_from(code).ok()?)
}
