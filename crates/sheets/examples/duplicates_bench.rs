//! Times the search for duplicates over files of customers, and shows what it finds first:
//! `cargo run --release -p jipan-sheets --example duplicates_bench -- FILE ...` (without a file: the
//! county of the tests; a hundred thousand: what `benches/peers/gen.mjs` writes).
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jipan_book::duplicates::{DuplicateFinder, Pair, clusters};
use jipan_book::sheet::{SheetReply, SheetRequest};
use jipan_book::{Action, Book, CHANGE_RECORDS_MAX, Change, ChangeId, Op, Stamp};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_sheets::Session;
use jipan_sheets::open::Limits;

const N_RUNS: usize = 9;
/// What the app gives to a slice once it has found its pace.
const UNITS: u32 = 1_024;

fn main() -> std::io::Result<()> {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if paths.is_empty() {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
        paths.push(tests.join("shops-gb18030.csv"));
    }
    for path in paths {
        let book = book_of(&path, std::fs::read(&path)?);
        println!("{}: {} customers", path.display(), book.n_customers());
        measure(&book);
    }
    Ok(())
}

fn measure(book: &Book) {
    let mut runs = Vec::new();
    let mut longest = Duration::ZERO;
    let mut found = None;
    for _ in 0..N_RUNS {
        let start = Instant::now();
        let mut finder = DuplicateFinder::new(book);
        loop {
            let slice = Instant::now();
            let is_done = finder.step(book, UNITS);
            longest = longest.max(slice.elapsed());
            if is_done {
                break;
            }
        }
        found = Some(finder.finish(book));
        runs.push(start.elapsed());
    }
    runs.sort_unstable();
    let median = runs.get(N_RUNS / 2).copied().unwrap_or_default();
    let Some(found) = found else { return };
    println!("  median {median:.1?}, longest slice of {UNITS} units {longest:.1?}");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for pair in &found.pairs {
        *counts.entry(format!("{:?}", pair.sureness)).or_default() += 1;
    }
    println!("  {} pairs {counts:?}", found.pairs.len());
    println!("  left out {}, cut {}", found.n_left_out, found.is_cut);
    let start = Instant::now();
    let clusters = clusters(found.pairs.iter().copied());
    let largest = clusters.iter().map(|it| it.customers.len()).max().unwrap_or_default();
    println!("  {} clusters, largest {largest}, {:.1?}", clusters.len(), start.elapsed());
    let step = (found.pairs.len() / 12).max(1);
    for pair in found.pairs.iter().step_by(step) {
        show(book, pair);
    }
}

fn show(book: &Book, pair: &Pair) {
    let text = |id: CustomerId| {
        let row = book.row_of(id);
        let of = |field| row.and_then(|row| book.text(row, field)).unwrap_or_default();
        format!("{} {} {}", of(fields::NAME), of(fields::ADDRESS), of(fields::PHONE))
    };
    println!("  {:?}: {} | {}", pair.sureness, text(pair.one), text(pair.other));
}

/// The good rows of a file, checked by the worker as in an import.
fn book_of(path: &Path, bytes: Vec<u8>) -> Book {
    let mut session = Session::new(Limits::default(), 500);
    let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let open =
        SheetRequest::Open { file_name, remembered: Vec::new(), today: NaiveDate::default() };
    let mut book = Book::new();
    let mut n = 0;
    let mut answers = session.handle(open, Some(bytes));
    while let Some((reply, _)) = answers.pop() {
        let request = match reply {
            SheetReply::Reading { .. } => SheetRequest::More,
            SheetReply::Preview { kind, guessed, .. } => {
                SheetRequest::Check { kind, mapping: guessed }
            }
            SheetReply::Batch { rows, .. } => {
                let good = rows.into_iter().filter(|row| row.errors.is_empty());
                let ops = good.map(|row| {
                    n += 1;
                    Op::Create { id: CustomerId::new(Uuid::from_u128(n)), values: row.values }
                });
                let ops: Vec<Op> = ops.collect();
                for ops in ops.chunks(CHANGE_RECORDS_MAX) {
                    let _applied = book.apply(&change(n, ops.to_vec()));
                }
                SheetRequest::More
            }
            SheetReply::Checked { .. } | SheetReply::File { .. } => break,
            SheetReply::Refused(error) => {
                println!("{error:?}");
                break;
            }
        };
        answers = session.handle(request, None);
    }
    book
}

fn change(n: u128, ops: Vec<Op>) -> Change {
    let (seq, replica) = (u64::try_from(n).unwrap_or_default(), ReplicaId::new(1));
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_700_000_000_000 + seq, 0, replica),
        on: NaiveDate::default(),
        by: PersonId::new(Uuid::from_u128(1)),
        action: Action::Import,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}
