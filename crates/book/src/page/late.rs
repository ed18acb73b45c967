//! Orders, objections and facts of pages, taken in after all the rest of a book. Not here: reading pages.

use super::PageError;
use super::bytes::In;
use super::funnel::Sparse5;
use super::trade::Sparse4;
use crate::arena::Row;
use crate::book::{Book, NO_WRITER};

/// Orders, objections and facts of the funnel of a page, as they are stored.
#[derive(Debug)]
pub struct PageTrade {
    pub(super) bytes: Box<[u8]>,
    /// The facts; no bytes where there are none.
    pub(super) facts: Box<[u8]>,
    pub(super) start: Row,
    pub(super) n: usize,
    /// The places, in the book, of the writers of the page.
    pub(super) writers: Box<[u32]>,
}

impl PageTrade {
    fn trade_bytes(&self) -> Option<&[u8]> {
        Some(&*self.bytes).filter(|bytes| !bytes.is_empty())
    }

    fn fact_bytes(&self) -> Option<&[u8]> {
        Some(&*self.facts).filter(|bytes| !bytes.is_empty())
    }
}

impl Book {
    /// Takes out all orders, objections and facts, before those of all pages are taken in. What changes said
    /// of them since is to be applied again after that ([`Self::end_trade`]).
    pub fn begin_trade(&mut self) {
        self.orders = crate::book::Orders::default();
        self.objections.clear();
        self.funnel.clear();
    }

    /// Takes in the orders, objections and facts of a page that was loaded without them.
    ///
    /// # Errors
    /// [`PageError::Damaged`]; the book is as it was.
    pub fn take_trade(&mut self, page: &PageTrade) -> Result<(), PageError> {
        let n_writers = page.writers.len();
        let read = |bytes| Sparse4::read(In::of(bytes, "orders"), page.n, n_writers);
        let trade = page.trade_bytes().map_or(Ok(Sparse4::default()), read)?;
        let read = |bytes| Sparse5::read(In::of(bytes, "facts"), page.n, n_writers);
        let facts = page.fact_bytes().map_or(Ok(Sparse5::default()), read)?;
        let global = |place: u32| page.writers.get(Row(place).idx()).copied().unwrap_or(NO_WRITER);
        self.take_sparse_4(&trade, page.start, global);
        self.take_sparse_5(facts, page.start, global);
        Ok(())
    }

    /// All pages are in, and all that was said of orders since: makes anew what follows of it for
    /// `rows`, those that changes touched before.
    pub fn end_trade(&mut self, rows: &[Row]) {
        self.refresh(rows);
        self.revision.touch_all();
    }
}
