//! Customers that may be the same shop as the one being entered. Not here: what is done about it.

use jipan_rules::check::parse_value;
use jipan_rules::schema::{FieldId, field as field_def, fields};
use jipan_rules::value::Value;

use crate::arena::{Row, Step};
use crate::book::Book;
use crate::fold::fold_char;
use crate::search::FoldFinder;

/// Customers named at most. OURS
const SIMILAR_MAX: usize = 5;
/// Names shorter than this are near only if they are equal: one sign of three is a lot.
const NEAR_NAME_CHARS_MIN: usize = 4;
/// Of the pairs of neighbouring signs of two addresses, this part must be common: 8 of 10. OURS
const NEAR_ADDRESS: (usize, usize) = (8, 10);

/// What was typed of a customer so far; blank where nothing was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    /// 店铺名称
    pub name: String,
    /// 经营地址
    pub address: String,
    /// 联系电话
    pub phone: String,
    /// 许可证号
    pub licence: String,
    /// 客户代码
    pub code: String,
}

/// What is alike, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SimilarBy {
    /// The licence number is the same.
    Licence,
    /// The customer code is the same.
    Code,
    /// The phone number is the same.
    Phone,
    /// The name differs in one sign at most, and the address hardly.
    NameAndAddress,
}

/// A customer that may be the same shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Similar {
    /// Its row.
    pub row: Row,
    /// What is alike.
    pub by: SimilarBy,
}

/// At most five customers, closed ones included, that may be the same shop; surest first. `except`
/// is the customer being edited.
pub fn similar(book: &Book, candidate: &Candidate, except: Option<Row>) -> Vec<Similar> {
    let mut found: Vec<Similar> = Vec::new();
    let mut note = |row: Row, by: SimilarBy| {
        let is_new = found.iter().all(|it| it.row != row);
        if is_new && Some(row) != except && book.is_visible(row) {
            found.push(Similar { row, by });
        }
        if found.len() < SIMILAR_MAX { Step::NextText } else { Step::Stop }
    };
    for (field, text, by) in [
        (fields::LICENCE, &candidate.licence, SimilarBy::Licence),
        (fields::CODE, &candidate.code, SimilarBy::Code),
        (fields::PHONE, &candidate.phone, SimilarBy::Phone),
    ] {
        let (Some(wanted), Some(column)) = (canonical(field, text), book.texts(field)) else {
            continue;
        };
        column.scan(&wanted, |row, _| {
            let is_same = book.text(row, field) == Some(&*wanted);
            if is_same { note(row, by) } else { Step::NextText }
        });
    }
    if let Some(near) = Near::new(candidate) {
        near.scan(book, |row| note(row, SimilarBy::NameAndAddress));
    }
    found
}

/// A key as the book would hold it; `None` while it is not one yet.
fn canonical(field: FieldId, text: &str) -> Option<Box<str>> {
    match parse_value(field_def(field)?, text).ok().flatten()? {
        Value::Text(text) => Some(text),
        Value::Integer(_)
        | Value::Date(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => None,
    }
}

/// A name and an address, without signs.
struct Near {
    name: Vec<char>,
    address: Vec<char>,
}

impl Near {
    fn new(candidate: &Candidate) -> Option<Self> {
        let near = Self { name: letters(&candidate.name), address: letters(&candidate.address) };
        (!near.name.is_empty() && !near.address.is_empty()).then_some(near)
    }

    /// Of two names that differ in one sign, one half is the same: only names that hold a half of
    /// this one are looked at.
    fn scan(&self, book: &Book, mut note: impl FnMut(Row) -> Step) {
        let Some(names) = book.texts(fields::NAME) else {
            return;
        };
        let (first, second) = self.name.split_at(self.name.len() / 2);
        let mut rows: Vec<Row> = Vec::new();
        for half in [first, second] {
            let half: String = half.iter().collect();
            FoldFinder::new(&half).scan(names, |row, _| {
                if self.is_near(book, row) {
                    rows.push(row);
                }
            });
        }
        rows.sort_unstable();
        for row in rows {
            if note(row) == Step::Stop {
                return;
            }
        }
    }

    fn is_near(&self, book: &Book, row: Row) -> bool {
        let text = |field| letters(book.text(row, field).unwrap_or_default());
        is_near_name(&self.name, &text(fields::NAME))
            && is_near_address(&self.address, &text(fields::ADDRESS))
    }
}

/// The letters and digits of a text, folded.
fn letters(text: &str) -> Vec<char> {
    text.chars().map(fold_char).filter(|c| c.is_alphanumeric()).collect()
}

/// At most one letter more, less or other; short names must be equal.
fn is_near_name(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < NEAR_NAME_CHARS_MIN || long.len() - short.len() > 1 {
        return short == long;
    }
    let n_start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let n_end = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    n_start + n_end + 1 >= long.len()
}

/// One holds the other, or most pairs of neighbouring letters are common.
fn is_near_address(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() {
        return false;
    }
    if long.windows(short.len()).any(|part| part == short) {
        return true;
    }
    let pairs = |text: &[char]| text.windows(2).map(<[char]>::to_vec).collect::<Vec<_>>();
    let (short, mut long) = (pairs(short), pairs(long));
    let n_pairs = short.len() + long.len();
    let mut n_common = 0;
    for pair in short {
        if let Some(at) = long.iter().position(|it| *it == pair) {
            long.swap_remove(at);
            n_common += 1;
        }
    }
    let (part, of) = NEAR_ADDRESS;
    2 * n_common * of >= part * n_pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_near_if_one_letter_differs() {
        let near = |one: &str, other: &str| is_near_name(&letters(one), &letters(other));
        assert!(near("美佳超市（东店）", "美佳超市东店"));
        assert!(near("兴隆烟酒店", "新隆烟酒店") && near("兴隆烟酒店", "兴隆烟酒"));
        assert!(!near("兴隆烟酒店", "兴旺烟酒行") && !near("万家", "万佳"));
    }

    #[test]
    fn an_address_is_near_if_it_says_more_or_nearly_the_same() {
        let near = |one: &str, other: &str| is_near_address(&letters(one), &letters(other));
        assert!(near("迎宾路444号", "乐清市城南街道迎宾路444号"));
        assert!(near("乐清市城南街道迎宾路444号", "乐清市城南街道迎宾路445号"));
        assert!(!near("迎宾路444号", "虹桥镇西街12号") && !near("", "西街"));
    }
}
