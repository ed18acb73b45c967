//! Another tab is open while a backup takes the place of its book.

use super::*;

#[test]
fn another_tab_with_the_old_book_writes_nothing_over_the_restored_one() {
    let source = disk();
    let mut tablet = full(&source);
    let (file, digest) = (tablet.backs_up(), tablet.model.book().digest());
    for leads in [true, false] {
        let disk = disk();
        let mut other = Tablet::open_seated(&disk, 2, 1_000, Seat { slot: 0, leads: true });
        other.imports("b.csv", "店铺名称\n别的店\n".as_bytes());
        other.opens("别的店");
        let seat = Seat { slot: 1, leads: !leads };
        let mut here = Tablet::open_seated(&disk, 3, 1_000, seat);
        here.chooses_backup(&file);
        here.restores();
        here.happens(Event::RestoreConfirmed);
        assert!(here.is_reloaded);
        let rows = rows_but_drafts(&disk);
        other.happens(Event::TabsTold);
        other.happens(Event::PageShown);
        other.types(fields::CONTACT, "还在旧的里面写");
        assert_eq!(other.model.view().status.saving, SavingView::OtherTab);
        assert!(rows_but_drafts(&disk) == rows, "the other tab led: {leads}");
        assert_eq!(Tablet::open(&disk, 4).model.book().digest(), digest);
    }
}

/// What a tab that only shows may still write is what was typed in it.
fn rows_but_drafts(disk: &Disk) -> Vec<Row> {
    let rows = disk.inner().rows().into_iter();
    rows.filter(|row| !matches!(row.place, Place::Draft(_))).collect()
}

#[test]
fn another_tab_that_has_nothing_takes_the_restored_book_for_its_own() {
    let source = disk();
    let mut tablet = full(&source);
    let (file, digest) = (tablet.backs_up(), tablet.model.book().digest());
    let disk = disk();
    let mut other = Tablet::open(&disk, 2);
    let mut here = Tablet::open_seated(&disk, 3, 1_000, Seat { slot: 1, leads: false });
    here.chooses_backup(&file);
    here.restores();
    other.happens(Event::TabsTold);
    assert_eq!(other.model.book().digest(), digest);
    other.opens("K1");
    other.types(fields::CONTACT, "照常");
    assert_eq!(other.model.view().status.saving, SavingView::Saved);
    let here = Tablet::open(&disk, 4);
    assert_eq!(here.model.book().digest(), other.model.book().digest());
}
