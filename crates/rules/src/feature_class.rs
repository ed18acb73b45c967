//! 客户分类: the 42 feature classes, 2 markets × 7 formats × 3 scales. Source: S1 §42 类; letters
//! OUTSIDE (rulebook 1.16).

use core::fmt;

use crate::explain::{Explained, Why};
use crate::schema::fields;

/// A feature class: always one of the 42.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeatureClass {
    market: char,
    format: char,
    scale: char,
}

impl fmt::Display for FeatureClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.market, self.format, self.scale)
    }
}

impl FeatureClass {
    /// Its place among [`all_feature_classes`], 0 to 41.
    ///
    /// ```
    /// use jipan_rules::feature_class::all_feature_classes;
    /// let places: Vec<usize> = all_feature_classes().iter().map(|it| it.place()).collect();
    /// assert_eq!(places, (0..42).collect::<Vec<_>>());
    /// ```
    pub fn place(self) -> usize {
        each().position(|it| it == self).unwrap_or_default()
    }
}

const MARKETS: [char; 2] = ['C', 'X'];
const FORMATS: [char; 7] = ['Z', 'B', 'S', 'N', 'Y', 'F', 'Q'];
const SCALES: [char; 3] = ['1', '2', '3'];

/// The letter of 市场类型 (code of the choice).
fn market_letter(code: u8) -> Option<char> {
    MARKETS.get(usize::from(code).checked_sub(1)?).copied()
}

/// The letter of 业态 (code of the choice).
fn format_letter(code: u8) -> Option<char> {
    FORMATS.get(usize::from(code).checked_sub(1)?).copied()
}

/// The digit of 经营规模 (code of the choice).
fn scale_digit(code: u8) -> Option<char> {
    SCALES.get(usize::from(code).checked_sub(1)?).copied()
}

/// The class of three axes, given as codes of their choices; none while one is missing.
///
/// ```
/// use jipan_rules::feature_class::feature_class;
/// // rulebook 1.21, example 4
/// let class = |market, format, scale| {
///     feature_class(Some(market), Some(format), Some(scale)).value.map(|it| it.to_string())
/// };
/// assert_eq!(class(2, 5, 2).as_deref(), Some("XY2")); // 乡村, 烟酒商店, 中
/// assert_eq!(class(1, 1, 1).as_deref(), Some("CZ1")); // 城镇, 食杂店, 大
/// assert_eq!(feature_class(Some(1), None, Some(1)).value, None);
/// ```
pub fn feature_class(
    market: Option<u8>,
    format: Option<u8>,
    scale: Option<u8>,
) -> Explained<Option<FeatureClass>> {
    let letters = (
        market.and_then(market_letter),
        format.and_then(format_letter),
        scale.and_then(scale_digit),
    );
    let missing = [
        (fields::MARKET, letters.0.is_none()),
        (fields::FORMAT, letters.1.is_none()),
        (fields::SCALE, letters.2.is_none()),
    ];
    let missing = missing.into_iter().filter(|(_, it)| *it).map(|(field, _)| field).collect();
    let class = match letters {
        (Some(market), Some(format), Some(scale)) => Some(FeatureClass { market, format, scale }),
        _ => None,
    };
    Explained::new(class, Why::FeatureClass { market, format, scale, missing })
}

/// All 42, market by market.
///
/// ```
/// use jipan_rules::feature_class::all_feature_classes;
/// let mut all = all_feature_classes();
/// all.sort();
/// all.dedup();
/// assert_eq!(all.len(), 42);
/// ```
pub fn all_feature_classes() -> Vec<FeatureClass> {
    each().collect()
}

fn each() -> impl Iterator<Item = FeatureClass> {
    let of = |market, format| SCALES.map(|scale| FeatureClass { market, format, scale });
    MARKETS
        .into_iter()
        .flat_map(move |market| FORMATS.map(|format| of(market, format)).into_iter().flatten())
}
