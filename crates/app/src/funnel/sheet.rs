//! The sheet over 今日, the board and the file: opened, typed into, done as one change, or put away with
//! what was typed kept. Not here: what that means (`read`), and how it looks.

use jipan_book::{Action, Op};
use jipan_rules::Uuid;
use jipan_rules::funnel::{State, Turn};
use jipan_rules::values::ids::{CustomerId, DealId};

use super::DealForm;
use super::act::say;
use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{DealRef, DealSheetKind, SheetEdit};
use crate::model::Model;

/// A sheet that is open; what is in it is a draft.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenSheet {
    pub(crate) kind: DealSheetKind,
    /// Whether "done" was pressed and something was lacking.
    pub(crate) is_refused: bool,
}

/// Who could have recommended, by what is typed in the open sheet.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) referrers: Vec<(CustomerId, String)>,
    /// The state of the book and the text for which they were looked for.
    made_for: Option<(u64, String)>,
}

/// The keys of what is typed into sheets begin so.
pub(crate) const SHEETS_KEY: &str = "deal/";

/// The key of what is typed into a sheet.
pub(crate) fn sheet_key(kind: DealSheetKind) -> String {
    let (customer, deal, name) = parts_of(kind);
    let deal = deal.map(|deal| deal.uuid().to_string()).unwrap_or_default();
    format!("{SHEETS_KEY}{}/{deal}/{name}", customer.uuid())
}

/// The sheet of a key.
pub(crate) fn kind_of_key(key: &str) -> Option<DealSheetKind> {
    let mut parts = key.strip_prefix(SHEETS_KEY)?.split('/');
    let customer = CustomerId::new(Uuid::try_parse(parts.next()?).ok()?);
    let deal = Uuid::try_parse(parts.next()?).ok();
    let deal = deal.map(|deal| DealRef { customer, deal: DealId::new(deal) });
    Some(match (parts.next()?, deal) {
        ("contact", Some(it)) => DealSheetKind::Contact(it),
        ("expect", Some(it)) => DealSheetKind::Expect(it),
        ("snooze", Some(it)) => DealSheetKind::Snooze(it),
        ("closing", Some(it)) => DealSheetKind::Closing(it),
        ("source", Some(it)) => DealSheetKind::Source(it),
        ("open", None) => DealSheetKind::Open(customer),
        ("hand", None) => DealSheetKind::Hand(customer),
        (turn, Some(it)) => {
            let code = turn.strip_prefix("turn-")?.parse().ok()?;
            DealSheetKind::Turn(it, Turn::from_code(code)?)
        }
        (_, None) => return None,
    })
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
            | DealSheetKind::Snooze(it)
            | DealSheetKind::Closing(it)
            | DealSheetKind::Source(it) => self.deal_of(it).is_some(),
            DealSheetKind::Expect(it) => {
                self.deal_of(it).is_some_and(|(_, deal)| deal.course.state == State::Open)
            }
            DealSheetKind::Turn(it, to) => {
                self.deal_of(it).is_some_and(|(_, deal)| deal.course.state.may_turn(to))
            }
            DealSheetKind::Open(customer) | DealSheetKind::Hand(customer) => {
                let row = self.book.row_of(self.book.survivor_of(customer));
                row.is_some_and(|row| self.book.is_visible(row))
            }
        };
        if !is_there || !self.may_write() {
            return Vec::new();
        }
        let effects = self.close_sheet();
        self.funnel.open_card = None;
        self.funnel.sheet = Some(OpenSheet { kind, is_refused: false });
        effects
    }

    pub(super) fn edit_sheet(&mut self, edit: SheetEdit) -> Vec<Effect> {
        let Some(sheet) = self.funnel.sheet else { return Vec::new() };
        let mut form = self.sheet_form(sheet.kind);
        let before = form.clone();
        form.edit(edit);
        if form == before {
            return Vec::new();
        }
        // A contact is of the day on which one began to note it, also after midnight.
        if matches!(sheet.kind, DealSheetKind::Contact(_)) && before == DealForm::default() {
            let on = self.today.to_string();
            form.on = if form.on.is_empty() { on } else { form.on };
        }
        let key = sheet_key(sheet.kind);
        if form == DealForm::default() {
            return self.drop_draft(key);
        }
        self.typed(key, &form.keep())
    }

    /// Gives up what is in the open sheet. It can be put back until something else is given up.
    pub(super) fn clear_sheet(&mut self) -> Vec<Effect> {
        let Some(OpenSheet { kind, .. }) = self.funnel.sheet else { return Vec::new() };
        let key = sheet_key(kind);
        let Some(text) = self.drafts.texts.get(&key).cloned() else { return Vec::new() };
        self.funnel.sheet = Some(OpenSheet { kind, is_refused: false });
        self.funnel.cleared = Some((key.clone(), text));
        self.drop_draft(key)
    }

    /// Puts back what was given up in the open sheet, if nothing was typed since.
    pub(super) fn restore_sheet(&mut self) -> Vec<Effect> {
        let Some(OpenSheet { kind, .. }) = self.funnel.sheet else { return Vec::new() };
        let key = sheet_key(kind);
        if self.drafts.texts.contains_key(&key) {
            return Vec::new();
        }
        match self.funnel.cleared.take_if(|(of, _)| *of == key) {
            Some((key, text)) => self.typed(key, &text),
            None => Vec::new(),
        }
    }

    /// The sheet of what is not there any more is put away, and who could have recommended is looked for.
    pub(crate) fn refresh_sheet(&mut self) {
        let Some(OpenSheet { kind, .. }) = self.funnel.sheet else { return };
        let Some((row, _)) = self.sheet_row(kind) else {
            self.funnel.sheet = None;
            return;
        };
        let text = self.sheet_form(kind).search;
        let key = (self.book.revision(), text);
        if self.funnel.found.made_for.as_ref() == Some(&key) {
            return;
        }
        let mut referrers = self.referrers_by(&key.1);
        // Nobody recommends oneself.
        referrers.retain(|(id, _)| self.book.row_of(*id) != Some(row));
        self.funnel.found = Found { made_for: Some(key), referrers };
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
        let drafts = match kind {
            DealSheetKind::Turn(it, _) => self.drafts_of_turns(it),
            DealSheetKind::Contact(_)
            | DealSheetKind::Expect(_)
            | DealSheetKind::Snooze(_)
            | DealSheetKind::Open(_)
            | DealSheetKind::Closing(_)
            | DealSheetKind::Hand(_)
            | DealSheetKind::Source(_) => self.draft_of(kind),
        };
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
        let is_whole = self.meant_by(kind, form).is_some_and(|it| it.is_whole());
        let Some(person) = form.person.filter(|_| is_whole) else {
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

    /// What was typed for any turn of an opportunity: it ends with the turn.
    pub(super) fn drafts_of_turns(&self, it: DealRef) -> Vec<(String, String)> {
        let turns = Turn::ALL.into_iter().map(|to| DealSheetKind::Turn(it, to));
        turns.flat_map(|kind| self.draft_of(kind)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sheet_is_known_by_its_key() {
        let customer = CustomerId::new(Uuid::from_u128(7));
        let it = DealRef { customer, deal: DealId::new(Uuid::from_u128(8)) };
        let turns = Turn::ALL.map(|to| DealSheetKind::Turn(it, to));
        let others = [
            DealSheetKind::Contact(it),
            DealSheetKind::Expect(it),
            DealSheetKind::Snooze(it),
            DealSheetKind::Open(customer),
            DealSheetKind::Closing(it),
            DealSheetKind::Hand(customer),
            DealSheetKind::Source(it),
        ];
        for kind in others.into_iter().chain(turns) {
            assert_eq!(kind_of_key(&sheet_key(kind)), Some(kind));
        }
        assert_eq!(kind_of_key("deal/x//contact"), None);
    }
}
