//! Hooks: what a component may take from its surroundings. Not here: the browser, effects on the world.

pub mod clipboard;
mod focus_field;
mod receipt;
mod use_files;
mod use_list_keys;
mod use_menu;
mod use_narrow;
mod use_resized;
mod use_sharing;
mod use_tr;
mod use_typing;

pub use focus_field::focus_field;
pub use receipt::take_receipt;
pub use use_files::{FileIntake, use_file_intake};
pub use use_list_keys::{CONTENT, ListKey, use_list_keys};
pub use use_menu::use_menu;
pub use use_narrow::use_narrow;
pub use use_resized::use_resized;
pub use use_sharing::{QrCode, Sharing, use_sharing};
pub use use_tr::use_tr;
pub use use_typing::{EnterKey, Typing, TypingEvents, use_typing};
