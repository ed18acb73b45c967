//! Looking at one row at a time, where a shorter query found few. Not here: scanning whole columns.

use super::needle::FoldFinder;
use super::{Needle, Rank, SearchTexts, holds_digits, units_of};
use crate::arena::{Row, TextArena};

/// A needle prepared for one row at a time.
pub(super) struct Looker<'n> {
    spellings: Vec<FoldFinder<'n>>,
    keys: Option<String>,
    digits: Option<String>,
    code: Option<FoldFinder<'n>>,
}

impl<'n> Looker<'n> {
    pub(super) fn new(needle: &'n Needle) -> Self {
        Self {
            spellings: needle.spellings().map(FoldFinder::new).collect(),
            keys: needle.keys(),
            digits: needle.phone(),
            code: needle.code().map(FoldFinder::new),
        }
    }

    pub(super) fn rank(&self, texts: &SearchTexts<'_>, row: Row) -> Option<Rank> {
        self.name_rank(texts, row).or_else(|| self.other_rank(texts, row))
    }

    /// Whether the name of a contact holds it.
    fn is_contact(&self, texts: &SearchTexts<'_>, row: Row) -> bool {
        let is_written = |name: &str| self.spellings.iter().any(|it| it.find_in(name).is_some());
        if is_written(text(texts.contacts, row)) {
            return true;
        }
        texts.people.is_some_and(|people| {
            people.of_customer(row).map(Row::at).any(|place| {
                let is_read = |arena: &TextArena, keys| {
                    arena.get(place).is_some_and(|text| units_of(text, keys).is_some())
                };
                is_written(text(Some(&people.names), place))
                    || self.keys.as_deref().is_some_and(|keys| {
                        is_read(&people.initials, keys) || is_read(&people.pinyin, keys)
                    })
            })
        })
    }

    fn name_rank(&self, texts: &SearchTexts<'_>, row: Row) -> Option<Rank> {
        let name = text(texts.names, row);
        match self.spellings.iter().filter_map(|it| it.find_in(name)).min() {
            Some(0) => return Some(Rank::NamePrefix),
            Some(_) => return Some(Rank::Name),
            None => {}
        }
        let keys = self.keys.as_deref()?;
        let by = |arena: Option<&TextArena>, prefix, inside| {
            let units = units_of(arena?.get(row)?, keys)?;
            Some(if units.start == 0 { prefix } else { inside })
        };
        by(texts.initials, Rank::InitialsPrefix, Rank::Initials)
            .or_else(|| by(texts.pinyin, Rank::PinyinPrefix, Rank::Pinyin))
    }

    fn other_rank(&self, texts: &SearchTexts<'_>, row: Row) -> Option<Rank> {
        if self.is_contact(texts, row) {
            return Some(Rank::Contact);
        }
        if self.digits.as_deref().is_some_and(|digits| has_phone(texts, row, digits)) {
            return Some(Rank::Phone);
        }
        if let Some(code) = &self.code {
            for (arena, rank) in [(texts.licences, Rank::Licence), (texts.codes, Rank::Code)] {
                if code.find_in(text(arena, row)).is_some() {
                    return Some(rank);
                }
            }
        }
        let address = text(texts.addresses, row);
        self.spellings.iter().any(|it| it.find_in(address).is_some()).then_some(Rank::Address)
    }
}

/// Whether a phone number of a contact holds the digits.
fn has_phone(texts: &SearchTexts<'_>, row: Row, digits: &str) -> bool {
    let holds = |arena: &TextArena, row| holds_digits(text(Some(arena), row), digits);
    texts.phones.into_iter().flatten().any(|phones| holds(phones, row))
        || texts.people.is_some_and(|people| {
            people.of_customer(row).map(Row::at).any(|place| holds(&people.phones, place))
        })
}

fn text(arena: Option<&TextArena>, row: Row) -> &str {
    arena.and_then(|it| it.get(row)).unwrap_or_default()
}
