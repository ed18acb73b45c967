//! What the tests share: opening a file, checking it to its end.

use std::path::Path;

use jipan_book::sheet::{CheckedRow, SheetFormat, SheetKind, SheetReply, SheetRequest};
use jipan_rules::NaiveDate;
use jipan_rules::check::text_of;
use jipan_rules::schema::{FieldId, Language, field};
use jipan_rules::value::Value;
use jipan_sheets::Session;
use jipan_sheets::open::Limits;

/// The bytes of a file of the workspace's test data.
pub(crate) fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name))
        .unwrap()
}

/// A session with the file open, and what it said.
pub(crate) fn open(name: &str, bytes: Vec<u8>, n_batch: usize) -> (Session, SheetReply) {
    open_within(Limits::default(), name, bytes, n_batch)
}

/// The same within limits.
pub(crate) fn open_within(
    limits: Limits,
    name: &str,
    bytes: Vec<u8>,
    n_batch: usize,
) -> (Session, SheetReply) {
    let mut session = Session::new(limits, n_batch);
    let request = SheetRequest::Open {
        file_name: name.to_owned(),
        remembered: Vec::new(),
        today: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
    };
    let reply = ask(&mut session, request, Some(bytes));
    (session, reply)
}

/// Asks to read a file or a sheet, and to go on until it is read.
pub(crate) fn ask(
    session: &mut Session,
    request: SheetRequest,
    body: Option<Vec<u8>>,
) -> SheetReply {
    let mut answers = session.handle(request, body);
    let mut before = 0;
    loop {
        assert_eq!(answers.len(), 1);
        let (reply, _) = answers.remove(0);
        let SheetReply::Reading { done, total } = reply else { return reply };
        assert!(before <= done && done <= total, "{before} {done} {total}");
        before = done;
        answers = session.handle(SheetRequest::More, None);
    }
}

/// Checks the open file of customers with this mapping to its end.
pub(crate) fn check(session: &mut Session, mapping: Vec<Option<FieldId>>) -> Vec<CheckedRow> {
    check_as(session, SheetKind::Customers, mapping)
}

/// Checks the open file as one of a kind, with this mapping, to its end.
pub(crate) fn check_as(
    session: &mut Session,
    kind: SheetKind,
    mapping: Vec<Option<FieldId>>,
) -> Vec<CheckedRow> {
    let mut rows = Vec::new();
    let mut request = SheetRequest::Check { kind, mapping };
    loop {
        let mut answers = session.handle(request, None);
        assert_eq!(answers.len(), 1);
        let reply = answers.remove(0).0;
        if let SheetReply::Checked { total } = reply {
            assert_eq!(total as usize, rows.len());
            return rows;
        }
        let SheetReply::Batch { rows: next, done, total } = reply else { panic!("{reply:?}") };
        rows.extend(next);
        assert_eq!(done as usize, rows.len());
        assert!(done <= total);
        request = SheetRequest::More;
    }
}

/// A file that was checked with the guessed mapping.
pub(crate) struct Checked {
    pub(crate) format: SheetFormat,
    pub(crate) kind: SheetKind,
    pub(crate) rows: Vec<CheckedRow>,
    pub(crate) session: Session,
}

/// Opens a file and checks it with the guessed mapping.
pub(crate) fn check_all(name: &str, bytes: Vec<u8>, n_batch: usize) -> Checked {
    let (mut session, reply) = open(name, bytes, n_batch);
    let SheetReply::Preview { format, kind, guessed, .. } = reply else { panic!("{reply:?}") };
    let rows = check_as(&mut session, kind, guessed);
    Checked { format, kind, rows, session }
}

impl Checked {
    pub(crate) fn row(&self, record: u32) -> &CheckedRow {
        self.rows.iter().find(|row| row.record == record).unwrap()
    }

    pub(crate) fn value(&self, record: u32, id: FieldId) -> Option<Value> {
        let values = &self.row(record).values;
        values.iter().find(|(known, _)| *known == id).map(|(_, value)| value.clone())
    }

    /// The values of a field of the records that come in, in the words of the schema.
    pub(crate) fn text_values(&self, id: FieldId) -> Vec<(u32, String)> {
        let good = self.rows.iter().filter(|row| row.errors.is_empty());
        good.filter_map(|row| {
            let (_, value) = row.values.iter().find(|(known, _)| *known == id)?;
            Some((row.record, text_of(field(id)?, value, Language::Zh)))
        })
        .collect()
    }
}
