//! The service worker as the page sees it: whether the app opens offline, whether a new build waits, and
//! letting it take over. It is installed by `public/start.js` once the app runs. Not here: the worker
//! (`public/sw.js`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_utils::window;
use jipan_app::Event;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};
use yew::Callback;

use super::{js, task};

/// Our side of the service worker; empty where the browser has none.
#[derive(Clone, Default)]
pub(crate) struct Updates(Option<Rc<Inner>>);

struct Inner {
    container: ServiceWorkerContainer,
    registration: RefCell<Option<ServiceWorkerRegistration>>,
    is_asked: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
    tell: Callback<Event>,
}

impl Updates {
    /// Tells of both, now and when it changes.
    pub(crate) fn listen(tell: &Callback<Event>) -> Self {
        let navigator = window().navigator();
        if js::property(&navigator, "serviceWorker").is_none() {
            return Self(None);
        }
        let inner = Rc::new(Inner {
            container: navigator.service_worker(),
            registration: RefCell::default(),
            is_asked: Cell::new(false),
            listeners: RefCell::default(),
            tell: tell.clone(),
        });
        inner.hear();
        let waiting = Rc::clone(&inner);
        task::spawn(async move { waiting.meet().await });
        Self(Some(inner))
    }

    /// Lets the waiting build take over; the page then loads anew, once.
    pub(crate) fn activate(&self) {
        if let (Some(inner), Some(waiting)) = (&self.0, self.waiting()) {
            inner.is_asked.set(true);
            say(&waiting, "activate");
        }
    }

    /// Loads the page anew, in the waiting build if there is one.
    pub(crate) fn reload(&self) {
        if self.waiting().is_some() {
            self.activate();
        } else {
            reload();
        }
    }

    fn waiting(&self) -> Option<ServiceWorker> {
        let registration = self.0.as_ref()?.registration.borrow();
        registration.as_ref().and_then(ServiceWorkerRegistration::waiting)
    }
}

impl Inner {
    /// Hears the worker, and when another one takes over.
    fn hear(self: &Rc<Self>) {
        let answered = {
            let tell = self.tell.clone();
            EventListener::new(&self.container, "message", move |event| {
                let data = event.unchecked_ref::<MessageEvent>().data();
                let is_status = js::property(&data, "type").is_some_and(|it| it == "status");
                if is_status {
                    let is_complete =
                        js::property(&data, "complete").is_some_and(|it| it.is_truthy());
                    tell.emit(Event::OfflineReady(is_complete));
                }
            })
        };
        let taken_over = {
            let inner = Rc::clone(self);
            EventListener::new(&self.container, "controllerchange", move |_| {
                if inner.is_asked.replace(false) {
                    reload();
                } else if let Some(worker) = inner.container.controller() {
                    say(&worker, "status");
                }
            })
        };
        self.listeners.borrow_mut().extend([answered, taken_over]);
    }

    /// Waits until there is a worker, then asks it and watches for the next one.
    async fn meet(self: Rc<Self>) {
        let Ok(ready) = self.container.ready() else { return };
        let registration = match JsFuture::from(ready).await {
            Ok(registration) => registration.unchecked_into::<ServiceWorkerRegistration>(),
            Err(thrown) => {
                crate::log::warn(format_args!(
                    "the app will not open offline: {}",
                    js::words(&thrown)
                ));
                return;
            }
        };
        self.registration.replace(Some(registration.clone()));
        if let Some(worker) = registration.active() {
            say(&worker, "status");
        }
        if registration.waiting().is_some() {
            self.tell.emit(Event::UpdateWaiting);
        }
        if let Some(worker) = registration.installing() {
            self.watch(worker);
        }
        let inner = Rc::clone(&self);
        let found = EventListener::new(&registration.clone(), "updatefound", move |_| {
            if let Some(worker) = registration.installing() {
                inner.watch(worker);
            }
        });
        self.listeners.borrow_mut().push(found);
    }

    /// Tells when this build is there and waits for the one that runs.
    fn watch(&self, worker: ServiceWorker) {
        let (tell, container) = (self.tell.clone(), self.container.clone());
        let target = worker.clone();
        let changed = EventListener::new(&target, "statechange", move |_| {
            let is_waiting = worker.state() == ServiceWorkerState::Installed;
            if is_waiting && container.controller().is_some() {
                tell.emit(Event::UpdateWaiting);
            }
        });
        self.listeners.borrow_mut().push(changed);
    }
}

/// Sends `{type}`.
fn say(worker: &ServiceWorker, kind: &str) {
    let message = Object::new();
    let said = Reflect::set(&message, &"type".into(), &kind.into())
        .and_then(|_| worker.post_message(&message));
    if let Err(thrown) = said {
        crate::log::warn(format_args!(
            "the service worker does not hear: {kind}, {}",
            js::words(&thrown)
        ));
    }
}

/// Loads the page anew.
pub(crate) fn reload() {
    if let Err(thrown) = window().location().reload() {
        crate::log::warn(format_args!("the page could not be loaded anew: {}", js::words(&thrown)));
    }
}
