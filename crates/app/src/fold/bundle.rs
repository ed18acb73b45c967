//! Several pages in one row of the store: a browser reads a few large rows many times faster than a
//! hundred of some kilobytes. Not here: what a page holds, when it is written.

use core::ops::Range;

/// Pages that lie in one row. `OURS`: a row is about two megabytes then, which are read in a fifth of the
/// time and are still written in a moment.
const N_PAGES: u32 = 8;
/// The form of these bytes.
const LAYOUT: u8 = 1;
/// Bytes that say how long a page is.
const LENGTH_BYTES: usize = 4;

/// The bundle that a page lies in.
pub(crate) const fn bundle_of(page: u32) -> u32 {
    page / N_PAGES
}

/// The pages that a bundle has room for.
pub(crate) const fn pages_of(bundle: u32) -> Range<u32> {
    let first = bundle.saturating_mul(N_PAGES);
    first..first.saturating_add(N_PAGES)
}

/// The bytes of a bundle of these pages, the first one first.
pub(crate) fn write(pages: &[Vec<u8>]) -> Vec<u8> {
    let n_bytes = pages.iter().map(|page| page.len().saturating_add(LENGTH_BYTES)).sum::<usize>();
    let mut bytes = Vec::with_capacity(n_bytes.saturating_add(1));
    bytes.push(LAYOUT);
    for page in pages {
        bytes.extend(u32::try_from(page.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend_from_slice(page);
    }
    bytes
}

/// Where each page of a bundle lies in its bytes; none if they are not what [`write`] wrote.
pub(crate) fn read(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    if bytes.first() != Some(&LAYOUT) {
        return None;
    }
    let mut places = Vec::new();
    let mut at = 1;
    while at < bytes.len() {
        let length = bytes.get(at..)?.first_chunk::<LENGTH_BYTES>()?;
        let start = at.checked_add(LENGTH_BYTES)?;
        at = start.checked_add(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        bytes.get(start..at)?;
        places.push(start..at);
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is on disks already is numbered and written so, for ever.
    #[test]
    fn eight_pages_are_a_bundle_each_after_its_length() {
        assert_eq!([0, 7, 8, 15, 16].map(bundle_of), [0, 0, 1, 1, 2]);
        assert_eq!([0, 1, 12].map(pages_of), [0..8, 8..16, 96..104]);
        let bytes = write(&[vec![7, 8, 9], Vec::new(), vec![5]]);
        assert_eq!(bytes, [1, 3, 0, 0, 0, 7, 8, 9, 0, 0, 0, 0, 1, 0, 0, 0, 5]);
    }

    proptest! {
        #[test]
        fn every_page_of_a_bundle_is_found_again(pages: Vec<Vec<u8>>) {
            let bytes = write(&pages);
            let places = read(&bytes).unwrap();
            let found: Vec<&[u8]> = places.into_iter().map(|it| &bytes[it]).collect();
            prop_assert_eq!(found, pages);
        }

        #[test]
        fn whatever_the_bytes_are_only_bytes_that_are_there_are_taken_for_pages(bytes: Vec<u8>) {
            for place in read(&bytes).into_iter().flatten() {
                prop_assert!(bytes.get(place).is_some());
            }
        }

        #[test]
        fn of_a_bundle_that_was_cut_not_all_pages_are_there(pages in prop::collection::vec(any::<Vec<u8>>(), 1..5), cut in 1_usize..) {
            let bytes = write(&pages);
            let left = bytes.len() - 1 - (cut - 1) % (bytes.len() - 1);
            let read = read(&bytes[..left]);
            prop_assert!(read.is_none_or(|it| it.len() < pages.len()));
        }
    }
}
