//! A mark beside the database that something was stored: where the browser throws a database away, as
//! Chromium does with one whose log it cannot read, nothing in it can say so. Not here: what is said then.

use std::cell::Cell;

use gloo_utils::window;

const KEY: &str = "jipan-used";

thread_local! {
    /// Whether this tab has set it: not with each tap again.
    static IS_SET: Cell<bool> = const { Cell::new(false) };
}

/// Whether something was stored here before; what is here now is noted.
pub(super) fn noted(is_here: bool) -> bool {
    let storage = window().local_storage().ok().flatten();
    let was_used = storage.is_some_and(|it| it.get_item(KEY).is_ok_and(|it| it.is_some()));
    if was_used {
        IS_SET.set(true);
    } else if is_here {
        set();
    }
    was_used
}

/// Something was stored.
pub(super) fn set() {
    if IS_SET.replace(true) {
        return;
    }
    let kept = window().local_storage().map(|it| it.map(|it| it.set_item(KEY, "1")));
    if !matches!(kept, Ok(Some(Ok(())))) {
        crate::log::info(format_args!("not noted that something was stored"));
    }
}
