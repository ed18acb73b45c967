//! A session in which the n-th call fails or the tablet dies, for every n: what is reopened is
//! what was acknowledged last.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use jipan_store::{
    ColdKey, Durability, Fault, FaultyStore, HotKey, LAYOUT_NEWEST, MemoryStore, Opened, PageKind,
    Place, Row, Scope, Store as _, StoreError, Stored, Write, seal,
};
use pollster::block_on;

const CUSTOMER: [u8; 16] = [7; 16];

/// A step of the script: a write, or a reading.
#[derive(Clone)]
enum Step {
    Write(Vec<Write>, Durability),
    Open,
    Cold,
    Scan,
    Quarantined,
}

fn page(page: u32, generation: u32) -> HotKey {
    HotKey { scope: Scope::local(), kind: PageKind::Customers.code(), page, generation }
}

/// A morning: taps, a draft, folding with a page, a history and a deletion each, an import.
fn morning() -> Vec<Step> {
    use Durability::{Relaxed, Strict};
    let cold = ColdKey { scope: Scope::local(), customer: CUSTOMER, segment: 0 };
    let log = |text: &str| Write::Log(text.as_bytes().to_vec());
    let meta = |text: &str| Write::MetaPut("folded".to_owned(), text.as_bytes().to_vec());
    let draft = || "phone".to_owned();
    vec![
        Step::Open,
        Step::Write(vec![Write::SettingPut("language".to_owned(), "zh-CN".to_owned())], Strict),
        Step::Write(vec![Write::DraftPut(draft(), "138".to_owned())], Relaxed),
        Step::Write(vec![log("phone"), Write::DraftDelete(draft())], Strict),
        Step::Write(vec![log("name")], Strict),
        Step::Write(
            vec![
                Write::HotPut(page(0, 1), b"page 0".to_vec()),
                Write::ColdPut(cold, b"history".to_vec()),
                meta("2"),
                Write::LogDeleteThrough(2),
            ],
            Strict,
        ),
        Step::Cold,
        Step::Write(vec![log("a"), log("b"), log("c")], Strict),
        Step::Write(vec![Write::HotPut(page(1, 1), b"page 1".to_vec())], Relaxed),
        Step::Write(vec![Write::HotPut(page(0, 2), b"page 0, again".to_vec())], Relaxed),
        Step::Open,
        Step::Write(vec![Write::HotDelete(page(0, 1)), Write::LogDelete(3)], Strict),
        Step::Quarantined,
        Step::Write(vec![Write::DraftPut(draft(), "139".to_owned())], Relaxed),
        Step::Write(vec![Write::MetaDelete("folded".to_owned())], Strict),
        Step::Scan,
        Step::Write(restoring(), Strict),
        Step::Write(vec![log("after restoring")], Strict),
    ]
}

/// Another book in place of all that is there.
fn restoring() -> Vec<Write> {
    let row = |place, payload: &[u8]| {
        let stored = Stored::Bytes(seal::seal(LAYOUT_NEWEST, payload));
        Write::RowPut(Row { place, stored })
    };
    let cold = |segment| ColdKey { scope: Scope::local(), customer: CUSTOMER, segment };
    vec![
        Write::Clear,
        row(Place::Log(2), b"of a backup"),
        row(Place::Hot(page(0, 9)), b"page of a backup"),
        row(Place::Cold(cold(0)), b"history of a backup"),
        row(Place::Cold(cold(1)), b"more of it"),
    ]
}

/// Runs the script up to the first error; gives how many steps were acknowledged.
fn run(store: &FaultyStore<MemoryStore>, script: &[Step]) -> (usize, Result<(), StoreError>) {
    for (n_done, step) in script.iter().enumerate() {
        let ended = match step.clone() {
            Step::Write(writes, durability) => block_on(store.write(writes, durability)).map(drop),
            Step::Open => block_on(store.open()).map(drop),
            Step::Cold => block_on(store.cold(&Scope::local(), CUSTOMER)).map(drop),
            Step::Scan => block_on(store.scan(|_| {})),
            Step::Quarantined => block_on(store.quarantined()).map(drop),
        };
        if ended.is_err() {
            return (n_done, ended);
        }
    }
    (script.len(), Ok(()))
}

/// The state after the first `n` steps, without faults.
fn state_after(n: usize) -> (Opened, usize) {
    let store = FaultyStore::new(MemoryStore::new());
    run(&store, &morning()[..n]).1.unwrap();
    state_of(&store)
}

fn state_of(store: &FaultyStore<MemoryStore>) -> (Opened, usize) {
    let opened = block_on(store.inner().open()).unwrap();
    let cold = block_on(store.inner().cold(&Scope::local(), CUSTOMER)).unwrap();
    (opened, cold.segments.len())
}

/// How many of the first `n` steps are on the disk after a power cut: up to the last strict write.
fn durable(n: usize) -> usize {
    let is_strict = |step: &Step| matches!(step, Step::Write(_, Durability::Strict));
    morning()[..n].iter().rposition(is_strict).map_or(0, |idx| idx + 1)
}

#[test]
fn whichever_call_fails_the_reopened_state_is_the_last_acknowledged_one() {
    for n in 1..=morning().len() {
        let error = StoreError::QuotaExceeded { needed_bytes: 1 };
        let store =
            FaultyStore::new(MemoryStore::new()).with_fault(n as u64, Fault::Fail(error.clone()));
        let (n_done, ended) = run(&store, &morning());
        assert_eq!((n_done, ended), (n - 1, Err(error)));
        assert_eq!(state_of(&store), state_after(n_done), "call {n} failed");
    }
}

#[test]
fn whichever_call_failed_the_session_goes_on_from_there_as_if_it_had_not() {
    for n in 1..=morning().len() {
        let error = StoreError::ConnectionClosed { detail: String::new() };
        let store = FaultyStore::new(MemoryStore::new()).with_fault(n as u64, Fault::Fail(error));
        let (n_done, _) = run(&store, &morning());
        run(&store, &morning()[n_done..]).1.unwrap();
        assert_eq!(state_of(&store), state_after(morning().len()), "call {n} was made again");
    }
}

#[test]
fn dying_before_any_call_loses_nothing_that_was_strict_and_acknowledged() {
    for n in 1..=morning().len() {
        let store = FaultyStore::new(MemoryStore::new()).with_fault(n as u64, Fault::CrashBefore);
        let (n_done, ended) = run(&store, &morning());
        assert!(ended.is_err() && store.is_down());
        assert!(block_on(store.open()).is_err(), "a dead tablet does not answer");
        store.restart();
        assert_eq!(state_of(&store), state_after(durable(n_done)), "died before call {n}");
    }
}

#[test]
fn dying_after_any_commit_keeps_the_whole_of_it_though_no_one_heard() {
    for n in 1..=morning().len() {
        let store = FaultyStore::new(MemoryStore::new()).with_fault(n as u64, Fault::CrashAfter);
        let (n_done, ended) = run(&store, &morning());
        assert!(ended.is_err() && store.is_down());
        store.restart();
        assert_eq!(state_of(&store), state_after(durable(n_done + 1)), "died after call {n}");
    }
}

#[test]
fn log_keys_grow_and_are_never_given_twice() {
    let store = MemoryStore::new();
    let log = || Write::Log(vec![1]);
    let first = block_on(store.write(vec![log(), log()], Durability::Strict)).unwrap();
    block_on(store.write(vec![Write::LogDeleteThrough(2)], Durability::Strict)).unwrap();
    let second = block_on(store.write(vec![log()], Durability::Strict)).unwrap();
    assert_eq!((first.log_keys, second.log_keys), (vec![1, 2], vec![3]));
}

#[test]
fn a_wiped_store_opens_empty() {
    let store = FaultyStore::new(MemoryStore::new());
    run(&store, &morning()).1.unwrap();
    block_on(store.wipe()).unwrap();
    assert_eq!(state_of(&store), (Opened::default(), 0));
    block_on(store.close());
    assert_eq!(block_on(store.open()), Ok(Opened::default()));
}

/// A value of `meta`.
fn meta(name: &str, value: &[u8]) -> Write {
    Write::MetaPut(name.to_owned(), value.to_vec())
}

#[test]
fn of_two_that_expect_the_same_the_first_one_writes_and_the_other_hears_of_it() {
    let store = MemoryStore::new();
    let mint =
        |replica: u8| vec![Write::Expect("replica".to_owned(), None), meta("replica", &[replica])];
    block_on(store.write(mint(1), Durability::Strict)).unwrap();
    let second = block_on(store.write(mint(2), Durability::Strict));
    assert_eq!(second, Err(StoreError::Overtaken { name: "replica".to_owned() }));
    let opened = block_on(store.open()).unwrap();
    assert_eq!(opened.meta[0].1.bytes(), [1]);
}

#[test]
fn a_write_that_expects_what_is_no_more_so_writes_nothing_at_all() {
    let store = MemoryStore::new();
    block_on(store.write(vec![meta("lead", b"a")], Durability::Strict)).unwrap();
    let step = |lead: &[u8]| {
        vec![
            Write::Log(vec![1]),
            Write::Expect("lead".to_owned(), Some(lead.to_vec())),
            meta("folds", lead),
        ]
    };
    block_on(store.write(step(b"a"), Durability::Strict)).unwrap();
    let before = store.rows();
    assert!(block_on(store.write(step(b"b"), Durability::Strict)).is_err());
    assert_eq!(store.rows(), before);
    let next = block_on(store.write(step(b"a"), Durability::Strict)).unwrap();
    assert_eq!(next.log_keys, [2], "no key was lost to it");
}

#[test]
fn what_an_app_of_before_wrote_is_as_expected_if_it_says_the_same() {
    for layout in 1..=LAYOUT_NEWEST {
        let stored = Stored::Bytes(seal::seal(layout, b"a"));
        let row = Row { place: Place::Meta("company".to_owned()), stored };
        let store = MemoryStore::from_rows([row]);
        let step = |expected: Option<&[u8]>| {
            let expected = expected.map(<[u8]>::to_vec);
            vec![Write::Expect("company".to_owned(), expected), meta("company", b"c")]
        };
        for other in [None, Some(&b"b"[..])] {
            assert!(block_on(store.write(step(other), Durability::Strict)).is_err());
        }
        block_on(store.write(step(Some(b"a")), Durability::Strict)).unwrap();
        assert_eq!(block_on(store.open()).unwrap().meta[0].1.bytes(), b"c");
    }
}

#[test]
fn news_are_the_rows_of_the_log_beyond_a_key_and_all_that_is_small() {
    let store = MemoryStore::new();
    let put = vec![
        Write::Log(vec![1]),
        Write::Log(vec![2]),
        Write::HotPut(page(0, 1), vec![3]),
        meta("clock", b"c"),
        Write::DraftPut("d".to_owned(), "e".to_owned()),
        Write::SettingPut("s".to_owned(), "t".to_owned()),
    ];
    block_on(store.write(put, Durability::Strict)).unwrap();
    let whole = block_on(store.open()).unwrap();
    let news = block_on(store.news(1)).unwrap();
    assert_eq!(news.log, whole.log[1..]);
    assert_eq!(news, Opened { log: news.log.clone(), hot: Vec::new(), ..whole });
    assert_eq!(block_on(store.news(2)).unwrap().log, []);
}

#[test]
fn the_log_is_read_alone_and_as_much_of_it_as_is_asked() {
    let store = MemoryStore::new();
    let put =
        vec![Write::Log(vec![1]), Write::Log(vec![2]), meta("clock", b"c"), Write::Log(vec![3])];
    block_on(store.write(put, Durability::Strict)).unwrap();
    let whole = block_on(store.open()).unwrap();
    assert_eq!(
        block_on(store.log(1, 1)).unwrap(),
        Opened { log: whole.log[1..2].to_vec(), ..Opened::default() }
    );
    assert_eq!(block_on(store.log(0, 0)).unwrap().log, whole.log);
    assert_eq!(block_on(store.log(3, 5)).unwrap().log, []);
}

#[test]
fn the_history_of_one_customer_goes_and_no_other() {
    let store = MemoryStore::new();
    let key = |customer: u8, segment| ColdKey {
        scope: Scope::local(),
        customer: [customer; 16],
        segment,
    };
    let put =
        [(1, 0), (1, 7), (2, 0)].map(|(of, segment)| Write::ColdPut(key(of, segment), vec![1]));
    block_on(store.write(put.to_vec(), Durability::Strict)).unwrap();
    let gone = vec![Write::ColdDelete(Scope::local(), [1; 16])];
    block_on(store.write(gone, Durability::Strict)).unwrap();
    assert_eq!(block_on(store.cold(&Scope::local(), [1; 16])).unwrap().segments, []);
    assert_eq!(block_on(store.cold(&Scope::local(), [2; 16])).unwrap().segments.len(), 1);
}
