//! The file of one customer and the form of a new one.

use std::rc::Rc;

use jipan_book::Row;
use jipan_book::select::facets;
use jipan_book::sorting::sort_by_key;
use jipan_rules::completeness::percent;
use jipan_rules::freshness::freshness_in;
use jipan_rules::schema::{
    Asked, FIELDS, FieldDef, FieldId, Group, Tag, field as field_def, fields,
};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use crate::consent::no_consent;
use crate::drafts::{field_key, form_key, note_key};
use crate::event::BudgetSheet;
use crate::file::FORM_FIELDS;
use crate::model::Model;
use crate::view::{
    BudgetSheetView, DraftView, FieldView, FileView, FreshnessView, GroupView, NewCustomerView,
    WhyTopic,
};

/// Most values offered for a quick choice.
const N_SUGGESTIONS: usize = 60;

impl Model {
    pub(crate) fn file_view(&self, id: CustomerId) -> Option<FileView> {
        let file = self.file.as_ref().filter(|file| file.id == id)?;
        let is_known = |row: &Row| self.book.is_visible(*row) || self.book.is_deleted(*row);
        let row = self.book.row_of(id).filter(is_known)?;
        let text = |field: FieldId| self.book.text(row, field).map(str::to_owned);
        let derived = self.book.derived(row);
        let note = self.drafts.texts.get(&note_key(id)).map(String::as_str).unwrap_or_default();
        Some(FileView {
            id,
            name: text(fields::NAME).unwrap_or_default(),
            code: text(fields::CODE),
            licence: text(fields::LICENCE),
            phone: text(fields::PHONE),
            no_consent: no_consent(&self.book, row),
            address: text(fields::ADDRESS),
            customer_type: self.book.customer_type(row),
            class: self.book.class_code(row).map(str::to_owned),
            service: self.service(row),
            percent: percent(derived.n_filled().into(), derived.n_applicable().into()),
            line: text(fields::LINE),
            badge: self.badge(row),
            is_deleted: self.book.is_deleted(row),
            is_read_only: !self.may_write(),
            is_saving: self.is_saving(id),
            sync: self.record_sync(id),
            alerts: self.alerts(row),
            due_alerts: self
                .book
                .alerts(row, self.today)
                .filter_map(|it| self.alert_view(&it))
                .collect(),
            contradictions: self.contradictions(row),
            groups: Group::ALL.iter().map(|group| self.group_view(id, row, *group)).collect(),
            open_group: file.open_group,
            contacts: self.contacts_view(id, row),
            similar: file.similar.clone(),
            led_from: file.led_from.and_then(|id| self.name_of(id)),
            merged: self.merged_views(row),
            timeline: self.timeline(file, row).into(),
            is_history_loading: file.is_life_loading(),
            note: note.into(),
            history: file.history_of.map(|field| (field, self.field_history(file, row, field))),
            why: file.why.and_then(|topic| self.why_view(row, topic)),
            orders: self.file_orders(id, row),
            objections: self.objections_view(row),
            funnel: self.funnel_panel(row),
            service_sheet: self.service_sheet(id),
            can_undo: self.last_of_file().is_some(),
        })
    }

    /// The form of a service of a customer, while it is open.
    fn service_sheet(&self, id: CustomerId) -> Option<Box<BudgetSheetView>> {
        let open = self.budget_sheet_view()?;
        (open.kind == BudgetSheet::Service(Some(id))).then(|| Box::new(open))
    }

    fn group_view(&self, id: CustomerId, row: Row, group: Group) -> GroupView {
        let customer_type = self.book.customer_type(row);
        let derived = self.book.derived(row);
        let count = |counts: &[u8; 5]| counts.get(group.index()).copied().unwrap_or_default();
        let (filled, applicable) = (count(&derived.filled), count(&derived.applicable));
        let is_used = |def: &FieldDef| {
            self.book.is_filled(row, def.id)
                || self.drafts.texts.contains_key(&field_key(id, def.id))
        };
        // What another type has is shown while it is there, so that it can be seen and emptied.
        let is_shown = |def: &&FieldDef| match (def.types.contains(customer_type), def.asked) {
            (true, Asked::Always | Asked::Aside) => true,
            (true, Asked::WhileFilled) => is_used(def),
            (false, _) => def.tag != Tag::Generated && is_used(def),
        };
        let defs = FIELDS.iter().filter(|def| def.group == group).filter(is_shown);
        GroupView {
            group,
            filled,
            applicable,
            n_due: self.due_fields(id, row, group).count(),
            fields: defs.map(|def| Rc::new(self.field_view(id, row, def))).collect(),
        }
    }

    fn field_view(&self, id: CustomerId, row: Row, def: &'static FieldDef) -> FieldView {
        let file = self.file.as_ref();
        let meta = self.book.field_meta(row, def.id);
        let is_class = def.id == fields::CLASS;
        let value = if is_class {
            // The parts make it; what a file called it is no class of ours.
            self.book.class_code(row).map(|code| Value::Text(code.into()))
        } else {
            self.book.value(row, def.id)
        };
        let is_generated = def.tag == Tag::Generated;
        let is_stated = |meta: &jipan_book::FieldMetaView<'_>| {
            def.stated && value.is_some() && !meta.writer.action.by_hand()
        };
        let stated_on = meta.as_ref().filter(|meta| is_stated(meta)).map(|it| it.writer.on);
        let freshness_view = match (self.book.cycles().of(def), &value) {
            (Some(cycle), Some(_)) => {
                let confirmed_on = meta.as_ref().and_then(|meta| meta.confirmed_on);
                let freshness = freshness_in(confirmed_on, cycle, self.today).value;
                let age_days =
                    confirmed_on.map(|on| self.today.signed_duration_since(on).num_days());
                Some(FreshnessView { freshness, confirmed_on, age_days })
            }
            _ => None,
        };
        let is_date = def.id == fields::VALID_TO || def.id == fields::REVIEW;
        let why = if is_class {
            Some(WhyTopic::Class)
        } else if is_generated || self.is_computable(row, def.id) {
            Some(WhyTopic::Generated(def.id))
        } else if is_date && value.is_some() {
            Some(WhyTopic::Expiry(def.id))
        } else {
            freshness_view.as_ref().map(|_| WhyTopic::Freshness(def.id))
        };
        let draft = self.draft_view(&field_key(id, def.id));
        let typed = draft.as_ref().map(|it| &*it.text);
        FieldView {
            same_phone: self.same_phone(Some(id), def, typed, value.as_ref()),
            is_editable: !is_generated && self.may_write() && !self.book.is_deleted(row),
            stated_on,
            freshness: freshness_view,
            is_reason_wanted: file.is_some_and(|file| file.reasons_wanted.contains_key(&def.id)),
            reason: self
                .reason_key_here(def.id)
                .and_then(|key| self.drafts.texts.get(&key))
                .map(String::as_str)
                .unwrap_or_default()
                .into(),
            suggestions: self.suggestions(def.id),
            why,
            difference: self.difference_view(row, def.id).map(Rc::new),
            proposal: self.proposal(row, def.id).map(Rc::new),
            ..FieldView::plain(def, value, draft)
        }
    }

    pub(crate) fn draft_view(&self, key: &str) -> Option<DraftView> {
        let text = self.drafts.texts.get(key)?;
        Some(DraftView { text: text.as_str().into(), error: self.drafts.errors.get(key).cloned() })
    }

    /// Values others have, where values repeat: the most used, in the order of reading. Made anew
    /// only when a value came that nobody had.
    pub(crate) fn suggestions(&self, field: FieldId) -> Rc<[String]> {
        let Some(words) = self.book.words(field) else { return Rc::new([]) };
        let mut kept = self.suggestions.borrow_mut();
        let (n_words, made) = kept.entry(field).or_insert_with(|| (0, Rc::new([])));
        if *n_words != words.n_words() {
            let mut used = facets(&self.book, field);
            if used.len() > N_SUGGESTIONS {
                let mut counts: Vec<usize> = used.iter().map(|it| it.n_customers).collect();
                sort_by_key(&mut counts, |it| core::cmp::Reverse(*it));
                let least = counts.get(N_SUGGESTIONS).copied().unwrap_or_default();
                used.retain(|it| it.n_customers > least);
            }
            *made = used.into_iter().map(|it| it.value).collect();
            *n_words = words.n_words();
        }
        made.clone()
    }

    fn alerts(&self, row: Row) -> Vec<(FieldId, jipan_rules::NaiveDate, i64)> {
        [fields::VALID_TO, fields::REVIEW]
            .into_iter()
            .filter_map(|field| {
                let date = self.book.date(row, field)?;
                Some((field, date, date.signed_duration_since(self.today).num_days()))
            })
            .collect()
    }

    pub(crate) fn form_view(&self) -> NewCustomerView {
        let fields = FORM_FIELDS.into_iter().filter_map(field_def);
        NewCustomerView {
            fields: fields.map(|def| Rc::new(self.form_field(def))).collect(),
            similar: self.form.similar.clone(),
            is_refused: self.form.is_refused,
        }
    }

    fn form_field(&self, def: &'static FieldDef) -> FieldView {
        let key = form_key(def.id);
        let error = self.drafts.errors.get(&key).cloned();
        let draft = self
            .draft_view(&key)
            .or_else(|| error.map(|error| DraftView { text: "".into(), error: Some(error) }));
        let typed = draft.as_ref().map(|it| &*it.text);
        FieldView {
            same_phone: self.same_phone(None, def, typed, None),
            ..self.bare_field(def, draft)
        }
    }

    /// A field of no customer: what is typed is all there is.
    pub(crate) fn bare_field(&self, def: &'static FieldDef, draft: Option<DraftView>) -> FieldView {
        FieldView {
            is_editable: self.may_write(),
            suggestions: self.suggestions(def.id),
            ..FieldView::plain(def, None, draft)
        }
    }
}
