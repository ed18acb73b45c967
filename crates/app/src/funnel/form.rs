//! What is typed and chosen in a sheet and in the quick entry, as the text of a draft. Not here: what it
//! means (`read`).

use std::collections::BTreeMap;
use std::str::FromStr as _;

use jipan_rules::Uuid;
use jipan_rules::funnel::{Channel, How, Purpose, Refusal, Step, SubChannel};
use jipan_rules::values::ids::{CustomerId, OrderId, PersonId};

use crate::event::{SheetEdit, SheetOutcome};

/// What was chosen over something known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Over<T> {
    /// What is known stays.
    #[default]
    Kept,
    /// There is none.
    Nothing,
    /// Another one.
    Chosen(T),
}

impl<T> Over<T> {
    fn of(chosen: Option<T>) -> Self {
        chosen.map_or(Self::Nothing, Self::Chosen)
    }

    /// Over what is known.
    pub(crate) fn or(self, known: Option<T>) -> Option<T> {
        match self {
            Self::Kept => known,
            Self::Nothing => None,
            Self::Chosen(it) => Some(it),
        }
    }

    /// As a text; left out where it cannot be read.
    fn read(text: Option<&str>, read: impl FnOnce(&str) -> Option<T>) -> Self {
        match text {
            None => Self::Kept,
            Some(NONE) => Self::Nothing,
            Some(text) => read(text).map_or(Self::Kept, Self::Chosen),
        }
    }

    fn keep<S: ToString>(self, text: impl FnOnce(T) -> S) -> Option<String> {
        match self {
            Self::Kept => None,
            Self::Nothing => Some(NONE.to_owned()),
            Self::Chosen(it) => Some(text(it).to_string()),
        }
    }

    /// As it is chosen again.
    fn edit(self, of: impl FnOnce(Option<T>) -> SheetEdit) -> Option<SheetEdit> {
        match self {
            Self::Kept => None,
            Self::Nothing => Some(of(None)),
            Self::Chosen(it) => Some(of(Some(it))),
        }
    }
}

/// What was typed or chosen in a sheet; `None` where nothing was, and what was known before stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct DealForm {
    pub(crate) how: Option<How>,
    pub(crate) purpose: Option<Purpose>,
    pub(crate) outcome: Option<SheetOutcome>,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) text: String,
    /// The day of the contact; blank for the day on which it is done.
    pub(crate) on: String,
    pub(crate) next: String,
    pub(crate) expect_on: Option<String>,
    pub(crate) amount: Option<String>,
    pub(crate) why: String,
    pub(crate) until: String,
    pub(crate) order: Option<OrderId>,
    pub(crate) person: Option<PersonId>,
    pub(crate) channel: Option<Channel>,
    /// The part of the channel.
    pub(crate) sub: Over<SubChannel>,
    /// Who recommended.
    pub(crate) referrer: Over<CustomerId>,
    /// The text by which who recommended is searched.
    pub(crate) search: String,
    pub(crate) will: Option<bool>,
    pub(crate) ability: Option<bool>,
    /// Steps that were ticked, or of which the tick was taken away.
    pub(crate) steps: BTreeMap<Step, bool>,
}

/// What is chosen in the quick entry; what is typed there has drafts of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct QuickForm {
    pub(crate) channel: Option<Channel>,
    pub(crate) sub: Option<SubChannel>,
    pub(crate) referrer: Option<CustomerId>,
    pub(crate) will: Option<bool>,
    pub(crate) ability: Option<bool>,
}

impl DealForm {
    /// Something was typed or chosen.
    pub(crate) fn edit(&mut self, edit: SheetEdit) {
        match edit {
            SheetEdit::How(it) => self.how = Some(it),
            SheetEdit::Purpose(it) => self.purpose = Some(it),
            SheetEdit::Outcome(it) => self.outcome = Some(it),
            SheetEdit::Refusal(it) => self.refusal = Some(it),
            SheetEdit::Text(it) => self.text = it,
            SheetEdit::On(it) => self.on = it,
            SheetEdit::Next(it) => self.next = it,
            SheetEdit::ExpectOn(it) => self.expect_on = Some(it),
            SheetEdit::Amount(it) => self.amount = Some(it),
            SheetEdit::Why(it) => self.why = it,
            SheetEdit::Until(it) => self.until = it,
            SheetEdit::Order(it) => self.order = it,
            SheetEdit::Person(it) => self.person = Some(it),
            SheetEdit::Channel(it) => {
                if self.channel != Some(it) {
                    (self.sub, self.referrer) = (Over::Kept, Over::Kept);
                }
                self.channel = Some(it);
            }
            SheetEdit::Sub(it) => self.sub = Over::of(it),
            SheetEdit::Search(it) => self.search = it,
            SheetEdit::Referrer(it) => {
                // Who was recommended came by that channel; the search is done.
                if it.is_some() {
                    self.channel = Some(Channel::Referral);
                    self.search.clear();
                }
                self.referrer = Over::of(it);
            }
            SheetEdit::Will(it) => self.will = it,
            SheetEdit::Ability(it) => self.ability = it,
            SheetEdit::Step(step, is) => {
                self.steps.insert(step, is);
            }
        }
    }

    /// The form that a text keeps; what cannot be read of it is left out.
    pub(crate) fn read(text: &str) -> Self {
        let of = |name| value_of(text, name);
        let code = |name| of(name)?.parse::<u8>().ok();
        let uuid = |text: &str| Uuid::try_parse(text).ok();
        let id = |name| uuid(&of(name)?);
        let outcome = match of("outcome").as_deref() {
            Some("reached") => Some(SheetOutcome::Reached),
            Some("no-answer") => Some(SheetOutcome::NoAnswer),
            Some("refused") => Some(SheetOutcome::Refused),
            Some(_) | None => None,
        };
        Self {
            how: code("how").and_then(How::from_code),
            purpose: code("purpose").and_then(Purpose::from_code),
            outcome,
            refusal: code("refusal").and_then(Refusal::from_code),
            text: of("text").unwrap_or_default(),
            on: of("on").unwrap_or_default(),
            next: of("next").unwrap_or_default(),
            expect_on: of("expect-on"),
            amount: of("amount"),
            why: of("why").unwrap_or_default(),
            until: of("until").unwrap_or_default(),
            order: id("order").map(OrderId::new),
            person: id("person").map(PersonId::new),
            channel: code("channel").and_then(Channel::from_code),
            sub: Over::read(of("sub").as_deref(), |it| SubChannel::from_code(it.parse().ok()?)),
            referrer: Over::read(of("referrer").as_deref(), |it| uuid(it).map(CustomerId::new)),
            search: of("search").unwrap_or_default(),
            will: of("will").and_then(|it| bool::from_str(&it).ok()),
            ability: of("ability").and_then(|it| bool::from_str(&it).ok()),
            steps: of("steps").iter().flat_map(|it| it.split(' ')).filter_map(step_of).collect(),
        }
    }

    /// As it is kept; empty if nothing was typed or chosen.
    pub(crate) fn keep(&self) -> String {
        let outcome = self.outcome.map(|it| match it {
            SheetOutcome::Reached => "reached",
            SheetOutcome::NoAnswer => "no-answer",
            SheetOutcome::Refused => "refused",
        });
        let typed = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
        let step = |(step, is): (&Step, &bool)| {
            let sign = if *is { "" } else { NONE };
            format!("{sign}{}", step.code())
        };
        let steps: Vec<String> = self.steps.iter().map(step).collect();
        kept(&[
            ("how", self.how.map(|it| it.code().to_string())),
            ("purpose", self.purpose.map(|it| it.code().to_string())),
            ("outcome", outcome.map(str::to_owned)),
            ("refusal", self.refusal.map(|it| it.code().to_string())),
            ("text", typed(&self.text)),
            ("on", typed(&self.on)),
            ("next", typed(&self.next)),
            ("expect-on", self.expect_on.clone()),
            ("amount", self.amount.clone()),
            ("why", typed(&self.why)),
            ("until", typed(&self.until)),
            ("order", self.order.map(|it| it.uuid().to_string())),
            ("person", self.person.map(|it| it.uuid().to_string())),
            ("channel", self.channel.map(|it| it.code().to_string())),
            ("sub", self.sub.keep(SubChannel::code)),
            ("referrer", self.referrer.keep(CustomerId::uuid)),
            ("search", typed(&self.search)),
            ("will", self.will.map(|it| it.to_string())),
            ("ability", self.ability.map(|it| it.to_string())),
            ("steps", typed(&steps.join(" "))),
        ])
    }

    /// What was typed and chosen in it, one after the other, for somebody who reads it outside.
    pub(crate) fn said(&self) -> Vec<SheetEdit> {
        let typed = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
        let named = |text: &Option<String>| text.clone().filter(|it| !it.is_empty());
        let said = [
            typed(&self.on).map(SheetEdit::On),
            self.how.map(SheetEdit::How),
            self.outcome.map(SheetEdit::Outcome),
            self.refusal.map(SheetEdit::Refusal),
            typed(&self.text).map(SheetEdit::Text),
            named(&self.expect_on).map(SheetEdit::ExpectOn),
            named(&self.amount).map(SheetEdit::Amount),
            typed(&self.why).map(SheetEdit::Why),
            typed(&self.next).map(SheetEdit::Next),
            self.purpose.map(SheetEdit::Purpose),
            typed(&self.until).map(SheetEdit::Until),
            self.order.map(|it| SheetEdit::Order(Some(it))),
            self.person.map(SheetEdit::Person),
            self.channel.map(SheetEdit::Channel),
            self.sub.edit(SheetEdit::Sub),
            self.referrer.edit(SheetEdit::Referrer),
            self.will.map(|it| SheetEdit::Will(Some(it))),
            self.ability.map(|it| SheetEdit::Ability(Some(it))),
        ];
        let steps = self.steps.iter().map(|(step, is)| SheetEdit::Step(*step, *is));
        said.into_iter().flatten().chain(steps).collect()
    }
}

impl QuickForm {
    /// The choices that a text keeps.
    pub(crate) fn read(text: &str) -> Self {
        let DealForm { channel, sub, referrer, will, ability, .. } = DealForm::read(text);
        Self { channel, sub: sub.or(None), referrer: referrer.or(None), will, ability }
    }

    /// As they are kept.
    pub(crate) fn keep(self) -> String {
        let Self { channel, sub, referrer, will, ability } = self;
        let sub = sub.map_or(Over::Kept, Over::Chosen);
        let referrer = referrer.map_or(Over::Kept, Over::Chosen);
        DealForm { channel, sub, referrer, will, ability, ..DealForm::default() }.keep()
    }
}

/// That something is not: no part of a channel, nobody who recommended, a step without its tick.
const NONE: &str = "-";

fn step_of(text: &str) -> Option<(Step, bool)> {
    let (code, is) = match text.strip_prefix(NONE) {
        Some(code) => (code, false),
        None => (text, true),
    };
    Some((Step::from_code(code.parse().ok()?)?, is))
}

/// A line each: the name, a blank, the value.
fn kept(values: &[(&str, Option<String>)]) -> String {
    let line = |(name, value): &(&str, Option<String>)| {
        let value = value.as_ref()?.replace('\\', "\\\\").replace('\n', "\\n");
        Some(format!("{name} {value}"))
    };
    values.iter().filter_map(line).collect::<Vec<_>>().join("\n")
}

fn value_of(text: &str, name: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
    let mut plain = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(it) = chars.next() {
        match it {
            '\\' => match chars.next() {
                Some('n') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            it => plain.push(it),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_comes_back_from_its_text_as_it_was() {
        let id = Uuid::from_u128(7);
        let form = DealForm {
            how: Some(How::Visit),
            purpose: Some(Purpose::Push),
            outcome: Some(SheetOutcome::Refused),
            refusal: Some(Refusal::Money),
            text: "说了 \\n 两行\n第二行\\".to_owned(),
            on: "2026-11-20".to_owned(),
            next: "2026-12-01".to_owned(),
            expect_on: Some(String::new()),
            amount: Some("1,200".to_owned()),
            why: " 涨价 ".to_owned(),
            until: "x".to_owned(),
            order: Some(OrderId::new(id)),
            person: Some(PersonId::new(id)),
            channel: Some(Channel::Referral),
            sub: Over::Chosen(SubChannel::Designer),
            referrer: Over::Chosen(CustomerId::new(id)),
            search: "老 店".to_owned(),
            will: Some(false),
            ability: Some(true),
            steps: [(Step::Need, true), (Step::Trust, false)].into(),
        };
        assert_eq!(DealForm::read(&form.keep()), form);
        let none = DealForm { sub: Over::Nothing, referrer: Over::Nothing, ..form };
        assert_eq!(DealForm::read(&none.keep()), none);
        assert_eq!(DealForm::default().keep(), "");
    }

    #[test]
    fn what_cannot_be_read_of_a_form_is_left_out() {
        let form = DealForm::read(
            "how 9\nsteps x -2\nsub 99\nreferrer x\nwho 1\ntext\nwill maybe\namount 5",
        );
        let amount = Some("5".to_owned());
        let steps = [(Step::Receive, false)].into();
        assert_eq!(form, DealForm { amount, steps, ..DealForm::default() });
    }

    #[test]
    fn another_channel_leaves_what_belongs_to_the_one_before() {
        let mut form = DealForm::default();
        form.edit(SheetEdit::Channel(Channel::Online));
        form.edit(SheetEdit::Sub(Some(SubChannel::Article)));
        form.edit(SheetEdit::Channel(Channel::Online));
        assert_eq!(form.sub, Over::Chosen(SubChannel::Article));
        form.edit(SheetEdit::Channel(Channel::WalkIn));
        assert_eq!(form.sub, Over::Kept);
    }

    #[test]
    fn who_recommended_brings_the_channel_and_ends_the_search() {
        let id = CustomerId::new(Uuid::from_u128(7));
        let mut form = DealForm::default();
        form.edit(SheetEdit::Search("老店".to_owned()));
        form.edit(SheetEdit::Referrer(Some(id)));
        assert_eq!((form.channel, form.referrer), (Some(Channel::Referral), Over::Chosen(id)));
        assert_eq!(form.search, "");
        form.edit(SheetEdit::Referrer(None));
        assert_eq!((form.channel, form.referrer), (Some(Channel::Referral), Over::Nothing));
    }
}
