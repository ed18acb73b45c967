//! Locks that the tabs of one browser hold, each until its page goes. Not here: what they are for.

use gloo_utils::window;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::js;

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

/// How a lock is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Only if nobody holds it.
    IfFree,
    /// Beside others that hold it so, and only if nobody holds it alone.
    Beside,
    /// As soon as nobody holds it.
    Wait,
    /// At once; whoever holds it hears of the loss.
    Steal,
}

/// How a lock ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// We let go of it.
    Released,
    /// Another tab took it from us.
    Stolen,
}

/// A lock that is held.
#[derive(Debug)]
pub(crate) struct Held {
    ended: Promise,
    release: Function,
}

impl Held {
    /// Waits until it is let go of.
    pub(crate) async fn ended(self) -> End {
        if JsFuture::from(self.ended).await.is_err() { End::Stolen } else { End::Released }
    }

    /// Lets go of it.
    pub(crate) fn release(&self) {
        self.release.call0(&JsValue::NULL).ok();
    }

    /// What lets go of it.
    pub(crate) fn releaser(&self) -> Function {
        self.release.clone()
    }
}

/// Asks for a lock; nothing when another tab holds it. An error where the browser has no locks, as on
/// an address without TLS.
pub(crate) async fn take(name: &str, way: Way) -> Result<Option<Held>, JsValue> {
    let locks = js::property(&window().navigator(), "locks").ok_or(JsValue::UNDEFINED)?;
    let options = Object::new();
    let set = |option: &str, value: JsValue| Reflect::set(&options, &option.into(), &value);
    match way {
        Way::Wait => {}
        Way::IfFree => drop(set("ifAvailable", true.into())?),
        Way::Beside => {
            set("mode", "shared".into())?;
            set("ifAvailable", true.into())?;
        }
        Way::Steal => drop(set("steal", true.into())?),
    }
    let mut releaser = None;
    // A promise that never ends by itself keeps the lock.
    let kept = Promise::new(&mut |resolve, _| releaser = Some(resolve));
    let mut asked = Ok(None);
    let answered = Promise::new(&mut |resolve: Function, _reject: Function| {
        let kept = kept.clone();
        let holding = Closure::once_into_js(move |lock: JsValue| {
            let is_ours = !lock.is_null();
            resolve.call1(&JsValue::NULL, &is_ours.into()).ok();
            if is_ours { kept.into() } else { JsValue::UNDEFINED }
        });
        let locks: &LockManager = locks.unchecked_ref();
        asked = locks.request(name, &options, holding.unchecked_ref()).map(Some);
    });
    let (Some(ended), Some(release)) = (asked?, releaser) else { return Ok(None) };
    // A refusal ends the request before anything is answered.
    let first = JsFuture::from(Promise::race(&js_sys::Array::of2(&answered, &ended))).await?;
    Ok(first.is_truthy().then_some(Held { ended, release }))
}
