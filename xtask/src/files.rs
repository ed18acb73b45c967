//! Walking folders. Not here: what the files mean.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Every file under `folder`, sorted by path, so that the result never depends on the disk.
pub(crate) fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The address of a file of the site: `/icons/icon.svg`.
pub(crate) fn url_of(site: &Path, file: &Path) -> String {
    let parts = file.strip_prefix(site).unwrap_or(file).components();
    parts.fold(String::new(), |url, part| url + "/" + &part.as_os_str().to_string_lossy())
}

/// True when the file ends in one of these, without the dot.
pub(crate) fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    file.extension().and_then(|it| it.to_str()).is_some_and(|it| extensions.contains(&it))
}
