//! Words of what is asked of a person in a sheet of the funnel, and of what was told. Not here: names of
//! stages, turns and contacts (`deal`).

use jipan_app::event::DealSheetKind;
use jipan_app::view::DealSheetError;
use jipan_rules::funnel::{
    Checked, Contact, Expectation, Fact, Lacking, Level, ServiceFact, ServiceSort, TurnFact,
};

use super::Tr;

impl Tr {
    /// What a turn still lacks.
    pub fn deal_lacks(&self, lacking: Lacking) -> String {
        match lacking {
            Lacking::Allowed => self.text("lacks-allowed"),
            Lacking::Item(item) => {
                self.with("lacks-item", &[("item", self.close_item(item).into())])
            }
            Lacking::Step(step) => self.with("lacks-step", &[("step", self.step(step).into())]),
            Lacking::Why => self.text("lacks-why"),
            Lacking::Cause => self.text("lacks-cause"),
            Lacking::Until => self.text("lacks-until"),
        }
    }

    /// What in a sheet cannot be read, and what to do.
    pub fn deal_error(&self, error: DealSheetError) -> String {
        match error {
            DealSheetError::NoReason => self.text("deal-error-reason"),
            DealSheetError::On => self.text("deal-error-on"),
            DealSheetError::OnLater => self.text("deal-error-on-later"),
            DealSheetError::Next => self.text("deal-error-next"),
            DealSheetError::NextPast => self.text("deal-error-next-past"),
            DealSheetError::ExpectOn => self.text("deal-error-expect"),
            DealSheetError::Amount => self.text("deal-error-amount"),
            DealSheetError::Until => self.text("deal-error-until"),
            DealSheetError::UntilTooLate => self.text("deal-error-until-late"),
            DealSheetError::UntilTooEarly => self.text("deal-error-until-early"),
            DealSheetError::OrderTaken => self.text("deal-error-order"),
            DealSheetError::NotOpen => self.text("deal-error-not-open"),
            DealSheetError::NoPerson => self.text("deal-error-person"),
            DealSheetError::Nothing => self.text("deal-error-nothing"),
            DealSheetError::NoExpectation => self.text("deal-error-expectation"),
            DealSheetError::NoChannel => self.text("quick-no-channel"),
            DealSheetError::TooLong => self.text("deal-error-long"),
        }
    }

    /// Whether something is the case: yes, no, or nobody knows.
    pub fn maybe(&self, is: Option<bool>) -> String {
        match is {
            Some(true) => self.text("deal-yes"),
            Some(false) => self.text("deal-no"),
            None => self.text("deal-unknown"),
        }
    }

    /// What became of a point of a closing list.
    pub fn checked(&self, is: &Checked) -> String {
        match is {
            Checked::Done => self.text("close-done"),
            Checked::Waived(why) => self.with("close-waived", &[("why", why.as_ref().into())]),
            Checked::Open => self.text("close-open"),
        }
    }

    /// The name of a sheet.
    pub fn deal_sheet(&self, kind: DealSheetKind) -> String {
        match kind {
            DealSheetKind::Contact(_) => self.text("contact-log"),
            DealSheetKind::Expect(_) => self.text("deal-expectation"),
            DealSheetKind::Snooze(_) => self.text("deal-snooze"),
            DealSheetKind::Open(_) => self.text("deal-new"),
            DealSheetKind::Turn(_, to) => self.turn(to),
            DealSheetKind::Closing(_) => self.text("close-lists"),
            DealSheetKind::Hand(_) => self.text("hand-over"),
            DealSheetKind::Source(_) => self.text("deal-source"),
        }
    }

    /// A fact in one line, and how it moved the level.
    pub fn deal_fact_moved(
        &self,
        fact: &Fact,
        about: Option<&str>,
        levels: Option<[Level; 2]>,
    ) -> String {
        let said = self.deal_fact(fact, about);
        match levels {
            Some(levels) => format!("{said} · {}", self.levels(levels)),
            None => said,
        }
    }

    /// The level before and now.
    pub fn levels(&self, [was, is]: [Level; 2]) -> String {
        self.with(
            "tl-funnel-level",
            &[("was", self.level(was).into()), ("is", self.level(is).into())],
        )
    }

    /// A fact in one line; `about` is the name that it points at.
    pub fn deal_fact(&self, fact: &Fact, about: Option<&str>) -> String {
        let name = || about.map_or_else(|| self.text("who-unknown"), str::to_owned).into();
        match fact {
            Fact::Open(opened) => {
                let source = self.deal_source(&opened.source, about);
                self.with("tl-funnel-open", &[("source", source.into())])
            }
            Fact::Source(source) => {
                self.with("tl-funnel-source", &[("source", self.deal_source(source, about).into())])
            }
            Fact::Flags { will, ability } => {
                let args =
                    [("will", self.maybe(*will).into()), ("ability", self.maybe(*ability).into())];
                self.with("tl-funnel-flags", &args)
            }
            Fact::Expect(it) => self.expected(it),
            Fact::Contact(it) => self.contacted(it),
            Fact::Snooze { until, why } => {
                let said = self.with("tl-funnel-snooze", &[("date", self.date(*until).into())]);
                self.because(said, why.as_deref())
            }
            Fact::Step(step) => self.with("tl-funnel-step", &[("step", self.step(*step).into())]),
            Fact::Turn(it) => self.turned(it),
            Fact::Check { item, is } => {
                let args =
                    [("item", self.close_item(*item).into()), ("is", self.checked(is).into())];
                self.with("tl-funnel-check", &args)
            }
            Fact::Remark { text, asks: false } => {
                self.with("tl-funnel-remark", &[("text", text.as_ref().into())])
            }
            Fact::Remark { text, asks: true } => {
                self.with("tl-funnel-instruction", &[("text", text.as_ref().into())])
            }
            Fact::Answer { of: _, text } => {
                self.with("tl-funnel-answer", &[("text", text.as_ref().into())])
            }
            Fact::Hand { to: _ } => self.with("tl-funnel-hand", &[("name", name())]),
            Fact::Service(it) => self.service_told(it),
            Fact::Goal { month, amount } => {
                let amount = amount.map_or_else(|| self.text("tl-goal-none"), |it| self.money(it));
                let month = self.month(month.first_day());
                self.with("tl-goal", &[("month", month.into()), ("amount", amount.into())])
            }
        }
    }

    fn service_told(&self, it: &ServiceFact) -> String {
        let sort = self.text(match it.sort {
            ServiceSort::AfterSales => "service-after-sales",
            ServiceSort::ValueAdded => "service-value-added",
        });
        let said = self.with(
            "tl-service",
            &[
                ("sort", sort.into()),
                ("n", u64::from(it.quantity).into()),
                ("amount", self.money(it.amount).into()),
            ],
        );
        self.because(said, Some(&it.text))
    }

    fn expected(&self, it: &Expectation) -> String {
        let on = it.on.map_or_else(|| self.text("deal-unknown"), |on| self.date(on));
        let args = [("date", on.into()), ("amount", self.deal_amount(it.amount).into())];
        self.because(self.with("tl-funnel-expect", &args), it.why.as_deref())
    }

    fn contacted(&self, it: &Contact) -> String {
        let next = it.next.map(|on| self.with("tl-funnel-next", &[("date", self.date(on).into())]));
        let text = Some(it.text.to_string()).filter(|it| !it.is_empty());
        let parts = [
            Some(self.how(it.how)),
            Some(self.purpose(it.purpose)),
            Some(self.contact_outcome(it.outcome)),
            text,
            next,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn turned(&self, it: &TurnFact) -> String {
        let until =
            it.until.map(|on| self.with("tl-funnel-until", &[("date", self.date(on).into())]));
        let parts = [Some(self.turn(it.to)), it.refusal.map(|it| self.refusal_reason(it)), until];
        let said = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        self.because(said, it.why.as_deref())
    }

    /// What was said, and why, if that was said, too.
    fn because(&self, said: String, why: Option<&str>) -> String {
        match why.filter(|it| !it.is_empty()) {
            Some(why) => {
                self.with("tl-funnel-because", &[("said", said.into()), ("why", why.into())])
            }
            None => said,
        }
    }
}
