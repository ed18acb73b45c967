//! The size of an element. Not here: what follows from it.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Calls back when the element got a size and whenever it has another one.
#[hook]
pub fn use_resized(node: NodeRef, on_resized: Callback<()>) {
    let latest = use_mut_ref(|| on_resized.clone());
    *latest.borrow_mut() = on_resized;
    use_effect_with(node, move |node| {
        let heard = Closure::<dyn FnMut()>::new(move || {
            let on_resized = latest.borrow().clone();
            on_resized.emit(());
        });
        let observer = ResizeObserver::new(heard.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, node.cast::<Element>()) {
            observer.observe(&element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(heard);
        }
    });
}
