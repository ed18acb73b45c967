//! A batch that is being taken back while the book moves: what was found is of another book then. Not
//! here: what taking back writes.

use jipan_app::Event;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::BatchId;

use super::browser::list;
use super::tablet::{Tablet, disk};

/// As [`list`], but each shop with another name.
fn renamed(n: usize) -> Vec<u8> {
    String::from_utf8(list(n)).unwrap().replace("号店", "号新店").into_bytes()
}

fn name_of(tablet: &mut Tablet<'_>, code: &str) -> Option<String> {
    tablet.opens(code);
    tablet.reads(fields::NAME)
}

/// Begins to take a batch back: the first slice, which looks at the first hundred shops, is done.
fn begins_to_take_back(tablet: &mut Tablet<'_>, batch: BatchId) {
    (tablet.is_busy, tablet.units) = (true, 1);
    tablet.happens(Event::BatchUndoPressed(batch));
    assert!(tablet.does_a_slice());
}

fn goes_on(tablet: &mut Tablet<'_>) {
    tablet.is_busy = false;
    while tablet.does_a_slice() {}
}

#[test]
fn what_a_person_writes_while_a_batch_is_taken_back_stays() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(350));
    let batch = tablet.imports("b.csv", &renamed(350)).batch.unwrap();
    begins_to_take_back(&mut tablet, batch);
    tablet.opens("K77");
    tablet.types(fields::NAME, "七号");
    goes_on(&mut tablet);
    let names = ["K77", "K78", "K340"].map(|code| name_of(&mut tablet, code).unwrap());
    assert_eq!(names, ["七号", "78号店", "340号店"]);
}
