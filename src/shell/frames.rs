//! What comes once something was painted. Not here: what that is.

use std::cell::Cell;
use std::rc::Rc;

use gloo_utils::window;
use wasm_bindgen::prelude::*;

use super::timers;

/// A page that is hidden has no frames: after so long it is not waited for. `OURS`
const WAIT_MILLIS: u32 = 1_000;

/// Does something once the next frame is on the glass, or after a while.
pub(crate) fn after_next(work: impl FnOnce() + 'static) {
    let work = Rc::new(Cell::new(Some(work)));
    let late = Rc::clone(&work);
    timers::after(WAIT_MILLIS, move || do_once(&late));
    // Called before the frame is painted: what it asks for comes after that.
    let framed = Closure::once_into_js(move || timers::after(0, move || do_once(&work)));
    if window().request_animation_frame(framed.unchecked_ref()).is_err() {
        crate::log::warn(format_args!("the page gives no frames"));
    }
}

fn do_once(work: &Cell<Option<impl FnOnce()>>) {
    if let Some(work) = work.take() {
        work();
    }
}
