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

use super::browser::Browser;
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
        let browser = Browser::here();
        let found = if early.is_some() && !browser.is_installed() {
            InstallOffer::Prompt
        } else {
            browser.install_offer()
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
