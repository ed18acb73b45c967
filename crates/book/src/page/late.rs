//! Orders and objections of pages, taken in after all the rest of a book. Not here: reading pages.

use super::PageError;
use super::bytes::In;
use super::trade::Sparse4;
use crate::arena::Row;
use crate::book::{Book, NO_WRITER};

/// Orders and objections of a page, as they are stored.
#[derive(Debug)]
pub struct PageTrade {
    pub(super) bytes: Box<[u8]>,
    pub(super) start: Row,
    pub(super) n: usize,
    /// The places, in the book, of the writers of the page.
    pub(super) writers: Box<[u32]>,
}

impl Book {
    /// Takes out all orders and objections, before those of all pages are taken in. What changes said
    /// of them since is to be applied again after that ([`Self::end_trade`]).
    pub fn begin_trade(&mut self) {
        self.orders = crate::book::Orders::default();
        self.objections.clear();
    }

    /// Takes in the orders and objections of a page that was loaded without them.
    ///
    /// # Errors
    /// [`PageError::Damaged`]; the book is as it was.
    pub fn take_trade(&mut self, page: &PageTrade) -> Result<(), PageError> {
        let from = In::of(&page.bytes, "orders");
        let trade = Sparse4::read(from, page.n, page.writers.len())?;
        let global = |place: u32| page.writers.get(Row(place).idx()).copied().unwrap_or(NO_WRITER);
        self.take_sparse_4(&trade, page.start, global);
        Ok(())
    }

    /// All pages are in, and all that was said of orders since: makes anew what follows of it for
    /// `rows`, those that changes touched before.
    pub fn end_trade(&mut self, rows: &[Row]) {
        self.refresh(rows);
        self.revision.touch_all();
    }
}
