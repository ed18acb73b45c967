//! A list as long as the book of which only the visible window is drawn. Not here: which rows those are.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::ListView;
use jipan_rules::Uuid;
use jipan_rules::values::ids::CustomerId;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::link::is_plain;
use super::row::Row;
use crate::hooks::{use_resized, use_tr};

/// Height of a row in pixels: `--row` in tokens.css.
const ROW_HEIGHT_PX: i32 = 72;
/// The window is reported when it moved so far; the model gives more rows than fit.
const STEP_ROWS: usize = 3;

/// Properties of [`VirtualList`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct VirtualListProps {
    /// The list.
    pub list: Rc<ListView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The visible window: first row and number of rows.
type Window = (usize, usize);

/// The list.
#[component]
pub fn VirtualList(props: &VirtualListProps) -> Html {
    let tr = use_tr();
    let VirtualListProps { list, on_event } = props;
    let node = use_node_ref();
    let reported = use_mut_ref(|| (usize::MAX, 0));
    let report = {
        let (node, on_event) = (node.clone(), on_event.clone());
        Callback::from(move |()| {
            let Some(window) = node.cast::<Element>().map(|it| window_of(&it)) else { return };
            let moved = has_moved(*reported.borrow(), window);
            if moved {
                *reported.borrow_mut() = window;
                let (first, n_rows) = window;
                on_event.emit(Event::ListWindowMoved { first, n_rows });
            }
        })
    };
    use_resized(node.clone(), report.clone());
    let (all, rows) = (use_node_ref(), use_node_ref());
    // The length first: one cannot scroll to a place that is not there yet.
    use_effect_with(
        (all.clone(), rows.clone(), list.n_shown, list.first),
        |(all, rows, n, first)| {
            set_style(all, "height", &format!("{}px", px(*n)));
            set_style(rows, "transform", &format!("translateY({}px)", px(*first)));
        },
    );
    use_place(&node, list);
    let onscroll = report.reform(|_: yew::events::Event| ());
    let onclick = {
        let on_event = on_event.clone();
        Callback::from(move |event: MouseEvent| {
            let Some((id, is_box)) = row_of(&event).filter(|_| is_plain(&event)) else { return };
            event.prevent_default();
            on_event.emit(if is_box {
                Event::CustomerPicked(id)
            } else {
                Event::LinkFollowed(Route::Customer(id))
            });
        })
    };
    html! {
        <div class="list" ref={node} {onscroll}>
            <div class="list__all" ref={all}>
                <ul class="list__rows" ref={rows} role="list" aria-label={tr.text("customer-list")} {onclick}>
                    { for list.rows.iter().enumerate().map(|(idx, row)| html! {
                        <Row key={row.id.uuid().as_u128()} row={Rc::clone(row)}
                            place={list.first + idx + 1} n_rows={list.n_shown}
                            is_current={list.selected == Some(row.id)} />
                    }) }
                </ul>
            </div>
        </div>
    }
}

/// Scrolls to where the list was left when it became another one, and to the chosen row when another
/// one was chosen in the same list.
#[hook]
fn use_place(node: &NodeRef, list: &ListView) {
    let place = list.place;
    use_effect_with((node.clone(), list.list_no), move |(node, _)| {
        if let Some(element) = node.cast::<Element>() {
            element.set_scroll_top(px(place));
        }
    });
    let seen = use_mut_ref(|| None);
    use_effect_with(
        (node.clone(), list.list_no, list.selected_idx),
        move |(node, list_no, idx)| {
            let is_same_list = seen.replace(Some(*list_no)) == Some(*list_no);
            if let (true, Some(element), Some(idx)) = (is_same_list, node.cast::<Element>(), *idx) {
                show_row(&element, idx);
            }
        },
    );
}

/// Scrolls as little as needed to show a row whole.
fn show_row(element: &Element, idx: usize) {
    let (top, bottom) = (px(idx), px(idx + 1));
    if top < element.scroll_top() {
        element.set_scroll_top(top);
    } else if bottom > element.scroll_top() + element.client_height() {
        element.set_scroll_top(bottom - element.client_height());
    }
}

/// Sets computed geometry by the object model: the policy of the page forbids style attributes, and
/// `~style` needs a browser, which a snapshot has not.
fn set_style(node: &NodeRef, name: &str, value: &str) {
    if let Some(element) = node.cast::<HtmlElement>()
        && element.style().set_property(name, value).is_err()
    {
        crate::log::error(format_args!("a style was refused: {name}, {value}"));
    }
}

/// Pixels that so many rows are high.
fn px(n_rows: usize) -> i32 {
    i32::try_from(n_rows).unwrap_or(i32::MAX).saturating_mul(ROW_HEIGHT_PX)
}

/// The rows in sight.
fn window_of(element: &Element) -> Window {
    let rows = |px: i32| usize::try_from(px / ROW_HEIGHT_PX).unwrap_or(0);
    (rows(element.scroll_top()), rows(element.client_height()) + 2)
}

/// Whether the window differs enough to be told.
fn has_moved((first, n_rows): Window, (now_first, now_n_rows): Window) -> bool {
    n_rows != now_n_rows || first.abs_diff(now_first) >= STEP_ROWS || (now_first == 0 && first != 0)
}

/// The customer of the row that was hit, and whether the row is a box to tick.
fn row_of(event: &MouseEvent) -> Option<(CustomerId, bool)> {
    let link = event.target_dyn_into::<Element>()?.closest("[data-id]").ok()??;
    let id = Uuid::try_parse(&link.get_attribute("data-id")?).ok()?;
    Some((CustomerId::new(id), link.get_attribute("role").is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_told_when_it_moved_by_some_rows_or_came_back_to_the_top() {
        assert!(has_moved((usize::MAX, 0), (0, 9)));
        assert!(!has_moved((10, 9), (12, 9)));
        assert!(has_moved((10, 9), (13, 9)));
        assert!(has_moved((10, 9), (7, 9)));
        assert!(has_moved((2, 9), (0, 9)));
        assert!(has_moved((10, 9), (10, 11)));
    }
}
