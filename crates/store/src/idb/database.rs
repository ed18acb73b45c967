//! The one connection to the database: opened once, watched, opened again when the browser cut it,
//! given up when another tab takes over. Not here: transactions.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest, IdbRequestReadyState,
    IdbVersionChangeEvent,
};

use super::binding::{Connection, Table, factory};
use super::request::{first_of, result};
use super::{StoreEvent, failure};
use crate::StoreError;

type Listener = Rc<dyn Fn(StoreEvent)>;
type Handler = Closure<dyn FnMut(Event)>;

/// A database by name, and our connection to it.
pub(super) struct Database {
    name: String,
    version: u32,
    link: RefCell<Option<Rc<Link>>>,
    refused: RefCell<Option<StoreError>>,
    listener: RefCell<Option<Listener>>,
}

impl fmt::Debug for Database {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, version, .. } = self;
        out.debug_struct("Database")
            .field("name", name)
            .field("version", version)
            .finish_non_exhaustive()
    }
}

impl Database {
    pub(super) fn new(name: &str, version: u32) -> Self {
        Self {
            name: name.to_owned(),
            version,
            link: RefCell::default(),
            refused: RefCell::default(),
            listener: RefCell::default(),
        }
    }

    pub(super) fn listen(&self, listener: Listener) {
        self.listener.replace(Some(listener));
    }

    /// From now on every call fails with `error`.
    pub(super) fn refuse(&self, error: StoreError) {
        self.refused.replace(Some(error));
    }

    /// Begins to connect. Whether that fails is told by the next call.
    pub(super) fn begin(self: &Rc<Self>) {
        drop(self.link());
    }

    /// The connection: the one there is, or the one being opened, or a new one.
    pub(super) async fn connection(self: &Rc<Self>) -> Result<Connection, StoreError> {
        Ok(self.linked().await?.1)
    }

    async fn linked(self: &Rc<Self>) -> Result<(Rc<Link>, Connection), StoreError> {
        if let Some(error) = self.refused.borrow().clone() {
            return Err(error);
        }
        let link = self.link().map_err(|thrown| failure::of_opening(&thrown, &self.name))?;
        let Some(link) = link else {
            return Err(StoreError::Unavailable { detail: "no indexedDB".to_owned() });
        };
        let waited = JsFuture::from(link.settled.clone()).await;
        if link.request.ready_state() == IdbRequestReadyState::Pending {
            return Err(StoreError::Blocked { database: self.name.clone() });
        }
        match waited.and_then(|_| outcome(&link.request)) {
            Ok(connection) => Ok((link, connection)),
            Err(thrown) => {
                self.forget(&link);
                Err(failure::of_opening(&thrown, &self.name))
            }
        }
    }

    /// Makes a call, and makes it once more on a new connection if the old one turned out to be
    /// cut: nothing was written then.
    pub(super) async fn patiently<T>(
        self: &Rc<Self>,
        needed_bytes: u64,
        call: impl AsyncFn(Connection) -> Result<T, JsValue>,
    ) -> Result<T, StoreError> {
        let (link, connection) = self.linked().await?;
        let failed = match call(connection).await {
            Ok(answer) => return Ok(answer),
            Err(thrown) => failure::of(&thrown, needed_bytes),
        };
        if !matches!(failed, StoreError::ConnectionClosed { .. }) {
            return Err(failed);
        }
        link.lose(self);
        let connection = self.connection().await?;
        call(connection).await.map_err(|thrown| failure::of(&thrown, needed_bytes))
    }

    /// Lets go of the connection; transactions under way still end.
    pub(super) fn close(&self) {
        self.link.take();
    }

    /// Deletes the database. If another tab holds on, it is deleted when that tab lets go.
    pub(super) async fn delete(&self) -> Result<(), StoreError> {
        self.close();
        let of_opening = |thrown: JsValue| failure::of_opening(&thrown, &self.name);
        let Some(factory) = factory().map_err(of_opening)? else {
            return Err(StoreError::Unavailable { detail: "no indexedDB".to_owned() });
        };
        let request = factory.delete_database(&self.name).map_err(of_opening)?;
        let settled = first_of(&request, &["success", "error", "blocked"]).map_err(of_opening)?;
        JsFuture::from(settled).await.map_err(of_opening)?;
        if request.ready_state() == IdbRequestReadyState::Pending {
            return Err(StoreError::Blocked { database: self.name.clone() });
        }
        outcome::<JsValue>(&request).map_err(of_opening)?;
        self.refused.replace(None);
        Ok(())
    }

    fn link(self: &Rc<Self>) -> Result<Option<Rc<Link>>, JsValue> {
        let mut current = self.link.borrow_mut();
        if let Some(link) = current.as_ref().filter(|link| !link.is_lost.get()) {
            return Ok(Some(Rc::clone(link)));
        }
        let Some(factory) = factory()? else { return Ok(None) };
        let request = factory.open_with_u32(&self.name, self.version)?;
        let link = Rc::new(Link::new(request, Rc::downgrade(self))?);
        *current = Some(Rc::clone(&link));
        Ok(Some(link))
    }

    fn forget(&self, link: &Rc<Link>) {
        let mut current = self.link.borrow_mut();
        if current.as_ref().is_some_and(|current| Rc::ptr_eq(current, link)) {
            *current = None;
        }
    }

    fn tell(&self, event: StoreEvent) {
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }
}

/// A connection, from the moment it is asked for. Its handlers live as long as it does.
struct Link {
    request: IdbOpenDbRequest,
    settled: Promise,
    is_lost: Rc<Cell<bool>>,
    _handlers: [Handler; 4],
}

impl Link {
    /// To be called in the turn that made `request`. The connection is watched from the very
    /// moment it opens, also when whoever asked for it has gone.
    fn new(request: IdbOpenDbRequest, database: Weak<Database>) -> Result<Self, JsValue> {
        let is_lost = Rc::new(Cell::new(false));
        let on_upgrade = Handler::new(|event: Event| {
            if let Err(thrown) = make_tables(&event) {
                wasm_bindgen::throw_val(thrown);
            }
        });
        let lose = {
            let (is_lost, database) = (Rc::clone(&is_lost), database.clone());
            move || {
                if !is_lost.replace(true)
                    && let Some(database) = database.upgrade()
                {
                    database.tell(StoreEvent::ConnectionLost);
                }
            }
        };
        let on_close = {
            let lose = lose.clone();
            Handler::new(move |_: Event| lose())
        };
        let on_version_change = Handler::new(move |event: Event| {
            if let Some(connection) = event.target() {
                connection.unchecked_into::<Connection>().close();
            }
            match (is_deletion(&event), database.upgrade()) {
                (true, _) => lose(),
                (false, Some(database)) => {
                    database.refuse(StoreError::Superseded);
                    database.tell(StoreEvent::Superseded);
                }
                (false, None) => {}
            }
        });
        let on_success = {
            let on_close: Function = function(&on_close);
            let on_version_change: Function = function(&on_version_change);
            Handler::new(move |event: Event| {
                let request = event.target().map(JsCast::unchecked_into::<IdbRequest>);
                if let Some(Ok(connection)) = request.map(|request| result::<Connection>(&request))
                {
                    connection.set_onclose(Some(&on_close));
                    connection.set_onversionchange(Some(&on_version_change));
                }
            })
        };
        request.set_onupgradeneeded(Some(&function(&on_upgrade)));
        request.set_onsuccess(Some(&function(&on_success)));
        let settled = first_of(&request, &["success", "error", "blocked"])?;
        let handlers = [on_upgrade, on_close, on_version_change, on_success];
        Ok(Self { request, settled, is_lost, _handlers: handlers })
    }
}

impl Link {
    /// The connection is gone; that is told, unless it was.
    fn lose(&self, database: &Database) {
        if !self.is_lost.replace(true) {
            database.tell(StoreEvent::ConnectionLost);
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if self.request.ready_state() == IdbRequestReadyState::Pending {
            abandon(&self.request);
            return;
        }
        self.request.set_onupgradeneeded(None);
        self.request.set_onsuccess(None);
        if let Ok(connection) = outcome::<Connection>(&self.request) {
            connection.set_onclose(None);
            connection.set_onversionchange(None);
            connection.close();
        }
    }
}

/// A request that nobody waits for any more: should the browser still serve it, an upgrade is
/// undone and a connection closed. These two closures outlive the link and free themselves.
fn abandon(request: &IdbOpenDbRequest) {
    let undo = {
        let request = request.clone();
        move |_: Event| {
            if let Some(upgrade) = request.transaction() {
                upgrade.abort().ok();
            }
        }
    };
    let shut = {
        let request = request.clone();
        move |_: Event| {
            if let Ok(connection) = outcome::<Connection>(&request) {
                connection.close();
            }
        }
    };
    let once = |handler: JsValue| handler.unchecked_into::<Function>();
    request.set_onupgradeneeded(Some(&once(Closure::once_into_js(undo))));
    request.set_onsuccess(Some(&once(Closure::once_into_js(shut))));
}

fn function(handler: &Handler) -> Function {
    handler.as_ref().clone().unchecked_into()
}

/// What a request brought or why it failed; throws while it is pending.
fn outcome<T: JsCast>(request: &IdbRequest) -> Result<T, JsValue> {
    match request.error()? {
        Some(error) => Err(error.into()),
        None => result(request),
    }
}

/// Whether `versionchange` announces a deletion, which has no new version, and not an upgrade.
fn is_deletion(event: &Event) -> bool {
    event.unchecked_ref::<IdbVersionChangeEvent>().new_version().is_none()
}

/// Makes the object stores that are missing, in the upgrade that `event` announces.
fn make_tables(event: &Event) -> Result<(), JsValue> {
    let Some(request) = event.target() else { return Ok(()) };
    let connection: Connection = result(request.unchecked_ref())?;
    let present = connection.object_store_names();
    for table in Table::ALL {
        if !present.contains(table.name()) {
            let parameters = IdbObjectStoreParameters::new();
            parameters.set_auto_increment(table.counts_keys());
            connection.create_object_store_with_optional_parameters(table.name(), &parameters)?;
        }
    }
    Ok(())
}
