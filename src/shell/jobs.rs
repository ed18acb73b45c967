//! Long work in slices: the page has its turn between two of them, and none takes longer than a frame
//! can bear. Not here: the work.

use std::cell::Cell;
use std::rc::Rc;

use gloo_utils::window;
use jipan_app::Event;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{MessageChannel, MessagePort};
use yew::Callback;

use super::js;

/// A slice that took less can be doubled and still be short.
const SHORT_MILLIS: f64 = 2.5;
/// A slice that took more is halved.
const LONG_MILLIS: f64 = 5.0;
/// A slice that took more is cut to a quarter.
const TOO_LONG_MILLIS: f64 = 8.0;
/// While the book is opened there is nothing yet to scroll or to type into: slices may be so many times
/// as long, and there are fewer of them.
pub(crate) const OPENING_FACTOR: f64 = 4.0;
/// A job never gets more than this at once.
const UNITS_MAX: u32 = 4_096;

/// A slice under way.
pub(crate) struct Slice {
    began_millis: f64,
}

impl Slice {
    /// A slice that begins now.
    pub(crate) fn begin() -> Self {
        Self { began_millis: now_millis() }
    }
}

/// Paces the jobs of the app.
pub(crate) struct Jobs {
    units: Rc<Cell<u32>>,
    turn: Turn,
    step: Closure<dyn FnMut(JsValue)>,
}

/// How the page gets its turn. Not by `requestIdleCallback` (may never come) nor by animation frames
/// (stop in a hidden tab).
enum Turn {
    /// `scheduler.postTask`, which lets input go first.
    Scheduler { scheduler: JsValue, post_task: Function },
    /// A message to ourselves, which comes after what already waits.
    Channel { to: MessagePort, _from: MessagePort },
    /// Neither is there.
    Timer,
}

impl Jobs {
    /// Tells the app of its slices.
    pub(crate) fn new(tell: Callback<Event>) -> Self {
        let units = Rc::new(Cell::new(1));
        let step = {
            let units = Rc::clone(&units);
            Closure::new(move |_: JsValue| tell.emit(Event::JobStep { units: units.get() }))
        };
        let turn = Turn::of_browser(step.as_ref().unchecked_ref());
        Self { units, turn, step }
    }

    /// Gives a slice as soon as the page had its turn.
    pub(crate) fn ask(&self) {
        let step: &Function = self.step.as_ref().unchecked_ref();
        let asked = match &self.turn {
            Turn::Scheduler { scheduler, post_task } => post_task.call1(scheduler, step).map(drop),
            Turn::Channel { to, .. } => to.post_message(&JsValue::NULL),
            Turn::Timer => window().set_timeout_with_callback(step).map(drop),
        };
        if let Err(thrown) = asked {
            crate::log::error(format_args!("a job could not go on: {}", js::words(&thrown)));
        }
    }

    /// A slice ended: the next one is as long as it may be, which is `factor` times as long as else. A new
    /// job begins small.
    #[expect(clippy::needless_pass_by_value, reason = "a slice ends once")]
    pub(crate) fn slice_ended(&self, slice: Slice, goes_on: bool, factor: f64) {
        let took_millis = (now_millis() - slice.began_millis) / factor;
        let units = if goes_on { next_units(self.units.get(), took_millis) } else { 1 };
        self.units.set(units);
    }
}

impl Turn {
    fn of_browser(step: &Function) -> Self {
        if let Some(scheduler) = js::property(&window(), "scheduler")
            && let Some(post_task) = js::method(&scheduler, "postTask")
        {
            return Self::Scheduler { scheduler, post_task };
        }
        match MessageChannel::new() {
            Ok(channel) => {
                let from = channel.port1();
                from.set_onmessage(Some(step));
                Self::Channel { to: channel.port2(), _from: from }
            }
            Err(_) => Self::Timer,
        }
    }
}

/// How much the next slice may do, from how long the last one took.
fn next_units(units: u32, took_millis: f64) -> u32 {
    if took_millis < SHORT_MILLIS {
        units.saturating_mul(2).min(UNITS_MAX)
    } else if took_millis <= LONG_MILLIS {
        units
    } else if took_millis <= TOO_LONG_MILLIS {
        (units / 2).max(1)
    } else {
        (units / 4).max(1)
    }
}

fn now_millis() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_slice_is_followed_by_one_twice_as_long() {
        assert_eq!(next_units(8, 0.1), 16);
    }

    #[test]
    fn a_slice_that_took_too_long_is_cut() {
        assert_eq!(next_units(8, 6.0), 4);
        assert_eq!(next_units(8, 30.0), 2);
    }

    #[test]
    fn a_slice_always_does_something_and_never_everything() {
        assert_eq!(next_units(1, 500.0), 1);
        assert_eq!(next_units(UNITS_MAX, 0.0), UNITS_MAX);
    }
}
