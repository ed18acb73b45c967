//! Customers that may be the same shop as the one being entered. Not here: what is done about it.

use crate::sorting::sort;
use jipan_rules::check::parse_value;
use jipan_rules::schema::{FieldId, field as field_def, fields};
use jipan_rules::value::Value;

use crate::arena::{Row, Step};
use crate::book::Book;
use crate::likeness::{AddressLikeness, Place, is_near_name, letters};
use crate::search::FoldFinder;

/// Customers named at most. OURS
const SIMILAR_MAX: usize = 5;

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
        // What was merged into another customer is found under that one.
        let row = book.key_row(row).filter(|row| Some(*row) != except);
        if let Some(row) = row.filter(|row| found.iter().all(|it| it.row != *row)) {
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

/// A name without signs, and an address.
struct Near {
    name: Vec<char>,
    address: Place,
}

impl Near {
    fn new(candidate: &Candidate) -> Option<Self> {
        let address = Place::of(Some(&candidate.address));
        let near = Self { name: letters(&candidate.name), address };
        (!near.name.is_empty() && !near.address.rest.is_empty()).then_some(near)
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
        sort(&mut rows);
        for row in rows {
            if note(row) == Step::Stop {
                return;
            }
        }
    }

    fn is_near(&self, book: &Book, row: Row) -> bool {
        let text = |field| book.text(row, field);
        is_near_name(&self.name, &letters(text(fields::NAME).unwrap_or_default()))
            && self.address.likeness(&Place::of(text(fields::ADDRESS))) != AddressLikeness::Other
    }
}
