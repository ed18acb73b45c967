//! Files that a person hands over. Not here: where they go and who reads them.

use yew::prelude::*;

/// Takes files from components. The shell provides it as a context and keeps the files.
#[derive(Clone, PartialEq)]
pub struct FileIntake {
    /// A table to be imported.
    pub table: Callback<web_sys::File>,
    /// A backup to be restored.
    pub backup: Callback<web_sys::File>,
    /// Changes of another device, and what opens them.
    pub changes: Callback<(web_sys::File, String)>,
}

impl core::fmt::Debug for FileIntake {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("FileIntake")
    }
}

/// Where a chosen file goes; nowhere outside of the shell.
#[hook]
pub fn use_file_intake() -> FileIntake {
    use_context::<FileIntake>().unwrap_or_else(|| FileIntake {
        table: Callback::noop(),
        backup: Callback::noop(),
        changes: Callback::noop(),
    })
}
