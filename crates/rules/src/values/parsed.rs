//! Phone, licence and customer code as parsed types: the type is the proof.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::text::half_width;
use crate::check::ValueError;

/// A phone number that can be called: 7 to 15 digits, with an optional area code and extension.
/// Kept as digits with single hyphens.
///
/// ```
/// use jipan_rules::values::Phone;
/// let phone: Phone = "１９９０１０００００１２".parse().unwrap();
/// assert_eq!(phone.as_str(), "199010000012");
/// assert_eq!("0576-86100021".parse::<Phone>().unwrap().as_str(), "0576-86100021");
/// assert!("12345".parse::<Phone>().is_err());
/// assert!("8610021 8610022".parse::<Phone>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(Box<str>);

/// 许可证号: 1 to 32 letters, digits and `- _ . /`, upper case; spaces in it are none, unless
/// two parts between them could each be one. Unique among customers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Licence(Box<str>);

/// 客户代码: 1 to 32 letters, digits and `- _ . /`, upper case; spaces in it are none, unless
/// two parts between them could each be one. Unique among customers.
///
/// ```
/// use jipan_rules::values::CustomerCode;
/// let code: CustomerCode = "３３０382\u{a0}000\u{200b}001".parse().unwrap();
/// assert_eq!(code.as_str(), "330382000001");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CustomerCode(Box<str>);

/// Digits of the shortest number that can be called.
const N_DIGITS_MIN: usize = 7;

/// Characters from which on a part of a text between spaces may be a code for itself. OURS
const CODE_CHARS: usize = 8;

impl core::str::FromStr for Phone {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = half_width(text);
        if text.split(' ').filter(|it| is_whole_phone(it)).count() > 1 {
            return Err(ValueError::InvalidPhone);
        }
        let plus = if text.starts_with('+') { "+" } else { "" };
        let mut kept = String::from(plus);
        for c in text.strip_prefix('+').unwrap_or(&text).chars() {
            match c {
                '0'..='9' => kept.push(c),
                '-' | '(' | ')' if kept.ends_with(|it: char| it.is_ascii_digit()) => kept.push('-'),
                '-' | '(' | ')' | ' ' => {}
                '*' | '#' | '转' if !kept.contains('*') => kept.push('*'),
                _ => return Err(ValueError::InvalidPhone),
            }
        }
        let kept = kept.trim_end_matches(['-', '*']).to_owned();
        let number = kept.split('*').next().unwrap_or_default();
        let n_digits = number.bytes().filter(u8::is_ascii_digit).count();
        if (N_DIGITS_MIN..=15).contains(&n_digits) && kept.len() <= 24 {
            Ok(Self(kept.into()))
        } else {
            Err(ValueError::InvalidPhone)
        }
    }
}

/// Whether a part of a text between spaces has the digits of a phone number for itself.
fn is_whole_phone(part: &str) -> bool {
    let number = part.split(['*', '#', '转']).next().unwrap_or_default();
    number.bytes().filter(u8::is_ascii_digit).count() >= N_DIGITS_MIN
}

fn code(text: &str) -> Option<Box<str>> {
    let mut text = half_width(text).to_ascii_uppercase();
    if text.split(' ').filter(|it| it.len() >= CODE_CHARS).count() > 1 {
        return None; // Two codes in one place are not one.
    }
    text.retain(|it| it != ' ');
    let is_good = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.' | b'/');
    let is_code = (1..=32).contains(&text.len())
        && text.bytes().all(is_good)
        && text.starts_with(|it: char| it.is_ascii_alphanumeric());
    is_code.then(|| text.into())
}

impl core::str::FromStr for Licence {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        code(text).map(Self).ok_or(ValueError::InvalidLicence)
    }
}

impl core::str::FromStr for CustomerCode {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        code(text).map(Self).ok_or(ValueError::InvalidCode)
    }
}

macro_rules! text_type {
    ($name:ident) => {
        impl $name {
            /// As text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = ValueError;

            fn try_from(text: String) -> Result<Self, ValueError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0.into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_type!(Phone);
text_type!(Licence);
text_type!(CustomerCode);
