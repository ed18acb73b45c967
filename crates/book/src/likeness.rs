//! How alike two customers are: their keys, names and addresses, fact by fact. Not here: which
//! customers are compared, and what is done about it.

mod place;

use jipan_rules::schema::{FieldId, fields};

use crate::arena::Row;
use crate::book::Book;
use crate::fold::fold_char;
use crate::pinyin::{main_reading, unit_starts};

pub use place::AddressLikeness;
pub(crate) use place::{Place, are_common_pairs_enough, n_pairs};

/// Names shorter than this are near only if they are equal: one sign of three is a lot.
pub(crate) const NEAR_NAME_CHARS_MIN: usize = 4;
/// What two customers say about something that only one shop can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyLikeness {
    /// Both say the same.
    Same,
    /// One of them says nothing.
    Unknown,
    /// Each says something else.
    Other,
}

/// What two customers say about their phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhoneLikeness {
    /// The same number, which few have.
    Same,
    /// The same number, but many have it: it says little.
    SharedByMany,
    /// Not the same number, or none.
    Other,
}

/// How alike two names are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameLikeness {
    /// Letter by letter; signs, width and case aside.
    Same,
    /// One letter more, less or other.
    Near,
    /// Other characters that are read the same.
    SameSound,
    /// Not alike.
    Other,
}

/// What is alike of two customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Likeness {
    /// 许可证号
    pub licence: KeyLikeness,
    /// 客户代码
    pub code: KeyLikeness,
    /// 联系电话
    pub phone: PhoneLikeness,
    /// 店铺名称
    pub name: NameLikeness,
    /// 经营地址
    pub address: AddressLikeness,
}

/// How sure it is that two customers are one shop, surest first. OURS
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// A number that only one shop can have is the same: licence or code.
    SameKey,
    /// The name is alike, and the phone the same.
    NameAndPhone,
    /// The name is alike, and so is the address.
    NameAndAddress,
    /// Only the phone is the same: perhaps one owner of two shops.
    PhoneOnly,
}

impl Sureness {
    /// All of them, surest first.
    pub const ALL: [Self; 4] =
        [Self::SameKey, Self::NameAndPhone, Self::NameAndAddress, Self::PhoneOnly];
}

impl Likeness {
    /// Compares two customers. `is_shared` says whether a phone they have in common is one that
    /// many have.
    pub fn of(book: &Book, one: Row, other: Row, is_shared: bool) -> Self {
        let texts = |field: FieldId| [one, other].map(|row| book.text(row, field));
        let key = |field| match texts(field) {
            [Some(one), Some(other)] if one == other => KeyLikeness::Same,
            [Some(_), Some(_)] => KeyLikeness::Other,
            [None, _] | [_, None] => KeyLikeness::Unknown,
        };
        let phone = match (key(fields::PHONE), is_shared) {
            (KeyLikeness::Same, false) => PhoneLikeness::Same,
            (KeyLikeness::Same, true) => PhoneLikeness::SharedByMany,
            (KeyLikeness::Unknown | KeyLikeness::Other, _) => PhoneLikeness::Other,
        };
        let [name, other_name] = texts(fields::NAME).map(letters_of);
        let [address, other_address] = texts(fields::ADDRESS).map(Place::of);
        Self {
            licence: key(fields::LICENCE),
            code: key(fields::CODE),
            phone,
            name: match name_likeness(&name, &other_name) {
                NameLikeness::Other if is_same_sound(book, [one, other], [&name, &other_name]) => {
                    NameLikeness::SameSound
                }
                likeness @ (NameLikeness::Same
                | NameLikeness::Near
                | NameLikeness::SameSound
                | NameLikeness::Other) => likeness,
            },
            address: address.likeness(&other_address),
        }
    }

    /// How sure it is that both are one shop; `None` if nothing says so.
    ///
    /// A phone alone counts only if few have it. A name that is alike needs the same phone or an
    /// address that is alike; one that differs in its numbers only if it is not known that each has
    /// a licence of its own. OURS
    pub fn sureness(&self) -> Option<Sureness> {
        if self.licence == KeyLikeness::Same || self.code == KeyLikeness::Same {
            return Some(Sureness::SameKey);
        }
        if self.name != NameLikeness::Other {
            if self.phone != PhoneLikeness::Other {
                return Some(Sureness::NameAndPhone);
            }
            let is_near = match self.address {
                AddressLikeness::Same | AddressLikeness::Near => true,
                AddressLikeness::OtherNumber => {
                    self.name != NameLikeness::SameSound && self.licence != KeyLikeness::Other
                }
                AddressLikeness::Other => false,
            };
            if is_near {
                return Some(Sureness::NameAndAddress);
            }
        }
        (self.phone == PhoneLikeness::Same).then_some(Sureness::PhoneOnly)
    }
}

/// The letters and digits of a text, folded.
pub(crate) fn letters(text: &str) -> Vec<char> {
    text.chars().map(fold_char).filter(|c| c.is_alphanumeric()).collect()
}

fn letters_of(text: Option<&str>) -> Vec<char> {
    letters(text.unwrap_or_default())
}

fn name_likeness(one: &[char], other: &[char]) -> NameLikeness {
    if one.is_empty() || other.is_empty() {
        NameLikeness::Other
    } else if one == other {
        NameLikeness::Same
    } else if is_near_name(one, other) {
        NameLikeness::Near
    } else {
        NameLikeness::Other
    }
}

/// At most one letter more, less or other; short names must be equal.
pub(crate) fn is_near_name(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < NEAR_NAME_CHARS_MIN || long.len() - short.len() > 1 {
        return short == long;
    }
    let n_start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let n_end = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    n_start + n_end + 1 >= long.len()
}

/// Whether two names are read the same, each character in its usual reading.
fn is_same_sound(book: &Book, rows: [Row; 2], names: [&[char]; 2]) -> bool {
    let [one, other] = rows;
    match [(one, names[0]), (other, names[1])].map(|(row, name)| whole_reading(book, row, name)) {
        [Some(one), Some(other)] => main_reading(one).eq(main_reading(other)),
        [None, _] | [_, None] => false,
    }
}

/// How a name is read; `None` if some letter of it is not: it has no reading, or it was read
/// without the table. What is left out would make names of one sound that are not.
pub(crate) fn whole_reading<'b>(book: &'b Book, row: Row, name: &[char]) -> Option<&'b str> {
    book.pinyin().get(row).filter(|reading| unit_starts(reading).count() == name.len())
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
    fn the_surest_reason_counts() {
        let none = Likeness {
            licence: KeyLikeness::Unknown,
            code: KeyLikeness::Other,
            phone: PhoneLikeness::Other,
            name: NameLikeness::Other,
            address: AddressLikeness::Same,
        };
        assert_eq!(none.sureness(), None);
        let phone = Likeness { phone: PhoneLikeness::Same, ..none };
        assert_eq!(phone.sureness(), Some(Sureness::PhoneOnly));
        let shared = Likeness { phone: PhoneLikeness::SharedByMany, ..none };
        assert_eq!(shared.sureness(), None);
        let named = Likeness { name: NameLikeness::SameSound, ..shared };
        assert_eq!(named.sureness(), Some(Sureness::NameAndPhone));
        let near = Likeness { phone: PhoneLikeness::Other, name: NameLikeness::Near, ..none };
        assert_eq!(near.sureness(), Some(Sureness::NameAndAddress));
        let neighbour = Likeness { address: AddressLikeness::OtherNumber, ..near };
        assert_eq!(neighbour.sureness(), Some(Sureness::NameAndAddress));
        let two = Likeness { licence: KeyLikeness::Other, ..neighbour };
        assert_eq!(two.sureness(), None);
        let key = Likeness { code: KeyLikeness::Same, ..two };
        assert_eq!(key.sureness(), Some(Sureness::SameKey));
    }
}
