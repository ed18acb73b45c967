//! Installing the app on the device: the browser's own prompt, or how else it goes here. Not here: the
//! button.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::window;
use jipan_app::Event;
use jipan_app::event::InstallOffer;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

use super::{js, task};

/// Where `public/start.js` keeps an offer that came before the app.
const EARLY_OFFER: &str = "__jipanInstall";

#[wasm_bindgen]
extern "C" {
    /// `BeforeInstallPromptEvent`: an offer that can be taken once.
    #[derive(Clone)]
    type Offer;

    #[wasm_bindgen(method, catch)]
    fn prompt(this: &Offer) -> Result<Promise, JsValue>;
}

/// The offer of the browser, while there is one.
pub(crate) struct Install {
    tell: Callback<Event>,
    offer: Rc<RefCell<Option<Offer>>>,
    _listeners: [EventListener; 2],
}

impl Install {
    /// Tells how the app can be installed here, now and when that changes.
    pub(crate) fn listen(tell: &Callback<Event>) -> Self {
        let early = js::property(&window(), EARLY_OFFER).map(JsCast::unchecked_into::<Offer>);
        let found = if is_installed() {
            InstallOffer::Installed
        } else if early.is_some() {
            InstallOffer::Prompt
        } else if is_ipad_or_iphone() {
            InstallOffer::ShareMenu
        } else {
            InstallOffer::None
        };
        tell.emit(Event::InstallOffered(found));
        let offer = Rc::new(RefCell::new(early));
        let offered = {
            let (tell, offer) = (tell.clone(), Rc::clone(&offer));
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(
                &window(),
                "beforeinstallprompt",
                options,
                move |event| {
                    event.prevent_default();
                    offer.replace(Some(event.clone().unchecked_into()));
                    tell.emit(Event::InstallOffered(InstallOffer::Prompt));
                },
            )
        };
        let installed = {
            let tell = tell.clone();
            EventListener::new(&window(), "appinstalled", move |_| {
                tell.emit(Event::InstallOffered(InstallOffer::Installed));
            })
        };
        Self { tell: tell.clone(), offer, _listeners: [offered, installed] }
    }

    /// Shows the browser's prompt. Refused or not, the offer is spent; the browser makes a new one.
    pub(crate) fn prompt(&self) {
        let Some(offer) = self.offer.take() else { return };
        self.tell.emit(Event::InstallOffered(InstallOffer::None));
        let asked = offer.prompt();
        task::spawn(async move {
            let answered = match asked {
                Ok(promise) => JsFuture::from(promise).await,
                Err(thrown) => Err(thrown),
            };
            if let Err(thrown) = answered {
                crate::log::warn(format_args!(
                    "the browser did not prompt: {}",
                    js::words(&thrown)
                ));
            }
        });
    }
}

/// Whether the page already runs as an app of the device.
fn is_installed() -> bool {
    let is_standalone = window()
        .match_media("(display-mode: standalone)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    let navigator = window().navigator();
    is_standalone || js::property(&navigator, "standalone").is_some_and(|it| it.is_truthy())
}

/// Whether installing goes by the share menu. An iPad calls itself a Mac, but has a touch screen.
fn is_ipad_or_iphone() -> bool {
    let navigator = window().navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    let says_so = ["iPad", "iPhone"].iter().any(|name| agent.contains(name));
    says_so || (agent.contains("Macintosh") && navigator.max_touch_points() > 1)
}
