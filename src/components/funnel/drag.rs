//! Dragging a card to a column by its handle, with a mouse or a pen. A finger scrolls, as everywhere; a tap and
//! the keyboard do what they did. The handle is asked for by its node: the listeners are those of the root of
//! the app, which is what an event names as its current target. Not here: what a drop means.

use std::cell::RefCell;
use std::rc::Rc;

use jipan_rules::funnel::Stage;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::column::column_id;

/// A press that moved less is a tap. `OURS`
const DRAG_PX: i32 = 8;

/// What to bind to the handle.
#[derive(Debug, Clone, PartialEq)]
pub struct Handle {
    /// For `ref`.
    pub node: NodeRef,
    /// For `onpointerenter`.
    pub on_enter: Callback<PointerEvent>,
    /// For `onpointerdown`.
    pub on_down: Callback<PointerEvent>,
    /// For `onpointermove`.
    pub on_move: Callback<PointerEvent>,
    /// For `onpointerleave`.
    pub on_leave: Callback<PointerEvent>,
    /// For `onpointerup`.
    pub on_up: Callback<PointerEvent>,
    /// For `onpointercancel`.
    pub on_cancel: Callback<PointerEvent>,
    /// For `onclick`.
    pub on_click: Callback<MouseEvent>,
}

/// A press on the handle.
#[derive(Debug, Default)]
struct Press {
    /// Where it began, while it lasts.
    from: Option<(i32, i32)>,
    /// Whether it became a drag; the click that ends one is no tap.
    is_drag: bool,
    /// The card, marked while it is dragged.
    card: Option<Element>,
    /// The column below the pointer, marked.
    over: Option<Element>,
}

impl Press {
    /// Ends it; the column it ended on.
    fn end(&mut self) -> Option<Stage> {
        self.from = None;
        mark(self.card.take().as_ref(), "data-dragged", false);
        let over = self.over.take();
        mark(over.as_ref(), "data-over", false);
        stage_of(&over?.id())
    }

    /// Goes on to where the pointer is.
    fn go(&mut self, handle: &HtmlElement, event: &PointerEvent) {
        let Some(from) = self.from else { return };
        // What let go elsewhere was not heard of.
        if !is_pressed(event.buttons()) {
            let _dropped_nowhere = self.end();
            return;
        }
        let (x, y) = (event.client_x(), event.client_y());
        if !self.is_drag {
            if !is_far(from, (x, y)) || !hold(handle, event) {
                return;
            }
            self.is_drag = true;
            self.card = handle.closest(".deal").ok().flatten();
            mark(self.card.as_ref(), "data-dragged", true);
        }
        #[expect(clippy::cast_precision_loss, reason = "a place on a screen")]
        let below = handle
            .owner_document()
            .and_then(|it| it.element_from_point(x as f32, y as f32))
            .and_then(|it| it.closest(".board__column").ok().flatten());
        if below != self.over {
            mark(self.over.as_ref(), "data-over", false);
            mark(below.as_ref(), "data-over", true);
            self.over = below;
        }
    }
}

/// A handle by which something is dragged to a column, or tapped.
#[hook]
pub fn use_drag(on_tap: Callback<()>, on_drop: Callback<Stage>) -> Handle {
    let press: Rc<RefCell<Press>> = use_mut_ref(Press::default);
    {
        let press = Rc::clone(&press);
        // A card that is drawn no more is dropped nowhere.
        use_effect_with((), move |()| {
            move || {
                let _dropped_nowhere = press.borrow_mut().end();
            }
        });
    }
    let node = use_node_ref();
    let with = |act: fn(&mut Press, &HtmlElement, &PointerEvent)| {
        let (press, node) = (Rc::clone(&press), node.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(handle) = node.cast::<HtmlElement>() {
                act(&mut press.borrow_mut(), &handle, &event);
            }
        })
    };
    let on_up = {
        let press = Rc::clone(&press);
        Callback::from(move |_: PointerEvent| {
            let is_drag = press.borrow().is_drag;
            let stage = press.borrow_mut().end();
            if let Some(stage) = stage.filter(|_| is_drag) {
                on_drop.emit(stage);
            }
        })
    };
    let on_click = {
        let press = Rc::clone(&press);
        Callback::from(move |event: MouseEvent| {
            let ends_drag = core::mem::take(&mut press.borrow_mut().is_drag);
            // A key has no clicks to count.
            if !ends_drag || event.detail() == 0 {
                on_tap.emit(());
            }
        })
    };
    Handle {
        node: node.clone(),
        on_enter: with(|_, handle, event| set_touch(handle, event)),
        on_down: with(|press, _, event| begin(press, event)),
        on_move: with(Press::go),
        on_leave: with(leave),
        on_up,
        on_cancel: with(|press, _, _| {
            let _dropped_nowhere = press.end();
        }),
        on_click,
    }
}

/// A press begins. Nothing is held yet: so a click stays one of the handle, whatever is drawn in it.
fn begin(press: &mut Press, event: &PointerEvent) {
    *press = Press::default();
    if can_drag(&event.pointer_type(), event.button()) {
        press.from = Some((event.client_x(), event.client_y()));
    }
}

/// A quick hand is out of the handle before it moved within: from there on nothing would be heard of it.
fn leave(press: &mut Press, handle: &HtmlElement, event: &PointerEvent) {
    if press.from.is_some() && is_pressed(event.buttons()) && hold(handle, event) {
        press.go(handle, event);
    }
}

/// Lets the handle hear of the pointer wherever it goes; whether that was granted.
fn hold(handle: &HtmlElement, event: &PointerEvent) -> bool {
    handle.set_pointer_capture(event.pointer_id()).is_ok()
}

/// A pen that drags would scroll; it says that it comes before it touches. A finger scrolls.
fn set_touch(handle: &HtmlElement, event: &PointerEvent) {
    let value = if event.pointer_type() == "pen" { "none" } else { "auto" };
    if handle.style().set_property("touch-action", value).is_err() {
        crate::log::error(format_args!("a style was refused: touch-action"));
    }
}

/// Whether the first button is down, or the pen touches.
fn is_pressed(buttons: u16) -> bool {
    buttons & 1 == 1
}

/// Whether a pointer drags: a mouse by its first button, or a pen.
fn can_drag(pointer: &str, button: i16) -> bool {
    pointer != "touch" && button == 0
}

fn is_far((x, y): (i32, i32), (now_x, now_y): (i32, i32)) -> bool {
    x.abs_diff(now_x).max(y.abs_diff(now_y)) >= DRAG_PX.unsigned_abs()
}

/// The stage of a column.
fn stage_of(id: &str) -> Option<Stage> {
    Stage::ALL.into_iter().find(|stage| column_id(*stage) == id)
}

fn mark(element: Option<&Element>, name: &str, is_on: bool) {
    let Some(element) = element else { return };
    let done =
        if is_on { element.set_attribute(name, "true") } else { element.remove_attribute(name) };
    if done.is_err() {
        crate::log::error(format_args!("{name} was refused"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mouse_and_a_pen_drag_and_a_finger_does_not() {
        assert!(can_drag("mouse", 0) && can_drag("pen", 0));
        assert!(!can_drag("touch", 0) && !can_drag("mouse", 2));
    }

    #[test]
    fn a_press_lasts_while_the_first_button_is_down() {
        assert!(is_pressed(1) && is_pressed(3) && !is_pressed(0) && !is_pressed(2));
    }

    #[test]
    fn a_press_that_hardly_moved_is_a_tap() {
        assert!(
            !is_far((10, 10), (17, 3)) && is_far((10, 10), (10, 18)) && is_far((10, 10), (2, 10))
        );
    }

    #[test]
    fn each_column_is_known_by_its_id() {
        for stage in Stage::ALL {
            assert_eq!(stage_of(column_id(stage)), Some(stage));
        }
        assert_eq!(stage_of("board-columns"), None);
    }
}
