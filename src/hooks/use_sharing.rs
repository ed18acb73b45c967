//! What a component needs to hand something on to another device. Not here: the clipboard, the drawing of
//! a code.

use yew::prelude::*;

/// A QR code: so many modules a side, and the dark ones as the path of a picture of that size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// Modules a side, with a quiet margin.
    pub n_modules: u32,
    /// The dark ones.
    pub path: AttrValue,
}

/// What the shell does for that.
#[derive(Clone, PartialEq)]
pub struct Sharing {
    /// The address of the app, without a slash at its end.
    pub address: AttrValue,
    /// What this device may be called.
    pub device: AttrValue,
    /// Puts a text where it can be pasted elsewhere.
    pub copy: Callback<String>,
    /// Draws a text as a code.
    pub draw: Callback<(String, Callback<QrCode>)>,
}

impl core::fmt::Debug for Sharing {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Sharing")
    }
}

/// What is known of the device; nothing outside of the shell.
#[hook]
pub fn use_sharing() -> Sharing {
    use_context::<Sharing>().unwrap_or_else(|| Sharing {
        address: AttrValue::default(),
        device: AttrValue::default(),
        copy: Callback::noop(),
        draw: Callback::noop(),
    })
}
