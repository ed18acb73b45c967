//! A mark beside the database that something was stored: where the browser throws a database away, as
//! Chromium does with one whose log it cannot read, nothing in it can say so. Not here: what is said then.

use gloo_utils::window;

const KEY: &str = "jipan-used";

/// Whether something was stored here before; what is here now is noted.
pub(super) fn noted(is_here: bool) -> bool {
    if is_here {
        set();
    }
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|it| it.get_item(KEY).is_ok_and(|it| it.is_some()))
}

/// Something was stored.
pub(super) fn set() {
    let kept = window().local_storage().map(|it| it.map(|it| it.set_item(KEY, "1")));
    if !matches!(kept, Ok(Some(Ok(())))) {
        crate::log::info(format_args!("not noted that something was stored"));
    }
}
