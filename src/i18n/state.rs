//! What the app says of itself: the state of the data, what can be undone, notices. Not here: errors.

use jipan_app::failure::SaveFailure;
use jipan_app::view::{Notice, SavingView, UndoSubject, UndoView};
use jipan_book::Action;

use super::Tr;

impl Tr {
    /// What the writes are at.
    pub fn saving(&self, saving: SavingView) -> String {
        match saving {
            SavingView::Saved => self.text("status-saved"),
            SavingView::Saving(n) => self.with("status-saving", &[("n", n.into())]),
            SavingView::TakingBack(percent) => {
                self.with("status-taking-back", &[("percent", percent.into())])
            }
            SavingView::Failed => self.text("status-failed"),
            SavingView::OtherTab => self.text("status-other-tab"),
            SavingView::ReadOnly => self.text("status-read-only"),
        }
    }

    /// What a tap did, for history and timeline.
    pub fn action(&self, action: Action) -> String {
        match action {
            Action::AddCustomer => self.text("did-add"),
            Action::EditField => self.text("did-edit"),
            Action::ConfirmField => self.text("did-confirm"),
            Action::AddNote => self.text("did-note"),
            Action::RetractNote => self.text("did-retract"),
            Action::DeleteCustomer => self.text("did-delete"),
            Action::RestoreCustomer => self.text("did-restore"),
            Action::Import => self.text("did-import"),
            Action::LoadSample => self.text("did-sample"),
            Action::RemoveSample => self.text("did-sample-removed"),
            Action::Undo => self.text("did-undo"),
            Action::Redo => self.text("did-redo"),
            Action::GiveReason => self.text("did-reason"),
            Action::BulkEdit => self.text("did-bulk-edit"),
            Action::MergeCustomers => self.text("did-merge"),
            Action::EditContact => self.text("did-contact"),
            Action::DecideDifference => self.text("did-decide"),
            Action::JudgePair => self.text("did-judge"),
            Action::SeeAlert => self.text("did-see-alert"),
            Action::NoteConflict => self.text("did-note-conflict"),
            Action::ResolveConflict => self.text("did-resolve-conflict"),
            Action::JoinRecords => self.text("did-join-records"),
            Action::AddOrder => self.text("did-order"),
            Action::MoveOrder => self.text("did-move-order"),
            Action::EditProduct => self.text("did-product"),
            Action::SetRule => self.text("did-rule"),
            Action::Object => self.text("did-object"),
            Action::AnswerObjection => self.text("did-answer"),
            Action::AddProspect => self.text("did-prospect"),
            Action::OpenDeal => self.text("did-deal"),
            Action::LogContact => self.text("did-contacted"),
            Action::SetExpectation => self.text("did-expect"),
            Action::SnoozeContact => self.text("did-snooze"),
            Action::StampStep => self.text("did-step"),
            Action::MoveDeal => self.text("did-turn"),
            Action::CheckClosing => self.text("did-closing"),
            Action::Remark => self.text("did-remark"),
            Action::AnswerRemark => self.text("did-remark-answer"),
            Action::HandOver => self.text("did-hand"),
            Action::EditProspect => self.text("did-prospect-edit"),
            Action::EditBudget => self.text("did-budget"),
            Action::EditPlan => self.text("did-plan"),
            Action::FreezePlan => self.text("did-freeze"),
            Action::EditMeasure => self.text("did-measure"),
            Action::EditExpense => self.text("did-expense"),
            Action::JudgeExpense => self.text("did-expense-judged"),
            Action::CloseMonth => self.text("did-month-closed"),
            Action::LogService => self.text("did-service"),
            Action::SetGoal => self.text("did-goal"),
        }
    }

    /// What the undo bar says was done.
    pub fn undo(&self, undo: &UndoView) -> String {
        let n = [("n", undo.n_customers.into())];
        let subject = match (undo.subject, &undo.name) {
            (UndoSubject::Orders, _) => self.with("undo-subject-orders", &n),
            (UndoSubject::Products, _) => self.with("undo-subject-products", &n),
            // Two became one: it is called by the one that stays.
            (UndoSubject::Customers | UndoSubject::Filter, Some(name))
                if undo.n_customers <= 1 || undo.action == Action::MergeCustomers =>
            {
                name.clone()
            }
            (UndoSubject::Customers | UndoSubject::Filter, _) => self.with("undo-subject-many", &n),
        };
        let args = [("subject", subject.into())];
        if undo.subject == UndoSubject::Filter {
            return self.with("undo-filter", &args);
        }
        match undo.action {
            Action::AddCustomer => self.with("undo-add", &args),
            Action::EditField => self.with("undo-edit", &args),
            Action::ConfirmField => self.with("undo-confirm", &args),
            Action::AddNote => self.with("undo-note", &args),
            Action::RetractNote => self.with("undo-retract", &args),
            Action::DeleteCustomer => self.with("undo-delete", &args),
            Action::RestoreCustomer => self.with("undo-restore", &args),
            Action::Import => self.with("undo-import", &args),
            Action::LoadSample => self.with("undo-sample", &args),
            Action::RemoveSample => self.with("undo-sample-removed", &args),
            Action::Undo => self.with("undo-undone", &args),
            Action::Redo => self.with("undo-redone", &args),
            Action::GiveReason => self.with("undo-reason", &args),
            Action::BulkEdit => self.with("undo-bulk-edit", &args),
            Action::MergeCustomers => self.with("undo-merge", &args),
            Action::EditContact => self.with("undo-contact", &args),
            Action::DecideDifference => self.with("undo-decide", &args),
            Action::JudgePair => self.with("undo-judge", &args),
            Action::SeeAlert => self.with("undo-see-alert", &args),
            Action::NoteConflict => self.with("undo-note-conflict", &args),
            Action::ResolveConflict => self.with("undo-resolve-conflict", &args),
            Action::JoinRecords => self.with("undo-join-records", &args),
            Action::AddOrder => self.with("undo-order", &args),
            Action::MoveOrder => self.with("undo-move-order", &args),
            Action::EditProduct => self.text("undo-product"),
            Action::SetRule => self.text("undo-rule"),
            Action::Object => self.with("undo-object", &args),
            Action::AnswerObjection => self.with("undo-answer", &args),
            action @ (Action::AddProspect
            | Action::OpenDeal
            | Action::LogContact
            | Action::SetExpectation
            | Action::SnoozeContact
            | Action::StampStep
            | Action::MoveDeal
            | Action::CheckClosing
            | Action::Remark
            | Action::AnswerRemark
            | Action::HandOver
            | Action::EditProspect
            | Action::LogService
            | Action::SetGoal) => {
                let [subject] = args;
                self.with("undo-did", &[("did", self.action(action).into()), subject])
            }
            action @ (Action::EditBudget
            | Action::EditPlan
            | Action::FreezePlan
            | Action::EditMeasure
            | Action::EditExpense
            | Action::JudgeExpense
            | Action::CloseMonth) => self.action(action),
        }
    }

    /// A time in the greatest unit of which it has at least two, else one.
    fn duration(&self, minutes: u64) -> String {
        let (hours, days) = (minutes / 60, minutes / (60 * 24));
        if days >= 2 {
            self.with("duration-days", &[("n", days.into())])
        } else if hours >= 2 {
            self.with("duration-hours", &[("n", hours.into())])
        } else {
            self.with("duration-minutes", &[("n", minutes.into())])
        }
    }

    /// What must be said.
    pub fn notice(&self, notice: &Notice) -> String {
        match notice {
            Notice::SaveFailed(failure) => self.save_failure(failure),
            Notice::PressAgain => self.text("notice-press-again"),
            Notice::SettingNotKept => self.text("notice-setting-not-kept"),
            Notice::BulkNotSaved(SaveFailure::QuotaExceeded) => self.text("notice-bulk-full"),
            Notice::BulkNotSaved(failure) => {
                let reason = self.save_failure(failure);
                self.with("notice-bulk-not-saved", &[("reason", reason.into())])
            }
            Notice::Damaged { rows } => {
                let args = [("n", rows.len().into()), ("rows", rows.join(", ").into())];
                self.with("notice-damaged", &args)
            }
            Notice::SheetDied => self.text("notice-sheet-died"),
            Notice::FileNotWritten(error) => self.sheet_error(error),
            Notice::UndoneInPart { n_kept } => {
                self.with("notice-undone-in-part", &[("n", (*n_kept).into())])
            }
            Notice::ImportCancelled => self.text("notice-import-cancelled"),
            Notice::NoReadings => self.text("notice-no-readings"),
            Notice::NoEnglish => self.text("notice-no-english"),
            Notice::NewerLayout => self.text("notice-newer-layout"),
            Notice::BookReplaced => self.text("notice-book-replaced"),
            Notice::BookLost => self.text("notice-book-lost"),
            Notice::StorageCleared { n_customers } => {
                self.with("notice-storage-cleared", &[("n", (*n_customers).into())])
            }
            Notice::NotWrittenAnew(failure) => {
                let reason = self.save_failure(failure);
                self.with("notice-not-written-anew", &[("reason", reason.into())])
            }
            Notice::ClockBehind { minutes } => {
                self.with("notice-clock-behind", &[("by", self.duration(*minutes).into())])
            }
            Notice::MayNotBeKept => self.text("notice-may-not-be-kept"),
            Notice::LeaveStopped { n_photos } => {
                self.with("notice-leave-stopped", &[("n", (*n_photos).into())])
            }
            Notice::NotAllowed => self.text("notice-not-allowed"),
            Notice::KeyTaken { field, name } => {
                let args =
                    [("field", self.field_of(*field).into()), ("name", name.as_str().into())];
                self.with("notice-key-taken", &args)
            }
            Notice::BudgetPasted { n_taken, n_no_number, n_left_out } => {
                let args = [
                    ("taken", (*n_taken).into()),
                    ("bad", (*n_no_number).into()),
                    ("out", (*n_left_out).into()),
                ];
                self.with("notice-budget-pasted", &args)
            }
        }
    }
}
