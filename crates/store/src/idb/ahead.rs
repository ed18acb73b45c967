//! Pages that somebody read before this store was asked, beside the start of the program. They say nothing
//! by themselves: a reading of this store finds the keys, and takes a page only under such a key. Not
//! here: that reading.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

use super::binding::Table;
use super::read::{place, row};
use crate::{HotKey, Place, Row};

/// Hot pages read ahead, and values of `meta` that lay beside them.
///
/// As long as these values stand no key of a page is written anew, so a page under a key that is still
/// there is the page: which values those are is for who reads ahead to know.
#[derive(Debug, Clone, Default)]
pub struct ReadAhead {
    beside: Vec<Row>,
    pages: Vec<(HotKey, JsValue)>,
}

impl ReadAhead {
    /// What `{beside, keys, pages}` tells: names and values of rows of `meta` in pairs, keys as they lie in
    /// the store, and as many pages. Anything else is nothing read ahead, which costs time only.
    pub fn of(told: &JsValue) -> Self {
        Self::parsed(told).unwrap_or_default()
    }

    /// Whether nothing was read ahead.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    fn parsed(told: &JsValue) -> Option<Self> {
        let part = |name: &str| Reflect::get(told, &JsValue::from_str(name)).ok();
        let list = |name: &str| part(name)?.dyn_into::<Array>().ok();
        let (keys, pages) = (list("keys")?, list("pages")?);
        let beside = |pair: JsValue| {
            let pair = pair.dyn_into::<Array>().ok()?;
            Some(row(Table::Meta, &pair.get(0), &pair.get(1)))
        };
        let key = |key: JsValue| {
            if let Place::Hot(key) = place(Table::Hot, &key) { Some(key) } else { None }
        };
        let pages = keys.iter().zip(pages.iter()).map(|(it, page)| Some((key(it)?, page)));
        Some(Self {
            beside: list("beside")?.iter().map(beside).collect::<Option<_>>()?,
            pages: pages.collect::<Option<_>>()?,
        })
    }

    /// Whether the values that lay beside the pages lie among `rows` as they were.
    pub(super) fn stands_beside(&self, rows: &[Row]) -> bool {
        !self.beside.is_empty() && self.beside.iter().all(|it| rows.contains(it))
    }

    /// The pages under these keys, if each is there.
    pub(super) fn pages(&self, keys: &[HotKey]) -> Option<Vec<JsValue>> {
        let page = |key| self.pages.iter().find(|(of, _)| of == key).map(|(_, page)| page.clone());
        keys.iter().map(page).collect()
    }
}
