//! Reading what people type: full-width digits, outer spaces, dates in many spellings, 万.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::check::ValueError;

/// Plain text without outer spaces and control characters, with `\n` for any line break.
///
/// ```
/// use jipan_rules::values::text::normalise;
/// assert_eq!(normalise("　 兴隆超市 \r\n二店 "), "兴隆超市 \n二店");
/// ```
pub fn normalise(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() && c != '\n' && c != '\t';
    let trimmed = text.trim_matches(is_blank);
    if !trimmed.contains(is_odd) {
        return Cow::Borrowed(trimmed);
    }
    let plain = text.replace("\r\n", "\n").replace('\r', "\n").replace(is_odd, "");
    Cow::Owned(plain.trim_matches(is_blank).to_owned())
}

/// Marks without width: joiners, directions, soft hyphens.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'
}

/// Text with full-width letters, digits and signs as half-width ones, every space as a plain one,
/// without outer spaces and without the marks that nobody sees: what copying from a web page or an
/// address book leaves in a number.
///
/// ```
/// use jipan_rules::values::text::half_width;
/// assert_eq!(half_width(" １９９０－Ａ "), "1990-A");
/// assert_eq!(half_width("138\u{200b}0000\u{a0}0001\u{202c}"), "1380000 0001");
/// ```
pub fn half_width(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_unseen(*c));
    let narrow = seen.map(|c| match u32::from(c) {
        code @ 0xff01..=0xff5e => code.checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        0xa0 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => ' ',
        0x2010..=0x2014 | 0x2212 => '-',
        _ => c,
    });
    let narrow: String = narrow.collect();
    let trimmed = narrow.trim_matches(is_blank);
    if trimmed.len() == narrow.len() { narrow } else { trimmed.to_owned() }
}

/// A civil day from `2024-03-05`, `2024/3/5`, `2024.3.5`, `20240305`, `2024年3月5日`, with an
/// optional time of day behind it.
///
/// # Errors
/// [`ValueError::NotADate`] for anything else, [`ValueError::NoSuchDate`] for 2023-02-30.
///
/// ```
/// use jipan_rules::values::text::parse_date;
/// let day = parse_date("2024-03-05")?;
/// for text in ["2024/3/5", "20240305", "2024年3月5日", "２０２４.０３.０５"] {
///     assert_eq!(parse_date(text), Ok(day));
/// }
/// assert!(parse_date("2023-02-30").is_err());
/// # Ok::<(), jipan_rules::check::ValueError>(())
/// ```
pub fn parse_date(text: &str) -> Result<NaiveDate, ValueError> {
    let text = half_width(text);
    let (day, time) = text.split_once([' ', 'T']).unwrap_or((&text, ""));
    if !time.chars().all(|it| it.is_ascii_digit() || ":.+-Z ".contains(it)) {
        return Err(ValueError::NotADate);
    }
    let mut parts: Vec<&str> = if day.len() == 8 && day.bytes().all(|it| it.is_ascii_digit()) {
        [day.get(..4), day.get(4..6), day.get(6..)].into_iter().flatten().collect()
    } else {
        day.split(['-', '/', '.', '年', '月', '日']).collect()
    };
    if day.ends_with('日') {
        parts.pop();
    }
    let [year, month, day] = parts.as_slice() else { return Err(ValueError::NotADate) };
    let is_number = |it: &&str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4
        || month.len() > 2
        || day.len() > 2
        || ![year, month, day].into_iter().all(is_number)
    {
        return Err(ValueError::NotADate);
    }
    let number = |it: &str| it.parse::<u32>().map_err(|_bad| ValueError::NotADate);
    let year = i32::try_from(number(year)?).map_err(|_bad| ValueError::NotADate)?;
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).ok_or(ValueError::NoSuchDate)
}

/// A whole number, with separators and 万 and 亿.
///
/// # Errors
/// [`ValueError::NotANumber`].
///
/// ```
/// use jipan_rules::values::text::parse_integer;
/// assert_eq!(parse_integer("1,200"), Ok(1_200));
/// assert_eq!(parse_integer("１．２万"), Ok(12_000));
/// assert!(parse_integer("一周").is_err());
/// ```
pub fn parse_integer(text: &str) -> Result<i64, ValueError> {
    let text: String = half_width(text).chars().filter(|it| *it != ',').collect();
    let (digits, factor) = if let Some(rest) = text.strip_suffix('万') {
        (rest, 10_000_i64)
    } else if let Some(rest) = text.strip_suffix('亿') {
        (rest, 100_000_000)
    } else {
        (text.as_str(), 1)
    };
    let (digits, sign) = match digits.strip_prefix('-') {
        Some(rest) => (rest, -1),
        None => (digits.strip_prefix('+').unwrap_or(digits), 1),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = !whole.is_empty()
        && decimals.len() <= 8
        && whole.bytes().chain(decimals.bytes()).all(|it| it.is_ascii_digit());
    if !is_number {
        return Err(ValueError::NotANumber);
    }
    let scale = 10_i64.pow(u32::try_from(decimals.len()).unwrap_or(0));
    let number: i64 =
        format!("{whole}{decimals}").parse().map_err(|_bad| ValueError::NotANumber)?;
    let scaled = number.checked_mul(factor).ok_or(ValueError::NotANumber)?;
    if scaled.checked_rem(scale) != Some(0) {
        return Err(ValueError::NotANumber);
    }
    scaled.checked_div(scale).and_then(|it| it.checked_mul(sign)).ok_or(ValueError::NotANumber)
}
