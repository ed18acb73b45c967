//! The codes of actions on the wire. Not here: what an action is.

use jipan_book::Action;

/// All, each at its code; new ones only at the end.
const ACTIONS: [Action; 49] = [
    Action::AddCustomer,
    Action::EditField,
    Action::ConfirmField,
    Action::AddNote,
    Action::RetractNote,
    Action::DeleteCustomer,
    Action::RestoreCustomer,
    Action::Import,
    Action::LoadSample,
    Action::RemoveSample,
    Action::Undo,
    Action::Redo,
    Action::GiveReason,
    Action::BulkEdit,
    Action::MergeCustomers,
    Action::EditContact,
    Action::DecideDifference,
    Action::JudgePair,
    Action::SeeAlert,
    Action::NoteConflict,
    Action::ResolveConflict,
    Action::JoinRecords,
    Action::AddOrder,
    Action::MoveOrder,
    Action::EditProduct,
    Action::SetRule,
    Action::Object,
    Action::AnswerObjection,
    Action::AddProspect,
    Action::OpenDeal,
    Action::LogContact,
    Action::SetExpectation,
    Action::SnoozeContact,
    Action::StampStep,
    Action::MoveDeal,
    Action::CheckClosing,
    Action::Remark,
    Action::AnswerRemark,
    Action::HandOver,
    Action::EditProspect,
    Action::EditBudget,
    Action::EditPlan,
    Action::FreezePlan,
    Action::EditMeasure,
    Action::EditExpense,
    Action::JudgeExpense,
    Action::CloseMonth,
    Action::LogService,
    Action::SetGoal,
];

/// The code of an action.
pub(super) fn code_of(action: Action) -> u32 {
    match action {
        Action::AddCustomer => 0,
        Action::EditField => 1,
        Action::ConfirmField => 2,
        Action::AddNote => 3,
        Action::RetractNote => 4,
        Action::DeleteCustomer => 5,
        Action::RestoreCustomer => 6,
        Action::Import => 7,
        Action::LoadSample => 8,
        Action::RemoveSample => 9,
        Action::Undo => 10,
        Action::Redo => 11,
        Action::GiveReason => 12,
        Action::BulkEdit => 13,
        Action::MergeCustomers => 14,
        Action::EditContact => 15,
        Action::DecideDifference => 16,
        Action::JudgePair => 17,
        Action::SeeAlert => 18,
        Action::NoteConflict => 19,
        Action::ResolveConflict => 20,
        Action::JoinRecords => 21,
        Action::AddOrder => 22,
        Action::MoveOrder => 23,
        Action::EditProduct => 24,
        Action::SetRule => 25,
        Action::Object => 26,
        Action::AnswerObjection => 27,
        Action::AddProspect => 28,
        Action::OpenDeal => 29,
        Action::LogContact => 30,
        Action::SetExpectation => 31,
        Action::SnoozeContact => 32,
        Action::StampStep => 33,
        Action::MoveDeal => 34,
        Action::CheckClosing => 35,
        Action::Remark => 36,
        Action::AnswerRemark => 37,
        Action::HandOver => 38,
        Action::EditProspect => 39,
        Action::EditBudget => 40,
        Action::EditPlan => 41,
        Action::FreezePlan => 42,
        Action::EditMeasure => 43,
        Action::EditExpense => 44,
        Action::JudgeExpense => 45,
        Action::CloseMonth => 46,
        Action::LogService => 47,
        Action::SetGoal => 48,
    }
}

/// The action of a code.
pub(super) fn action_of(code: u32) -> Option<Action> {
    ACTIONS.get(usize::try_from(code).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_at_its_code() {
        for (action, code) in ACTIONS.iter().zip(0..) {
            assert_eq!(code_of(*action), code);
        }
        assert_eq!(action_of(u32::try_from(ACTIONS.len()).unwrap()), None);
    }
}
