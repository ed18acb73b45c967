//! The app as a function: Model, Event, Effect, update, view. Not here: the browser.

pub mod backup;
mod bulk;
mod commit;
mod differences;
mod drafts;
pub mod effect;
pub mod env;
pub mod event;
mod export;
pub mod failure;
mod file;
mod fold;
mod gate;
mod history;
mod import;
mod job;
mod list;
pub mod model;
mod open;
mod quality;
pub mod route;
mod sample;
mod saved;
mod show;
mod tabs;
mod take_in;
mod undo_bar;
mod unsaved;
mod update;
pub mod view;

pub use effect::Effect;
pub use env::{Env, IdSource};
pub use event::Event;
pub use model::{Model, Start};
pub use route::Route;
pub use view::ViewModel;
