//! Reading a birthday as people write it. Not here: whether the day exists.

use core::str::FromStr;

use super::{Birthday, Calendar};
use crate::check::ValueError;
use crate::values::text::{half_width, parse_date};

const LUNAR: [&str; 6] = ["农历", "農曆", "阴历", "旧历", "夏历", "lunar"];
const SOLAR: [&str; 5] = ["公历", "阳历", "新历", "国历", "solar"];
const LEAP: [&str; 3] = ["闰", "閏", "leap"];
/// The months as an English date may spell them; three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Endings of English ordinal numbers, which say nothing here.
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];
/// Chinese digits by their value.
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Digits in any spelling and order that leaves no doubt. `OURS`:
/// a calendar that is named counts, and so does a leap month; else 八月十五 in Chinese numerals is
/// lunar, with 日 or 号 behind it solar, and whatever is in digits is solar. Two digits are no year.
impl FromStr for Birthday {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let mut text = half_width(text).to_lowercase();
        let is_lunar = take_word(&mut text, &LUNAR);
        let is_solar = take_word(&mut text, &SOLAR);
        let is_leap = take_word(&mut text, &LEAP);
        if is_solar && (is_lunar || is_leap) {
            return Err(ValueError::NotABirthday);
        }
        if !is_lunar && !is_leap {
            let day = parse_date(&text);
            if day == Err(ValueError::NoSuchDate) {
                return Err(ValueError::NoSuchDate);
            }
            if let Ok(day) = day {
                return Self::of_day(day).ok_or(ValueError::NoSuchDate);
            }
        }
        let parts = Parts::of(&text).ok_or(ValueError::NotABirthday)?;
        let calendar = match () {
            () if is_leap => Calendar::LunarLeap,
            () if is_lunar || (!is_solar && parts.is_lunar()) => Calendar::Lunar,
            () => Calendar::Solar,
        };
        let (year, month, day) = parts.numbers().ok_or(ValueError::NotABirthday)?;
        Self::new(calendar, year, month, day)
    }
}

/// Whether one of the words stands in the text; it is taken out.
fn take_word(text: &mut String, words: &[&str]) -> bool {
    let found = words.iter().find(|word| text.contains(**word));
    if let Some(word) = found {
        *text = text.replacen(word, " ", 1);
    }
    found.is_some()
}

/// A number as it was written.
#[derive(Clone, Copy)]
enum Part {
    /// In digits: how many, and their value.
    Digits(usize, u32),
    /// In Chinese numerals.
    Numeral(u32),
    /// The name of a month.
    Month(u32),
}

/// The numbers of a text in their order.
struct Parts {
    parts: Vec<Part>,
    /// Whether a sign for a day of the solar calendar stands there.
    is_day_said: bool,
}

impl Parts {
    /// `None` if something stands there that belongs to no date.
    fn of(text: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let kind = kind_of(first)?;
            let end = rest.find(|it| kind_of(it) != Some(kind)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            parts.extend(match kind {
                Kind::Digit => Some(Part::Digits(word.len(), word.parse().ok()?)),
                Kind::Numeral => Some(Part::Numeral(numeral(word)?)),
                Kind::Letter if ORDINALS.contains(&word) => None,
                Kind::Letter => {
                    let is_it = |name: &&str| word.len() >= 3 && name.starts_with(word);
                    Some(Part::Month((1..).zip(&MONTHS).find(|(_, name)| is_it(name))?.0))
                }
                Kind::Sign => None,
            });
            rest = after;
        }
        // With the name of a month, the year stands last and the day on either side.
        if parts.iter().any(|part| matches!(part, Part::Month(_))) {
            let place = |part: &Part| match part {
                Part::Digits(4, _) => 0,
                Part::Month(_) => 1,
                Part::Digits(..) | Part::Numeral(_) => 2,
            };
            let of = |wanted| parts.iter().filter(move |part| place(part) == wanted).copied();
            parts = (0..=2).flat_map(of).collect();
        }
        Some(Self { parts, is_day_said: text.contains(['日', '号', '號']) })
    }

    /// Whether it is written as one writes a day of the lunar calendar.
    fn is_lunar(&self) -> bool {
        let is_numeral = matches!(self.parts.as_slice(), [.., Part::Numeral(_), Part::Numeral(_)]);
        is_numeral && !self.is_day_said
    }

    /// Year, month and day; `None` if they are not there, or not to be told apart.
    fn numbers(&self) -> Option<(Option<u16>, u8, u8)> {
        let (year, month, day) = match *self.parts.as_slice() {
            [Part::Digits(4, both)] => (None, both.checked_div(100)?, both.checked_rem(100)?),
            [Part::Digits(8, all)] => (
                Some(all.checked_div(10_000)?),
                all.checked_div(100)?.checked_rem(100)?,
                all.checked_rem(100)?,
            ),
            [
                Part::Digits(1 | 2, month) | Part::Numeral(month) | Part::Month(month),
                Part::Digits(1 | 2, day) | Part::Numeral(day),
            ] => (None, month, day),
            [
                Part::Digits(4, year) | Part::Numeral(year),
                Part::Digits(1 | 2, month) | Part::Numeral(month) | Part::Month(month),
                Part::Digits(1 | 2, day) | Part::Numeral(day),
            ] => (Some(year), month, day),
            _ => return None,
        };
        let small = |number: u32| u8::try_from(number).ok();
        let year = match year {
            Some(year) => Some(u16::try_from(year).ok()?),
            None => None,
        };
        Some((year, small(month)?, small(day)?))
    }
}

/// What a character of a date is.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Digit,
    Numeral,
    Letter,
    Sign,
}

fn kind_of(character: char) -> Option<Kind> {
    match character {
        '0'..='9' => Some(Kind::Digit),
        'a'..='z' => Some(Kind::Letter),
        '年' | '月' | '日' | '号' | '號' | '-' | '/' | '.' | ',' | '(' | ')' | ' ' | '、' => {
            Some(Kind::Sign)
        }
        it if DIGITS.contains(&it) || "零十初廿卅正元冬腊臘".contains(it) => {
            Some(Kind::Numeral)
        }
        _ => None,
    }
}

/// The number of a month, a day or a year in Chinese numerals.
fn numeral(text: &str) -> Option<u32> {
    let text = text.replace('零', "〇").replace('廿', "二十").replace('卅', "三十");
    let digit = |it: char| DIGITS.iter().position(|digit| *digit == it);
    let digit = |it: char| digit(it).and_then(|digit| u32::try_from(digit).ok());
    match text.as_str() {
        "正" | "元" => return Some(1),
        "冬" => return Some(11),
        "腊" | "臘" => return Some(12),
        _ => {}
    }
    let text = text.strip_prefix('初').unwrap_or(&text);
    let signs: Vec<char> = text.chars().collect();
    match *signs.as_slice() {
        ['十'] => Some(10),
        ['十', one] => digit(one)?.checked_add(10),
        [tens, '十'] => digit(tens)?.checked_mul(10),
        [tens, '十', one] => digit(tens)?.checked_mul(10)?.checked_add(digit(one)?),
        [one] => digit(one),
        [_, _, _, _] => signs
            .iter()
            .try_fold(0_u32, |all, sign| all.checked_mul(10)?.checked_add(digit(*sign)?)),
        _ => None,
    }
}
