//! 诚信等级: A, B, C or W by points and penalties. Source: OUTSIDE (rulebook 1.16). Not here: where
//! points come from.

use crate::explain::{Explained, Why};
use crate::setting::InForce;

/// From how many points on each grade is given, and how many penalties make W whatever the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntegrityBounds {
    /// Least points of A, B and C, from the highest down; fewer than the last is W.
    pub from: [u8; 3],
    /// Penalties from which on it is W.
    pub penalties: u8,
}

impl IntegrityBounds {
    /// A from 91, B from 81, C from 71, W with three penalties. Source: OUTSIDE (1.16).
    pub const DEFAULT: Self = Self { from: [91, 81, 71], penalties: 3 };
}

/// An integrity grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Integrity {
    /// A
    A,
    /// B
    B,
    /// C
    C,
    /// W: warned.
    W,
}

impl Integrity {
    /// Its code as a choice of the field 诚信等级.
    ///
    /// ```
    /// use jipan_rules::integrity::Integrity;
    /// assert_eq!(Integrity::W.code(), 4);
    /// ```
    pub const fn code(self) -> u8 {
        match self {
            Self::A => 1,
            Self::B => 2,
            Self::C => 3,
            Self::W => 4,
        }
    }
}

/// What an integrity grade rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntegrityFacts {
    /// The result.
    pub grade: Integrity,
    /// Points, 0 to 100.
    pub points: u8,
    /// Penalties.
    pub penalties: u8,
    /// The bounds in force.
    pub rule: InForce<IntegrityBounds>,
}

/// An integrity grade and the one before. Points may say why; a person or a file may have written it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntegrityChange {
    /// The code of the grade as it was, and as it is; `None` where there was none.
    pub grades: [Option<u8>; 2],
    /// What points said then, and what they say; `None` where there were no points.
    pub by_points: [Option<IntegrityFacts>; 2],
}

/// The grade of some points and penalties.
///
/// Source: OUTSIDE (rulebook 1.16, Suzhou).
/// ```
/// use jipan_rules::integrity::{Integrity, integrity};
/// use jipan_rules::setting::RulesOn;
/// let rule = RulesOn::default().integrity;
/// let of = |points, penalties| integrity(points, penalties, &rule).value;
/// // rulebook 1.21, example 6
/// use Integrity::{A, B, C, W};
/// assert_eq!([91, 90, 81, 80, 71, 70].map(|points| of(points, 0)), [A, B, B, C, C, W]);
/// assert_eq!((of(95, 2), of(95, 3)), (A, W));
/// ```
pub fn integrity(
    points: u8,
    penalties: u8,
    rule: &InForce<IntegrityBounds>,
) -> Explained<Integrity> {
    let [a, b, c] = rule.value.from;
    let grade = match points {
        _ if penalties >= rule.value.penalties => Integrity::W,
        _ if points >= a => Integrity::A,
        _ if points >= b => Integrity::B,
        _ if points >= c => Integrity::C,
        _ => Integrity::W,
    };
    let facts = IntegrityFacts { grade, points, penalties, rule: *rule };
    Explained::new(grade, Why::Integrity(facts))
}
