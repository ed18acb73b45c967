//! 话术卡: the words of the cards of what to say. Not here: which card helps when.

use jipan_rules::funnel::{Outcome, Refusal, Script};

use super::Tr;
use super::messages::Arg;

/// Parts the points of one message.
const BETWEEN: &str = " | ";

/// A part of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptPart {
    /// 流程
    Flow,
    /// 标准用语
    Words,
    /// 礼仪
    Manners,
}

impl ScriptPart {
    /// All, in the order of a card.
    pub const ALL: [Self; 3] = [Self::Flow, Self::Words, Self::Manners];
}

impl Tr {
    fn points(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Vec<String> {
        self.with(key, args).split(BETWEEN).map(str::to_owned).collect()
    }

    /// The name of a card.
    pub fn script(&self, script: Script) -> String {
        let key = match script {
            Script::FirstCall => "script-first",
            Script::Invite => "script-invite",
            Script::Push => "script-push",
            Script::Remind => "script-remind",
            Script::Care => "script-care",
            Script::Keep => "script-keep",
            Script::WinBack => "script-win-back",
            Script::Thaw => "script-thaw",
        };
        self.with(key, &[])
    }

    /// The name of a part.
    pub fn script_part(&self, part: ScriptPart) -> String {
        let key = match part {
            ScriptPart::Flow => "script-flow",
            ScriptPart::Words => "script-words",
            ScriptPart::Manners => "script-manners",
        };
        self.with(key, &[])
    }

    /// The points of a part of a card, for a shop.
    pub fn script_points(&self, (script, part): (Script, ScriptPart), shop: &str) -> Vec<String> {
        let key = match (script, part) {
            (Script::FirstCall, ScriptPart::Flow) => "script-first-flow",
            (Script::FirstCall, ScriptPart::Words) => "script-first-words",
            (Script::FirstCall, ScriptPart::Manners) => "script-first-manners",
            (Script::Invite, ScriptPart::Flow) => "script-invite-flow",
            (Script::Invite, ScriptPart::Words) => "script-invite-words",
            (Script::Invite, ScriptPart::Manners) => "script-invite-manners",
            (Script::Push, ScriptPart::Flow) => "script-push-flow",
            (Script::Push, ScriptPart::Words) => "script-push-words",
            (Script::Push, ScriptPart::Manners) => "script-push-manners",
            (Script::Remind, ScriptPart::Flow) => "script-remind-flow",
            (Script::Remind, ScriptPart::Words) => "script-remind-words",
            (Script::Remind, ScriptPart::Manners) => "script-remind-manners",
            (Script::Care, ScriptPart::Flow) => "script-care-flow",
            (Script::Care, ScriptPart::Words) => "script-care-words",
            (Script::Care, ScriptPart::Manners) => "script-care-manners",
            (Script::Keep, ScriptPart::Flow) => "script-keep-flow",
            (Script::Keep, ScriptPart::Words) => "script-keep-words",
            (Script::Keep, ScriptPart::Manners) => "script-keep-manners",
            (Script::WinBack, ScriptPart::Flow) => "script-win-back-flow",
            (Script::WinBack, ScriptPart::Words) => "script-win-back-words",
            (Script::WinBack, ScriptPart::Manners) => "script-win-back-manners",
            (Script::Thaw, ScriptPart::Flow) => "script-thaw-flow",
            (Script::Thaw, ScriptPart::Words) => "script-thaw-words",
            (Script::Thaw, ScriptPart::Manners) => "script-thaw-manners",
        };
        self.points(key, &[("shop", shop.into())])
    }

    /// What to answer to who refuses for a reason.
    pub fn script_answer(&self, refusal: Refusal) -> Vec<String> {
        let key = match refusal {
            Refusal::Instinct => "answer-instinct",
            Refusal::Product => "answer-product",
            Refusal::Trust => "answer-trust",
            Refusal::Undecided => "answer-undecided",
            Refusal::Compare => "answer-compare",
            Refusal::Money => "answer-money",
        };
        self.points(key, &[])
    }

    /// A result with its number, as a paper list has it.
    pub fn outcome_code(&self, outcome: Outcome) -> String {
        let words = match outcome {
            Outcome::Reached => self.text("outcome-reached"),
            Outcome::NoAnswer => self.text("outcome-no-answer"),
            Outcome::Refused(refusal) => self.refusal_reason(refusal),
        };
        format!("{} {words}", outcome.code())
    }
}
