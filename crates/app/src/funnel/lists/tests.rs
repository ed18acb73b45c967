//! Lists of many opportunities come in slices, whole or not at all, and another screen makes none anew.

use jipan_book::Op;

use super::super::index::tests::{apply, day, id, prospects};
use super::*;
use crate::job::Slice;
use crate::model::{Phase, Start};
use crate::route::Route;
use crate::view::{Language, Theme};

/// The app on the board, with so many prospects.
fn model(n: u64) -> Model {
    let start = Start {
        route: Route::Funnel,
        language: Language::Chinese,
        has_english: true,
        theme: Theme::System,
        is_online: false,
        today: day(1),
    };
    let mut model = Model::new(start);
    model.phase = Phase::Ready;
    model.book = prospects(n);
    model
}

/// Does the job to its end; slices that were needed.
fn works(model: &mut Model, units: u32) -> usize {
    assert!(matches!(model.jobs.pop_front(), Some(Job::Funnel)));
    assert!(model.jobs.is_empty(), "one job at a time");
    let mut n_slices = 1;
    while matches!(model.funnel_slice(units, &mut Vec::new()), Slice::More(Job::Funnel)) {
        n_slices += 1;
    }
    n_slices
}

fn lists(model: &Model) -> Rc<Lists> {
    Rc::clone(&model.funnel.lists.as_ref().unwrap().1)
}

#[test]
fn many_are_counted_and_listed_in_slices_and_the_last_lists_stay_meanwhile() {
    let mut model = model(2_001);
    model.count_funnel();
    assert!(model.funnel.index.is_counting() && model.funnel.lists.is_none());
    // 13 times 160 rows are folded, 4 times 640 are listed; then the one column that holds something is
    // ordered, then what is no opportunity, and all is put together.
    assert_eq!(works(&mut model, 10), 13 + 4 + 2 + 1);
    model.count_funnel();
    assert!(model.jobs.is_empty());
    let before = lists(&model);
    assert_eq!(before.columns[0].spots.len(), 2_001);
    apply(&mut model.book, 9_998, vec![Op::Delete { id: id(7) }]);
    apply(&mut model.book, 9_999, vec![Op::Delete { id: id(8) }]);
    model.count_funnel();
    assert_eq!(lists(&model).columns[0].spots.len(), 1_999, "few at once");
    assert!(model.jobs.is_empty());
}

#[test]
fn what_is_begun_for_another_state_is_begun_anew() {
    let mut model = model(2_100);
    model.count_funnel();
    works(&mut model, 10);
    let before = lists(&model);
    apply(&mut model.book, 9_998, vec![Op::Delete { id: id(7) }]);
    model.count_funnel();
    assert!(Rc::ptr_eq(&before, &lists(&model)) && !model.is_funnel_counting());
    let job = model.jobs.pop_front();
    for _ in 0..2 {
        assert!(matches!(model.funnel_slice(10, &mut Vec::new()), Slice::More(_)));
    }
    apply(&mut model.book, 9_999, vec![Op::Delete { id: id(2_000) }]);
    model.jobs.extend(job);
    assert_eq!(works(&mut model, 10), 1 + 4 + 2 + 1, "one is folded, then from the beginning");
    assert_eq!(lists(&model).columns[0].spots.len(), 2_098);
    assert_eq!(lists(&model).n_without, 0);
}

#[test]
fn another_screen_makes_no_list_anew() {
    let mut model = model(30);
    model.count_funnel();
    let before = lists(&model);
    model.route = Route::Today;
    model.enter_funnel();
    model.count_funnel();
    let ending = Rc::clone(&model.funnel.ending.as_ref().unwrap().shown);
    for route in [Route::Home, Route::Funnel, Route::Settings, Route::Today] {
        model.route = route;
        model.refresh();
        model.enter_funnel();
        model.count_funnel();
    }
    assert!(Rc::ptr_eq(&before, &lists(&model)));
    assert!(Rc::ptr_eq(&ending, &model.funnel.ending.as_ref().unwrap().shown));
}
