//! How two books meet: what goes over the wire, the endpoint's side (`hub`) over a `Records`, and the
//! tablet's side (`client`), as plain state machines. Not here: network, storage, the clock, chance,
//! and any wording.

pub mod calls;
pub mod client;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
pub mod hub;
pub mod memory;
#[cfg(any(test, target_arch = "wasm32"))]
pub mod qr;
pub mod records;
pub mod wire;
