//! Number formats: whether a number is a day, or a code whose zeros in front are drawn by the
//! format. Not here: colours, thousands, currencies, which change nothing of what a cell says.

/// A number format of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// Its number; below 164 it is built in.
    pub id: u16,
    /// How it is spelled; empty for a built-in one.
    pub code: String,
    /// What it makes of a number.
    pub kind: FormatKind,
}

/// What a format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatKind {
    /// A number.
    Plain,
    /// A day, perhaps with a time of day.
    Day,
    /// A day whose year is not shown.
    MonthDay,
    /// A whole number with zeros in front, up to so many digits.
    Zeros(usize),
}

impl Format {
    /// The format that says nothing.
    pub fn general() -> Self {
        Self::new(0, String::new())
    }

    /// A format by its number and spelling.
    ///
    /// ```
    /// use jipan_sheets::workbook::format::{Format, FormatKind};
    ///
    /// let kind = |code: &str| Format::new(164, code.to_owned()).kind;
    /// assert_eq!(kind("yyyy\"年\"m\"月\"d\"日\""), FormatKind::Day);
    /// assert_eq!(kind("[$-804]yyyy/m/d;@"), FormatKind::Day);
    /// assert_eq!(kind("0000000"), FormatKind::Zeros(7));
    /// assert_eq!(kind("[Red]0.00\"day\""), FormatKind::Plain);
    /// ```
    pub fn new(id: u16, code: String) -> Self {
        let kind = if code.is_empty() { built_in(id) } else { kind_of(&code) };
        Self { id, code, kind }
    }
}

/// The built-in formats, with those that East Asian versions add.
///
/// Source: ECMA-376 part 1 §18.8.30.
fn built_in(id: u16) -> FormatKind {
    match id {
        14 | 15 | 17 | 22 | 27 | 30 | 31 | 36 | 50 | 52 | 57 => FormatKind::Day,
        16 | 28 | 29 | 51 | 53 | 54 | 58 => FormatKind::MonthDay,
        _ => FormatKind::Plain,
    }
}

fn kind_of(code: &str) -> FormatKind {
    let signs = signs_of(code);
    if signs.eq_ignore_ascii_case("general") {
        return FormatKind::Plain;
    }
    if signs.len() > 1 && signs.bytes().all(|sign| sign == b'0') {
        return FormatKind::Zeros(signs.len());
    }
    if signs.contains(['y', 'Y']) {
        FormatKind::Day
    } else if signs.contains(['d', 'D']) {
        FormatKind::MonthDay
    } else {
        FormatKind::Plain
    }
}

/// The first section of a format without what is drawn as it stands.
fn signs_of(code: &str) -> String {
    let mut signs = String::new();
    let mut rest = code.chars();
    while let Some(sign) = rest.next() {
        match sign {
            ';' => break,
            '"' => skip_to(&mut rest, '"'),
            '[' => skip_to(&mut rest, ']'),
            // What follows is drawn, left out at its width, or repeated.
            '\\' | '_' | '*' => {
                rest.next();
            }
            other => signs.push(other),
        }
    }
    signs
}

fn skip_to(rest: &mut std::str::Chars<'_>, end: char) {
    rest.by_ref().find(|sign| *sign == end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(code: &str) -> FormatKind {
        Format::new(200, code.to_owned()).kind
    }

    #[test]
    fn days_in_any_spelling_are_days() {
        for code in [
            "yyyy-mm-dd",
            "d/m/yy",
            "m/d/yyyy h:mm",
            "[$-F800]dddd, mmmm dd, yyyy",
            "YYYY/M/D",
            "yyyy\"年\"m\"月\"",
        ] {
            assert_eq!(kind(code), FormatKind::Day, "{code}");
        }
        for id in [14, 22, 31, 57] {
            assert_eq!(Format::new(id, String::new()).kind, FormatKind::Day, "{id}");
        }
    }

    #[test]
    fn a_day_may_be_shown_without_its_year() {
        assert_eq!(kind("m\"月\"d\"日\""), FormatKind::MonthDay);
        assert_eq!(Format::new(58, String::new()).kind, FormatKind::MonthDay);
    }

    #[test]
    fn what_is_drawn_as_it_stands_makes_no_day() {
        for code in [
            "General",
            "0.00",
            "#,##0\" 天 day\"",
            "[h]:mm:ss",
            "mm:ss",
            "\\d0",
            "0_d",
            "@",
            "G/通用格式",
            "[Red]0;yyyy",
        ] {
            assert_eq!(kind(code), FormatKind::Plain, "{code}");
        }
        for id in [0, 1, 2, 4, 9, 18, 20, 45, 49] {
            assert_eq!(Format::new(id, String::new()).kind, FormatKind::Plain, "{id}");
        }
    }

    #[test]
    fn zeros_alone_are_a_code() {
        assert_eq!(kind("000000"), FormatKind::Zeros(6));
        assert_eq!(kind("000000;-000000"), FormatKind::Zeros(6));
        assert_eq!(kind("0"), FormatKind::Plain);
        assert_eq!(kind("000-0000"), FormatKind::Plain);
    }
}
