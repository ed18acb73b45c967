//! How much the endpoint takes in and gives out, beside SQLite alone with the same bytes in the same
//! run: `cargo run --profile serve -p jipan-endpoint --example throughput -- 100000`. SQLite is asked
//! twice: for one row a change with nothing but its text, and for the rows and keys that the endpoint keeps.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement"
)]

#[path = "throughput/same.rs"]
mod same;
#[path = "../tests/support/tablet.rs"]
mod tablet;

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use jipan_book::{Action, Change, ChangeId, Op};
use jipan_endpoint::{Company, Opened};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;
use jipan_sync::wire::{Enrolled, SyncRequest, SyncResponse};
use rusqlite::{Connection, params};
use tablet::{Tablet, push};

/// Changes of one push.
const N_PUSH: usize = 500;
/// Customers of one change of an import.
const N_IMPORT: usize = 100;
/// Edits of one field each.
const N_EDITS: usize = 20_000;

fn main() {
    let wanted = std::env::args().nth(1).and_then(|text| text.parse().ok());
    let n_customers: usize = wanted.unwrap_or(10_000);
    let folder = tempfile::tempdir_in("target").unwrap();
    std::fs::write(folder.path().join("index.html"), "").unwrap();
    let data = folder.path().join("jipan.db");
    let Opened { company, first_secret } = Company::open(&data).unwrap();
    let router = jipan_endpoint::from_folder(folder.path(), &company);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut tablet = Tablet::new(1);
    let question = serde_json::to_vec(&tablet.enrol(&first_secret.unwrap())).unwrap();
    let (joined, _) = runtime.block_on(send(&router, "/v1/enrol", "", question));
    tablet.joined(&serde_json::from_slice::<Enrolled>(&joined).unwrap());

    let imports: Vec<Change> =
        (0..n_customers.div_ceil(N_IMPORT)).map(|_| import(&mut tablet)).collect();
    let edits: Vec<Change> = edits(&mut tablet, &imports);
    let mut state = push(&[]);
    let mut same = same::Same::of(&data, &folder.path().join("same.db"));
    for (what, changes, n_push) in [("import", &imports, 5), ("edits", &edits, N_PUSH)] {
        let pushes: Vec<SyncRequest> = changes.chunks(n_push).map(push).collect();
        let n_ops: usize = changes.iter().map(|change| change.ops.len()).sum();
        let bytes = |push: &SyncRequest| serde_json::to_vec(push).unwrap().len();
        let n_bytes: usize = pushes.iter().map(bytes).sum();
        let ours = time(|| runtime.block_on(push_all(&router, &tablet, &mut state, pushes)));
        let mut connection = bare(folder.path(), what);
        let bare = time(|| insert_bare(&mut connection, changes, n_push));
        let rows = same.rows_of(changes);
        let n_rows = rows.iter().map(same::Rows::n).sum();
        let kept = time(|| same.insert(&rows, n_push));
        println!(
            "{what}: {} changes, {n_ops} operations, {} kB: endpoint {:.2} s (processor {:.2} s) = \
             {:.0} operations/s; SQLite alone {:.2} s ({:.2} s) = {:.0} operations/s; {:.1} times; the same \
             {n_rows} rows by SQLite alone {:.2} s ({:.2} s) = {:.0} rows/s; {:.1} times",
            changes.len(),
            n_bytes / 1000,
            ours.0.as_secs_f64(),
            ours.1.as_secs_f64(),
            rate(n_ops, ours.0),
            bare.0.as_secs_f64(),
            bare.1.as_secs_f64(),
            rate(n_ops, bare.0),
            ours.0.as_secs_f64() / bare.0.as_secs_f64(),
            kept.0.as_secs_f64(),
            kept.1.as_secs_f64(),
            rate(n_rows, kept.0),
            ours.0.as_secs_f64() / kept.0.as_secs_f64()
        );
    }
    singles(&router, &runtime, (&mut tablet, &mut state), folder.path());
    feed(&router, &runtime, &tablet.token);
    drop(router);
    company.close();
    println!("file: {} MB", std::fs::metadata(&data).unwrap().len() / 1_000_000);
}

/// How long it took, and the time of the processor that the process took for it.
fn time(work: impl FnOnce()) -> (Duration, Duration) {
    let (start, busy) = (Instant::now(), processor());
    work();
    (start.elapsed(), processor().saturating_sub(busy))
}

/// Time of all processors so far, as Linux counts it in hundredths of a second; zero elsewhere.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let numbers = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = numbers.skip(11).take(2).filter_map(|it| it.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

#[expect(clippy::cast_precision_loss, reason = "for a person to read")]
fn rate(n: usize, took: Duration) -> f64 {
    n as f64 / took.as_secs_f64()
}

/// A change that brings many customers with a dozen fields each.
fn import(tablet: &mut Tablet) -> Change {
    let ops = (0..N_IMPORT).flat_map(|n| {
        let mut change = tablet.create(&format!("晨光便利店 {n}"));
        if let Some(Op::Create { id, values }) = change.ops.first_mut() {
            let digits = format!("{:012}", id.uuid().as_u128() % 1_000_000_000_000);
            values.push((fields::CODE, Value::Text(format!("K{digits}").into())));
            values.push((fields::LICENCE, Value::Text(digits.into())));
            values.push((fields::LINE, Value::Text(format!("{} 号线", n % 7).into())));
            values.push((fields::DISTRICT, Value::Text("黄浦区".into())));
        }
        change.ops
    });
    let ops: Vec<Op> = ops.collect();
    tablet.change(Action::Import, ops)
}

/// One field of one customer each, spread over all of them.
fn edits(tablet: &mut Tablet, imports: &[Change]) -> Vec<Change> {
    let customers: Vec<(CustomerId, ChangeId)> = imports
        .iter()
        .flat_map(|change| change.customers().into_iter().map(|id| (id, change.id)))
        .collect();
    let edit = |n: usize| {
        let (id, base) = *customers.get(n * 7919 % customers.len()).unwrap();
        let value = Some(Value::Text(format!("南京西路 {n} 号").into()));
        let was = Some(Value::Text("延安东路 12 号".into()));
        let field = fields::ADDRESS;
        let op = Op::Put { id, field, value, base: Some(base), was, was_on: None, reason: None };
        tablet.change(Action::EditField, vec![op])
    };
    (0..N_EDITS.min(customers.len())).map(edit).collect()
}

async fn send(router: &Router, path: &str, token: &str, body: Vec<u8>) -> (Vec<u8>, usize) {
    use tower::ServiceExt as _;
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header("x-jipan", "1")
        .header("content-type", "application/json")
        .header("accept-encoding", "zstd")
        .header("authorization", format!("Bearer {token}"))
        .body(Body::from(body))
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    assert_eq!(parts.status, 200, "{}", String::from_utf8_lossy(&body));
    let n_bytes = body.len();
    if parts.headers.contains_key("content-encoding") {
        return (zstd::decode_all(body.as_slice()).unwrap(), n_bytes);
    }
    (body, n_bytes)
}

/// Pushes as a tablet does that has all news and made these changes itself; `state` is what it has.
async fn push_all(
    router: &Router,
    tablet: &Tablet,
    state: &mut SyncRequest,
    pushes: Vec<SyncRequest>,
) {
    for push in pushes {
        let SyncRequest { have, epoch, .. } = state.clone();
        let own = Some(format!("{:014x}", tablet.number));
        let body = serde_json::to_vec(&SyncRequest { have, epoch, own, ..push }).unwrap();
        let (text, _) = send(router, "/v1/sync", &tablet.token, body).await;
        let answer: SyncResponse = serde_json::from_slice(&text).unwrap();
        assert!(answer.verdicts.is_empty() && !answer.more, "{:?}", answer.verdicts.first());
        (state.have, state.epoch) = (answer.have, Some(answer.epoch));
    }
}

fn bare(folder: &std::path::Path, what: &str) -> Connection {
    let connection = Connection::open(folder.join(format!("bare-{what}.db"))).unwrap();
    let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE changes (replica INTEGER, seq INTEGER, body TEXT, PRIMARY KEY (replica, seq))";
    connection.execute_batch(settings).unwrap();
    connection
}

/// The same bytes in the same transactions, into one table by its key.
fn insert_bare(connection: &mut Connection, changes: &[Change], n_push: usize) {
    for changes in changes.chunks(n_push) {
        let work = connection.transaction().unwrap();
        for wire in push(changes).changes {
            let body = serde_json::to_string(&wire).unwrap();
            let mut put = work.prepare_cached("INSERT INTO changes VALUES (?1, ?2, ?3)").unwrap();
            put.execute(params![1, wire.head.s.cast_signed(), body]).unwrap();
        }
        work.commit().unwrap();
    }
}

/// One change each time, as a tablet with signal sends them.
fn singles(
    router: &Router,
    runtime: &tokio::runtime::Runtime,
    (tablet, state): (&mut Tablet, &mut SyncRequest),
    folder: &std::path::Path,
) {
    let changes: Vec<Change> = (0..100).map(|_| tablet.create("单改")).collect();
    let mut connection = bare(folder, "single");
    let (mut ours, mut alone) = (Vec::new(), Vec::new());
    for change in changes.chunks(1) {
        let pushes = vec![push(change)];
        ours.push(time(|| runtime.block_on(push_all(router, tablet, state, pushes))).0);
        alone.push(time(|| insert_bare(&mut connection, change, 1)).0);
    }
    println!("one change: endpoint {:?}, SQLite alone {:?} (medians)", middle(ours), middle(alone));
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A tablet that has nothing fetches everything.
fn feed(router: &Router, runtime: &tokio::runtime::Runtime, token: &str) {
    let mut request: SyncRequest = push(&[]);
    let (mut n_pages, mut n_packed, mut n_bytes, mut n_parts) = (0_usize, 0, 0, 0);
    let (mut asked, mut longest) = (Duration::ZERO, Duration::ZERO);
    loop {
        let question = serde_json::to_vec(&request).unwrap();
        let start = Instant::now();
        let (text, packed) = runtime.block_on(send(router, "/v1/sync", token, question));
        let took = start.elapsed();
        (asked, longest) = (asked + took, longest.max(took));
        let page: SyncResponse = serde_json::from_slice(&text).unwrap();
        (n_pages, n_packed, n_bytes) = (n_pages + 1, n_packed + packed, n_bytes + text.len());
        n_parts += page.news.len();
        (request.have, request.epoch) = (page.have, Some(page.epoch));
        if !page.more {
            break;
        }
    }
    println!(
        "first sync: {:.2} s at the endpoint, {n_pages} pages, the longest {} ms, {n_parts} changes, \
         {} kB, packed {} kB",
        asked.as_secs_f64(),
        longest.as_millis(),
        n_bytes / 1000,
        n_packed / 1000
    );
}
