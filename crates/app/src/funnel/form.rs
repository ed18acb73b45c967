//! What is typed and chosen in a sheet and in the quick entry, as the text of a draft. Not here: what it
//! means (`read`).

use std::str::FromStr;

use jipan_rules::Uuid;
use jipan_rules::funnel::{Channel, How, Purpose, Refusal, Step, SubChannel};
use jipan_rules::values::ids::{CustomerId, OrderId, PersonId};

use crate::event::{SheetEdit, SheetOutcome};

/// What was typed or chosen in a sheet; `None` where nothing was, and what was known before stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct DealForm {
    pub(crate) how: Option<How>,
    pub(crate) purpose: Option<Purpose>,
    pub(crate) outcome: Option<SheetOutcome>,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) text: String,
    pub(crate) next: String,
    pub(crate) expect_on: Option<String>,
    pub(crate) amount: Option<String>,
    pub(crate) why: String,
    pub(crate) until: String,
    pub(crate) order: Option<OrderId>,
    pub(crate) person: Option<PersonId>,
    pub(crate) channel: Option<Channel>,
    pub(crate) sub: Option<SubChannel>,
    pub(crate) referrer: Option<CustomerId>,
    pub(crate) will: Option<bool>,
    pub(crate) ability: Option<bool>,
    pub(crate) step: Option<Step>,
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
            SheetEdit::Next(it) => self.next = it,
            SheetEdit::ExpectOn(it) => self.expect_on = Some(it),
            SheetEdit::Amount(it) => self.amount = Some(it),
            SheetEdit::Why(it) => self.why = it,
            SheetEdit::Until(it) => self.until = it,
            SheetEdit::Order(it) => self.order = it,
            SheetEdit::Person(it) => self.person = Some(it),
            SheetEdit::Channel(it) => {
                if self.channel != Some(it) {
                    (self.sub, self.referrer) = (None, None);
                }
                self.channel = Some(it);
            }
            SheetEdit::Sub(it) => self.sub = it,
            SheetEdit::Referrer(it) => self.referrer = it,
            SheetEdit::Will(it) => self.will = it,
            SheetEdit::Ability(it) => self.ability = it,
            SheetEdit::Step(it) => self.step = it,
        }
    }

    /// The form that a text keeps; what cannot be read of it is left out.
    pub(crate) fn read(text: &str) -> Self {
        let of = |name| value_of(text, name);
        let code = |name| of(name)?.parse::<u8>().ok();
        let id = |name| Uuid::try_parse(&of(name)?).ok();
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
            next: of("next").unwrap_or_default(),
            expect_on: of("expect-on"),
            amount: of("amount"),
            why: of("why").unwrap_or_default(),
            until: of("until").unwrap_or_default(),
            order: id("order").map(OrderId::new),
            person: id("person").map(PersonId::new),
            channel: code("channel").and_then(Channel::from_code),
            sub: code("sub").and_then(SubChannel::from_code),
            referrer: id("referrer").map(CustomerId::new),
            will: of("will").and_then(|it| bool::from_str(&it).ok()),
            ability: of("ability").and_then(|it| bool::from_str(&it).ok()),
            step: code("step").and_then(Step::from_code),
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
        kept(&[
            ("how", self.how.map(|it| it.code().to_string())),
            ("purpose", self.purpose.map(|it| it.code().to_string())),
            ("outcome", outcome.map(str::to_owned)),
            ("refusal", self.refusal.map(|it| it.code().to_string())),
            ("text", typed(&self.text)),
            ("next", typed(&self.next)),
            ("expect-on", self.expect_on.clone()),
            ("amount", self.amount.clone()),
            ("why", typed(&self.why)),
            ("until", typed(&self.until)),
            ("order", self.order.map(|it| it.uuid().to_string())),
            ("person", self.person.map(|it| it.uuid().to_string())),
            ("channel", self.channel.map(|it| it.code().to_string())),
            ("sub", self.sub.map(|it| it.code().to_string())),
            ("referrer", self.referrer.map(|it| it.uuid().to_string())),
            ("will", self.will.map(|it| it.to_string())),
            ("ability", self.ability.map(|it| it.to_string())),
            ("step", self.step.map(|it| it.code().to_string())),
        ])
    }

    /// What was written in it, for somebody who reads it outside.
    pub(crate) fn words(&self) -> String {
        let typed =
            [Some(&self.text), Some(&self.why), self.amount.as_ref(), self.expect_on.as_ref()];
        let typed = typed.into_iter().flatten().filter(|it| !it.is_empty());
        typed.cloned().collect::<Vec<_>>().join("\n")
    }
}

impl QuickForm {
    /// The choices that a text keeps.
    pub(crate) fn read(text: &str) -> Self {
        let DealForm { channel, sub, referrer, will, ability, .. } = DealForm::read(text);
        Self { channel, sub, referrer, will, ability }
    }

    /// As they are kept.
    pub(crate) fn keep(self) -> String {
        let Self { channel, sub, referrer, will, ability } = self;
        DealForm { channel, sub, referrer, will, ability, ..DealForm::default() }.keep()
    }
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
        match (it, it == '\\') {
            (_, true) => match chars.next() {
                Some('n') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            (it, false) => plain.push(it),
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
            next: "2026-12-01".to_owned(),
            expect_on: Some(String::new()),
            amount: Some("1,200".to_owned()),
            why: " 涨价 ".to_owned(),
            until: "x".to_owned(),
            order: Some(OrderId::new(id)),
            person: Some(PersonId::new(id)),
            channel: Some(Channel::Referral),
            sub: Some(SubChannel::Designer),
            referrer: Some(CustomerId::new(id)),
            will: Some(false),
            ability: Some(true),
            step: Some(Step::Need),
        };
        assert_eq!(DealForm::read(&form.keep()), form);
        assert_eq!(DealForm::default().keep(), "");
    }

    #[test]
    fn what_cannot_be_read_of_a_form_is_left_out() {
        let form = DealForm::read("how 9\nstep x\nwho 1\ntext\nwill maybe\namount 5");
        let amount = Some("5".to_owned());
        assert_eq!(form, DealForm { amount, ..DealForm::default() });
    }

    #[test]
    fn another_channel_leaves_what_belongs_to_the_one_before() {
        let mut form = DealForm::default();
        form.edit(SheetEdit::Channel(Channel::Online));
        form.edit(SheetEdit::Sub(Some(SubChannel::Article)));
        form.edit(SheetEdit::Channel(Channel::Online));
        assert_eq!(form.sub, Some(SubChannel::Article));
        form.edit(SheetEdit::Channel(Channel::WalkIn));
        assert_eq!(form.sub, None);
    }
}
