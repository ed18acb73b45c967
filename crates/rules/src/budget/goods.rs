//! Which products a line of sales counts. Source: `OURS`. Not here: which line a product goes to where two
//! could have it, and adding up.

use core::fmt;
use core::str::FromStr;

/// What the products of a line of sales volume, revenue or cost have in common.
///
/// ```
/// use jipan_rules::budget::Goods;
/// let brand: Goods = "brand;金叶".parse().unwrap();
/// assert!(brand.holds(Some("金叶"), None));
/// assert!(!brand.holds(Some("利群"), Some(1)));
/// let class: Goods = "class;1".parse().unwrap();
/// assert!(class.holds(None, Some(1)));
/// assert_eq!(class.to_string(), "class;1");
/// assert!("brand; ".parse::<Goods>().is_err(), "no brand is not a brand");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Goods {
    /// 品牌, as products have it.
    Brand(Box<str>),
    /// 价类: the code of the choice.
    Class(u8),
}

/// Why a text names no products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a brand or a price class")]
pub struct NoGoods;

impl Goods {
    /// Whether a product of a brand and a price class is one of them.
    pub fn holds(&self, brand: Option<&str>, class: Option<u8>) -> bool {
        match self {
            Self::Brand(mine) => brand == Some(&**mine),
            Self::Class(mine) => class == Some(*mine),
        }
    }
}

/// As it is kept: `brand;金叶`, `class;1`.
impl fmt::Display for Goods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Brand(brand) => write!(f, "brand;{brand}"),
            Self::Class(class) => write!(f, "class;{class}"),
        }
    }
}

impl FromStr for Goods {
    type Err = NoGoods;

    fn from_str(text: &str) -> Result<Self, NoGoods> {
        match text.split_once(';').ok_or(NoGoods)? {
            ("brand", brand) if !brand.trim().is_empty() => Ok(Self::Brand(brand.into())),
            ("class", class) => class.parse().map(Self::Class).map_err(|_no_number| NoGoods),
            (_, _) => Err(NoGoods),
        }
    }
}
