//! What packs and locks: `public/backup.js`, fetched at the first need. Not here: what is packed.

use jipan_app::failure::BackupFailure;
use jipan_store::backup::{CHUNK_BYTES, Head, Lock, Packing, ROUNDS};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::shell::js;

#[wasm_bindgen]
extern "C" {
    /// Imports the module; put there by `public/start.js`.
    #[wasm_bindgen(catch, js_namespace = window, js_name = __jipanBackup)]
    async fn load() -> Result<JsValue, JsValue>;

    /// The module.
    pub(super) type Packer;

    #[wasm_bindgen(method, getter, js_name = canPack)]
    fn can_pack(this: &Packer) -> bool;
    #[wasm_bindgen(method, getter, js_name = canLock)]
    fn can_lock(this: &Packer) -> bool;
    #[wasm_bindgen(method, js_name = freshSalt)]
    fn fresh_salt(this: &Packer) -> Uint8Array;
    #[wasm_bindgen(method, catch, js_name = keyOf)]
    async fn key_of(
        this: &Packer,
        passphrase: &str,
        salt: &Uint8Array,
        rounds: u32,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = checkOf)]
    async fn check_of(
        this: &Packer,
        key: &JsValue,
        fields: &Uint8Array,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = isKeyOf)]
    async fn is_key_of(
        this: &Packer,
        key: &JsValue,
        fields: &Uint8Array,
        check: &Uint8Array,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = fileOf)]
    async fn file_of(
        this: &Packer,
        head: &Uint8Array,
        content: &Blob,
        is_packed: bool,
        key: &JsValue,
        chunk_bytes: u32,
        on_bytes: &Function,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = contentOf)]
    fn content_of(
        this: &Packer,
        file: &File,
        head: &Uint8Array,
        is_packed: bool,
        key: &JsValue,
        chunk_bytes: u32,
    ) -> Result<Pieces, JsValue>;

    /// Reads as a `ReadableStreamDefaultReader` does.
    pub(super) type Pieces;

    #[wasm_bindgen(method)]
    fn read(this: &Pieces) -> Promise;
}

impl Packer {
    /// The module, fetched unless it is there.
    pub(super) async fn ready() -> Result<Self, BackupFailure> {
        load().await.map(JsCast::unchecked_into).map_err(|thrown| other(&thrown))
    }

    /// Makes the file of a content.
    pub(super) async fn file(
        &self,
        content: &Blob,
        passphrase: &str,
        on_bytes: &Closure<dyn FnMut(f64)>,
    ) -> Result<Blob, BackupFailure> {
        let is_packed = self.can_pack();
        let packing = if is_packed { Packing::Gzip } else { Packing::Plain };
        let mut head = Head { packing, n_content_bytes: js::whole(content.size()), lock: None };
        let mut key = JsValue::UNDEFINED;
        if !passphrase.is_empty() {
            if !self.can_lock() {
                return Err(BackupFailure::NoEncryption);
            }
            let salt = self.fresh_salt();
            let made = async {
                key = self.key_of(passphrase, &salt, ROUNDS).await?;
                let mut lock = Lock {
                    rounds: ROUNDS,
                    salt: array(&salt),
                    chunk_bytes: CHUNK_BYTES,
                    check: [0; 16],
                };
                head.lock = Some(lock.clone());
                let fields = bytes(&head.sealed_fields());
                lock.check = array(&self.check_of(&key, &fields).await?.unchecked_into());
                head.lock = Some(lock);
                Ok::<_, JsValue>(())
            };
            made.await.map_err(|thrown| other(&thrown))?;
        }
        let on_bytes = on_bytes.as_ref().unchecked_ref();
        let head = bytes(&head.encode());
        let file = self.file_of(&head, content, is_packed, &key, CHUNK_BYTES, on_bytes).await;
        file.map(JsCast::unchecked_into).map_err(|thrown| other(&thrown))
    }

    /// Opens a file whose head was read.
    pub(super) async fn open(
        &self,
        file: &File,
        (head, n_head): (&Head, u32),
        passphrase: &str,
    ) -> Result<Pieces, BackupFailure> {
        let is_packed = match head.packing {
            Packing::Plain => false,
            Packing::Gzip if !self.can_pack() => return Err(BackupFailure::NoUnpacking),
            Packing::Gzip => true,
        };
        let (mut key, mut chunk_bytes) = (JsValue::UNDEFINED, 0);
        if let Some(lock) = &head.lock {
            if !self.can_lock() {
                return Err(BackupFailure::NoEncryption);
            }
            if passphrase.is_empty() {
                return Err(BackupFailure::PassphraseNeeded);
            }
            chunk_bytes = lock.chunk_bytes;
            let (salt, check) = (bytes(&lock.salt), bytes(&lock.check));
            let tried = async {
                key = self.key_of(passphrase, &salt, lock.rounds).await?;
                self.is_key_of(&key, &bytes(&head.sealed_fields()), &check).await
            };
            if !tried.await.map_err(|thrown| other(&thrown))?.is_truthy() {
                return Err(BackupFailure::WrongPassphrase);
            }
        }
        let read = JsFuture::from(
            file.slice_with_f64_and_f64(0.0, n_head.into())
                .map_err(|thrown| other(&thrown))?
                .array_buffer(),
        )
        .await;
        let head = Uint8Array::new(&read.map_err(|thrown| other(&thrown))?);
        self.content_of(file, &head, is_packed, &key, chunk_bytes).map_err(|thrown| other(&thrown))
    }
}

impl Pieces {
    /// The next bytes; nothing after the last.
    pub(super) async fn next(&self) -> Result<Option<Vec<u8>>, BackupFailure> {
        let read = JsFuture::from(self.read()).await.map_err(|thrown| of_reading(&thrown))?;
        let piece = Reflect::get(&read, &"value".into()).unwrap_or_default();
        Ok((!piece.is_undefined()).then(|| piece.unchecked_into::<Uint8Array>().to_vec()))
    }
}

fn bytes(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

fn array(bytes: &Uint8Array) -> [u8; 16] {
    bytes.to_vec().try_into().unwrap_or_default()
}

/// What no one foresaw, in the browser's own words.
pub(super) fn other(thrown: &JsValue) -> BackupFailure {
    BackupFailure::Other { detail: js::words(thrown) }
}

/// A file that cannot be read is said as such; one that can, but does not open or unpack, is damaged.
fn of_reading(thrown: &JsValue) -> BackupFailure {
    let name = js::property(thrown, "name").and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "NotReadableError" | "NotFoundError" | "SecurityError" => other(thrown),
        _ => BackupFailure::Damaged,
    }
}
