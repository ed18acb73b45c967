//! 客户分级: ten levels of operating scale × sales structure. Source: S1 §客户分级; the table itself
//! is missing there, so ours is `OURS` (rulebook 1.16, 1.19) and a company can set its own. Not here:
//! what was ordered.

use crate::explain::{Explained, Why};
use crate::setting::{InForce, RulesOn};

/// Levels by band of scale (0 the largest) and structure (0 high), each 1 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeMatrix(pub [[u8; 2]; 5]);

impl GradeMatrix {
    /// `level = 2 × band + structure + 1`. `OURS` (rulebook 1.16)
    ///
    /// ```
    /// use jipan_rules::grade::GradeMatrix;
    /// let levels: Vec<u8> = GradeMatrix::DEFAULT.0.into_iter().flatten().collect();
    /// assert_eq!(levels, (1..=10).collect::<Vec<u8>>());
    /// ```
    pub const DEFAULT: Self = Self([[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]]);

    /// The level of a band and a structure; those past the table are its last ones.
    pub fn level(&self, band: u8, is_high: bool) -> u8 {
        let row = self.0.get(usize::from(band)).or(self.0.last());
        let [high, low] = row.copied().unwrap_or([9, 10]);
        if is_high { high } else { low }
    }
}

/// From how many per cent of the area's average price on a structure is high. Source: rulebook 1.19
/// (at or above the area's): 100 is `OURS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StructureLine(pub u16);

impl StructureLine {
    /// 100: at or above the area's average price.
    pub const DEFAULT: Self = Self(100);
}

/// Amount in fen and quantity in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bought {
    /// In fen, returns taken off.
    pub amount: i64,
    /// In units, returns taken off.
    pub quantity: i64,
}

/// Whether the average price of a shop (amount ÷ quantity) is at or above the line, exactly: without
/// division, so that a mean of 138.004 does not pass for one of 138.00. Without a quantity there is
/// no price: low.
///
/// ```
/// use jipan_rules::grade::{Bought, StructureLine, is_high};
/// let area = Bought { amount: 1_900_000, quantity: 100 }; // 190.00
/// let shop = |amount, quantity| is_high(Bought { amount, quantity }, area, StructureLine::DEFAULT);
/// assert!(shop(19_000, 1) && shop(57_000, 3) && !shop(18_999, 1) && !shop(56_999, 3));
/// assert!(!shop(100, 0) && !shop(100, -1));
/// ```
pub fn is_high(shop: Bought, area: Bought, line: StructureLine) -> bool {
    if shop.quantity <= 0 || area.quantity <= 0 {
        return false;
    }
    let product = |amount: i64, quantity: i64, parts: i128| {
        i128::from(amount).saturating_mul(quantity.into()).saturating_mul(parts)
    };
    product(shop.amount, area.quantity, 100) >= product(area.amount, shop.quantity, line.0.into())
}

/// The band of a shop that `n_above` of `n` shops exceed in volume: 0, the largest fifth, to 4. Those
/// with the same volume are in the same band, the better one. Source: rulebook 1.19 (quintiles); ties
/// `OURS`.
///
/// ```
/// use jipan_rules::grade::band;
/// assert_eq!((0..5).map(|n_above| band(n_above, 5)).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
/// assert_eq!((band(0, 1), [band(0, 2), band(1, 2)]), (0, [0, 2]));
/// ```
pub fn band(n_above: u32, n: u32) -> u8 {
    let fifths = u64::from(n_above).saturating_mul(5).checked_div(n.into()).unwrap_or_default();
    u8::try_from(fifths.min(4)).unwrap_or(4)
}

/// What a grade rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeFacts {
    /// The level, 1 to 10.
    pub grade: u8,
    /// 0, the largest fifth by volume, to 4.
    pub band: u8,
    /// Whether the average price is at or above the line.
    pub is_high: bool,
    /// Shops with a greater volume.
    pub n_above: u32,
    /// Shops with orders in the period.
    pub n: u32,
    /// What the shop bought.
    pub shop: Bought,
    /// What all shops bought.
    pub area: Bought,
    /// The table in force.
    pub matrix: InForce<GradeMatrix>,
    /// The line in force.
    pub line: InForce<StructureLine>,
}

/// The grade of a shop that bought something, that `n_above` of `n` shops exceed in volume, against
/// what all of them bought.
///
/// Source: S1 §客户分级; `OURS` (rulebook 1.16, 1.19).
/// ```
/// use jipan_rules::grade::{Bought, grade};
/// use jipan_rules::setting::RulesOn;
/// let area = Bought { amount: 1_900_000, quantity: 100 };
/// let of = |n_above, amount, quantity| {
///     grade([n_above, 10], Bought { amount, quantity }, area, &RulesOn::default()).value
/// };
/// assert_eq!((of(0, 19_000, 1), of(0, 18_999, 1), of(9, 18_999, 1)), (1, 2, 10));
/// ```
pub fn grade([n_above, n]: [u32; 2], shop: Bought, area: Bought, rules: &RulesOn) -> Explained<u8> {
    let facts = grade_facts([n_above, n], shop, area, rules);
    Explained::new(facts.grade, Why::Grade(Box::new(facts)))
}

/// What a grade rests on, as [`grade`] gives it.
pub fn grade_facts(
    [n_above, n]: [u32; 2],
    shop: Bought,
    area: Bought,
    rules: &RulesOn,
) -> GradeFacts {
    let (matrix, line) = (rules.grades, rules.structure);
    let (band, is_high) = (band(n_above, n), is_high(shop, area, line.value));
    let grade = matrix.value.level(band, is_high);
    GradeFacts { grade, band, is_high, n_above, n, shop, area, matrix, line }
}

/// What is different where a grade changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GradeCause {
    /// The shop is in another band of volume.
    Band,
    /// Its average price is on the other side of the line.
    Structure,
    /// The table or the line is another.
    Rule,
}

/// A grade and the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeChange {
    /// How it was.
    pub before: GradeFacts,
    /// How it is.
    pub now: GradeFacts,
    /// What is different, in the order of [`GradeCause`].
    pub causes: Vec<GradeCause>,
}

/// Why a grade is another than before: by how many levels it rose (it fell by, if negative), and what
/// is different.
///
/// ```
/// use jipan_rules::explain::Why;
/// use jipan_rules::grade::{Bought, GradeCause, grade_change, grade_facts};
/// use jipan_rules::setting::RulesOn;
/// let area = Bought { amount: 1_900_000, quantity: 100 };
/// let facts = |n_above, amount| {
///     grade_facts([n_above, 10], Bought { amount, quantity: 1 }, area, &RulesOn::default())
/// };
/// let change = grade_change(facts(9, 19_000), facts(0, 18_999));
/// assert_eq!(change.value, 7); // from grade 9 to grade 2
/// let causes = vec![GradeCause::Band, GradeCause::Structure];
/// assert!(matches!(change.why, Why::GradeChange(it) if it.causes == causes));
/// ```
pub fn grade_change(before: GradeFacts, now: GradeFacts) -> Explained<i8> {
    let [was, is] = [before, now].map(|it| i8::try_from(it.grade).unwrap_or_default());
    let rules = |it: &GradeFacts| (it.matrix.value, it.line.value);
    let found = [
        (GradeCause::Band, before.band != now.band),
        (GradeCause::Structure, before.is_high != now.is_high),
        (GradeCause::Rule, rules(&before) != rules(&now)),
    ];
    let causes = found.into_iter().filter(|(_, is_so)| *is_so).map(|(cause, _)| cause).collect();
    let change = GradeChange { before, now, causes };
    Explained::new(was.saturating_sub(is), Why::GradeChange(Box::new(change)))
}
