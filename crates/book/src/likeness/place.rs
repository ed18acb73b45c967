//! How alike two addresses are. Not here: names and keys.

use super::letters;
use crate::sorting::sort;

/// Of the pairs of neighbouring signs of two addresses, this part must be common: 8 of 10. OURS
const NEAR_ADDRESS: (usize, usize) = (8, 10);

/// The longest name of a region, 克孜勒苏柯尔克孜自治州, has so many.
const REGION_CHARS_MAX: usize = 11;
/// An address that would be shorter without its region keeps it.
const PLACE_CHARS_MIN: usize = 3;

/// How alike two addresses are, province, city and county aside: a whole book shares those.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddressLikeness {
    /// Letter by letter; signs, width and case aside.
    Same,
    /// One says more than the other, or nearly the same; the numbers in them agree.
    Near,
    /// Nearly the same, but with other numbers: a neighbour, or a slip of the pen.
    OtherNumber,
    /// Not alike, or one is blank.
    Other,
}

/// An address in two parts: the lowest region it names at its start, and what lies in it.
///
/// Regions are the names that end in 省, 市, 区, 县, 自治州, 盟 or 旗. Nearly all shops of a book share
/// them, so that they would make any two addresses look alike.
#[derive(Debug)]
pub(crate) struct Place {
    region: Vec<char>,
    pub(crate) rest: Vec<char>,
}

impl Place {
    pub(crate) fn of(address: Option<&str>) -> Self {
        let letters = letters(address.unwrap_or_default());
        let (mut region, mut rest) = (&[][..], &*letters);
        while let Some((name, below)) = split_region(rest) {
            (region, rest) = (name, below);
        }
        Self { region: region.to_vec(), rest: rest.to_vec() }
    }

    pub(crate) fn likeness(&self, other: &Self) -> AddressLikeness {
        let [one, two] = [&self.region, &other.region];
        let is_one_region = one.ends_with(two) || two.ends_with(one);
        if is_one_region {
            address_likeness(&self.rest, &other.rest)
        } else {
            AddressLikeness::Other
        }
    }
}

/// The name of a region at the start, and what follows it; `None` if there is none, or too little
/// after it.
fn split_region(letters: &[char]) -> Option<(&[char], &[char])> {
    for (at, last) in letters.iter().enumerate().take(REGION_CHARS_MAX).skip(1) {
        let before = letters.get(at - 1)?;
        let after = letters.get(at + 1)?;
        let is_region = match last {
            // 超市, 菜市场, 柳市镇 and the like.
            '市' => !"城超菜夜门".contains(*before) && !"场镇乡街路".contains(*after),
            // 小区, 园区, 开发区 and the like.
            '区' => !"小社园厂校景片业发街".contains(*before),
            '省' | '县' | '盟' | '旗' => true,
            '州' if *before == '治' => true,
            '镇' | '乡' | '路' | '街' | '道' | '巷' | '村' | '号' => return None,
            _ if last.is_numeric() => return None,
            _ => continue,
        };
        let (region, rest) = letters.split_at_checked(at + 1)?;
        return (is_region && rest.len() >= PLACE_CHARS_MIN).then_some((region, rest));
    }
    None
}

/// One holds the other, or most pairs of neighbouring letters are common.
fn is_near_address(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() {
        return false;
    }
    long.windows(short.len()).any(|part| part == short)
        || are_common_pairs_enough(n_common_pairs(short, long), n_pairs(short) + n_pairs(long))
}

/// Whether so many common pairs of letters, of so many in both texts, are most of them.
pub(crate) fn are_common_pairs_enough(n_common: usize, n_pairs: usize) -> bool {
    let (part, of) = NEAR_ADDRESS;
    n_pairs > 0 && 2 * n_common * of >= part * n_pairs
}

/// Pairs of neighbouring letters.
pub(crate) fn n_pairs(text: &[char]) -> usize {
    text.len().saturating_sub(1)
}

fn n_common_pairs(one: &[char], other: &[char]) -> usize {
    let [one, other] = [one, other].map(|text| {
        let mut pairs: Vec<(char, char)> =
            text.iter().zip(text.iter().skip(1)).map(|(first, second)| (*first, *second)).collect();
        sort(&mut pairs);
        pairs
    });
    let (mut one, mut other, mut n_common) = (&*one, &*other, 0);
    while let ([first, rest @ ..], [second, other_rest @ ..]) = (one, other) {
        n_common += usize::from(first == second);
        if first <= second {
            one = rest;
        }
        if second <= first {
            other = other_rest;
        }
    }
    n_common
}

fn address_likeness(one: &[char], other: &[char]) -> AddressLikeness {
    if one == other && !one.is_empty() {
        AddressLikeness::Same
    } else if !is_near_address(one, other) {
        AddressLikeness::Other
    } else if do_numbers_agree(one, other) {
        AddressLikeness::Near
    } else {
        AddressLikeness::OtherNumber
    }
}

/// Whether the numbers of one text are among those of the other, in the same order: an address may
/// leave out the floor, but not name another house.
fn do_numbers_agree(one: &[char], other: &[char]) -> bool {
    let numbers = |text: &[char]| {
        let parts = text.split(|c| !c.is_numeric()).filter(|part| !part.is_empty());
        parts.map(<[char]>::to_vec).collect::<Vec<_>>()
    };
    let (one, other) = (numbers(one), numbers(other));
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut many = many.iter();
    few.iter().all(|number| many.any(|it| it == number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_near_if_it_says_more_or_nearly_the_same() {
        let near = |one: &str, other: &str| is_near_address(&letters(one), &letters(other));
        assert!(near("迎宾路444号", "乐清市城南街道迎宾路444号"));
        assert!(near("乐清市城南街道迎宾路444号", "乐清市城南街道迎宾路445号"));
        assert!(!near("迎宾路444号", "虹桥镇西街12号") && !near("", "西街"));
        assert!(!near("东", "西") && near("东", "东街"));
    }

    #[test]
    fn the_numbers_of_an_address_tell_neighbours_apart() {
        let likeness = |one: &str, other: &str| address_likeness(&letters(one), &letters(other));
        let full = "乐清市城南街道迎宾路444号";
        assert_eq!(likeness(full, "乐清市城南街道迎宾路４４４号"), AddressLikeness::Same);
        assert_eq!(likeness(full, "迎宾路444号"), AddressLikeness::Near);
        assert_eq!(likeness(full, "乐清市城南街道迎宾路444号2楼"), AddressLikeness::Near);
        assert_eq!(likeness(full, "乐清市城南街道迎宾路"), AddressLikeness::Near);
        assert_eq!(likeness(full, "乐清市城南街道迎宾路446号"), AddressLikeness::OtherNumber);
        assert_eq!(likeness(full, "虹桥镇西街12号"), AddressLikeness::Other);
        assert_eq!(likeness("", ""), AddressLikeness::Other);
    }

    #[test]
    fn the_region_of_an_address_says_nothing_unless_it_is_another() {
        let rest = |text: &str| Place::of(Some(text)).rest.into_iter().collect::<String>();
        assert_eq!(rest("浙江省温州市乐清市仙溪镇迎宾路7号"), "仙溪镇迎宾路7号");
        assert_eq!(rest("内蒙古自治区呼和浩特市回民区海拉尔西路16号"), "海拉尔西路16号");
        assert_eq!(rest("恩施土家族苗族自治州利川市东城街道1号"), "东城街道1号");
        assert_eq!(rest("温州乐清市 柳市镇建设路9号"), "柳市镇建设路9号");
        for whole in
            ["兴旺小区3幢", "农贸市场北路3号", "城南街道商业街区12号", "乐清市", "市区", ""]
        {
            assert_eq!(rest(whole), whole);
        }
        let likeness =
            |one: &str, other: &str| Place::of(Some(one)).likeness(&Place::of(Some(other)));
        let full = "浙江省温州市乐清市仙溪镇迎宾路386号";
        assert_eq!(likeness(full, "仙溪镇迎宾路386号"), AddressLikeness::Same);
        assert_eq!(likeness(full, "温州乐清市仙溪镇迎宾路386号"), AddressLikeness::Same);
        assert_eq!(likeness(full, "温州市瑞安市仙溪镇迎宾路386号"), AddressLikeness::Other);
        assert_eq!(likeness(full, "温州市乐清市柳市镇迎宾路386号"), AddressLikeness::Other);
        assert_eq!(likeness(full, "浙江省温州市乐清市仙溪镇迎宾路12号"), AddressLikeness::Other);
    }

    #[test]
    fn pairs_are_counted_as_often_as_both_have_them() {
        let n = |one: &str, other: &str| n_common_pairs(&letters(one), &letters(other));
        assert_eq!(n("ababa", "abab"), 3);
        assert_eq!(n("aaaa", "aa"), 1);
        assert_eq!(n("ab", "ba"), 0);
        assert_eq!(n("", "ab"), 0);
    }
}
