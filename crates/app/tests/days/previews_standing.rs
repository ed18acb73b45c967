//! Cut-offs of the scale, the matrix of grades, the line of its structure and the period: who would stand
//! otherwise is previewed, is so from its day on, and is as before once it was taken back.

use jipan_app::Event;
use jipan_app::event::RulesEvent;
use jipan_app::view::{Moved, PreviewSum, PreviewedView};
use jipan_book::standing::Standing;
use jipan_rules::NaiveDate;
use jipan_rules::schema::fields;
use jipan_rules::setting::RuleKey;

use super::previews::asks;
use super::rules::{county, day, does, insights, previewed, rules};
use super::tablet::Tablet;

/// Whose standing moves, from what to what.
fn moves<T>(preview: &PreviewedView, of: impl Fn(&Standing) -> T) -> Vec<(&str, [T; 2])> {
    let both = |moved: &Moved| match moved {
        Moved::Standing(both) => both.each_ref().map(&of),
        other => panic!("{other:?}"),
    };
    preview.moves.iter().map(|it| (&*it.name, both(&it.moved))).collect()
}

/// Sets what was previewed from today on.
fn sets_today(tablet: &mut Tablet<'_>) {
    let today = tablet.env.today;
    does(tablet, RulesEvent::DayChosen(Some(today)));
    does(tablet, RulesEvent::Previewed);
    previewed(tablet);
    does(tablet, RulesEvent::Set);
    assert!(rules(tablet).edit.is_none(), "it is set");
}

/// Takes back what counts from a day on: it is previewed before it goes.
fn takes_back(
    tablet: &mut Tablet<'_>,
    (key, idx): (RuleKey, usize),
    on: NaiveDate,
) -> PreviewedView {
    rules(tablet);
    does(tablet, RulesEvent::Reverted(key, on));
    let preview = previewed(tablet);
    assert_eq!(rules(tablet).rules[idx].versions.len(), 2, "not before it was seen");
    does(tablet, RulesEvent::Set);
    assert_eq!(rules(tablet).rules[idx].versions.len(), 1);
    preview
}

fn grades(tablet: &mut Tablet<'_>) -> [usize; 10] {
    insights(tablet).standings.unwrap().totals.grades
}

/// The scales of shops as their orders say them.
fn scales<const N: usize>(tablet: &mut Tablet<'_>, codes: [&str; N]) -> [Option<u8>; N] {
    let standings = insights(tablet).standings.unwrap();
    let book = tablet.model.book();
    codes.map(|code| {
        let row = book.rows().find(|row| book.text(*row, fields::CODE) == Some(code)).unwrap();
        standings.by_row[row.idx()][0].scale
    })
}

#[test]
fn other_cut_offs_name_whose_scale_changes_set_and_taken_back() {
    let disk = county(10);
    let mut tablet = Tablet::open(&disk, 1);
    // Five shops of each of two formats: of each the largest is large and the smallest small.
    let four = ["006", "007", "008", "009"];
    let before = [2, 2, 2, 1].map(Some);
    assert_eq!(scales(&mut tablet, four), before);
    let preview = asks(&mut tablet, RuleKey::ScaleCutoffs, &[(0, "40"), (1, "40")]);
    assert_eq!((preview.sums.as_slice(), preview.n_all), (&[(PreviewSum::Scale, 2)][..], 11));
    let grows = [Some(2), Some(1)];
    assert_eq!(moves(&preview, |it| it.scale), [("K7", grows), ("K8", grows)]);
    sets_today(&mut tablet);
    assert_eq!(scales(&mut tablet, four), [2, 1, 1, 1].map(Some));
    let back = takes_back(&mut tablet, (RuleKey::ScaleCutoffs, 2), day(11, 22));
    let shrinks = [Some(1), Some(2)];
    assert_eq!(moves(&back, |it| it.scale), [("K7", shrinks), ("K8", shrinks)]);
    assert_eq!(scales(&mut tablet, four), before);
}

#[test]
fn another_matrix_names_whose_grade_changes_set_and_taken_back() {
    let disk = county(10);
    let mut tablet = Tablet::open(&disk, 1);
    // All pay the same, so each fifth has the higher grade of its band.
    assert_eq!(grades(&mut tablet), [2, 0, 2, 0, 2, 0, 2, 0, 2, 0]);
    let preview = asks(&mut tablet, RuleKey::GradeMatrix, &[(2, "2")]);
    assert_eq!((preview.sums.as_slice(), preview.n_all), (&[(PreviewSum::Grade, 2)][..], 11));
    let rises = [Some(3), Some(2)];
    assert_eq!(moves(&preview, |it| it.grade), [("K7", rises), ("K8", rises)]);
    sets_today(&mut tablet);
    assert_eq!(grades(&mut tablet), [2, 2, 0, 0, 2, 0, 2, 0, 2, 0]);
    let back = takes_back(&mut tablet, (RuleKey::GradeMatrix, 3), day(11, 22));
    let falls = [Some(2), Some(3)];
    assert_eq!(moves(&back, |it| it.grade), [("K7", falls), ("K8", falls)]);
    assert_eq!(grades(&mut tablet), [2, 0, 2, 0, 2, 0, 2, 0, 2, 0]);
}

#[test]
fn another_line_of_structure_names_whose_grade_changes_set_and_taken_back() {
    let disk = county(10);
    let mut tablet = Tablet::open(&disk, 1);
    // 500 more of K10 at 200.00: it pays 150.00 on the average, the others 100.00, all 115.38.
    let dear =
        "订单号,订单日期,客户代码,商品代码,商品名称,数量,单价\nD1,2026-10-06,010,P2,贵烟,500,200\n";
    tablet.imports("dear.csv", dear.as_bytes());
    assert_eq!(grades(&mut tablet), [1, 1, 0, 2, 0, 2, 0, 2, 0, 2]);
    // 130 per cent of 3,750 for 325 is exactly 150.00 for one: still at the line.
    let at = asks(&mut tablet, RuleKey::StructureLine, &[(0, "130")]);
    assert_eq!(at.sums, [(PreviewSum::Grade, 0)]);
    let preview = asks(&mut tablet, RuleKey::StructureLine, &[(0, "131")]);
    assert_eq!(preview.sums, [(PreviewSum::Grade, 1)]);
    assert_eq!(moves(&preview, |it| it.grade), [("K10", [Some(1), Some(2)])]);
    sets_today(&mut tablet);
    assert_eq!(grades(&mut tablet), [0, 2, 0, 2, 0, 2, 0, 2, 0, 2]);
    let back = takes_back(&mut tablet, (RuleKey::StructureLine, 4), day(11, 22));
    assert_eq!(moves(&back, |it| it.grade), [("K10", [Some(2), Some(1)])]);
    assert_eq!(grades(&mut tablet), [1, 1, 0, 2, 0, 2, 0, 2, 0, 2]);
}

#[test]
fn a_quarter_instead_of_a_month_names_whose_tier_changes_is_true_on_its_day_and_taken_back() {
    let disk = county(10);
    let mut tablet = Tablet::open(&disk, 1);
    // August and September have half a case more: a third of one on the average of the quarter, which
    // takes each over the bound that it had reached.
    let preview = asks(&mut tablet, RuleKey::Period, &[(0, "quarter")]);
    assert_eq!((preview.sums.as_slice(), preview.n_all), (&[(PreviewSum::Tier, 5)][..], 11));
    let rises = |from: u8| [Some(from), Some(from - 1)];
    assert_eq!(
        moves(&preview, |it| it.tier),
        [("K1", rises(8)), ("K2", rises(7)), ("K4", rises(6)), ("K7", rises(5)), ("K10", rises(4))]
    );
    does(&mut tablet, RulesEvent::Set);
    assert_eq!(insights(&mut tablet).months, Some((day(10, 1), day(10, 1))), "not before its day");
    tablet.env.today = day(12, 1);
    tablet.happens(Event::DayChanged);
    assert_eq!(insights(&mut tablet).months, Some((day(9, 1), day(11, 1))));
    takes_back(&mut tablet, (RuleKey::Period, 1), day(12, 1));
    assert_eq!(insights(&mut tablet).months, Some((day(11, 1), day(11, 1))));
}
