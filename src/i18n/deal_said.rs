//! What was typed and chosen in a sheet of the funnel, as lines for somebody who reads it outside. Not here: how
//! it is taken along.

use jipan_app::event::SheetEdit;

use super::Tr;

impl Tr {
    /// All of it, a line each.
    pub fn sheet_said(&self, said: &[(SheetEdit, Option<String>)]) -> String {
        let lines = said.iter().map(|(it, name)| {
            let (label, value) = self.said(it, name.as_deref());
            self.with("said-line", &[("name", label.into()), ("value", value.into())])
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What was asked, and what was said.
    fn said(&self, it: &SheetEdit, name: Option<&str>) -> (String, String) {
        let named = |is: bool| match (is, name) {
            (true, Some(name)) => name.to_owned(),
            (true, None) => self.text("who-unknown"),
            (false, _) => self.text("said-none"),
        };
        let typed = |label: &str, text: &str| (self.text(label), text.to_owned());
        match it {
            SheetEdit::How(it) => (self.text("contact-how"), self.how(*it)),
            SheetEdit::Purpose(it) => (self.text("contact-purpose"), self.purpose(*it)),
            SheetEdit::Outcome(it) => (self.text("contact-result"), self.sheet_outcome(*it)),
            SheetEdit::Refusal(it) => (self.text("contact-reason"), self.refusal_reason(*it)),
            SheetEdit::Text(text) => typed("contact-said", text),
            SheetEdit::On(text) => typed("contact-on", text),
            SheetEdit::Next(text) => typed("contact-next", text),
            SheetEdit::ExpectOn(text) => typed("contact-expected", text),
            SheetEdit::Amount(text) => typed("contact-amount", text),
            SheetEdit::Why(text) => typed("deal-why", text),
            SheetEdit::Until(text) => typed("deal-until", text),
            SheetEdit::Search(text) => typed("quick-referrer", text),
            SheetEdit::Order(it) => (self.text("deal-order"), named(it.is_some())),
            SheetEdit::Person(_) => (self.text("hand-to"), named(true)),
            SheetEdit::Channel(it) => (self.text("channel-name"), self.channel(*it)),
            SheetEdit::Sub(it) => {
                let sub = it.map_or_else(|| self.text("sub-none"), |it| self.sub_channel(it));
                (self.text("sub-name"), sub)
            }
            SheetEdit::Referrer(it) => (self.text("quick-referrer"), named(it.is_some())),
            SheetEdit::Will(it) => (self.text("deal-will"), self.maybe(*it)),
            SheetEdit::Ability(it) => (self.text("deal-ability"), self.maybe(*it)),
            SheetEdit::Step(step, is) => {
                let is = if *is { "close-done" } else { "close-open" };
                (self.step(*step), self.text(is))
            }
        }
    }
}
