//! 客户状态: which shops are closed. Source: S1 §动态信息; the three states are `OURS`.

/// The code of 正常.
pub const OPEN: u8 = 1;
/// The code of 停业.
pub const SUSPENDED: u8 = 2;
/// The code of 注销.
pub const CANCELLED: u8 = 3;

/// Whether a shop in this state is closed.
///
/// ```
/// use jipan_rules::status::{CANCELLED, OPEN, SUSPENDED, is_closed};
/// assert_eq!([OPEN, SUSPENDED, CANCELLED].map(is_closed), [false, true, true]);
/// ```
pub const fn is_closed(code: u8) -> bool {
    matches!(code, SUSPENDED | CANCELLED)
}
