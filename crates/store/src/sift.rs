//! Sorts rows as they lie into what opens and what is damaged; one rule for every store. Not here:
//! reading and writing.

use std::collections::BTreeSet;

use crate::checksum::xxh64;
use crate::key::Generations;
use crate::seal::{self, CIPHER_NONE, LAYOUT_NEWEST};
use crate::{
    Cold, ColdKey, Damaged, DamagedReason, Newer, Opened, Opening, Payload, Place, Row, SetAside,
    StoreError, Stored, Write,
};

/// Key of a row of `quarantine`: its origin and the checksum of its bytes in hex digits, so that
/// the same bytes are set aside once.
pub(crate) type AsideKey = (String, String);

/// The key under which `bytes` from `origin` are set aside.
pub(crate) fn aside_key(origin: &str, bytes: &[u8]) -> AsideKey {
    (origin.to_owned(), format!("{:016x}", xxh64(bytes, 0)))
}

/// Rows, sorted.
#[derive(Debug, Default)]
pub(crate) struct Sifted {
    opened: Opened,
    segments: Vec<(ColdKey, Payload)>,
    torn: Vec<Torn>,
}

/// A damaged row with what can be copied of it.
#[derive(Debug)]
struct Torn {
    place: Place,
    reason: DamagedReason,
    bytes: Vec<u8>,
}

/// Proves each row. An intact row of a newer build is left out, and that is said.
pub(crate) fn sift(rows: Vec<Row>) -> Sifted {
    let mut sifted = Sifted::default();
    for Row { place, stored } in rows {
        sifted.take(place, stored);
    }
    sifted
}

impl Sifted {
    /// The first row of a newer build.
    pub(crate) fn newer(&self) -> Option<&Newer> {
        self.opened.newer.as_ref()
    }

    /// Whether every row opened, which is nearly always.
    pub(crate) fn is_whole(&self) -> bool {
        self.torn.is_empty()
    }

    /// Whether nothing is left out: every row opened, and none is of a newer build.
    pub(crate) fn is_all(&self) -> bool {
        self.is_whole() && self.newer().is_none()
    }

    /// What is small, and which generations are read and not read beside it.
    pub(crate) fn into_opening(self, Generations { newest, older }: Generations) -> Opening {
        let opened = self.into_opened(&BTreeSet::new(), None);
        let opened = Box::new(Opened { unread: older, ..opened });
        Opening::Begin { opened, coming: newest }
    }

    /// The page of a row that is nothing else.
    pub(crate) fn into_page(mut self) -> Opening {
        match self.opened.hot.pop() {
            Some((key, payload)) => Opening::Page(key, payload),
            None => Opening::Unsound,
        }
    }

    /// The copies to be made, but for those already among `known`.
    pub(crate) fn copies(&self, known: &BTreeSet<AsideKey>) -> Vec<Write> {
        let due = self.torn.iter().filter(|torn| torn.set_aside(known) == SetAside::Now);
        due.map(|torn| Write::QuarantinePut {
            origin: torn.place.to_string(),
            why: torn.reason.to_string(),
            bytes: torn.bytes.clone(),
        })
        .collect()
    }

    /// What a start needs, after [`Self::copies`] were written, or could not be.
    pub(crate) fn into_opened(
        self,
        known: &BTreeSet<AsideKey>,
        failed: Option<&StoreError>,
    ) -> Opened {
        Opened { damaged: damaged(self.torn, known, failed), ..self.opened }
    }

    /// A customer's history, likewise.
    pub(crate) fn into_cold(self, known: &BTreeSet<AsideKey>, failed: Option<&StoreError>) -> Cold {
        let damaged = damaged(self.torn, known, failed);
        Cold { damaged, segments: self.segments, newer: self.opened.newer }
    }

    fn take(&mut self, place: Place, stored: Stored) {
        match (place, stored) {
            (Place::Setting(name), Stored::Text(text)) => self.opened.settings.push((name, text)),
            (place @ (Place::Setting(_) | Place::Strange { .. }), Stored::Bytes(bytes)) => {
                self.tear(place, DamagedReason::WrongType, bytes);
            }
            (place, Stored::Bytes(bytes)) => self.take_bytes(place, bytes),
            (place, Stored::Text(text)) => {
                self.tear(place, DamagedReason::WrongType, text.into_bytes());
            }
            (place, Stored::Strange) => self.tear(place, DamagedReason::WrongType, Vec::new()),
            (place, Stored::Unreadable { detail }) => {
                self.tear(place, DamagedReason::Unreadable { detail }, Vec::new());
            }
        }
    }

    fn take_bytes(&mut self, place: Place, bytes: Vec<u8>) {
        // Proved by reference first, so that a damaged row keeps its bytes for the copy.
        let layout = match seal::prove(&bytes) {
            Ok(layout) => layout,
            Err(DamagedReason::UnknownLayout { layout }) if layout > LAYOUT_NEWEST => {
                self.meet(Newer { place, layout, cipher: CIPHER_NONE });
                return;
            }
            Err(DamagedReason::UnknownCipher { cipher }) => {
                self.meet(Newer { place, layout: LAYOUT_NEWEST, cipher });
                return;
            }
            Err(reason) => {
                self.tear(place, reason, bytes);
                return;
            }
        };
        let payload = Payload::proved(layout, bytes);
        match place {
            Place::Log(key) => self.opened.log.push((key, payload)),
            Place::Hot(key) => self.opened.hot.push((key, payload)),
            Place::Meta(name) => self.opened.meta.push((name, payload)),
            Place::Cold(key) => self.segments.push((key, payload)),
            Place::Draft(name) => match String::from_utf8(payload.bytes().to_vec()) {
                Ok(text) => self.opened.drafts.push((name, text)),
                Err(error) => {
                    self.tear(Place::Draft(name), DamagedReason::NotText, error.into_bytes());
                }
            },
            Place::Setting(_) | Place::Strange { .. } => {}
        }
    }

    fn meet(&mut self, newer: Newer) {
        self.opened.newer.get_or_insert(newer);
    }

    fn tear(&mut self, place: Place, reason: DamagedReason, bytes: Vec<u8>) {
        self.torn.push(Torn { place, reason, bytes });
    }
}

impl Torn {
    fn set_aside(&self, known: &BTreeSet<AsideKey>) -> SetAside {
        if self.bytes.is_empty() {
            SetAside::Nothing
        } else if known.contains(&aside_key(&self.place.to_string(), &self.bytes)) {
            SetAside::Before
        } else {
            SetAside::Now
        }
    }
}

fn damaged(
    torn: Vec<Torn>,
    known: &BTreeSet<AsideKey>,
    failed: Option<&StoreError>,
) -> Vec<Damaged> {
    let into_damaged = |torn: Torn| {
        let set_aside = match (torn.set_aside(known), failed) {
            (SetAside::Now, Some(error)) => SetAside::Failed { error: error.clone() },
            (set_aside, _) => set_aside,
        };
        Damaged { place: torn.place, reason: torn.reason, set_aside }
    };
    torn.into_iter().map(into_damaged).collect()
}
