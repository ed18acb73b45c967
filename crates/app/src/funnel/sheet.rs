//! The sheet over 今日, the board and the file: opened, typed into, done as one change, or put away with
//! what was typed kept. Not here: what that means (`read`), and how it looks.

use jipan_book::{Action, Op};
use jipan_rules::values::ids::{CustomerId, DealId};

use super::DealForm;
use super::act::say;
use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{DealSheetKind, SheetEdit};
use crate::model::Model;

/// A sheet that is open; what is in it is a draft.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenSheet {
    pub(crate) kind: DealSheetKind,
    /// Whether "done" was pressed and something was lacking.
    pub(crate) is_refused: bool,
}

/// The key of what is typed into a sheet.
pub(crate) fn sheet_key(kind: DealSheetKind) -> String {
    let (customer, deal, name) = parts_of(kind);
    let deal = deal.map(|deal| deal.uuid().to_string()).unwrap_or_default();
    format!("deal/{}/{deal}/{name}", customer.uuid())
}

fn parts_of(kind: DealSheetKind) -> (CustomerId, Option<DealId>, String) {
    let (it, name) = match kind {
        DealSheetKind::Contact(it) => (it, "contact".to_owned()),
        DealSheetKind::Expect(it) => (it, "expect".to_owned()),
        DealSheetKind::Snooze(it) => (it, "snooze".to_owned()),
        DealSheetKind::Turn(it, to) => (it, format!("turn-{}", to.code())),
        DealSheetKind::Closing(it) => (it, "closing".to_owned()),
        DealSheetKind::Source(it) => (it, "source".to_owned()),
        DealSheetKind::Open(customer) => return (customer, None, "open".to_owned()),
        DealSheetKind::Hand(customer) => return (customer, None, "hand".to_owned()),
    };
    (it.customer, Some(it.deal), name)
}

impl Model {
    /// What is typed into a sheet.
    pub(crate) fn sheet_form(&self, kind: DealSheetKind) -> DealForm {
        let text = self.drafts.texts.get(&sheet_key(kind));
        text.map(|text| DealForm::read(text)).unwrap_or_default()
    }

    /// Opens a sheet, with what was typed into it before.
    pub(super) fn open_sheet(&mut self, kind: DealSheetKind) -> Vec<Effect> {
        let is_there = match kind {
            DealSheetKind::Contact(it)
            | DealSheetKind::Expect(it)
            | DealSheetKind::Snooze(it)
            | DealSheetKind::Closing(it)
            | DealSheetKind::Source(it) => self.deal_of(it).is_some(),
            DealSheetKind::Turn(it, to) => {
                self.deal_of(it).is_some_and(|(_, deal)| deal.course.state.may_turn(to))
            }
            DealSheetKind::Open(customer) | DealSheetKind::Hand(customer) => {
                let row = self.book.row_of(self.book.survivor_of(customer));
                row.is_some_and(|row| self.book.is_visible(row))
            }
        };
        if is_there && self.may_write() {
            self.funnel.open_card = None;
            self.funnel.sheet = Some(OpenSheet { kind, is_refused: false });
        }
        Vec::new()
    }

    pub(super) fn edit_sheet(&mut self, edit: SheetEdit) -> Vec<Effect> {
        let Some(sheet) = self.funnel.sheet else { return Vec::new() };
        let mut form = self.sheet_form(sheet.kind);
        let before = form.clone();
        form.edit(edit);
        if form == before {
            return Vec::new();
        }
        self.typed(sheet_key(sheet.kind), &form.keep())
    }

    /// Puts the sheet away; what was typed is kept.
    pub(crate) fn close_sheet(&mut self) -> Vec<Effect> {
        match self.funnel.sheet.take() {
            Some(_) => self.keep_drafts(),
            None => Vec::new(),
        }
    }

    /// "Done": one change of all that is in it, or what is lacking is said.
    pub(super) fn sheet_done(&mut self, env: &mut Env) -> Vec<Effect> {
        let Some(OpenSheet { kind, .. }) = self.funnel.sheet else { return Vec::new() };
        let form = self.sheet_form(kind);
        let action = match kind {
            DealSheetKind::Contact(_) => Action::LogContact,
            DealSheetKind::Expect(_) => Action::SetExpectation,
            DealSheetKind::Snooze(_) => Action::SnoozeContact,
            DealSheetKind::Open(_) => Action::OpenDeal,
            DealSheetKind::Turn(..) => Action::MoveDeal,
            DealSheetKind::Source(_) => Action::EditProspect,
            // What was ticked in it is written already.
            DealSheetKind::Closing(_) => return self.close_sheet(),
            DealSheetKind::Hand(customer) => return self.hand_done(customer, &form, env),
        };
        let Some(meant) = self.meant_by(kind, &form) else { return self.close_sheet() };
        if !meant.is_whole() || !self.may_write() {
            self.funnel.sheet = Some(OpenSheet { kind, is_refused: true });
            return self.keep_drafts();
        }
        let Some(place) = self.place_of_sheet(kind, env) else { return self.close_sheet() };
        let ops: Vec<Op> = say(place, meant.facts, env);
        let drafts = self.draft_of(kind);
        let effects = self.commit_tap(Mark::of(action), ops, drafts, env);
        if !effects.is_empty() {
            self.funnel.sheet = None;
        }
        effects
    }

    /// For which customer and opportunity a sheet writes.
    fn place_of_sheet(&self, kind: DealSheetKind, env: &mut Env) -> Option<(CustomerId, DealId)> {
        match parts_of(kind) {
            (_, Some(_), _) => {
                let (DealSheetKind::Contact(it)
                | DealSheetKind::Expect(it)
                | DealSheetKind::Snooze(it)
                | DealSheetKind::Turn(it, _)
                | DealSheetKind::Closing(it)
                | DealSheetKind::Source(it)) = kind
                else {
                    return None;
                };
                let deal = self.deal_of(it)?.1;
                Some((deal.customer, deal.id))
            }
            (customer, None, _) => {
                Some((self.book.survivor_of(customer), DealId::new(env.ids.fresh())))
            }
        }
    }

    /// A customer is handed over, if somebody was chosen.
    fn hand_done(&mut self, customer: CustomerId, form: &DealForm, env: &mut Env) -> Vec<Effect> {
        let kind = DealSheetKind::Hand(customer);
        let Some(person) = form.person else {
            self.funnel.sheet = Some(OpenSheet { kind, is_refused: true });
            return self.keep_drafts();
        };
        let mut effects = self.hand_over(customer, person, env);
        if !effects.is_empty() {
            self.funnel.sheet = None;
            effects.extend(self.drop_draft(sheet_key(kind)));
        }
        effects
    }

    /// The draft of a sheet, to end with its change.
    fn draft_of(&self, kind: DealSheetKind) -> Vec<(String, String)> {
        let key = sheet_key(kind);
        let text = self.drafts.texts.get(&key).cloned();
        text.map(|text| (key, text)).into_iter().collect()
    }
}
