//! A store that fails or dies on purpose, at a call chosen beforehand. Not here: random choices;
//! a test names the call and the fault, so that it can be repeated.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::{
    Cold, Durability, Opened, Opening, Quarantined, Scan, Scope, Store, StoreError, Write, Written,
};

/// A store whose whole content can be taken down and put back, as a power cut does.
pub trait Rewind: Store {
    /// The whole content at one moment.
    type Point: Clone;
    /// Takes the content down.
    fn point(&self) -> Self::Point;
    /// Puts a content back, whatever came since.
    fn rewind(&self, point: Self::Point);
}

/// What goes wrong at a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The call changes nothing and gives this error.
    Fail(StoreError),
    /// The tablet dies before the call has any effect.
    CrashBefore,
    /// The tablet dies after the call took effect, before anyone heard of it.
    CrashAfter,
}

/// A store that does as `S` does, but for the faults planned.
///
/// A crash loses every relaxed write since the last strict one, as a power cut may. After it every
/// call fails until [`FaultyStore::restart`].
#[derive(Debug)]
pub struct FaultyStore<S: Rewind> {
    inner: S,
    plan: RefCell<BTreeMap<u64, Fault>>,
    n_calls: Cell<u64>,
    durable: RefCell<S::Point>,
    is_down: Cell<bool>,
}

impl<S: Rewind> FaultyStore<S> {
    /// A store without faults; what `inner` holds is on the disk.
    pub fn new(inner: S) -> Self {
        let durable = RefCell::new(inner.point());
        let plan = RefCell::default();
        Self { inner, plan, n_calls: Cell::new(0), durable, is_down: Cell::new(false) }
    }

    /// Plans `fault` for the `n`-th call from the start, counted from 1. Every call of [`Store`]
    /// but `close` counts.
    #[must_use]
    pub fn with_fault(self, n: u64, fault: Fault) -> Self {
        self.plan.borrow_mut().insert(n, fault);
        self
    }

    /// Plans `fault` for the next call.
    pub fn fault_next(&self, fault: Fault) {
        self.fault_at(self.n_calls().saturating_add(1), fault);
    }

    /// Plans `fault` for the `n`-th call from the start.
    pub fn fault_at(&self, n: u64, fault: Fault) {
        self.plan.borrow_mut().insert(n, fault);
    }

    /// Forgets what was planned and has not happened.
    pub fn forget_faults(&self) {
        self.plan.borrow_mut().clear();
    }

    /// Calls so far.
    pub fn n_calls(&self) -> u64 {
        self.n_calls.get()
    }

    /// Whether it crashed and was not restarted.
    pub fn is_down(&self) -> bool {
        self.is_down.get()
    }

    /// The power goes: relaxed writes since the last strict one are lost.
    pub fn crash(&self) {
        self.inner.rewind(self.durable.borrow().clone());
        self.is_down.set(true);
    }

    /// The power is back.
    pub fn restart(&self) {
        self.is_down.set(false);
    }

    /// The store underneath.
    pub fn inner(&self) -> &S {
        &self.inner
    }

    /// Counts a call and does what was planned for before it.
    fn before(&self) -> Result<Option<Fault>, StoreError> {
        if self.is_down() {
            return Err(crashed());
        }
        let n = self.n_calls.get().saturating_add(1);
        self.n_calls.set(n);
        match self.plan.borrow_mut().remove(&n) {
            Some(Fault::Fail(error)) => Err(error),
            Some(Fault::CrashBefore) => {
                self.crash();
                Err(crashed())
            }
            fault @ (Some(Fault::CrashAfter) | None) => Ok(fault),
        }
    }

    /// Does what was planned for after a call.
    fn after<T>(&self, fault: Option<&Fault>, answer: T) -> Result<T, StoreError> {
        if fault.is_some() {
            self.crash();
            return Err(crashed());
        }
        Ok(answer)
    }

    fn keep(&self) {
        self.durable.replace(self.inner.point());
    }
}

fn crashed() -> StoreError {
    StoreError::ConnectionClosed { detail: "crashed".to_owned() }
}

impl<S: Rewind> Store for FaultyStore<S> {
    async fn open(&self) -> Result<Opened, StoreError> {
        let fault = self.before()?;
        let opened = self.inner.open().await?;
        self.after(fault.as_ref(), opened)
    }

    async fn open_newest(&self, take: impl FnMut(Opening) + 'static) -> Result<(), StoreError> {
        let fault = self.before()?;
        self.inner.open_newest(take).await?;
        self.after(fault.as_ref(), ())
    }

    async fn news(&self, after: u64) -> Result<Opened, StoreError> {
        let fault = self.before()?;
        let news = self.inner.news(after).await?;
        self.after(fault.as_ref(), news)
    }

    async fn log(&self, after: u64, n_max: u32) -> Result<Opened, StoreError> {
        let fault = self.before()?;
        let log = self.inner.log(after, n_max).await?;
        self.after(fault.as_ref(), log)
    }

    async fn write(
        &self,
        writes: Vec<Write>,
        durability: Durability,
    ) -> Result<Written, StoreError> {
        let fault = self.before()?;
        let written = self.inner.write(writes, durability).await?;
        match durability {
            Durability::Strict => self.keep(),
            Durability::Relaxed => {}
        }
        self.after(fault.as_ref(), written)
    }

    async fn cold(&self, scope: &Scope, customer: [u8; 16]) -> Result<Cold, StoreError> {
        let fault = self.before()?;
        let cold = self.inner.cold(scope, customer).await?;
        self.after(fault.as_ref(), cold)
    }

    async fn scan(&self, take: impl FnMut(Scan) + 'static) -> Result<(), StoreError> {
        let fault = self.before()?;
        self.inner.scan(take).await?;
        self.after(fault.as_ref(), ())
    }

    async fn quarantined(&self) -> Result<Vec<Quarantined>, StoreError> {
        let fault = self.before()?;
        let quarantined = self.inner.quarantined().await?;
        self.after(fault.as_ref(), quarantined)
    }

    async fn wipe(&self) -> Result<(), StoreError> {
        let fault = self.before()?;
        self.inner.wipe().await?;
        self.keep();
        self.after(fault.as_ref(), ())
    }

    async fn close(&self) {
        self.inner.close().await;
    }
}
