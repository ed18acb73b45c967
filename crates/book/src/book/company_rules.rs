//! The rules that the company set, each from a day on. Not here: what they mean, which is
//! `jipan_rules::setting`.

use std::collections::BTreeMap;

use jipan_rules::NaiveDate;
use jipan_rules::setting::RuleBook;

use super::apply::{Applied, Before};
use super::registers::Register;
use super::{Book, Origin, SharedPlace};
use crate::change::Op;
use crate::stamp::Stamp;

/// A rule by its code, and the first day in force.
pub(crate) type RuleKey = (u16, NaiveDate);

/// What was set for a day, in the words of that rule, and what that came after.
pub type RuleRecord = Register<Box<str>>;

impl Book {
    /// What was set of each rule, by its code and the first day in force; what was taken back is
    /// without a value.
    pub fn rules(&self) -> &BTreeMap<RuleKey, RuleRecord> {
        &self.rules
    }

    /// What was set, to be read.
    pub fn rule_book(&self) -> RuleBook {
        let set = self.rules.iter();
        set.filter_map(|(&(key, from), it)| Some((key, from, it.value.as_deref()?))).collect()
    }

    /// What was set by some instant: what was set for a day later is not in it, but what stood for that
    /// day then, however often it was set since.
    ///
    /// ```
    /// use jipan_book::{Book, Stamp};
    /// use jipan_rules::setting::RuleBook;
    /// assert_eq!(Book::new().rule_book_at(Stamp::zero()), RuleBook::default());
    /// ```
    pub fn rule_book_at(&self, at: Stamp) -> RuleBook {
        let set = self.rules.iter();
        set.filter_map(|(&(key, from), it)| {
            Some((key, from, it.said_by(at, &self.writers)?.as_ref()))
        })
        .collect()
    }

    /// Who set a rule for a day, or took that back.
    pub fn rule_by(&self, key: u16, from: NaiveDate) -> Option<&Origin> {
        self.writers.get(self.rules.get(&(key, from))?.writer)
    }

    /// The write that sets a rule from a day on, knowing what was set for that very day.
    pub fn put_rule(&self, key: u16, from: NaiveDate, value: Option<Box<str>>) -> Op {
        let was = self.rules.get(&(key, from)).and_then(|it| it.value.clone());
        Op::Rule { key, from, value, was }
    }

    /// What stands of a rule once something is written: the later one, with what it came after.
    pub(crate) fn merged_rule(&self, key: RuleKey, put: RuleRecord) -> RuleRecord {
        Register::merged(self.rules.get(&key).cloned(), put, true, &self.writers)
    }

    pub(super) fn write_rule(&mut self, key: RuleKey, put: RuleRecord, applied: &mut Applied) {
        let before = self.rules.get(&key).cloned();
        let value = self.merged_rule(key, put);
        if before.as_ref() != Some(&value) {
            applied.before.push(Before::Rule(key, before));
            self.set_rule(key, Some(value));
        }
    }

    pub(crate) fn set_rule(&mut self, key: RuleKey, record: Option<RuleRecord>) {
        self.note_unseen(SharedPlace::Rule(key.0, key.1), record.as_ref());
        match record {
            Some(record) => self.rules.insert(key, record),
            None => self.rules.remove(&key),
        };
        // Any customer may be found of otherwise by it.
        self.revision.touch_all();
    }
}
