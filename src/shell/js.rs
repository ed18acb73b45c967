//! Small helps with values of JavaScript. Not here: anything of the app.

use js_sys::Reflect;
use wasm_bindgen::{JsCast as _, JsValue};

/// A property, unless it is missing.
pub(crate) fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A function of an object, unless it is missing.
pub(crate) fn method(of: &JsValue, name: &str) -> Option<js_sys::Function> {
    property(of, name)?.dyn_into().ok()
}

/// What was thrown, for the log.
pub(crate) fn words(thrown: &JsValue) -> String {
    property(thrown, "message")
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| format!("{thrown:?}"))
}

/// A count that JavaScript gives as a float; 0 for what is no count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` keeps within the range and takes NaN as 0"
)]
pub(crate) fn whole(number: f64) -> u64 {
    number as u64
}
