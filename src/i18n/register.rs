//! Words of the register and of the analysis: days, flows, and what a number counts. Not here: the screens.

use jipan_app::event::{ChannelPart, DayRange, FunnelMark, FunnelSpan};
use jipan_rules::funnel::{Flow, STAY_STEPS, Source};
use jipan_rules::period::Month;
use jipan_rules::{Datelike as _, NaiveDate};

use super::Tr;

impl Tr {
    /// The weekday of a day, short.
    pub fn weekday(&self, day: NaiveDate) -> String {
        let all = self.text("register-weekdays");
        let at = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
        all.split(' ').nth(at).unwrap_or_default().to_owned()
    }

    /// A day with its weekday.
    pub fn day_and_weekday(&self, day: NaiveDate) -> String {
        let args = [("date", self.date(day).into()), ("weekday", self.weekday(day).into())];
        self.with("register-paper-day", &args)
    }

    /// A way from pot to pot.
    pub fn flow(&self, flow: Flow) -> String {
        match flow {
            Flow::Opened => self.text("flow-opened"),
            Flow::Back => self.text("flow-back"),
            Flow::Undone => self.text("flow-undone"),
            Flow::Closed => self.text("flow-closed"),
            Flow::Out => self.text("flow-out"),
            Flow::Cancelled => self.text("flow-cancelled"),
        }
    }

    /// Of which time an analysis is.
    pub fn funnel_span(&self, span: FunnelSpan) -> String {
        match span {
            FunnelSpan::Month => self.text("span-month"),
            FunnelSpan::Quarter => self.text("span-quarter"),
            FunnelSpan::Year => self.text("span-year"),
            FunnelSpan::All => self.text("span-all"),
        }
    }

    /// Where it came from, without who recommended it.
    pub fn source_of(&self, source: Source) -> String {
        self.deal_source(&Source { referrer: None, ..source }, None)
    }

    /// How long a stay was, by the steps of lengths, from 0.
    pub fn stay_step(&self, step: u8) -> String {
        let step = usize::from(step);
        let last = |step: usize| STAY_STEPS.get(step).copied();
        let from = step.checked_sub(1).and_then(last);
        match (from, last(step)) {
            (from, Some(to)) => {
                let from = from.map_or(0, |it| it.saturating_add(1));
                self.with("stay-step", &[("from", from.into()), ("to", to.into())])
            }
            (from, None) => self.with("stay-more", &[("n", from.unwrap_or_default().into())]),
        }
    }

    /// A day, a month, or from one day to another.
    pub fn days(&self, days: DayRange) -> String {
        if days.from == days.until {
            return self.date(days.from);
        }
        let month = Month::of(days.from);
        if days.from == month.first_day() && days.until == month.last_day() {
            return self.month(days.from);
        }
        let args = [("from", self.date(days.from).into()), ("until", self.date(days.until).into())];
        self.with("mark-of-days", &args)
    }

    fn channel_part(&self, part: ChannelPart) -> String {
        match part {
            ChannelPart::Opened => self.text("mark-by-opened"),
            ChannelPart::Intending => self.text("mark-by-intending"),
            ChannelPart::Closed => self.text("mark-by-closed"),
            ChannelPart::Out => self.text("mark-by-out"),
        }
    }

    /// Which opportunities a number counts.
    pub fn funnel_mark(&self, mark: FunnelMark) -> String {
        let when = |days| ("when", self.days(days).into());
        let date = |on| ("date", self.date(on).into());
        let stage = |it| ("stage", self.stage(it).into());
        match mark {
            FunnelMark::Flow(days, flow) => {
                self.with("mark-flow", &[when(days), ("what", self.flow(flow).into())])
            }
            FunnelMark::Running(on) => self.with("mark-running", &[date(on)]),
            FunnelMark::Contacted(days) => self.with("mark-contacted", &[when(days)]),
            FunnelMark::Entered { stage: of, month, went_on } => {
                let args = [stage(of), ("month", self.month(month.first_day()).into())];
                if went_on {
                    self.with("mark-went-on", &args)
                } else {
                    self.with("mark-entered", &args)
                }
            }
            FunnelMark::InStage(on, of) => self.with("mark-in-stage", &[date(on), stage(of)]),
            FunnelMark::Reached(days, of) => self.with("mark-reached", &[when(days), stage(of)]),
            FunnelMark::By(days, channel, sub, part) => {
                let source = self.source_of(Source { sub, ..Source::of(channel) });
                let part = self.channel_part(part);
                self.with(
                    "mark-by",
                    &[when(days), ("source", source.into()), ("part", part.into())],
                )
            }
            FunnelMark::Stayed(days, of, step) => {
                let step = self.stay_step(step);
                self.with("mark-stayed", &[when(days), stage(of), ("step", step.into())])
            }
            FunnelMark::Referred(days) => self.with("mark-referred", &[when(days)]),
            FunnelMark::ReferredBy(_) => self.text("mark-referred-by"),
            FunnelMark::Unreached(n) => self.with("mark-unreached", &[("n", n.into())]),
            FunnelMark::ReachedBy(days, how) => {
                self.with("mark-reached-by", &[when(days), ("how", self.how(how).into())])
            }
            FunnelMark::Kept => self.text("mark-kept"),
        }
    }

    /// A number of the register or of the analysis in words: what it counts and how many.
    pub fn mark_counted(&self, mark: FunnelMark, n: usize) -> String {
        let args = [("what", self.funnel_mark(mark).into()), ("n", n.into())];
        self.with("mark-count", &args)
    }
}
