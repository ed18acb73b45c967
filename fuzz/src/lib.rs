//! What the targets share: a file through the worker from its opening to the file of failed rows.

use jipan_book::sheet::{CheckedRow, SheetKind, SheetReply, SheetRequest};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, fields};
use jipan_sheets::Session;
use jipan_sheets::guess::REASON_HEADINGS;
use jipan_sheets::open::Limits;

/// Limits that keep one run short.
const LIMITS: Limits = Limits {
    bytes_max: 1 << 20,
    n_columns_max: 500,
    n_records_max: 10_000,
    unpacked_bytes_max: 4 << 20,
    text_bytes_max: 4 << 20,
    n_cells_max: 100_000,
};

/// Opens a file. If it can be read, checks all of it with the guessed columns and with columns of
/// our own, whatever their headings, has every row written as failed, and reads that file again.
///
/// # Panics
/// When an answer breaks what it promises.
pub fn through_the_worker(bytes: &[u8]) {
    let Some(Opened { mut session, kind, guessed, n_records }) = open(bytes) else { return };
    let own = [fields::NAME, fields::CODE, fields::ISSUED, fields::AREA, fields::REMARK];
    let mut own = own.into_iter();
    let own = guessed.iter().map(|_| own.next()).collect();
    let mut all = Vec::new();
    for (kind, mapping) in [(kind, guessed), (SheetKind::Customers, own)] {
        all = check(&mut session, kind, mapping);
        assert_eq!(all.len(), n_records, "as many records as the preview said");
        assert!(all.is_sorted_by(|left, right| left.record < right.record), "in their order");
    }
    let reason = |row: &CheckedRow| (row.record, "错".to_owned());
    let request = SheetRequest::Failed {
        rows: all.iter().map(reason).collect(),
        reason_heading: REASON_HEADINGS[0].to_owned(),
    };
    let Some((SheetReply::File { .. }, Some(failed))) = session.handle(request, None).pop() else {
        panic!("no file of failed rows");
    };
    if let Some(again) = open(&failed) {
        assert_eq!(again.n_records, all.len(), "every failed row is in the file");
    }
}

/// A session with the file open, what it was taken for, and the number of its records.
struct Opened {
    session: Session,
    kind: SheetKind,
    guessed: Vec<Option<FieldId>>,
    n_records: usize,
}

fn open(bytes: &[u8]) -> Option<Opened> {
    let mut session = Session::new(LIMITS, 100);
    let mut request = SheetRequest::Open {
        file_name: "a".to_owned(),
        remembered: vec![("a".to_owned(), fields::NAME)],
        today: NaiveDate::default(),
    };
    let mut body = Some(bytes.to_vec());
    loop {
        let (reply, _) = session.handle(request, body.take()).pop()?;
        match reply {
            SheetReply::Reading { .. } => request = SheetRequest::More,
            SheetReply::Preview { kind, guessed, n_records, headings, .. } => {
                assert_eq!(guessed.len(), headings.len());
                let n_records = usize::try_from(n_records).ok()?;
                return Some(Opened { session, kind, guessed, n_records });
            }
            SheetReply::Refused(_) => return None,
            SheetReply::Batch { .. } | SheetReply::Checked { .. } | SheetReply::File { .. } => {
                panic!("{reply:?}")
            }
        }
    }
}

fn check(
    session: &mut Session,
    kind: SheetKind,
    mapping: Vec<Option<FieldId>>,
) -> Vec<CheckedRow> {
    let mut all = Vec::new();
    let mut request = SheetRequest::Check { kind, mapping };
    loop {
        match session.handle(request, None).pop() {
            Some((SheetReply::Batch { rows, .. }, None)) => all.extend(rows),
            Some((SheetReply::Checked { .. }, None)) => return all,
            other => panic!("{other:?}"),
        }
        request = SheetRequest::More;
    }
}
