//! A page read back into the book: checked as a whole first, then copied in. Not here: writing it.

use crate::sorting::gathered;
use jipan_rules::Uuid;
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::CustomerId;

use super::bytes::In;
use super::cells::{self, Cells};
use super::funnel::Sparse5;
use super::late::PageTrade;
use super::trade::Sparse4;
use super::{
    DERIVED_BYTES, GAP_PAGES_MAX, INITIALS, PINYIN, PageError, Sparse, Sparse2, Sparse3, UNREAD,
    projection_version,
};
use crate::arena::Row;
use crate::book::{
    Book, Confirm, Conflict, Contact, ContactField, Deletion, Derived, FLAG_HOLE, FieldMeta,
    Imported, Merged, NO_WRITER, Note, Noted, Origin, PAGE_ROWS,
};
use crate::pinyin::has_readings;

/// A page that was checked, still where it was read.
struct Page<'a> {
    number: u32,
    n: usize,
    /// The version of its projections.
    projections: u64,
    writers: Vec<Origin>,
    ids: &'a [[u8; 16]],
    /// Places among the writers.
    origins: Vec<u32>,
    columns: Vec<(u16, Cells<'a>)>,
    derived: &'a [[u8; DERIVED_BYTES]],
    sparse: Sparse,
    sparse_2: Sparse2,
    sparse_3: Sparse3,
    /// Orders and objections, still as bytes.
    trade: Option<In<'a>>,
    /// Facts of the funnel, still as bytes.
    funnel: Option<In<'a>>,
}

impl<'a> Page<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, PageError> {
        let mut from = In::open(bytes)?;
        let number = from.u32()?;
        let n = from.u32()?;
        if n == 0 || n > PAGE_ROWS {
            return Err(from.damaged());
        }
        let n = Row(n).idx();
        let projections = from.u64()?;
        from.part("writers");
        let writers: Vec<Origin> = from.postcard()?;
        from.part("ids");
        let ids = from.records(n, 16)?.as_chunks().0;
        from.part("origins");
        let origins = from.records(n, 4)?.as_chunks().0;
        let origins: Vec<u32> = origins.iter().map(|cell| u32::from_le_bytes(*cell)).collect();
        if !origins.iter().all(|&place| place == NO_WRITER || Row(place).idx() < writers.len()) {
            return Err(from.damaged());
        }
        from.part("columns");
        let n_columns = from.u16()?;
        let mut columns: Vec<(u16, Cells<'_>)> = Vec::new();
        for _ in 0..n_columns {
            let (field, kind) = (from.u16()?, from.u8()?);
            let cells = Cells::read(kind, from.sized()?, n)?;
            if columns.iter().any(|(other, _)| *other == field) {
                return Err(from.damaged());
            }
            columns.push((field, cells));
        }
        from.part("projections");
        let derived = from.records(n, DERIVED_BYTES)?.as_chunks().0;
        from.part("edits");
        let sparse: Sparse = from.postcard()?;
        if !is_sound(&sparse, n, writers.len()) {
            return Err(from.damaged());
        }
        from.part("contacts");
        let sparse_2: Sparse2 =
            if from.has_layout_2() { from.postcard()? } else { Sparse2::default() };
        if !is_sound_2(&sparse_2, n, writers.len()) {
            return Err(from.damaged());
        }
        from.part("conflicts");
        let sparse_3: Sparse3 =
            if from.has_layout_3() { from.postcard()? } else { Sparse3::default() };
        if !is_sound_3(&sparse_3, n, writers.len()) {
            return Err(from.damaged());
        }
        from.part("orders");
        let trade = if from.has_layout_4() { Some(from.sized()?) } else { None };
        from.part("facts");
        let funnel = if from.has_layout_5() { Some(from.sized()?) } else { None };
        from.end()?;
        Ok(Self {
            number,
            n,
            projections,
            writers,
            ids,
            origins,
            columns,
            derived,
            sparse,
            sparse_2,
            sparse_3,
            trade,
            funnel,
        })
    }

    /// Its orders, objections and facts, checked.
    fn late(&self) -> Result<(Sparse4, Sparse5), PageError> {
        let (n, n_writers) = (self.n, self.writers.len());
        let trade = self.trade.map_or(Ok(Sparse4::default()), |it| Sparse4::read(it, n, n_writers));
        let facts =
            self.funnel.map_or(Ok(Sparse5::default()), |it| Sparse5::read(it, n, n_writers));
        Ok((trade?, facts?))
    }
}

/// Whether every row and writer named exists.
fn is_sound(sparse: &Sparse, n_rows: usize, n_writers: usize) -> bool {
    let row = |row: u16| usize::from(row) < n_rows;
    let writer = |place: u32| Row(place).idx() < n_writers;
    let maybe = |place: Option<u32>| place.is_none_or(writer);
    sparse.metas.iter().all(|meta| {
        let confirm = meta.confirm.as_ref().map(|confirm| confirm.writer);
        row(meta.row) && maybe(meta.writer) && maybe(confirm)
    }) && sparse.odd.iter().all(|odd| row(odd.row))
        && sparse.deletions.iter().all(|&(at, by, _)| row(at) && writer(by))
        && sparse.notes.iter().all(|note| {
            let retract = note.retract.map(|(writer, _)| writer);
            row(note.row) && maybe(note.writer) && maybe(retract)
        })
}

/// Likewise for what layout 3 added.
fn is_sound_3(sparse: &Sparse3, n_rows: usize, n_writers: usize) -> bool {
    let writer = |place: u32| Row(place).idx() < n_writers;
    sparse.conflicts.iter().all(|it| {
        usize::from(it.row) < n_rows
            && it.noted.as_ref().is_none_or(|noted| writer(noted.writer))
            && it.settled.is_none_or(|(by, _)| writer(by))
    })
}

/// Likewise for what layout 2 added.
fn is_sound_2(sparse: &Sparse2, n_rows: usize, n_writers: usize) -> bool {
    let row = |row: u16| usize::from(row) < n_rows;
    let writer = |place: u32| Row(place).idx() < n_writers;
    sparse.imported.iter().all(|it| row(it.row) && writer(it.writer))
        && sparse.merges.iter().all(|&(at, by, _)| row(at) && writer(by))
        && sparse.distincts.iter().all(|&(at, _, by, _)| row(at) && writer(by))
        && sparse.contacts.iter().all(|it| {
            row(it.row)
                && it.gone.is_none_or(|(by, _)| writer(by))
                && it.fields.iter().all(|field| writer(field.writer))
        })
}

impl Book {
    /// Whether bytes are a page, without a book to load it into.
    ///
    /// # Errors
    /// [`PageError`] if they are from a newer program or damaged.
    pub fn check_page(bytes: &[u8]) -> Result<(), PageError> {
        Page::read(bytes)?.late().map(drop)
    }

    /// Adds the customers of a page and says how many. Pages come in their order, before any
    /// change; one that is damaged is left out, its rows stay empty and its number is not used
    /// again.
    ///
    /// # Errors
    /// [`PageError`] if the bytes are from a newer program, damaged or out of place. The book is
    /// as it was.
    pub fn load_page(&mut self, bytes: &[u8]) -> Result<u32, PageError> {
        let page = Page::read(bytes)?;
        let late = page.late()?;
        self.load(&page, Some(late)).map(|_| Row::at(page.n).0)
    }

    /// Adds the customers of a page as [`Self::load_page`] does, but for their orders, objections and
    /// facts of the funnel, which are most of the bytes of a book and are not needed to show a list: they are given back as
    /// they are, for [`Self::take_trade`]. None if there are none. Where values that follow from others are
    /// computed anew they are in the book for that, and are given back all the same.
    ///
    /// # Errors
    /// [`PageError`] as for [`Self::load_page`], but that the orders are sound is not known yet.
    pub fn load_page_early(&mut self, bytes: &[u8]) -> Result<Option<PageTrade>, PageError> {
        let page = Page::read(bytes)?;
        let late = if self.has_projections(&page) { None } else { Some(page.late()?) };
        let writers = self.load(&page, late)?;
        let bytes_of = |it: Option<In<'_>>| -> Box<[u8]> {
            let bytes = it.map(In::rest).filter(|it| it.iter().any(|byte| *byte != 0));
            bytes.unwrap_or_default().into()
        };
        let (bytes, facts) = (bytes_of(page.trade), bytes_of(page.funnel));
        if bytes.is_empty() && facts.is_empty() {
            return Ok(None);
        }
        let start = Row(page.number.saturating_mul(PAGE_ROWS));
        Ok(Some(PageTrade { bytes, facts, start, n: page.n, writers: writers.into() }))
    }

    /// Adds the customers of a page, with these orders and facts, and gives the places of its writers.
    fn load(
        &mut self,
        page: &Page<'_>,
        late: Option<(Sparse4, Sparse5)>,
    ) -> Result<Vec<u32>, PageError> {
        let expected = self.n_pages();
        let is_next = (expected..=expected.saturating_add(GAP_PAGES_MAX)).contains(&page.number);
        let Some(start) = page.number.checked_mul(PAGE_ROWS).filter(|_| is_next) else {
            return Err(PageError::OutOfOrder { page: page.number, expected });
        };
        let n_before = self.ids.len();
        self.add_holes(start);
        for id in page.ids {
            let id = CustomerId::new(Uuid::from_bytes(*id));
            if !self.ids.insert(id) {
                self.ids.truncate(n_before);
                self.origins.truncate(n_before);
                self.flags.truncate(n_before);
                self.derived.truncate(n_before);
                return Err(PageError::RepeatedCustomer { id });
            }
        }
        let writers = self.take_in(page, late, Row(start));
        self.revision.touch_all();
        Ok(writers)
    }

    /// Empty rows in place of those of lost pages.
    fn add_holes(&mut self, end: u32) {
        for row in self.n_rows()..end {
            // No device makes such an id: its version and variant are not those of a UUID v7.
            self.ids.insert(CustomerId::new(Uuid::from_u128(u128::MAX - u128::from(row))));
            self.origins.push(NO_WRITER);
            self.flags.push(FLAG_HOLE);
            self.derived.push(Derived::default());
        }
    }

    fn take_in(
        &mut self,
        page: &Page<'_>,
        late: Option<(Sparse4, Sparse5)>,
        start: Row,
    ) -> Vec<u32> {
        let writers: Vec<u32> =
            page.writers.iter().map(|writer| self.writers.intern(*writer)).collect();
        let global = &|place: u32| writers.get(Row(place).idx()).copied().unwrap_or(NO_WRITER);
        let n_rows = start.idx() + page.n;
        self.origins.extend(page.origins.iter().map(|&place| global(place)));
        self.flags.resize(n_rows, 0);
        self.derived.extend(
            page.derived.iter().map(|bytes| Derived::from_bytes(bytes).unwrap_or_default()),
        );
        for (field, cells) in &page.columns {
            self.take_column(*field, cells, start, page);
        }
        self.take_sparse(&page.sparse, start, global);
        self.take_sparse_2(&page.sparse_2, start, global);
        self.take_sparse_3(&page.sparse_3, start, global);
        if let Some((trade, facts)) = late {
            self.take_sparse_4(&trade, start, global);
            self.take_sparse_5(facts, start, global);
        }
        let rows: Vec<Row> = (start.0..Row::at(n_rows).0).map(Row).collect();
        if !self.has_projections(page) {
            for &row in &rows {
                self.read_name(row);
            }
            self.refresh(&rows);
        }
        if page.projections == projection_version(self) ^ UNREAD {
            for &row in &rows {
                self.note_unread(row);
            }
            // What is read now is to be stored so.
            if has_readings() {
                self.mark_dirty(page.number);
            }
        }
        if self.has_merges() {
            // A circle of merges across pages shows a customer of an earlier one.
            self.n_customers = Row::at(self.rows().filter(|&row| self.is_visible(row)).count()).0;
        } else {
            self.n_customers += Row::at(rows.iter().filter(|&&it| self.is_visible(it)).count()).0;
        }
        writers
    }

    /// Whether what follows from the values of a page is stored as this program would compute it
    /// now: without the table of readings names cannot be read any better.
    fn has_projections(&self, page: &Page<'_>) -> bool {
        let current = projection_version(self);
        page.projections == current || (page.projections == current ^ UNREAD && !has_readings())
    }

    fn take_column(&mut self, field: u16, cells: &Cells<'_>, start: Row, page: &Page<'_>) {
        if let (PINYIN | INITIALS, Cells::Texts(block)) = (field, cells) {
            if self.has_projections(page) {
                let texts = if field == PINYIN { &mut self.pinyin } else { &mut self.initials };
                cells::append_texts(block, texts, start.idx());
            }
            return;
        }
        let field = FieldId(field);
        let column = self.columns.column_mut(field);
        if column.is_some_and(|column| cells.append(column, start.idx())) {
            return;
        }
        for (row, value) in (start.0..).zip(cells.values(page.n)) {
            self.columns.set(Row(row), field, value.as_ref());
        }
    }

    fn take_sparse(&mut self, sparse: &Sparse, start: Row, global: impl Fn(u32) -> u32) {
        let at = |row: u16| Row(start.0 + u32::from(row));
        let maybe = |place: Option<u32>| place.map_or(NO_WRITER, &global);
        for odd in &sparse.odd {
            self.columns.set(at(odd.row), FieldId(odd.field), Some(&odd.value));
        }
        for meta in &sparse.metas {
            let confirm = meta
                .confirm
                .as_ref()
                .map(|confirm| Confirm { writer: global(confirm.writer), on: confirm.on });
            let (was, was_on) = (meta.was.clone(), meta.was_on);
            let writer = maybe(meta.writer);
            let of = FieldMeta { writer, was, was_on, confirm, imported: None };
            self.set_meta(at(meta.row), FieldId(meta.field), Some(of));
        }
        for &(row, writer, is_deleted) in &sparse.deletions {
            self.load_deletion(at(row), Deletion { writer: global(writer), is_deleted });
        }
        for note in &sparse.notes {
            let retract = note.retract.map(|(writer, retracted)| (global(writer), retracted));
            let (writer, text) = (maybe(note.writer), note.text.clone());
            self.notes.insert((at(note.row).0, note.id), Note { writer, text, retract });
        }
    }

    fn take_sparse_2(&mut self, sparse: &Sparse2, start: Row, global: impl Fn(u32) -> u32) {
        let at = |row: u16| Row(start.0 + u32::from(row));
        for it in &sparse.imported {
            let (row, field) = (at(it.row), FieldId(it.field));
            let meta = self.metas.get(&(row.0, field.0)).cloned();
            let (writer, value, was) = (global(it.writer), it.value.clone(), it.was.clone());
            let (asks, was_asked) = (it.asks, it.was_asked);
            let imported = Some(Box::new(Imported { writer, value, asks, was, was_asked }));
            let meta = FieldMeta { imported, ..meta.unwrap_or_else(FieldMeta::empty) };
            self.set_meta(row, field, Some(meta));
        }
        for &(row, writer, into) in &sparse.merges {
            self.put_merge(at(row), Some(Merged { writer: global(writer), into }));
        }
        for &(row, other, writer, is_distinct) in &sparse.distincts {
            self.distincts.insert((at(row).0, other), (global(writer), is_distinct));
        }
        for it in &sparse.contacts {
            let gone = it.gone.map(|(writer, is_gone)| (global(writer), is_gone));
            let fields = it.fields.iter().map(|field| {
                let (value, was) = (field.value.clone(), field.was.clone());
                (FieldId(field.field), ContactField { writer: global(field.writer), value, was })
            });
            let contact = Contact { fields: gathered(fields), gone };
            self.contacts.insert((at(it.row).0, it.id), contact);
        }
    }

    fn take_sparse_3(&mut self, sparse: &Sparse3, start: Row, global: impl Fn(u32) -> u32) {
        for it in &sparse.conflicts {
            let noted = it.noted.as_ref().map(|noted| Noted {
                writer: global(noted.writer),
                contact: noted.contact,
                field: FieldId(noted.field),
                sides: noted.sides.clone(),
            });
            let settled = it.settled.map(|(writer, is_settled)| (global(writer), is_settled));
            let row = Row(start.0 + u32::from(it.row));
            self.set_conflict(row, it.id, Some(Conflict { noted, settled }));
        }
    }
}
