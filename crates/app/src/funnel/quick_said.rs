//! What was said when a prospect was entered: in which words, by when and for how much. Not here: the entry itself
//! (`quick`).

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    Channel, Contact, Expectation, Fact, How, Outcome, Purpose, TEXT_CHARS_MAX,
};

use super::meant::{day_of, money_of};
use crate::event::QuickField;
use crate::model::Model;
use crate::view::DealSheetError;

/// The key of the expected day.
pub(crate) const QUICK_EXPECT_KEY: &str = "quick/expect";
/// The key of the expected amount.
pub(crate) const QUICK_AMOUNT_KEY: &str = "quick/amount";
/// The key of what was said.
pub(crate) const QUICK_SAID_KEY: &str = "quick/said";

impl DealSheetError {
    /// Whether it is about a field of the quick entry.
    pub(crate) fn is_of(self, field: QuickField) -> bool {
        match field {
            QuickField::Expect => self == Self::ExpectOn,
            QuickField::Amount => self == Self::Amount,
            QuickField::Name | QuickField::Phone | QuickField::Referrer | QuickField::Said => false,
        }
    }
}

/// What is typed, no longer than it can be said: the field shows what it holds.
pub(super) fn shortened(field: QuickField, text: &str) -> &str {
    match (field, text.char_indices().nth(TEXT_CHARS_MAX)) {
        (QuickField::Said, Some((end, _))) => text.get(..end).unwrap_or(text),
        (_, _) => text,
    }
}

impl Model {
    /// What was said, as facts beside the opening; or what is wrong with it. Who came by itself was talked with
    /// in the shop, everybody else on the phone, unless somebody says otherwise later.
    pub(super) fn quick_said(
        &self,
        channel: Option<Channel>,
        today: NaiveDate,
    ) -> Result<Vec<Fact>, Vec<DealSheetError>> {
        let [expect, amount, said] =
            [QUICK_EXPECT_KEY, QUICK_AMOUNT_KEY, QUICK_SAID_KEY].map(|key| self.quick_text(key));
        let (on, amount) = match (day_of(&expect), money_of(&amount)) {
            (Ok(on), Ok(amount)) => (on, amount),
            (on, amount) => return Err([on.err(), amount.err()].into_iter().flatten().collect()),
        };
        let mut facts = Vec::new();
        let text = said.trim();
        if !text.is_empty() {
            let is_here = channel == Some(Channel::WalkIn);
            facts.push(Fact::Contact(Box::new(Contact {
                on: today,
                how: if is_here { How::InShop } else { How::Phone },
                purpose: Purpose::Open,
                outcome: Outcome::Reached,
                text: text.into(),
                next: None,
            })));
        }
        if on.is_some() || amount.is_some() {
            facts.push(Fact::Expect(Expectation { on, amount, why: None, seen: None }));
        }
        // An amount beyond what any tablet can have written.
        let is_too_much = facts.iter().any(|fact| fact.fault().is_some());
        if is_too_much { Err(vec![DealSheetError::Amount]) } else { Ok(facts) }
    }
}
