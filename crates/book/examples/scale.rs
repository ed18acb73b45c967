//! What the orders of a county cost: bytes, memory, time. Figures to read, not to hold: decision 35
//! says what they were. Run by hand:
//!
//! `cargo run --release -p jipan-book --example scale`
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "figures, told to whoever runs it")]

use jipan_book::{
    Action, Book, Change, ChangeId, Op, OrderWrite, Packer, PlacedOrder, Stamp, order_id_of,
    product_id_of,
};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{Days, NaiveDate, Uuid};

const N_CUSTOMERS: u64 = 5_000;
const N_ORDERS: u64 = 104_524;
const N_LINES: u64 = 209_062;

/// Memory of the process, in kB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|it| it.trim().split(' ').next()?.parse().ok()).unwrap_or_default()
}

/// Time that the processor spent on this thread, so that what else runs does not count.
#[derive(Clone, Copy)]
struct Spent(u64);

impl Spent {
    fn now() -> Self {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        Self(stat.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or_default())
    }

    fn us(self) -> u64 {
        (Self::now().0 - self.0) / 1_000
    }
}

fn customer(n: u64) -> CustomerId {
    CustomerId::new(Uuid::from_u128((7 << 100) | u128::from(n)))
}

fn changes(ops: impl Iterator<Item = Op>, first: u64) -> Vec<Change> {
    let replica = ReplicaId::new(1);
    let mut packer = Packer::default();
    let mut lists: Vec<Vec<Op>> = ops.filter_map(|op| packer.push(op)).collect();
    lists.extend(packer.finish());
    let change = |(seq, ops)| Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_800_000_000_000 + seq, 0, replica),
        on: NaiveDate::default(),
        by: PersonId::new(Uuid::nil()),
        action: Action::Import,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    };
    (first..).zip(lists).map(change).collect()
}

fn order(n: u64) -> Op {
    let number = format!("D2026{n:07}");
    let day = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
    let lines = n * N_LINES / N_ORDERS..(n + 1) * N_LINES / N_ORDERS;
    let lines = lines.map(|line| {
        let (quantity, price) = (i64::try_from(line % 40).unwrap(), 1_500_000);
        OrderLine {
            product: product_id_of(&format!("69010{:05}", line * 7_919 % 120)),
            quantity,
            price,
            amount: quantity * price / 100,
            pack: 250,
        }
    });
    let placed = PlacedOrder {
        number: number.as_str().into(),
        on: day.checked_add_days(Days::new(n * 690 / N_ORDERS)).unwrap(),
        source: OrderSource::File,
        status: OrderStatus::Delivered,
        review: 0,
        lines: lines.collect(),
    };
    let id = order_id_of(&number);
    let write = OrderWrite::Place(Box::new(placed));
    Op::Order { id, customer: customer(n * 7_907 % N_CUSTOMERS), write }
}

/// Pages with their decoding, in bytes and milliseconds.
fn reopened(book: &Book) -> (usize, u64) {
    let pages: Vec<Vec<u8>> =
        (0..book.n_pages()).map(|page| book.encode_page(page).unwrap()).collect();
    let header = book.encode_header();
    let start = Spent::now();
    let mut read = Book::new();
    read.load_header(&header).unwrap();
    for page in &pages {
        read.load_page(page).unwrap();
    }
    let ms = start.us() / 1_000;
    assert_eq!(read.digest(), book.digest());
    (header.len() + pages.iter().map(Vec::len).sum::<usize>(), ms)
}

fn main() {
    let name = |n| (fields::NAME, Value::Text(format!("商店{n}").into()));
    let shops = (0..N_CUSTOMERS).map(|n| Op::Create { id: customer(n), values: vec![name(n)] });
    let mut book = Book::new();
    for change in changes(shops, 1) {
        drop(book.apply(&change));
    }
    let (bytes_before, ms_before) = reopened(&book);
    let orders = changes((0..N_ORDERS).map(order), 100);
    let log: usize = orders.iter().map(|change| change.encode().unwrap().len()).sum();
    let n_changes = orders.len();
    let memory_before = memory();
    let start = Spent::now();
    for change in &orders {
        drop(book.apply(change));
    }
    let ms = start.us() / 1_000;
    let grown = memory().saturating_sub(memory_before);
    drop(orders);
    println!("{n_changes} changes of {log} bytes taken in in {ms} ms; memory +{grown} kB");
    let (bytes, ms) = reopened(&book);
    println!("pages {bytes_before} -> {bytes} bytes; opened in {ms_before} -> {ms} ms");
    let start = Spent::now();
    let n_months: usize = book.rows().map(|row| book.months(row).len()).sum();
    println!("{n_months} sums of months walked in {} us", start.us());
    let start = Spent::now();
    let n_lines: usize = book.all_orders().map(|(_, it)| it.lines.len()).sum();
    println!("{n_lines} lines walked in {} ms", start.us() / 1_000);
    let start = Spent::now();
    drop(book.apply(&changes(std::iter::once(order(1)), 10_000).remove(0)));
    println!("one order taken in in {} us", start.us());
    let start = Spent::now();
    let page = book.encode_page(0).unwrap().len();
    println!("one page of {page} bytes written in {} ms", start.us() / 1_000);
    assert_eq!(book.n_orders(), usize::try_from(N_ORDERS).unwrap());
}
