//! Which database it is. Outside of a browser it lies in memory, so that the shell can be checked
//! natively. Not here: its use.

use jipan_store::{Opening, StoreError};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::*;

#[cfg(target_arch = "wasm32")]
pub(super) use jipan_store::IdbStore as Database;
#[cfg(not(target_arch = "wasm32"))]
pub(super) use jipan_store::MemoryStore as Database;

/// The database of the one who works here; `public/first.js` and `public/start.js` name the same.
#[cfg(target_arch = "wasm32")]
const NAME: &str = "jipan-local-me";

/// Begins to connect.
#[cfg(target_arch = "wasm32")]
pub(super) fn begin() -> Database {
    let database = Database::new(NAME);
    database.begin();
    database
}

/// In memory there is nothing to wait for.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn begin() -> Database {
    Database::new()
}

/// Waits until it is connected; `on_superseded` is called when another tab upgrades the database, `on_cut`
/// when the connection is cut or the database deleted.
#[cfg(target_arch = "wasm32")]
pub(super) async fn connected(
    database: &Database,
    on_superseded: impl Fn() + 'static,
    on_cut: impl Fn() + 'static,
) -> Result<(), StoreError> {
    use jipan_store::StoreEvent;

    database.connected().await?;
    database.on_event(move |event| match event {
        StoreEvent::Superseded => {
            crate::log::warn(format_args!("a newer version upgrades the database"));
            on_superseded();
        }
        StoreEvent::ConnectionLost => on_cut(),
    });
    Ok(())
}

/// As in a browser, in memory.
#[cfg(not(target_arch = "wasm32"))]
pub(super) async fn connected(
    database: &Database,
    on_superseded: impl Fn() + 'static,
    on_cut: impl Fn() + 'static,
) -> Result<(), StoreError> {
    drop((database, on_superseded, on_cut));
    core::future::ready(Ok(())).await
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
extern "C" {
    /// What `public/ahead.js` read; it is handed over once.
    #[wasm_bindgen(catch, js_namespace = window, js_name = __jipanAhead)]
    async fn read_ahead() -> Result<JsValue, JsValue>;
}

/// Reads what a start needs; pages that were read beside the start of the program are not read again.
#[cfg(target_arch = "wasm32")]
pub(super) async fn open_newest(
    database: &Database,
    take: impl FnMut(Opening) + 'static,
) -> Result<(), StoreError> {
    // Where nothing was read ahead, nothing is missing.
    let told = read_ahead().await.unwrap_or(JsValue::NULL);
    database.open_newest_with(jipan_store::ReadAhead::of(&told), take).await
}

/// As in a browser, in memory.
#[cfg(not(target_arch = "wasm32"))]
pub(super) async fn open_newest(
    database: &Database,
    take: impl FnMut(Opening) + 'static,
) -> Result<(), StoreError> {
    use jipan_store::Store as _;

    database.open_newest(take).await
}
