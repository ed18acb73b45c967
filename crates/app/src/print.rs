//! 打印: what goes onto paper. The list as a table of chosen columns, the file of a customer on one
//! page, and the same page blank. Not here: how it looks, and the printer.

use std::cmp::Reverse;

use jipan_book::sorting::sort_by_key;
use jipan_book::totals::total_of;
use jipan_book::{NoteView, Row};
use jipan_rules::completeness::percent;
use jipan_rules::schema::{
    Asked, CustomerType, FIELDS, FieldDef, FieldId, Group, Tag, by_key, field as field_def, fields,
};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::model::Model;
use crate::route::Route;
use crate::view::{Later, PrintFileView, PrintListView, PrintSheetView, PrintView, PrintedField};

/// So many customers go onto paper at once; more belong into a file. OURS
pub(crate) const N_ROWS_MAX: usize = 2_000;
/// So many columns fit. OURS
pub(crate) const N_COLUMNS_MAX: usize = 12;
/// So many notes go with a file, the newest first; of more the paper says that there are. OURS
const N_NOTES: usize = 30;
/// The setting that remembers the columns.
const COLUMNS_SETTING: &str = "print-columns";

/// The columns at first.
const COLUMNS: [FieldId; 6] =
    [fields::NAME, fields::CODE, fields::CONTACT, fields::PHONE, fields::ADDRESS, fields::LINE];

impl Model {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of printing only, and names each of them"
    )]
    pub(crate) fn on_print(&mut self, event: &Event, env: &Env) -> Vec<Effect> {
        match *event {
            Event::PrintOpened => self.list.is_print_open = true,
            Event::PrintClosed => self.list.is_print_open = false,
            Event::PrintColumnSet { field, is_on } => return self.set_column(field, is_on),
            Event::ListPrinted => return self.print_list(env),
            Event::FilePrinted => return self.print_file(env),
            Event::BlankPrinted(customer_type) => return self.print_blank(customer_type, env),
            Event::PrintEnded => self.print = None,
            _ => {}
        }
        Vec::new()
    }

    /// The columns of the table, in the order of the forms.
    fn columns(&self) -> Vec<&'static FieldDef> {
        let kept = self.settings.get(COLUMNS_SETTING).map(String::as_str);
        let kept: Option<Vec<&FieldDef>> =
            kept.map(|keys| keys.split(',').filter_map(by_key).collect());
        let is_chosen = |def: &&FieldDef| match &kept {
            Some(kept) if !kept.is_empty() => kept.iter().any(|it| it.id == def.id),
            Some(_) | None => COLUMNS.contains(&def.id),
        };
        FIELDS.iter().filter(is_chosen).take(N_COLUMNS_MAX).collect()
    }

    fn set_column(&mut self, field: FieldId, is_on: bool) -> Vec<Effect> {
        let mut keys: Vec<FieldId> = self.columns().iter().map(|def| def.id).collect();
        keys.retain(|it| *it != field);
        if is_on && keys.len() < N_COLUMNS_MAX {
            keys.push(field);
        }
        let chosen = FIELDS.iter().filter(|def| keys.contains(&def.id)).map(|def| def.key);
        let value = chosen.collect::<Vec<_>>().join(",");
        if value.is_empty() {
            // A table without columns is no table.
            return Vec::new();
        }
        self.settings.insert(COLUMNS_SETTING.to_owned(), value.clone());
        vec![Effect::SaveSetting { key: COLUMNS_SETTING.into(), value }]
    }

    pub(crate) fn print_sheet_view(&self) -> PrintSheetView {
        let columns = self.columns();
        PrintSheetView {
            n_customers: self.chosen_customers().len(),
            n_customers_max: N_ROWS_MAX,
            is_picked: self.list.picks.is_some(),
            is_full: columns.len() >= N_COLUMNS_MAX,
            columns: columns.iter().map(|def| def.id).collect(),
        }
    }

    pub(crate) fn print(&mut self, view: PrintView) -> Vec<Effect> {
        self.list.is_print_open = false;
        self.print = Some(Later::new(view));
        vec![Effect::Print]
    }

    fn print_list(&mut self, env: &Env) -> Vec<Effect> {
        let customers = self.chosen_customers();
        if customers.is_empty() || customers.len() > N_ROWS_MAX {
            return Vec::new();
        }
        let rows: Vec<Row> = customers.iter().filter_map(|id| self.book.row_of(*id)).collect();
        let columns = self.columns();
        let is_picked = self.list.picks.is_some();
        let totals = columns.iter().map(|def| total_of(&self.book, def, &rows)).collect();
        let row = |row: &Row| columns.iter().map(|def| self.printed(*row, def)).collect();
        let view = PrintListView {
            on: env.today,
            is_picked,
            search: if is_picked { String::new() } else { self.list.query.text.clone() },
            filters: if is_picked { Vec::new() } else { self.filters_on() },
            is_showing_closed: self.list.query.show_closed && !is_picked,
            rows: rows.iter().map(row).collect(),
            totals,
            columns,
        };
        self.print(PrintView::List(view))
    }

    /// A value as it stands on paper: the class and a missing type, too.
    fn printed(&self, row: Row, def: &FieldDef) -> Option<Value> {
        if def.id == fields::CLASS {
            return self.book.class_code(row).map(|code| Value::Text(code.into()));
        }
        if def.id == fields::TYPE {
            return Some(Value::Choice(self.book.customer_type(row).code()));
        }
        self.book.value(row, def.id)
    }

    fn print_file(&mut self, env: &Env) -> Vec<Effect> {
        let Route::Customer(id) = self.route else { return Vec::new() };
        match self.paper_of(id, env) {
            Some(view) => self.print(PrintView::File(Box::new(view))),
            None => Vec::new(),
        }
    }

    fn paper_of(&self, id: CustomerId, env: &Env) -> Option<PrintFileView> {
        let row = self.book.row_of(id)?;
        let derived = self.book.derived(row);
        let customer_type = self.book.customer_type(row);
        let rows = core::iter::once(row).chain(self.book.merged_into(row));
        let notes = rows.flat_map(|row| self.book.notes(row));
        let mut notes: Vec<_> = notes.filter(|note| !note.is_retracted).collect();
        sort_by_key(&mut notes, |note| Reverse(note.writer.stamp));
        let contacts = self.book.contacts(row);
        let contact = |it: &jipan_book::ContactView<'_>| {
            it.fields().filter_map(|it| Some((field_def(it.field)?, it.value.clone()))).collect()
        };
        let line = |it: &NoteView<'_>| (it.writer.on, it.text.to_owned());
        Some(PrintFileView {
            on: env.today,
            name: self.name_of(id).unwrap_or_default(),
            customer_type,
            percent: Some(percent(derived.n_filled().into(), derived.n_applicable().into())),
            groups: self.paper_groups(customer_type, Some(row)),
            contacts: contacts.iter().map(contact).collect(),
            n_notes: notes.len(),
            notes: notes.iter().take(N_NOTES).map(line).collect(),
        })
    }

    /// Every group with its fields, filled or not.
    fn paper_groups(
        &self,
        customer_type: CustomerType,
        row: Option<Row>,
    ) -> Vec<(Group, Vec<PrintedField>)> {
        let value = |def: &FieldDef| row.and_then(|row| self.printed(row, def));
        let is_printed = |def: &FieldDef| {
            let is_of_type = def.types.contains(customer_type);
            match def.asked {
                // What the app computes nobody writes by hand.
                _ if def.tag == Tag::Generated => value(def).is_some(),
                Asked::Always | Asked::Aside => is_of_type || value(def).is_some(),
                Asked::WhileFilled => value(def).is_some(),
            }
        };
        let fields_of = |group: Group| {
            let fields = FIELDS.iter().filter(|def| def.group == group && is_printed(def));
            fields.map(|def| (def, value(def))).collect()
        };
        Group::ALL.iter().map(|group| (*group, fields_of(*group))).collect()
    }

    fn print_blank(&mut self, customer_type: CustomerType, env: &Env) -> Vec<Effect> {
        let view = PrintFileView {
            on: env.today,
            name: String::new(),
            customer_type,
            percent: None,
            groups: self.paper_groups(customer_type, None),
            contacts: Vec::new(),
            notes: Vec::new(),
            n_notes: 0,
        };
        self.print(PrintView::File(Box::new(view)))
    }
}
