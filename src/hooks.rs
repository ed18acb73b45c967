//! Hooks: what a component may take from its surroundings. Not here: the browser, effects on the world.

mod use_tr;

pub use use_tr::use_tr;
