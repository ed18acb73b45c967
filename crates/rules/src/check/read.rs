//! What people write for a choice, a day, an amount or a phone number. Not here: limits.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::ValueError;
use crate::schema::{Choice, FieldDef, FieldType, Unit};
use crate::values::text::{half_width, parse_date, parse_integer};
use crate::values::written::{Decimal, phones_in, without_unit};
use crate::values::{Money, Phone};

/// A field of one line takes a line break as a space.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\t']) {
        Cow::Owned(text.replace(['\n', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

pub(super) fn parse_choice(def: &FieldDef, text: &str) -> Result<u8, ValueError> {
    let FieldType::Choice(choices) = def.ty else { return Err(ValueError::UnknownChoice) };
    let text = half_width(text);
    let found = choice_named(choices, &text);
    found.or_else(|| choice_named(choices, &simplified(&text))).ok_or(ValueError::UnknownChoice)
}

fn choice_named(choices: &[Choice], text: &str) -> Option<u8> {
    let is_it = |name: &str| name.eq_ignore_ascii_case(text);
    let by_name = choices.iter().find(|it| is_it(it.zh) || is_it(it.en));
    let by_alias = || choices.iter().find(|it| it.aliases.iter().any(|alias| is_it(alias)));
    by_name.or_else(by_alias).map(|it| it.code)
}

/// Traditional characters of the words that choices have, and the simplified ones. `OURS`
const TRADITIONAL: &str = "\
    鎮镇鄉乡營营業业煙烟類类娛娱樂乐務务場场貨货關关閉闭註注銷销電电結结轉转帳账賬账現现賒赊連连\
    鎖锁國国個个體体戶户開开櫃柜檯台臺台無无違违規规嚴严輕轻極极積积頓顿區区農农學学樞枢紐纽\
    車车廠厂遊游莊庄級级計计決决評评發发設设標标劃划專专賣卖許许證证臨临時时殘残較较雜杂間间\
    過过銀银動动網网對对沒没飯饭館馆經经調调狀状舖铺";

/// A word in simplified characters, as far as choices have them.
fn simplified(text: &str) -> String {
    let table: Vec<char> = TRADITIONAL.chars().collect();
    let simplified = |it: char| {
        let pair = table.chunks(2).find(|pair| pair.first() == Some(&it));
        pair.and_then(|pair| pair.last()).copied().unwrap_or(it)
    };
    text.chars().map(simplified).collect()
}

/// One phone number.
pub(super) fn parse_phone(text: &str) -> Result<Phone, ValueError> {
    text.parse().map_err(|error| match phones_in(text).len() {
        0 | 1 => error,
        _ => ValueError::SeveralPhones,
    })
}

/// A day, or what is missing of it.
pub(super) fn parse_day(text: &str) -> Result<NaiveDate, ValueError> {
    parse_date(text).map_err(|error| {
        let text = half_width(text);
        let is_month = parse_date(&format!("{}-1", text.trim_end_matches(['月', '年'])));
        match text.as_str() {
            "长期" | "長期" | "永久" | "长期有效" | "長期有效" | "无固定期限" => {
                ValueError::NoEnd
            }
            _ if is_month.is_ok() => ValueError::NoDay,
            _ => error,
        }
    })
}

pub(super) fn parse_yes_no(text: &str) -> Result<bool, ValueError> {
    match simplified(&half_width(text)).to_ascii_lowercase().as_str() {
        "是" | "有" | "对" | "yes" | "y" | "true" | "1" | "√" => Ok(true),
        "否" | "无" | "不是" | "没有" | "no" | "n" | "false" | "0" | "×" => Ok(false),
        _ => Err(ValueError::UnknownChoice),
    }
}

pub(super) fn parse_money(text: &str) -> Result<Money, ValueError> {
    let text = half_width(text);
    let text = digits_of_money(&text);
    match text.strip_suffix('万') {
        Some(_) => {
            let yuan = parse_integer(text).map_err(|_bad| ValueError::NotANumber)?;
            yuan.checked_mul(100).map(Money::from_fen).ok_or(ValueError::NotANumber)
        }
        None => text.parse().map_err(|_bad| ValueError::NotANumber),
    }
}

/// An amount without the signs of its currency.
pub(super) fn digits_of_money(text: &str) -> &str {
    without_unit(text.trim_start_matches(['¥', '￥', ' ']), Some(Unit::Yuan))
}

/// A price in ten-thousandths of a yuan, with at most four decimals that are not 0.
pub(super) fn parse_price(text: &str) -> Result<i64, ValueError> {
    let text = half_width(text);
    let exact = Decimal::read(digits_of_price(&text)).and_then(|it| it.rounded(4));
    exact.filter(|(_, more)| *more == 0).map(|(price, _)| price).ok_or(ValueError::NotANumber)
}

/// A price without the signs of its currency and the unit it is for: `¥138.00 元/条`.
pub(super) fn digits_of_price(text: &str) -> &str {
    digits_of_money(text.split_once("元/").map_or(text, |(number, _)| number))
}
