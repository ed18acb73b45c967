//! Which rows of the store a fold writes for its pages, and which go. Not here: when it folds.

use core::ops::Range;

use super::{FoldJob, KIND_BUNDLE, KIND_CUSTOMERS, bundle};
use crate::effect::FoldWrite;
use crate::model::Model;

/// A row of the hot table without its generation: its kind and its number.
type Place = (u8, u32);

impl Model {
    /// Writes the pages of a bundle. If one of them was lost at opening, what is stored of it stays as it
    /// is, and those that changed are written by themselves.
    pub(super) fn fold_bundle(&mut self, fold: &mut FoldJob, number: u32) -> Vec<FoldWrite> {
        let all = bundle::pages_of(number);
        let pages = all.start..all.end.min(self.book.n_pages());
        let bytes: Option<Vec<Vec<u8>>> =
            pages.clone().map(|page| self.book.encode_page(page)).collect();
        let Some(bytes) = bytes else { return self.fold_singly(fold, pages) };
        for page in pages {
            self.book.mark_clean(page);
            fold.written.push(page);
        }
        self.fold_page(fold, (KIND_BUNDLE, number), bundle::write(&bytes))
    }

    fn fold_singly(&mut self, fold: &mut FoldJob, pages: Range<u32>) -> Vec<FoldWrite> {
        let mut writes = Vec::new();
        for page in pages {
            if self.book.is_page_dirty(page)
                && let Some(bytes) = self.book.encode_page(page)
            {
                self.book.mark_clean(page);
                fold.written.push(page);
                writes.extend(self.fold_page(fold, (KIND_CUSTOMERS, page), bytes));
            }
        }
        writes
    }

    /// Writes a page of a fold beside its last writing, or, if that must go as well, beside a copy.
    pub(super) fn fold_page(
        &mut self,
        fold: &FoldJob,
        place: Place,
        bytes: Vec<u8>,
    ) -> Vec<FoldWrite> {
        let writings = core::iter::repeat_n(bytes, fold.n_writings);
        writings.flat_map(|bytes| self.write_page(place, bytes)).collect()
    }

    /// A writing is newer than all that is stored of the same pages, alone or in a bundle; of those the
    /// newest stays beside it.
    fn write_page(&mut self, place: Place, bytes: Vec<u8>) -> Vec<FoldWrite> {
        let (kind, page) = place;
        let others = others_of(place);
        let newest = |it: &Place| self.pages.generations.get(it)?.last().copied();
        let own = newest(&place);
        let last = others.iter().filter_map(newest).max().max(own).unwrap_or_default();
        let generation = last.saturating_add(1);
        let mut writes = vec![FoldWrite::Page { kind, page, generation, bytes }];
        let mut keep_last = |at: Place, n_kept: usize| {
            let Some(stored) = self.pages.generations.get_mut(&at) else { return };
            let n_gone = stored.len().saturating_sub(n_kept);
            // One that did not open is not among them, and goes when it is the third.
            let torn = stored.first().and_then(|first| first.checked_sub(1));
            let (kind, page) = at;
            let gone = |generation| FoldWrite::PageGone { kind, page, generation };
            writes.extend(torn.into_iter().chain(stored.drain(..n_gone)).map(gone));
        };
        keep_last(place, 1);
        if kind == KIND_BUNDLE {
            // The writing of a bundle before this one, if there is one, stands for all its pages.
            let n_kept = usize::from(own.is_none());
            for other in others {
                keep_last(other, n_kept);
            }
        }
        self.pages.generations.entry(place).or_default().push(generation);
        writes
    }
}

/// Where else the pages that lie at a place may be stored.
fn others_of((kind, number): Place) -> Vec<Place> {
    match kind {
        KIND_BUNDLE => bundle::pages_of(number).map(|page| (KIND_CUSTOMERS, page)).collect(),
        KIND_CUSTOMERS => vec![(KIND_BUNDLE, bundle::bundle_of(number))],
        _ => Vec::new(),
    }
}
