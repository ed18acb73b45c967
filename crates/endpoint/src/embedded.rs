//! The app inside the binary, as a file system that can only be read. Not here: what is served how.

use std::future::{Ready, ready};
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use rust_embed::{Embed, EmbeddedFile};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs::{Backend, File, Metadata};

#[derive(Embed)]
#[folder = "../../dist"]
struct Dist;

/// Every file that lay in `dist/` when the binary was built.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Embedded;

/// One file, being read.
#[derive(Debug)]
pub(crate) struct OpenFile {
    bytes: Cursor<Vec<u8>>,
    facts: Facts,
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    n_bytes: u64,
    modified: Option<SystemTime>,
    is_folder: bool,
}

impl Metadata for Facts {
    fn is_dir(&self) -> bool {
        self.is_folder
    }
    fn modified(&self) -> io::Result<SystemTime> {
        self.modified.ok_or_else(|| io::ErrorKind::Unsupported.into())
    }
    fn len(&self) -> u64 {
        self.n_bytes
    }
}

impl File for OpenFile {
    type Metadata = Facts;
    type MetadataFuture<'a> = Ready<io::Result<Facts>>;
    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.facts))
    }
}

impl AsyncRead for OpenFile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.bytes).poll_read(context, buffer)
    }
}

impl AsyncSeek for OpenFile {
    fn start_seek(mut self: Pin<&mut Self>, position: io::SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.bytes).start_seek(position)
    }
    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.bytes).poll_complete(context)
    }
}

impl Backend for Embedded {
    type File = OpenFile;
    type Metadata = Facts;
    type OpenFuture = Ready<io::Result<OpenFile>>;
    type MetadataFuture = Ready<io::Result<Facts>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(find(&path).map(|file| OpenFile {
            facts: facts(&file),
            bytes: Cursor::new(file.data.into_owned()),
        }))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        if path.as_os_str().is_empty() || path == Path::new(".") {
            return ready(Ok(Facts { n_bytes: 0, modified: None, is_folder: true }));
        }
        ready(find(&path).map(|file| facts(&file)))
    }
}

fn find(path: &Path) -> io::Result<EmbeddedFile> {
    let name = path.to_str().ok_or(io::ErrorKind::NotFound)?;
    let name = name.trim_start_matches("./").trim_start_matches('/');
    Dist::get(name).ok_or_else(|| io::ErrorKind::NotFound.into())
}

fn facts(file: &EmbeddedFile) -> Facts {
    let modified = file.metadata.last_modified().map(|secs| {
        SystemTime::UNIX_EPOCH
            .checked_add(Duration::from_secs(secs))
            .unwrap_or(SystemTime::UNIX_EPOCH)
    });
    Facts {
        n_bytes: u64::try_from(file.data.len()).unwrap_or(u64::MAX),
        modified,
        is_folder: false,
    }
}
