//! What happens when the program stops by a fault: a page that works without it. Not here: that page
//! (`public/panic.js`).

use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::*;

use super::js;

#[wasm_bindgen]
extern "C" {
    /// Shows the panic page; put there by `public/start.js`.
    #[wasm_bindgen(catch, js_namespace = window, js_name = __jipanPanic)]
    fn show_panic_page(message: &str) -> Result<(), JsValue>;
}

/// From now on a panic shows the panic page.
pub(crate) fn install() {
    yew::set_custom_panic_hook(Box::new(show));
}

fn show(info: &PanicHookInfo<'_>) {
    let stack = js::property(&js_sys::Error::new(""), "stack").and_then(|it| it.as_string());
    let message = format!("{info}\n\n{}", stack.unwrap_or_default());
    web_sys::console::error_1(&message.as_str().into());
    if let Err(thrown) = show_panic_page(&message) {
        web_sys::console::error_1(&thrown);
    }
}
