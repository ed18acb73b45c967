//! The products as they are searched: by code, name, brand, pinyin and initials. Not here: prices.

use std::rc::Rc;

use jipan_book::sorting::sort_by_key;
use jipan_book::{Needle, Readings, fold, has_readings, read_from, readings};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use crate::model::Model;

/// All products in the order of their codes, with what they are searched by.
#[derive(Debug, Default)]
pub(crate) struct Goods {
    /// The revision of the book, and whether names could be read aloud.
    made_for: Option<(u64, bool)>,
    pub(crate) all: Vec<Good>,
}

/// A product as it is searched.
#[derive(Debug)]
pub(crate) struct Good {
    pub(crate) id: ProductId,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) is_active: bool,
    folded: String,
    readings: Readings,
}

impl Good {
    /// Whether it is what somebody looks for.
    pub(crate) fn is_found(&self, needle: &Needle) -> bool {
        needle.spellings().any(|it| self.folded.contains(it))
            || needle.keys().is_some_and(|keys| {
                let texts = [&self.readings.initials, &self.readings.pinyin];
                texts.into_iter().any(|text| is_read(text, &keys))
            })
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
        let made_for = Some((self.book.revision(), has_readings()));
        let mut kept = self.trade.goods.borrow_mut();
        if kept.made_for != made_for {
            let mut all: Vec<Good> = self
                .book
                .products()
                .map(|it| {
                    let text = |field| it.text(field).unwrap_or_default();
                    let (code, name) = (it.code(), text(fields::PRODUCT_NAME));
                    let words = format!("{code}\n{name}\n{}", text(fields::PRODUCT_BRAND));
                    Good {
                        id: it.id,
                        code: code.to_owned(),
                        name: name.to_owned(),
                        is_active: it.value(fields::PRODUCT_ACTIVE) != Some(&Value::YesNo(false)),
                        folded: fold(&words).into_owned(),
                        readings: readings(name),
                    }
                })
                .collect();
            sort_by_key(&mut all, |it| (it.code.clone(), it.id));
            *kept = Rc::new(Goods { made_for, all });
        }
        Rc::clone(&kept)
    }
}
