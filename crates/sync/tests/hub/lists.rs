//! The list that a company begins with, taken in by whoever runs the endpoint.

use jipan_book::BatchKind;
use jipan_rules::Uuid;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::BatchId;
use jipan_sync::hub::{self, List, Listed};
use jipan_sync::memory::Fault;

use super::kit::*;

type Row = Vec<(FieldId, Value)>;

fn row(name: &str, code: Option<&str>) -> Row {
    let code = code.map(|code| (fields::CODE, text(code)));
    let line = (fields::LINE, text("1号线"));
    [(fields::NAME, text(name)), line].into_iter().chain(code).collect()
}

/// Runs the program over a list in portions of so many rows, with a fault at one of them or at the end;
/// what became of each row, and whether it came to its end.
fn run(
    world: &mut World,
    (rows, portion): (&[Row], usize),
    fault: Option<(usize, Fault)>,
) -> (Vec<Listed>, bool) {
    let batch = BatchId::new(Uuid::from_u128(77));
    let mut list = List::new(day(), batch, portion);
    let mut listed = Vec::new();
    for (idx, row) in rows.iter().enumerate() {
        if let Some((_, fault)) = fault.filter(|(at, _)| *at == idx) {
            world.records.fail_next(fault);
        }
        match list.take(&mut world.records, row.clone(), &mut world.env) {
            Ok(it) => listed.push(it),
            Err(_) => return (listed, false),
        }
    }
    if let Some((_, fault)) = fault.filter(|(at, _)| *at == rows.len()) {
        world.records.fail_next(fault);
    }
    let told = ("名单.csv".to_owned(), 1);
    let is_ended = list.finish(&mut world.records, told, &mut world.env).is_ok();
    (listed, is_ended)
}

fn names(world: &mut World) -> Vec<String> {
    let book = hub::book(&mut world.records).unwrap();
    let names = book.rows().filter_map(|row| book.text(row, fields::NAME));
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort_unstable();
    names
}

#[test]
fn a_list_leaves_out_who_is_here_who_came_above_and_who_could_come_twice() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "老店", None)]);
    boss.put(&world.env, 1, fields::CODE, "C1");
    boss.settle(&mut world);
    let rows = [
        row("一", Some("C1")),
        row("二", Some("C2")),
        row("三", None),
        row("四", Some("C2")),
        row("五", Some("C5")),
    ];
    let (listed, is_ended) = run(&mut world, (&rows, 2), None);
    let is_added = |it: &Listed| matches!(it, Listed::Added(_));
    assert!(is_ended && is_added(&listed[1]) && is_added(&listed[4]));
    assert_eq!([listed[0], listed[2], listed[3]], [Listed::Known, Listed::Keyless, Listed::Known]);
    assert_eq!(names(&mut world), ["二", "五", "老店"]);
    // Everybody hears of it, and of what it was.
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    let batches: Vec<_> =
        rep.book.batches().map(|it| (it.info.kind, it.info.n_added, it.info.n_failed)).collect();
    assert_eq!(batches, [(BatchKind::Import, 2, 1)]);
    assert_eq!(rep.book.n_customers(), 2, "老店 is of no territory");
    world.check();
}

#[test]
fn a_list_that_was_cut_off_anywhere_is_given_again_and_makes_nobody_twice() {
    let rows: Vec<Row> = (0..7).map(|n| row(&format!("{n}店"), Some(&format!("C{n}")))).collect();
    let all: Vec<String> = (0..7).map(|n| format!("{n}店")).collect();
    for (at, portion) in (0..8).flat_map(|at| [(at, 1), (at, 2), (at, 200)]) {
        for fault in [Fault::BeforeCommit, Fault::AfterCommit] {
            let mut world = World::new();
            let (_, is_ended) = run(&mut world, (&rows, portion), Some((at, fault)));
            assert!(!is_ended, "{at} {fault:?}");
            let (listed, is_ended) = run(&mut world, (&rows, 2), None);
            assert!(is_ended && listed.len() == 7);
            assert_eq!(names(&mut world), all, "{at} {fault:?}");
            assert!(run(&mut world, (&rows, 2), None).0.iter().all(|it| *it == Listed::Known));
            world.check();
        }
    }
}
