//! The photo of a receipt: kept at once, named in what is typed and then in the expense, shown where it is on
//! this tablet. Not here: making a picture small, and where its row lies.

use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::Uuid;
use jipan_rules::budget::BudgetField;
use jipan_sync::wire::{PHOTO_BYTES_MAX, is_jpeg};

use super::BudgetModel;
use super::sheet::{FORMS, Form, form_key, form_of, text_of};
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{BudgetPart, BudgetSheet};
use crate::failure::SaveFailure;
use crate::model::Model;
use crate::route::Route;
use crate::view::{Notice, Photo, ReceiptError, SheetField};

/// The layout of a row with a photo: this byte, then a JPEG. One of another layout is a newer version's.
const LAYOUT: u8 = 1;

/// A photo as a row of the store.
pub fn photo_row(jpeg: &[u8]) -> Vec<u8> {
    [&[LAYOUT], jpeg].concat()
}

/// The photo in a row of the store; `None` if there is none that this version reads.
pub fn photo_of(row: &[u8]) -> Option<&[u8]> {
    let (layout, jpeg) = row.split_first()?;
    (*layout == LAYOUT && is_jpeg(jpeg)).then_some(jpeg)
}

/// The photos of receipts, as far as the screen needs them.
#[derive(Debug, Default)]
pub(crate) struct Photos {
    /// What is on its way to the disk.
    keeping: Option<Keeping>,
    /// Where each is that is looked at.
    shown: BTreeMap<Uuid, Photo>,
    /// Those of them that are not here and that the endpoint is still to be asked for.
    absent: BTreeSet<Uuid>,
    /// How often one was found.
    pub(super) n_found: u64,
}

/// A photo on its way to the disk.
#[derive(Debug, Clone, Copy)]
struct Keeping {
    id: Uuid,
    /// Whether "done" was pressed meanwhile.
    is_done: bool,
}

/// The name of the photo in a form that was taken for it and is not yet an expense's.
fn taken_in(form: &Form) -> Option<Uuid> {
    form.get(&SheetField::Receipt).and_then(|it| Uuid::try_parse(it).ok())
}

impl Model {
    /// The open form, if it is one of an expense.
    fn expense_form(&self) -> Option<(BudgetSheet, Form)> {
        let kind = self.budget.sheet?.kind;
        let is_expense = matches!(kind, BudgetSheet::NewExpense | BudgetSheet::Expense(_));
        is_expense.then(|| (kind, self.budget_form(kind)))
    }

    /// A photo was taken: it is kept before anything else is done with it.
    pub(super) fn receipt_taken(&mut self, jpeg: &[u8], env: &mut Env) -> Vec<Effect> {
        let Some((kind, mut form)) = self.expense_form().filter(|_| self.may_write()) else {
            return Vec::new();
        };
        let error = if !is_jpeg(jpeg) {
            Some(ReceiptError::NoPicture)
        } else if jpeg.len() > PHOTO_BYTES_MAX {
            Some(ReceiptError::TooLarge)
        } else {
            None
        };
        self.tell_of_receipt(error);
        if error.is_some() {
            return Vec::new();
        }
        let id = env.ids.fresh();
        self.budget.photos.keeping = Some(Keeping { id, is_done: false });
        let mut effects = vec![Effect::KeepPhoto { id, row: photo_row(jpeg) }];
        effects.extend(self.drop_taken(&form));
        form.insert(SheetField::Receipt, id.to_string());
        self.keep_day(kind, &mut form);
        effects.extend(self.keep_form(form_key(kind), &form));
        effects
    }

    /// No photo: one that only the form had is forgotten, that of the expense stays for whoever undoes it.
    pub(super) fn receipt_dropped(&mut self) -> Vec<Effect> {
        let Some((kind, mut form)) = self.expense_form().filter(|_| self.may_write()) else {
            return Vec::new();
        };
        self.tell_of_receipt(None);
        let mut effects: Vec<Effect> = self.drop_taken(&form).into_iter().collect();
        if self.known_in(kind, SheetField::Receipt).is_empty() {
            form.remove(&SheetField::Receipt);
        } else {
            form.insert(SheetField::Receipt, String::new());
        }
        self.keep_day(kind, &mut form);
        effects.extend(self.keep_form(form_key(kind), &form));
        effects
    }

    /// Forgets the photo that a form has, unless an expense ever had it: that one can be undone or done again.
    fn drop_taken(&self, form: &Form) -> Option<Effect> {
        let id = taken_in(form)?;
        let name = id.to_string();
        let keys = self.book.budget().keys();
        let mut said = keys
            .filter(|key| key.known() == Some(BudgetField::ExpenseReceipt))
            .flat_map(|key| self.book.budget_history(*key));
        let is_named = said.any(|(_, value)| value == Some(name.as_str()));
        (!is_named).then_some(Effect::DropPhoto(id))
    }

    /// Keeps what is in a form at once: nobody types a photo.
    fn keep_form(&mut self, key: String, form: &Form) -> Vec<Effect> {
        if form.is_empty() {
            return self.drop_draft(key);
        }
        self.drafts.put(key, text_of(form));
        self.keep_drafts()
    }

    fn tell_of_receipt(&mut self, error: Option<ReceiptError>) {
        if let Some(sheet) = &mut self.budget.sheet {
            sheet.receipt_error = error;
        }
    }

    /// Whether the photo of a form is not yet on the disk: "done" is done when it is.
    pub(super) fn waits_for_photo(&mut self, form: &Form) -> bool {
        let taken = taken_in(form);
        match &mut self.budget.photos.keeping {
            Some(keeping) if taken == Some(keeping.id) => {
                keeping.is_done = true;
                true
            }
            Some(_) | None => false,
        }
    }

    /// A photo is on the disk.
    pub(super) fn photo_kept(&mut self, id: Uuid, env: &mut Env) -> Vec<Effect> {
        if let Some(effects) = self.photo_noted(id, true, env) {
            return effects;
        }
        let kept = self.budget.photos.keeping.take_if(|it| it.id == id);
        if kept.is_some_and(|it| it.is_done) { self.budget_sheet_done(env) } else { Vec::new() }
    }

    /// A photo could not be kept: what else was typed stays.
    pub(super) fn photo_not_kept(
        &mut self,
        id: Uuid,
        failure: SaveFailure,
        env: &mut Env,
    ) -> Vec<Effect> {
        if let Some(effects) = self.photo_noted(id, false, env) {
            return effects;
        }
        self.budget.photos.keeping.take_if(|it| it.id == id);
        self.notify(Notice::SaveFailed(failure));
        self.forget_taken(id)
    }

    /// Takes a photo that is not there out of the form for which it was taken.
    fn forget_taken(&mut self, id: Uuid) -> Vec<Effect> {
        let mut forms = self.drafts.texts.iter().filter(|(key, _)| key.starts_with(FORMS));
        let found = forms.find_map(|(key, text)| {
            let form = form_of(text);
            (taken_in(&form) == Some(id)).then(|| (key.clone(), form))
        });
        let Some((key, mut form)) = found else { return Vec::new() };
        if self.budget.sheet.is_some_and(|it| form_key(it.kind) == key) {
            self.tell_of_receipt(Some(ReceiptError::NotKept));
        }
        form.remove(&SheetField::Receipt);
        if key == form_key(BudgetSheet::NewExpense) {
            self.keep_day(BudgetSheet::NewExpense, &mut form);
        }
        self.keep_form(key, &form)
    }

    /// It is known where a photo is.
    pub(super) fn photo_found(&mut self, id: Uuid, photo: Photo) -> Vec<Effect> {
        if !self.budget.photos.shown.contains_key(&id) {
            return Vec::new();
        }
        let is_missing = photo == Photo::Elsewhere;
        if is_missing {
            self.budget.photos.absent.insert(id);
        }
        let photo = match photo {
            Photo::Elsewhere => self.missing_photo(),
            Photo::Coming | Photo::Here(_) | Photo::Later | Photo::Damaged => photo,
        };
        self.budget.photo_is(id, photo);
        // The tablet died between the two: nobody else has it.
        if is_missing { self.forget_taken(id) } else { Vec::new() }
    }

    /// Where the photo of a name is. What is no name of ours was written by another version.
    pub(crate) fn photo(&self, name: &str) -> Photo {
        let Ok(id) = Uuid::try_parse(name) else { return Photo::Elsewhere };
        self.budget.photos.shown.get(&id).cloned().unwrap_or(Photo::Coming)
    }

    /// The photo of a form.
    pub(crate) fn receipt_in(&self, kind: BudgetSheet, form: &Form) -> Option<Photo> {
        let name = self.in_form(kind, form, SheetField::Receipt);
        (!name.is_empty()).then(|| self.photo(&name))
    }

    /// The photos on the screen that can be read.
    fn photos_wanted(&self) -> BTreeSet<Uuid> {
        let Route::Budget(part) = self.route else { return BTreeSet::new() };
        let mut names = BTreeSet::new();
        if let Some((kind, form)) = self.expense_form() {
            names.insert(self.in_form(kind, &form, SheetField::Receipt));
        }
        if self.part_of_person(part) == BudgetPart::Expenses {
            let kept = self.kept_budget();
            names.extend(self.expenses_shown(&kept).filter_map(|it| it.receipt.clone()));
        }
        let keeping = self.budget.photos.keeping.map(|it| it.id);
        let ids = names.iter().filter_map(|it| Uuid::try_parse(it).ok());
        ids.filter(|id| Some(*id) != keeping).collect()
    }

    /// Asks for the photos that came on the screen, and lets go of those that left it.
    pub(crate) fn show_photos(&mut self) -> Vec<Effect> {
        let wanted = self.photos_wanted();
        let shown = &mut self.budget.photos.shown;
        if shown.len() == wanted.len() && shown.keys().all(|id| wanted.contains(id)) {
            return Vec::new();
        }
        shown.retain(|id, _| wanted.contains(id));
        self.budget.photos.absent.retain(|id| wanted.contains(id));
        let shown = &mut self.budget.photos.shown;
        for id in &wanted {
            shown.entry(*id).or_insert(Photo::Coming);
        }
        vec![Effect::ShowPhotos(wanted.into_iter().collect())]
    }
}

impl BudgetModel {
    /// Where a photo that is looked at is by now.
    pub(crate) fn photo_is(&mut self, id: Uuid, photo: Photo) {
        if let Some(shown) = self.photos.shown.get_mut(&id) {
            *shown = photo;
            self.photos.n_found = self.photos.n_found.saturating_add(1);
        }
    }

    /// The next photo that is looked at, is not here, and is to be asked for.
    pub(crate) fn photo_to_ask(&mut self) -> Option<Uuid> {
        self.photos.absent.pop_first()
    }

    /// What did not come is asked for again, if it can be had; else this is said of it.
    pub(crate) fn photos_again(&mut self, missing: &Photo) {
        let can_get = *missing == Photo::Coming;
        for (id, photo) in &mut self.photos.shown {
            match photo {
                Photo::Later | Photo::Elsewhere if can_get => {
                    *photo = Photo::Coming;
                    self.photos.absent.insert(*id);
                }
                Photo::Later => *photo = missing.clone(),
                Photo::Coming if !can_get && self.photos.absent.contains(id) => {
                    *photo = missing.clone();
                }
                Photo::Coming | Photo::Here(_) | Photo::Elsewhere | Photo::Damaged => {}
            }
        }
        self.photos.n_found = self.photos.n_found.saturating_add(1);
    }

    /// Whether one that is looked at did not come and may still.
    pub(crate) fn has_late_photos(&self) -> bool {
        self.photos.shown.values().any(|it| matches!(it, Photo::Later | Photo::Elsewhere))
    }

    /// Those are asked for again; of what the company did not have nothing else is said meanwhile.
    pub(crate) fn late_photos_again(&mut self) {
        for (id, photo) in &mut self.photos.shown {
            match photo {
                Photo::Later => *photo = Photo::Coming,
                Photo::Elsewhere => {}
                Photo::Coming | Photo::Here(_) | Photo::Damaged => continue,
            }
            self.photos.absent.insert(*id);
        }
        self.photos.n_found = self.photos.n_found.saturating_add(1);
    }

    /// A photo came and is on the disk, where it is looked for once more; or it could not be kept.
    pub(crate) fn photo_came(&mut self, id: Uuid, is_kept: bool) -> Vec<Effect> {
        if !is_kept {
            self.photo_is(id, Photo::Later);
            return Vec::new();
        }
        if !self.photos.shown.contains_key(&id) {
            return Vec::new();
        }
        self.photo_is(id, Photo::Coming);
        let all: Vec<Uuid> = self.photos.shown.keys().copied().collect();
        let others = all.iter().copied().filter(|it| *it != id).collect();
        vec![Effect::ShowPhotos(others), Effect::ShowPhotos(all)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gives_its_photo_back_and_one_of_another_layout_none() {
        let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 7];
        let row = photo_row(&jpeg);
        assert_eq!(photo_of(&row), Some(jpeg.as_slice()));
        assert_eq!(photo_of(&[]), None);
        assert_eq!(photo_of(&[&[2], jpeg.as_slice()].concat()), None);
        assert_eq!(photo_of(&photo_row(b"no picture")), None);
    }
}
