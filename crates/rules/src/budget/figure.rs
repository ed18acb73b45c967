//! A number of the budget that may not be wholly known. Not here: in what it is counted.

/// A number, and of how many things behind it nothing is known: a cost of goods with a product without a
/// cost. What is unknown is never taken for 0. Source: rulebook 1.20, `OURS`.
///
/// ```
/// use jipan_rules::budget::Figure;
/// let (cost, revenue) = (Figure { value: 500, n_unknown: 2 }, Figure::known(800));
/// let gross = revenue.minus(cost).unwrap();
/// assert_eq!((gross.value, gross.n_unknown, gross.is_known()), (300, 2, false));
/// ```
///
/// A float does not compile:
/// ```compile_fail,E0308
/// let _ = jipan_rules::budget::Figure::known(0.1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figure {
    /// What is known of it, in the unit of its row.
    pub value: i64,
    /// Of how many things behind it nothing is known; 0 where all is known.
    pub n_unknown: u32,
}

impl Figure {
    /// A number that is wholly known.
    pub const fn known(value: i64) -> Self {
        Self { value, n_unknown: 0 }
    }

    /// Whether it is wholly known.
    pub const fn is_known(self) -> bool {
        self.n_unknown == 0
    }

    /// The sum; `None` if it does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        let value = self.value.checked_add(other.value)?;
        Some(Self { value, n_unknown: self.n_unknown.saturating_add(other.n_unknown) })
    }

    /// The difference; `None` if it does not fit.
    pub fn minus(self, other: Self) -> Option<Self> {
        let value = self.value.checked_sub(other.value)?;
        Some(Self { value, n_unknown: self.n_unknown.saturating_add(other.n_unknown) })
    }

    /// The sum; one that does not fit stops at the ends of `i64`.
    #[must_use]
    pub const fn saturating_plus(self, other: Self) -> Self {
        let value = self.value.saturating_add(other.value);
        Self { value, n_unknown: self.n_unknown.saturating_add(other.n_unknown) }
    }

    /// What is left of it without a part of it, of which also what is not known is a part; what does not fit stops
    /// at the ends.
    ///
    /// ```
    /// use jipan_rules::budget::Figure;
    /// let (all, part) = (Figure { value: 500, n_unknown: 3 }, Figure { value: 200, n_unknown: 1 });
    /// assert_eq!(all.without(part), Figure { value: 300, n_unknown: 2 });
    /// ```
    #[must_use]
    pub const fn without(self, part: Self) -> Self {
        let value = self.value.saturating_sub(part.value);
        Self { value, n_unknown: self.n_unknown.saturating_sub(part.n_unknown) }
    }

    /// The difference; one that does not fit stops at the ends of `i64`.
    #[must_use]
    pub const fn saturating_minus(self, other: Self) -> Self {
        let value = self.value.saturating_sub(other.value);
        Self { value, n_unknown: self.n_unknown.saturating_add(other.n_unknown) }
    }
}
