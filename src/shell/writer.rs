//! One tab writes: the newest. It takes the lock from the one before, which hears of it and writes no
//! more. Not here: the writing.

use gloo_timers::future::TimeoutFuture;
use gloo_utils::window;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::BroadcastChannel;

use super::{js, task};

/// The lock of the tab that writes.
const LOCK: &str = "jipan-writer";
/// A tab whose lock was taken has so long to hear of it before we read what it wrote.
const GRACE_MILLIS: u32 = 120;

#[wasm_bindgen]
extern "C" {
    /// `LockManager`; web-sys has it only as unstable.
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        holding: &Function,
    ) -> Result<Promise, JsValue>;
}

/// Becomes the tab that writes; `on_lost` is called once when another tab takes over. Where the browser
/// has no locks (an address without TLS), the tabs tell each other.
pub(crate) async fn become_writer(on_lost: impl FnOnce() + 'static) {
    let Some(locks) = js::property(&window().navigator(), "locks") else {
        return take_by_word(on_lost).await;
    };
    let locks: LockManager = locks.unchecked_into();
    let taken = match take(&locks, "ifAvailable").await {
        Ok(None) => {
            let stolen = take(&locks, "steal").await;
            TimeoutFuture::new(GRACE_MILLIS).await;
            stolen
        }
        taken => taken,
    };
    match taken {
        Ok(Some(held)) => task::spawn(async move {
            // We hold it until the page goes; the promise ends only when the lock is stolen.
            if JsFuture::from(held).await.is_err() {
                on_lost();
            }
        }),
        Ok(None) => crate::log::warn(format_args!("the lock for writing was not given")),
        Err(thrown) => {
            crate::log::warn(format_args!("no lock for writing: {}", js::words(&thrown)));
        }
    }
}

/// Tells the other tabs that this one writes, and listens for the next one that says so.
async fn take_by_word(on_lost: impl FnOnce() + 'static) {
    let Ok(channel) = BroadcastChannel::new(LOCK) else { return };
    if channel.post_message(&JsValue::from_str(LOCK)).is_err() {
        crate::log::warn(format_args!("the other tabs could not be told"));
    }
    TimeoutFuture::new(GRACE_MILLIS).await;
    let heard = Closure::once_into_js(move |_: JsValue| on_lost());
    channel.set_onmessage(Some(heard.unchecked_ref()));
    // The channel listens until the page goes.
    task::spawn(async move {
        JsFuture::from(Promise::new(&mut |_, _| {})).await.ok();
        channel.close();
    });
}

/// Asks for the lock in this way; gives the promise that lasts as long as we hold it, or nothing when
/// another tab holds it.
async fn take(locks: &LockManager, way: &str) -> Result<Option<Promise>, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &way.into(), &true.into())?;
    let mut asked = Ok(None);
    let answered = Promise::new(&mut |resolve: Function, _reject: Function| {
        let holding = Closure::once_into_js(move |lock: JsValue| {
            let is_ours = !lock.is_null();
            resolve.call1(&JsValue::NULL, &is_ours.into()).ok();
            // A promise that never ends keeps the lock.
            if is_ours { Promise::new(&mut |_, _| {}).into() } else { JsValue::UNDEFINED }
        });
        asked = locks.request(LOCK, &options, holding.unchecked_ref()).map(Some);
    });
    let Some(held) = asked? else { return Ok(None) };
    // A refusal ends the request before anything is answered.
    let first = JsFuture::from(Promise::race(&js_sys::Array::of2(&answered, &held))).await?;
    Ok(first.is_truthy().then_some(held))
}
