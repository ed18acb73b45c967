//! The rights of the files of a database. Not here: what is in them.

use std::fs::OpenOptions;
use std::path::Path;

/// Makes the file if it is not there. SQLite gives the files beside it the same rights.
pub(super) fn make_private(path: &Path) -> std::io::Result<()> {
    private().create(true).truncate(false).open(path).map(drop)
}

/// To open a file for writing that, if it is made, only its owner can read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}
