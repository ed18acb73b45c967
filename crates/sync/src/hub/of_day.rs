//! By the rules of which day an order is judged that was long on its way. Not here: what they say.

use std::borrow::Cow;

use jipan_book::{Change, Op, OrderWrite, Stamp};
use jipan_rules::{DateTime, Days};

use super::desk::Desk;
use super::rights::DAY_MS;

/// How long an order may be on its way and still be judged by the rules of its day. OURS
const LATE_DAYS: u64 = 31;

/// An order as it is judged: one of long ago by the rules of a month ago, so that nobody picks a rule
/// by its day.
pub(super) fn of_late<'op>(desk: &Desk<'_>, op: &'op Op) -> Cow<'op, Op> {
    let now = i64::try_from(desk.now_ms).ok().and_then(DateTime::from_timestamp_millis);
    let least = now.and_then(|now| now.date_naive().checked_sub_days(Days::new(LATE_DAYS)));
    let mut op = Cow::Borrowed(op);
    if let Op::Order { write: OrderWrite::Place(placed), .. } = &*op
        && let Some(least) = least.filter(|least| placed.on < *least)
        && let Op::Order { write: OrderWrite::Place(placed), .. } = op.to_mut()
    {
        placed.on = least;
    }
    op
}

/// The instant by which whoever wrote a change can have known a rule: its own, but no longer ago than a
/// month, as in [`of_late`], nor than a day before that of the order, so that nobody picks it by a stamp.
pub(super) fn known_at(desk: &Desk<'_>, change: &Change, op: &Op) -> Stamp {
    let mut least_ms = desk.now_ms.saturating_sub(LATE_DAYS * DAY_MS);
    if let Op::Order { write: OrderWrite::Place(placed), .. } = op {
        let on = placed.on.and_hms_opt(0, 0, 0).map(|on| on.and_utc().timestamp_millis());
        let on_ms = on.and_then(|on| u64::try_from(on).ok()).unwrap_or_default();
        least_ms = least_ms.max(on_ms.saturating_sub(DAY_MS));
    }
    change.stamp.max(Stamp::new(least_ms, 0, change.stamp.replica()))
}
