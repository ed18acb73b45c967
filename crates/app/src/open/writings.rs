//! The writings of a page, as they lie in rows of the store. Not here: which one is taken.

use core::ops::Range;
use std::rc::Rc;

use crate::event::HotPage;
use crate::fold::{KIND_BUNDLE, KIND_CUSTOMERS, bundle};

/// One writing of one page.
#[derive(Debug)]
pub(super) struct Writing {
    /// The greater, the newer, also beside one that lies in a row of another kind.
    pub(super) generation: u32,
    /// The row.
    row: Rc<Vec<u8>>,
    /// Where in it the page lies.
    place: Range<usize>,
}

/// How many pages of customers a row of a kind may hold.
pub(super) fn n_pages_in(kind: u8) -> usize {
    match kind {
        KIND_CUSTOMERS => 1,
        KIND_BUNDLE => bundle::pages_of(0).len(),
        _ => 0,
    }
}

impl Writing {
    /// A page that has a row of its own.
    pub(super) fn of_page(page: HotPage) -> Self {
        let place = 0..page.bytes.len();
        Self { generation: page.generation, row: Rc::new(page.bytes), place }
    }

    /// The pages of a bundle, with their numbers.
    ///
    /// # Errors
    /// The place of a row that is no bundle.
    pub(super) fn of_bundle(row: HotPage) -> Result<impl Iterator<Item = (u32, Self)>, String> {
        let HotPage { kind, page: number, generation, bytes } = row;
        let places = bundle::read(&bytes);
        let places = places.ok_or_else(|| format!("hot {kind}/{number}/{generation}"))?;
        let row = Rc::new(bytes);
        let writing = move |place| Self { generation, row: Rc::clone(&row), place };
        Ok(bundle::pages_of(number).zip(places.into_iter().map(writing)))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.row.get(self.place.clone()).unwrap_or_default()
    }
}
