//! Selecting cells of the table by dragging over them with a mouse or a pen. A finger scrolls, as everywhere. Not here:
//! what is done with what is selected.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::grid_keys::At;

/// What to bind to the table.
#[derive(Debug, Clone, PartialEq)]
pub struct DragSelect {
    /// For `onpointerover`.
    pub on_over: Callback<PointerEvent>,
    /// For `onpointerdown`.
    pub on_down: Callback<PointerEvent>,
    /// For `onpointermove`.
    pub on_move: Callback<PointerEvent>,
    /// For `onpointerup` and `onpointercancel`.
    pub on_end: Callback<PointerEvent>,
    /// For `onclick`: a press that ended a drag is none.
    pub on_click: Callback<MouseEvent>,
}

/// A press on the table.
#[derive(Debug, Default)]
struct Press {
    /// On which cell it began, while it lasts.
    from: Option<At>,
    /// The cell below the pointer, once it was another one.
    over: Option<At>,
    /// Whether it became a drag, until the click that ends it.
    is_drag: bool,
}

impl Press {
    fn begin(&mut self, at: Option<At>) {
        *self = Self { from: at, ..Self::default() };
    }

    /// The pointer is over a cell: from where to where is selected, if that is something new.
    fn go(&mut self, at: Option<At>) -> Option<(At, At)> {
        let (from, at) = self.from.zip(at)?;
        let before = self.over.replace(at).unwrap_or(from);
        if before == at {
            return None;
        }
        self.is_drag = true;
        Some((from, at))
    }

    fn end(&mut self) {
        (self.from, self.over) = (None, None);
    }

    /// Whether a click only ends a drag.
    fn ends(&mut self) -> bool {
        core::mem::take(&mut self.is_drag)
    }
}

/// A table on which cells are selected from the one that was pressed to the one below the pointer.
#[hook]
pub fn use_drag_select(
    node: NodeRef,
    on_range: Callback<(At, At)>,
    on_tap: Callback<MouseEvent>,
) -> DragSelect {
    let press: Rc<RefCell<Press>> = use_mut_ref(Press::default);
    let of = |act: fn(&mut Press, &PointerEvent)| {
        let press = Rc::clone(&press);
        Callback::from(move |event: PointerEvent| act(&mut press.borrow_mut(), &event))
    };
    let on_move = {
        let press = Rc::clone(&press);
        Callback::from(move |event: PointerEvent| {
            // What let go elsewhere was not heard of.
            if event.buttons() & 1 == 0 {
                press.borrow_mut().end();
                return;
            }
            let range = press.borrow_mut().go(below(&event));
            if let Some(range) = range {
                on_range.emit(range);
            }
        })
    };
    let on_click = {
        let press = Rc::clone(&press);
        Callback::from(move |event: MouseEvent| {
            let ends_drag = press.borrow_mut().ends();
            if !ends_drag {
                on_tap.emit(event);
            }
        })
    };
    DragSelect {
        on_over: Callback::from(move |event: PointerEvent| set_touch(&node, &event)),
        on_down: of(|press, event| press.begin(pressed(event))),
        on_move,
        on_end: of(|press, _| press.end()),
        on_click,
    }
}

/// A pen selects, a finger scrolls.
fn set_touch(node: &NodeRef, event: &PointerEvent) {
    let action = if event.pointer_type() == "pen" { "none" } else { "" };
    let Some(table) = node.cast::<HtmlElement>() else { return };
    if table.style().set_property("touch-action", action).is_err() {
        crate::log::debug(format_args!("the table could not be told what a pen does"));
    }
}

/// The cell on which a press begins that can become a drag: not of a finger, not within a text that is typed.
fn pressed(event: &PointerEvent) -> Option<At> {
    let is_hand = event.pointer_type() == "mouse" || event.pointer_type() == "pen";
    if !is_hand || event.button() != 0 || event.shift_key() {
        return None;
    }
    let element = event.target_dyn_into::<Element>()?;
    let is_typed = element.get_attribute("inputmode").is_some_and(|it| it == "decimal");
    if is_typed { None } else { at_of(&element) }
}

/// The cell below the pointer, whoever the event is told.
fn below(event: &PointerEvent) -> Option<At> {
    let document = event.target_dyn_into::<Element>()?.owner_document()?;
    #[expect(clippy::cast_precision_loss, reason = "a place on a screen")]
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    at_of(&document.element_from_point(x, y)?)
}

/// The row and column of the cell that holds an element.
pub(super) fn at_of(element: &Element) -> Option<At> {
    let cell = element.closest("[data-at]").ok()??.get_attribute("data-at")?;
    let (row, col) = cell.split_once('-')?;
    Some((row.parse().ok()?, col.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drag_selects_from_where_it_began_and_its_click_is_no_tap() {
        let mut press = Press::default();
        press.begin(Some((1, 2)));
        assert_eq!(press.go(Some((1, 2))), None, "still on its own cell");
        assert_eq!(press.go(Some((1, 3))), Some(((1, 2), (1, 3))));
        assert_eq!(press.go(Some((1, 3))), None, "nothing new");
        assert_eq!(press.go(None), None, "off the table");
        assert_eq!(press.go(Some((4, 0))), Some(((1, 2), (4, 0))));
        assert_eq!(press.go(Some((1, 2))), Some(((1, 2), (1, 2))), "back again");
        press.end();
        assert_eq!(press.go(Some((5, 5))), None, "it is over");
        assert!(press.ends() && !press.ends());
    }

    #[test]
    fn a_tap_stays_a_tap_and_a_finger_begins_nothing() {
        let mut press = Press::default();
        press.begin(Some((0, 0)));
        press.end();
        assert!(!press.ends());
        press.begin(None);
        assert_eq!(press.go(Some((3, 3))), None);
        assert!(!press.ends());
    }
}
