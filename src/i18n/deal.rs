//! Words of opportunities: stages, turns, channels, contacts, why a level and why a day. Not here: what is
//! asked of a person, what was told (`deal_told`), the rules of the funnel (`funnel`).

use chrono::Days;
use jipan_app::event::SheetOutcome;
use jipan_app::view::{CardView, DueRow, NoConsent};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    Channel, ClosePhase, DueWhy, How, Level, Outcome, Place, Purpose, Ratio, Source, Stage,
    SubChannel, Template, Turn,
};
use jipan_rules::values::Money;

use super::Tr;

impl Tr {
    /// A stage of the funnel.
    pub fn stage(&self, stage: Stage) -> String {
        match stage {
            Stage::Prospect => self.text("stage-prospect"),
            Stage::Intending => self.text("stage-intending"),
            Stage::Closed => self.text("stage-closed"),
            Stage::Base => self.text("stage-base"),
        }
    }

    /// A turn of an opportunity, also what makes it.
    pub fn turn(&self, turn: Turn) -> String {
        match turn {
            Turn::Ordered => self.text("turn-ordered"),
            Turn::Delivered => self.text("turn-delivered"),
            Turn::Cancelled => self.text("turn-cancelled"),
            Turn::Lost => self.text("turn-lost"),
            Turn::Frozen => self.text("turn-frozen"),
            Turn::OutOfReach => self.text("turn-out-of-reach"),
            Turn::Reopened => self.text("turn-reopened"),
        }
    }

    /// Where an opportunity is.
    pub fn place(&self, place: Place) -> String {
        match place {
            Place::In(stage) => self.stage(stage),
            Place::Out(turn) => self.turn(turn),
        }
    }

    /// By which steps an opportunity goes.
    pub fn template(&self, template: Template) -> String {
        match template {
            Template::Retail => self.text("slot-word-retail"),
            Template::Wholesale => self.text("slot-word-wholesale"),
        }
    }

    /// A channel.
    pub fn channel(&self, channel: Channel) -> String {
        match channel {
            Channel::WalkIn => self.text("channel-walk-in"),
            Channel::Online => self.text("channel-online"),
            Channel::Offline => self.text("channel-offline"),
            Channel::Referral => self.text("channel-referral"),
        }
    }

    /// A part of a channel.
    pub fn sub_channel(&self, sub: SubChannel) -> String {
        match sub {
            SubChannel::HardAd | SubChannel::OfflineAd => self.text("sub-ad"),
            SubChannel::Article => self.text("sub-article"),
            SubChannel::Recruit => self.text("sub-recruit"),
            SubChannel::CallIn => self.text("sub-call-in"),
            SubChannel::GroundPush => self.text("sub-ground-push"),
            SubChannel::Event => self.text("sub-event"),
            SubChannel::KeyAccount => self.text("sub-key-account"),
            SubChannel::Designer => self.text("sub-designer"),
            SubChannel::OldCustomer => self.text("sub-old-customer"),
        }
    }

    /// Where an opportunity came from, in one line.
    pub fn deal_source(&self, source: &Source, referrer: Option<&str>) -> String {
        let referrer = match (source.referrer, referrer) {
            (_, Some(name)) => Some(name.to_owned()),
            (Some(_), None) => Some(self.text("deal-another-customer")),
            (None, None) => None,
        };
        let parts = [
            Some(self.channel(source.channel)),
            source.sub.map(|it| self.sub_channel(it)),
            referrer,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// That somebody does not want to be contacted, and since when.
    pub fn no_consent(&self, it: NoConsent) -> String {
        match it.since {
            Some(since) => self.with("no-consent-since", &[("date", self.date(since).into())]),
            None => self.text("no-consent"),
        }
    }

    /// How somebody is contacted.
    pub fn how(&self, how: How) -> String {
        match how {
            How::Phone => self.text("how-phone"),
            How::Visit => self.text("how-visit"),
            How::Chat => self.text("how-chat"),
            How::InShop => self.text("how-in-shop"),
        }
    }

    /// What a contact is for.
    pub fn purpose(&self, purpose: Purpose) -> String {
        match purpose {
            Purpose::Open => self.text("purpose-open"),
            Purpose::Push => self.text("purpose-push"),
            Purpose::AfterSales => self.text("purpose-after-sales"),
        }
    }

    /// How a contact ended, without a reason.
    pub fn sheet_outcome(&self, outcome: SheetOutcome) -> String {
        match outcome {
            SheetOutcome::Reached => self.text("outcome-reached"),
            SheetOutcome::NoAnswer => self.text("outcome-no-answer"),
            SheetOutcome::Refused => self.text("outcome-refused"),
        }
    }

    /// How a contact ended, with the reason of a refusal.
    pub fn contact_outcome(&self, outcome: Outcome) -> String {
        let ended = self.sheet_outcome(SheetOutcome::of(outcome));
        match outcome {
            Outcome::Reached | Outcome::NoAnswer => ended,
            Outcome::Refused(refusal) => {
                let args =
                    [("outcome", ended.into()), ("why", self.refusal_reason(refusal).into())];
                self.with("outcome-because", &args)
            }
        }
    }

    /// The phase of a closing list.
    pub fn close_phase(&self, phase: ClosePhase) -> String {
        match phase {
            ClosePhase::Before => self.text("close-before"),
            ClosePhase::During => self.text("close-during"),
            ClosePhase::After => self.text("close-after"),
        }
    }

    /// Money in yuan, with decimals only where there are fen: `46,000`, `46,000.50`.
    pub fn yuan(&self, amount: Money) -> String {
        let text = self.money(amount);
        text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
    }

    /// An amount of money with its sign; a dash for one that nobody said.
    pub fn deal_amount(&self, amount: Option<Money>) -> String {
        match amount {
            Some(amount) => self.with("deal-yuan", &[("amount", self.yuan(amount).into())]),
            None => self.text("deal-no-amount"),
        }
    }

    /// A share as percent with one decimal; a dash of none.
    pub fn ratio(&self, ratio: Ratio) -> String {
        match ratio.permille() {
            Some(permille) => {
                let percent = self.decimal(permille.into(), 1);
                self.with("board-percent", &[("percent", percent.into())])
            }
            None => self.text("deal-no-amount"),
        }
    }

    /// How late a contact is, or how long until then.
    pub fn due_in(&self, late_days: i64) -> String {
        match late_days {
            0 => self.text("due-today"),
            1.. => self.with("due-late", &[("n", late_days.into())]),
            _ => self.with("due-later", &[("n", late_days.saturating_neg().into())]),
        }
    }

    /// Why a card has its level, in one sentence.
    pub fn why_level(&self, card: &CardView) -> String {
        let level = ("level", self.level(card.level).into());
        if let (Place::Out(_), _) | (_, Level::O | Level::D | Level::M) = (card.place, card.level) {
            let args = [
                ("place", self.place(card.place).into()),
                ("date", self.date(card.since).into()),
                level,
            ];
            return self.with("why-level-turned", &args);
        }
        match (card.days_left, card.expected) {
            (Some(n_left), Some(on)) if card.is_past => {
                let past = n_left.saturating_neg();
                self.with(
                    "why-level-past",
                    &[("date", self.date(on).into()), ("n", past.into()), level],
                )
            }
            (Some(n_left), _) => self.with("why-level", &[("n", n_left.into()), level]),
            (None, _) => self.with("why-level-none", &[level]),
        }
    }

    /// Why a contact is due on a day, in one sentence, and since when the level asks for it, where that is
    /// after the day.
    pub fn why_due(
        &self,
        (on, since): (NaiveDate, Option<NaiveDate>),
        why: DueWhy,
        level: Level,
    ) -> String {
        let said = self.why_due_on(on, why, level);
        match since {
            Some(since) => {
                let args = [("why", said.into()), ("date", self.date(since).into())];
                self.with("why-due-since", &args)
            }
            None => said,
        }
    }

    fn why_due_on(&self, on: NaiveDate, why: DueWhy, level: Level) -> String {
        let due = ("due", self.date(on).into());
        match why {
            DueWhy::Level { from, days } => {
                let is_moved = from.checked_add_days(Days::new(days.into())) != Some(on);
                let args = [
                    due,
                    ("from", self.date(from).into()),
                    ("level", self.level(level).into()),
                    ("days", days.into()),
                ];
                if is_moved {
                    self.with("why-due-level-moved", &args)
                } else {
                    self.with("why-due-level", &args)
                }
            }
            DueWhy::Chosen => self.with("why-due-chosen", &[due]),
            DueWhy::Snoozed => self.with("why-due-snoozed", &[due]),
            DueWhy::Tried(outcome) => self
                .with("why-due-tried", &[due, ("outcome", self.contact_outcome(outcome).into())]),
            DueWhy::Thaw => self.with("why-due-thaw", &[due]),
        }
    }

    /// The last contact of a row, in one line: day, way and what was said.
    pub fn last_contact(&self, row: &DueRow) -> String {
        let Some((on, how, text)) = &row.last else { return self.text("today-never") };
        let said = Some(text.clone()).filter(|it| !it.is_empty());
        let parts = [Some(self.date(*on)), how.map(|it| self.how(it)), said];
        let last = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        self.with("today-last", &[("last", last.into())])
    }
}
