//! What the device says of itself. Not here: what is done about it.

/// What the device says about its storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageReport {
    /// Whether the browser promised to keep it; `None` when it cannot say.
    pub is_persistent: Option<bool>,
    /// Bytes used.
    pub used_bytes: Option<u64>,
    /// Bytes allowed.
    pub quota_bytes: Option<u64>,
    /// Whether the browser clears what a site stored that nobody opened for seven days.
    pub is_short_lived: bool,
}

/// How the app can be installed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InstallOffer {
    /// Nothing known.
    #[default]
    None,
    /// The browser has a prompt of its own.
    Prompt,
    /// On this device it goes by the share menu.
    ShareMenu,
    /// On this device it goes by the menu of files, into the dock.
    Dock,
    /// It runs as an installed app.
    Installed,
}
