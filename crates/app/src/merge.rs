//! 合并: two files become one, field by field as the person chooses, as one change; and two again. Not
//! here: which value counts by itself and the writes, which are `jipan_book::merging`.

mod typed;

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::likeness::Likeness;
use jipan_book::merging::{
    Side, fields_to_pick, kept_ops, lost_contacts, merge_ops, older, pick, separate_ops,
};
use jipan_book::sorting::sort;
use jipan_book::{Action, Needle, Op, Row, SearchTexts, search};
use jipan_rules::check::parse_value;
use jipan_rules::schema::{FieldId, Tag, field as field_def, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId};

use crate::commit::Mark;
use crate::drafts::{field_key, form_key};
use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::file::FORM_FIELDS;
use crate::model::Model;
use crate::route::{MergePlace, Route};
use crate::view::{MergeCandidate, MergeProblem};

pub(crate) use typed::Moved;

/// So many customers are offered to be merged with.
const N_OFFERED: usize = 20;

/// What was chosen on the merge screen so far.
#[derive(Debug, Default)]
pub(crate) struct MergeModel {
    /// What it was chosen for; another place begins anew.
    place: Option<MergePlace>,
    /// Whether the younger one is to stay.
    is_turned: bool,
    /// The side whose value the person chose: 0 is left, 1 is right.
    pub(crate) picked: BTreeMap<FieldId, usize>,
    /// Whether contacts that the merged file would not say any more are let go.
    pub(crate) drops_contacts: bool,
    /// What is searched for, to find the other one.
    pub(crate) text: String,
    pub(crate) offered: Rc<[MergeCandidate]>,
    /// Where one came from, to go back to.
    back: Route,
}

/// Two customers of whom one stays: rows, and the side that stays.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Couple {
    pub(crate) rows: [Row; 2],
    pub(crate) ids: [CustomerId; 2],
    /// The side that stays.
    pub(crate) stays: usize,
}

impl Couple {
    pub(crate) fn stays(&self) -> (CustomerId, Row) {
        if self.stays == 0 { (self.ids[0], self.rows[0]) } else { (self.ids[1], self.rows[1]) }
    }

    pub(crate) fn goes(&self) -> (CustomerId, Row) {
        if self.stays == 0 { (self.ids[1], self.rows[1]) } else { (self.ids[0], self.rows[0]) }
    }

    /// The place of a side on the screen.
    pub(crate) fn idx_of(&self, side: Side) -> usize {
        match side {
            Side::Stays => self.stays,
            Side::Goes => 1_usize.saturating_sub(self.stays),
        }
    }
}

impl Model {
    /// Events of the merge screen.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this screen only, and names each of them"
    )]
    pub(crate) fn on_merge(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::MergeSearched(text) => {
                self.merge.text = text;
                self.offer_customers();
                Vec::new()
            }
            Event::MergePicked { field, side } => {
                self.merge.picked.insert(field, side.min(1));
                Vec::new()
            }
            Event::MergeTurned => {
                self.merge.is_turned = !self.merge.is_turned;
                Vec::new()
            }
            Event::MergeContactsKept(is_kept) => {
                self.merge.drops_contacts = !is_kept;
                Vec::new()
            }
            Event::MergePressed => self.merge_now(env),
            Event::SeparatePressed(id) => {
                let ops = separate_ops(&self.book, id);
                let ops = self.without_taken_keys(ops);
                self.commit_tap(Mark::of(Action::MergeCustomers), ops, Vec::new(), env)
            }
            _ => Vec::new(),
        }
    }

    /// The merge screen is opened. What was chosen before for the same two is still chosen.
    pub(crate) fn enter_merge(&mut self, place: MergePlace) {
        if self.merge.place != Some(place) {
            self.merge =
                MergeModel { place: Some(place), back: self.came_from, ..MergeModel::default() };
        }
        self.offer_customers();
    }

    /// The two customers compared, if both are in the book.
    pub(crate) fn couple(&self) -> Option<Couple> {
        let Route::Merge(MergePlace::Pair(one, other)) = self.route else { return None };
        let row = |id| self.book.row_of(id).filter(|row| self.book.is_visible(*row));
        let rows = [row(one)?, row(other)?];
        if one == other {
            return None;
        }
        let is_first_older = older(&self.book, rows[0], rows[1]) == rows[0];
        let stays = usize::from(is_first_older == self.merge.is_turned);
        Some(Couple { rows, ids: [one, other], stays })
    }

    /// The fields of which the value of the one that goes is taken.
    pub(crate) fn taken(&self, couple: &Couple) -> Vec<FieldId> {
        let ((_, stays), (_, goes)) = (couple.stays(), couple.goes());
        let side_of = |field: FieldId| {
            let picked = self.merge.picked.get(&field).copied();
            let by_rule = || pick(&self.book, stays, goes, field).map(|it| couple.idx_of(it.side));
            picked.or_else(by_rule)
        };
        let goes_idx = couple.idx_of(Side::Goes);
        let all = fields_to_pick(&self.book, stays, goes);
        all.into_iter().filter(|field| side_of(*field) == Some(goes_idx)).collect()
    }

    /// The writes of the merge as it is chosen now, without the contacts that are kept.
    pub(crate) fn ops_of_merge(&self, couple: &Couple) -> Vec<Op> {
        let (stays, goes, taken) = (couple.stays().0, couple.goes().0, self.taken(couple));
        let mut ops = merge_ops(&self.book, stays, goes, &taken);
        ops.extend(kept_ops(&self.book, stays, goes, &taken));
        ops
    }

    fn merge_now(&mut self, env: &mut Env) -> Vec<Effect> {
        if let Route::Merge(MergePlace::Form(id)) = self.route {
            return self.put_form_into(id, env);
        }
        let Some(couple) = self.couple().filter(|_| self.may_write()) else { return Vec::new() };
        if self.merge_problem().is_some() {
            return Vec::new();
        }
        let ((stays, row), (_, other)) = (couple.stays(), couple.goes());
        let mut ops = self.ops_of_merge(&couple);
        if !self.merge.drops_contacts {
            for contact in lost_contacts(&self.book, row, other, &self.taken(&couple)) {
                let id = ContactId::new(env.ids.fresh());
                let puts = contact.into_iter();
                ops.extend(
                    puts.map(|(field, value)| {
                        self.book.put_contact((stays, id), field, Some(value))
                    }),
                );
            }
        }
        let mut effects = self.commit_tap(Mark::of(Action::MergeCustomers), ops, Vec::new(), env);
        if effects.is_empty() {
            return effects;
        }
        effects.extend(self.after_merge(stays, env));
        effects
    }

    /// Where one came from, if it is where one chooses whom to merge; else the place given.
    pub(crate) fn merge_back(&self, otherwise: Route) -> Route {
        let back = self.merge.back;
        let is_it = matches!(
            back,
            Route::Duplicates
                | Route::Customer(_)
                | Route::NewCustomer
                | Route::Merge(MergePlace::With(_))
        );
        if is_it { back } else { otherwise }
    }

    /// Back to the list the merge came from, else to the file that stays.
    fn after_merge(&mut self, stays: CustomerId, env: &mut Env) -> Vec<Effect> {
        let is_list = self.merge.back == Route::Duplicates;
        let to = if is_list { Route::Duplicates } else { Route::Customer(stays) };
        self.merge = MergeModel::default();
        self.replace_with(to, env)
    }

    /// What keeps the two from becoming one as chosen: dates that end before they begin, or a key of
    /// a third customer.
    pub(crate) fn merge_problem(&self) -> Option<MergeProblem> {
        if let Route::Merge(MergePlace::Form(id)) = self.route {
            let ops = self.ops_of_form(id, self.book.row_of(id)?);
            let (field, by) = ops.iter().find_map(|op| self.key_conflict(op, None))?;
            let name = self.name_of(by).unwrap_or_default();
            return Some(MergeProblem::KeyTaken { field, name });
        }
        let couple = self.couple()?;
        let taken = self.taken(&couple);
        let date = |field: FieldId| {
            let row = if taken.contains(&field) { couple.goes().1 } else { couple.stays().1 };
            self.book.date(row, field)
        };
        let (issued, valid_to) = (date(fields::ISSUED)?, date(fields::VALID_TO)?);
        (valid_to < issued).then_some(MergeProblem::ValidToBeforeIssued { issued, valid_to })
    }

    /// What is typed into the form of a new customer, as far as it is a value.
    pub(crate) fn typed_value(&self, field: FieldId) -> Option<Value> {
        let text = self.drafts.texts.get(&form_key(field))?;
        parse_value(field_def(field)?, text).ok().flatten()
    }

    /// Whether the value typed into the form is taken over. Unless the person says otherwise, what
    /// was typed last counts, but for what rarely changes: there the file knows better. OURS
    pub(crate) fn is_typed_taken(&self, row: Row, field: FieldId) -> bool {
        let typed = self.typed_value(field);
        let is_other = typed.is_some() && typed != self.book.value(row, field);
        let by_rule = usize::from(!self.is_kept_by_file(row, field));
        is_other && self.merge.picked.get(&field).copied().unwrap_or(by_rule) == 1
    }

    /// Whether a file keeps its value beside what is typed into the form.
    pub(crate) fn is_kept_by_file(&self, row: Row, field: FieldId) -> bool {
        let is_static = field_def(field).is_some_and(|def| def.tag == Tag::Static);
        is_static && self.book.is_filled(row, field)
    }

    /// The writes that take over what is typed into the form.
    pub(crate) fn ops_of_form(&self, id: CustomerId, row: Row) -> Vec<Op> {
        let taken = FORM_FIELDS.into_iter().filter(|field| self.is_typed_taken(row, *field));
        taken.map(|field| self.book.put(id, field, self.typed_value(field), None)).collect()
    }

    /// The form of a new customer turns out to be about one that is there: what was typed goes into
    /// its file as one change, and the form is done.
    fn put_form_into(&mut self, id: CustomerId, env: &mut Env) -> Vec<Effect> {
        let row = self.book.row_of(id).filter(|row| self.book.is_visible(*row));
        let Some(row) = row.filter(|_| self.may_write() && self.merge_problem().is_none()) else {
            return Vec::new();
        };
        let ops = self.ops_of_form(id, row);
        let (mut drafts, mut left) = (Vec::new(), Vec::new());
        for field in FORM_FIELDS {
            let key = form_key(field);
            let Some(text) = self.drafts.texts.get(&key).cloned() else { continue };
            if self.typed_value(field).is_none() && !text.trim().is_empty() {
                // Not a value yet: it goes on waiting in the field of the file.
                left.push((field_key(id, field), text.clone()));
            }
            drafts.push((key, text));
        }
        let mut effects = if ops.is_empty() {
            drafts.into_iter().flat_map(|(key, _)| self.drop_draft(key)).collect()
        } else {
            self.commit_tap(Mark::of(Action::EditField), ops, drafts, env)
        };
        if effects.is_empty() {
            return effects;
        }
        for (key, text) in left {
            self.drafts.texts.entry(key.clone()).or_insert(text);
            self.drafts.unkept.insert(key);
        }
        effects.extend(self.keep_drafts());
        self.merge = MergeModel::default();
        effects.extend(self.replace_with(Route::Customer(id), env));
        effects
    }

    /// Customers to merge the file with: those that are alike, or those that are searched for.
    fn offer_customers(&mut self) {
        let Route::Merge(MergePlace::With(id)) = self.route else { return };
        let offered = match Needle::new(&self.merge.text) {
            None => self.alike(id),
            Some(needle) => {
                let n_rows = usize::try_from(self.book.n_rows()).unwrap_or(usize::MAX);
                let hits = search(&SearchTexts::of(&self.book), &needle, n_rows);
                let mut found: Vec<_> = hits
                    .rows()
                    .filter_map(|(row, rank)| Some((rank, self.book.key_row(row)?)))
                    .collect();
                sort(&mut found);
                let mut rows: Vec<Row> = Vec::new();
                for (_, row) in found {
                    if rows.len() < N_OFFERED && !rows.contains(&row) {
                        rows.push(row);
                    }
                }
                rows.into_iter().filter_map(|row| self.candidate(id, row)).collect()
            }
        };
        self.merge.offered = offered;
    }

    /// Who is offered before anything is searched for: those that are found to be alike, then those
    /// that only have the same name.
    fn alike(&self, id: CustomerId) -> Rc<[MergeCandidate]> {
        let similar = self.similar_to(Some(id));
        let alike: Vec<Row> = similar.iter().filter_map(|it| self.book.row_of(it.id)).collect();
        let name = self.book.row_of(id).and_then(|row| self.book.text(row, fields::NAME));
        let is_namesake = |row: &Row| {
            name.is_some()
                && self.book.text(*row, fields::NAME) == name
                && self.book.is_visible(*row)
                && !alike.contains(row)
        };
        let namesakes = self.book.rows().filter(is_namesake).take(N_OFFERED);
        let rows = alike.iter().copied().chain(namesakes);
        rows.filter_map(|row| self.candidate(id, row)).collect()
    }

    fn candidate(&self, of: CustomerId, row: Row) -> Option<MergeCandidate> {
        let of = self.book.row_of(of).filter(|it| *it != row)?;
        let likeness = Likeness::of(&self.book, of, row, false);
        Some(MergeCandidate { member: self.member(row)?, likeness })
    }
}
