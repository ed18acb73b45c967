//! The one place where work that waits is started. Not here: the work.

/// Starts work that goes on beside the page. Its first part runs before the browser goes on with
/// anything else.
#[expect(clippy::disallowed_methods, reason = "the one door; the ban keeps it the only one")]
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}
