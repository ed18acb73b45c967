//! The rules that the company set, each from a day on. Not here: what they mean, which is
//! `jipan_rules::setting`.

use std::collections::BTreeMap;

use jipan_rules::NaiveDate;
use jipan_rules::setting::RuleBook;

use super::apply::{Applied, Before};
use super::{Book, NO_WRITER, Origin};
use crate::change::Op;
use crate::stamp::Stamp;

/// A rule by its code, and the first day in force.
pub(crate) type RuleKey = (u16, NaiveDate);

/// What was set for a day; without a value it was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRecord {
    pub(crate) writer: u32,
    /// In the words of that rule.
    pub value: Option<Box<str>>,
    pub(crate) was: Option<Box<str>>,
}

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

    /// What was set by some instant: what was set for a day later is not in it, but what that replaced.
    pub fn rule_book_at(&self, at: Stamp) -> RuleBook {
        let set = self.rules.iter();
        set.filter_map(|(&(key, from), it)| {
            let is_later = self.writers.get(it.writer).is_some_and(|writer| writer.stamp > at);
            let value = if is_later { &it.was } else { &it.value };
            Some((key, from, value.as_deref()?))
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

    pub(super) fn write_rule(&mut self, key: RuleKey, put: RuleRecord, applied: &mut Applied) {
        let before = self.rules.get(&key).cloned();
        let last = before.as_ref().map_or(NO_WRITER, |last| last.writer);
        if self.is_at_least(put.writer, last) {
            applied.before.push(Before::Rule(key, before));
            self.set_rule(key, Some(put));
        }
    }

    pub(crate) fn set_rule(&mut self, key: RuleKey, record: Option<RuleRecord>) {
        match record {
            Some(record) => self.rules.insert(key, record),
            None => self.rules.remove(&key),
        };
        // Any customer may be found of otherwise by it.
        self.revision.touch_all();
    }
}
