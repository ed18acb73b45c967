//! Words of the funnel: levels, reasons of refusal, items of the closing lists, steps, and the slots of
//! its rules. Not here: its screens.

use jipan_rules::funnel::{Channel, CloseItem, ClosePhase, Level, Refusal, Step, Template};
use jipan_rules::schema::{CustomerType, fields};
use jipan_rules::setting::FunnelKey;

use super::Tr;

/// Levels in the order in which the follow-up has their days.
const FOLLOWED: [Level; 8] =
    [Level::H, Level::A, Level::B, Level::C, Level::Later, Level::O, Level::N, Level::T];
/// Levels in the order in which their weights are, after that of 潜在.
const WEIGHED: [Level; 5] = [Level::C, Level::B, Level::A, Level::H, Level::O];

impl Tr {
    /// A level as the trade writes it; in words where it has no letter.
    pub fn level(&self, level: Level) -> String {
        match level.letters() {
            "" => self.text("level-later"),
            letters => letters.to_owned(),
        }
    }

    /// Why somebody refused.
    pub fn refusal_reason(&self, refusal: Refusal) -> String {
        match refusal {
            Refusal::Instinct => self.text("refusal-instinct"),
            Refusal::Product => self.text("refusal-product"),
            Refusal::Trust => self.text("refusal-trust"),
            Refusal::Undecided => self.text("refusal-undecided"),
            Refusal::Compare => self.text("refusal-compare"),
            Refusal::Money => self.text("refusal-money"),
        }
    }

    /// An item of the closing lists.
    pub fn close_item(&self, item: CloseItem) -> String {
        match item {
            CloseItem::Papers => self.text("close-papers"),
            CloseItem::Care => self.text("close-care"),
            CloseItem::Place => self.text("close-place"),
            CloseItem::Gift => self.text("close-gift"),
            CloseItem::Ceremony => self.text("close-ceremony"),
            CloseItem::CareGift => self.text("close-care-gift"),
            CloseItem::Service => self.text("close-service"),
            CloseItem::Journey => self.text("close-journey"),
            CloseItem::Satisfaction => self.text("close-satisfaction"),
            CloseItem::Reminder => self.text("close-reminder"),
            CloseItem::Referral => self.text("close-referral"),
        }
    }

    /// A step of a template.
    pub fn step(&self, step: Step) -> String {
        match step {
            Step::Gather => self.text("step-gather"),
            Step::Receive => self.text("step-receive"),
            Step::Analyse => self.text("step-analyse"),
            Step::Experience => self.text("step-experience"),
            Step::Agree => self.text("step-agree"),
            Step::Serve => self.text("step-serve"),
            Step::Research => self.text("step-research"),
            Step::Trust => self.text("step-trust"),
            Step::Need => self.text("step-need"),
            Step::Present => self.text("step-present"),
            Step::Win => self.text("step-win"),
            Step::Follow => self.text("step-follow"),
        }
    }

    /// Names by which the members of a list are told in a slot: `1 资料准备 2 …`.
    fn numbered(names: impl Iterator<Item = String>) -> String {
        (1..).zip(names).map(|(n, name)| format!("{n} {name}")).collect::<Vec<_>>().join("  ")
    }

    fn items(&self, phase: ClosePhase) -> String {
        Self::numbered(phase.items().map(|item| self.close_item(item)))
    }

    /// The steps before the closing.
    fn steps(&self, template: Template) -> String {
        Self::numbered(template.steps().take(4).map(|step| self.step(step)))
    }

    /// Name of a rule of the funnel.
    pub(super) fn funnel_rule(&self, key: FunnelKey) -> String {
        match key {
            FunnelKey::Levels => self.text("rule-funnel-levels"),
            FunnelKey::FollowUp => self.text("rule-funnel-follow"),
            FunnelKey::Weights => self.text("rule-funnel-weights"),
            FunnelKey::Rest => self.text("rule-funnel-rest"),
            FunnelKey::Tries => self.text("rule-funnel-tries"),
            FunnelKey::Closing => self.text("rule-funnel-closing"),
            FunnelKey::Templates => self.text("rule-funnel-templates"),
            FunnelKey::Costs => self.text("rule-funnel-costs"),
        }
    }

    /// What a slot of a rule of the funnel is.
    pub(super) fn funnel_slot(&self, key: FunnelKey, slot: u8) -> String {
        let idx = usize::from(slot);
        let level = |all: &[Level], idx: usize| {
            [("level", all.get(idx).map_or_else(String::new, |it| self.level(*it)).into())]
        };
        match (key, slot) {
            (FunnelKey::Levels, _) => self.with("slot-funnel-level", &level(&FOLLOWED, idx)),
            (FunnelKey::FollowUp, 0..8) => self.with("slot-funnel-follow", &level(&FOLLOWED, idx)),
            (FunnelKey::FollowUp, 8) => self.text("slot-funnel-ageing"),
            (FunnelKey::FollowUp, _) => self.text("slot-funnel-snooze"),
            (FunnelKey::Weights, 0) => self.text("slot-funnel-prospect"),
            (FunnelKey::Weights, _) => {
                self.with("slot-funnel-weight", &level(&WEIGHED, idx.saturating_sub(1)))
            }
            (FunnelKey::Rest, 0) => self.text("slot-funnel-weekend"),
            (FunnelKey::Rest, 1) => self.text("slot-funnel-holidays"),
            (FunnelKey::Rest, _) => self.text("slot-funnel-new-year"),
            (FunnelKey::Tries, _) => {
                let refusal = Refusal::ALL.get(idx).map(|it| self.refusal_reason(*it));
                refusal.unwrap_or_else(|| self.text("slot-funnel-no-answer"))
            }
            (FunnelKey::Closing, 0) => {
                let items = self.items(ClosePhase::Before);
                self.with("slot-funnel-before", &[("items", items.into())])
            }
            (FunnelKey::Closing, 1) => {
                let items = self.items(ClosePhase::During);
                self.with("slot-funnel-during", &[("items", items.into())])
            }
            (FunnelKey::Closing, 2) => {
                let items = self.items(ClosePhase::After);
                self.with("slot-funnel-after", &[("items", items.into())])
            }
            (FunnelKey::Closing, _) => {
                let item = ClosePhase::After.items().nth(idx.saturating_sub(3));
                let item = item.map(|it| self.close_item(it)).unwrap_or_default();
                self.with("slot-funnel-task", &[("item", item.into())])
            }
            (FunnelKey::Templates, 4) => {
                let steps = self.steps(Template::Retail);
                self.with("slot-funnel-steps", &[("steps", steps.into())])
            }
            (FunnelKey::Templates, 5) => {
                let steps = self.steps(Template::Wholesale);
                self.with("slot-funnel-steps", &[("steps", steps.into())])
            }
            (FunnelKey::Templates, _) => {
                let of = CustomerType::ALL.get(idx).map_or(1, |it| it.code());
                let of = self.choice(fields::TYPE, of).to_owned();
                self.with("slot-funnel-template", &[("type", of.into())])
            }
            (FunnelKey::Costs, _) => {
                let channel = Channel::ALL.get(idx).map(|it| self.channel(*it));
                let channel = channel.unwrap_or_default();
                self.with("slot-funnel-cost", &[("channel", channel.into())])
            }
        }
    }

    /// A word that a slot of a rule takes.
    pub(super) fn slot_word(&self, word: &str) -> String {
        match word {
            "none" => self.text("slot-word-none"),
            "sunday" => self.text("slot-word-sunday"),
            "both" => self.text("slot-word-both"),
            "yes" => self.text("slot-word-yes"),
            "no" => self.text("slot-word-no"),
            "retail" => self.text("slot-word-retail"),
            "wholesale" => self.text("slot-word-wholesale"),
            other => other.to_owned(),
        }
    }
}
