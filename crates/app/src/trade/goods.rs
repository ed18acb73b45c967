//! The products as they are searched: by code, brand and every name they had, their pinyin and initials. Not
//! here: prices.

use std::rc::Rc;

use jipan_book::sorting::sort_by_key;
use jipan_book::{Needle, Readings, fold, has_readings, read_from, readings};
use jipan_rules::NaiveDate;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use crate::model::Model;

/// All products in the order of their codes, with what they are searched by.
#[derive(Debug, Default)]
pub(crate) struct Goods {
    /// The revision of the book, the day, and whether names could be read aloud.
    made_for: Option<(u64, NaiveDate, bool)>,
    pub(crate) all: Vec<Good>,
}

/// A product as it is searched.
#[derive(Debug)]
pub(crate) struct Good {
    pub(crate) id: ProductId,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) is_active: bool,
    /// Name and code, and the brand.
    words: [Words; 2],
    /// Every other name.
    former: Vec<(String, Words)>,
}

/// A text as it is searched.
#[derive(Debug)]
struct Words {
    folded: String,
    readings: Readings,
}

impl Words {
    fn of(name: &str, more: &[&str]) -> Self {
        let mut all = name.to_owned();
        for more in more {
            all.push('\n');
            all.push_str(more);
        }
        Self { folded: fold(&all).into_owned(), readings: readings(name) }
    }

    fn is_found(&self, needle: &Needle) -> bool {
        needle.spellings().any(|it| self.folded.contains(it))
            || needle.keys().is_some_and(|keys| {
                let texts = [&self.readings.initials, &self.readings.pinyin];
                texts.into_iter().any(|text| is_read(text, &keys))
            })
    }
}

impl Good {
    /// Whether it is what somebody looks for.
    pub(crate) fn is_found(&self, needle: &Needle) -> bool {
        self.is_found_now(needle) || self.found_as(needle).is_some()
    }

    fn is_found_now(&self, needle: &Needle) -> bool {
        self.words.iter().any(|it| it.is_found(needle))
    }

    /// The other name by which it is found, where it is not by what it is called now.
    pub(crate) fn found_as(&self, needle: &Needle) -> Option<&str> {
        let is_found = |it: &&(String, Words)| it.1.is_found(needle);
        let former = self.former.iter().find(is_found).filter(|_| !self.is_found_now(needle));
        former.map(|(name, _)| name.as_str())
    }
}

/// Whether a reading text can be read as these letters from some syllable on.
fn is_read(text: &str, keys: &str) -> bool {
    let starts = text.char_indices().filter(|(_, c)| c.is_ascii_uppercase() || c.is_ascii_digit());
    starts.into_iter().any(|(at, _)| read_from(text, at, keys).is_some())
}

impl Model {
    /// The products, made anew after the book changed.
    pub(crate) fn goods(&self) -> Rc<Goods> {
        let made_for = Some((self.book.revision(), self.today, has_readings()));
        let mut kept = self.trade.goods.borrow_mut();
        if kept.made_for != made_for {
            let mut all: Vec<Good> = self
                .book
                .products()
                .map(|it| {
                    let (code, name) = (it.code(), it.name_on(self.today));
                    let mut former: Vec<&str> = it.names().filter(|it| *it != name).collect();
                    former.reverse();
                    former.dedup();
                    let former = former.into_iter().map(|it| (it.to_owned(), Words::of(it, &[])));
                    let brand = it.text(fields::PRODUCT_BRAND).unwrap_or_default();
                    Good {
                        id: it.id,
                        code: code.to_owned(),
                        name: name.to_owned(),
                        is_active: it.value(fields::PRODUCT_ACTIVE) != Some(&Value::YesNo(false)),
                        words: [Words::of(name, &[code]), Words::of(brand, &[])],
                        former: former.collect(),
                    }
                })
                .collect();
            sort_by_key(&mut all, |it| (it.code.clone(), it.id));
            *kept = Rc::new(Goods { made_for, all });
        }
        Rc::clone(&kept)
    }
}
