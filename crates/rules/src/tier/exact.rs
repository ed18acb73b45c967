//! Sums of fractions against whole numbers, exactly and without a common denominator, which can be
//! of any size where products are packed in many ways. Not here: bounds and months.

use core::cmp::Ordering;

/// Bits that are looked at together.
const STEP: i128 = 1 << 32;

/// How `factor × Σ units ÷ pack` compares with a whole number. A pack of 0 counts as 1.
///
/// What is left of each division is kept, and so long as the sum of these rests decides, all are
/// looked at 32 bits further on. Two sums that differ do so by at least one part of the product of
/// all packs: after one step more than there are rests, they are equal.
pub(super) fn compare(packs: &[(u32, i64)], factor: i64, with: i128) -> Ordering {
    let mut whole = with.saturating_neg();
    let mut rests = Vec::new();
    for (pack, units) in packs {
        let pack = i128::from((*pack).max(1));
        let parts = i128::from(*units).saturating_mul(factor.into());
        whole = whole.saturating_add(parts.checked_div_euclid(pack).unwrap_or_default());
        let rest = parts.checked_rem_euclid(pack).unwrap_or_default();
        if rest != 0 {
            rests.push((rest, pack));
        }
    }
    for _ in 0..=rests.len() {
        if let Some(decided) = decided(whole, &rests) {
            return decided;
        }
        whole = whole.saturating_mul(STEP);
        for (rest, pack) in &mut rests {
            let parts = rest.saturating_mul(STEP);
            whole = whole.saturating_add(parts.checked_div_euclid(*pack).unwrap_or_default());
            *rest = parts.checked_rem_euclid(*pack).unwrap_or_default();
        }
    }
    decided(whole, &rests).unwrap_or(Ordering::Equal)
}

/// The sign of a whole number and rests, each of at least 0 and less than 1; `None` where it is for
/// the rests to say.
fn decided(whole: i128, rests: &[(i128, i128)]) -> Option<Ordering> {
    let n_rests = i128::try_from(rests.len()).unwrap_or(i128::MAX);
    if rests.iter().all(|(rest, _)| *rest == 0) {
        Some(whole.cmp(&0))
    } else if whole >= 0 {
        Some(Ordering::Greater)
    } else if whole <= n_rests.saturating_neg() {
        Some(Ordering::Less)
    } else {
        None
    }
}

/// `100 × Σ units ÷ pack ÷ n`, rounded half up, negative ones as their mirror.
pub(super) fn hundredths(packs: &[(u32, i64)], n: u16) -> i64 {
    if compare(packs, 1, 0) == Ordering::Less {
        let mirrored: Vec<_> =
            packs.iter().map(|(pack, units)| (*pack, units.saturating_neg())).collect();
        return hundredths_of_positive(&mirrored, n.into()).saturating_neg();
    }
    hundredths_of_positive(packs, n.into())
}

fn hundredths_of_positive(packs: &[(u32, i64)], n: i128) -> i64 {
    let floors = packs.iter().map(|(pack, units)| {
        let parts = i128::from(*units).saturating_mul(100);
        parts.checked_div_euclid(i128::from((*pack).max(1))).unwrap_or_default()
    });
    let whole = floors.fold(0_i128, i128::saturating_add);
    let mut parts = whole.checked_div_euclid(n).unwrap_or_default();
    // The rests of the divisions can make a few more.
    let half_above = |parts: i128| parts.saturating_mul(2).saturating_add(1).saturating_mul(n);
    while compare(packs, 200, half_above(parts)) != Ordering::Less {
        parts = parts.saturating_add(1);
    }
    i64::try_from(parts).unwrap_or(i64::MAX)
}
