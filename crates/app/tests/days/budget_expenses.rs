//! What is spent stays where it was spent when its line is taken out, and the form asks what it reads.

use jipan_app::event::{BudgetEvent, BudgetPart, BudgetSheet, CellAt, CellOf, Closing};
use jipan_app::view::{
    BudgetBody, BudgetSheetError, BudgetSheetView, ExpensesView, LineLabel, SheetField, Verdict,
};
use jipan_rules::budget::{Figure, LineId, LineRef, Row};

use super::budget::{at, cell, does, fills, month, part, plans, row, shown, types, year};
use super::budget_goals::next_day;
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk, today};

/// A new line below a row.
fn adds_line(tablet: &mut Tablet<'_>, of: Row, name: &str, more: &[(SheetField, &str)]) -> LineId {
    part(tablet, BudgetPart::Year);
    let texts: Vec<_> =
        [(SheetField::Name, name)].into_iter().chain(more.iter().copied()).collect();
    fills(tablet, BudgetSheet::NewLine(of), &texts);
    let rows = year(tablet).rows;
    let found = rows.iter().find_map(|it| match &it.label {
        LineLabel::Own(id, known) if known == name => Some(*id),
        LineLabel::Own(..) | LineLabel::Row(_) | LineLabel::Rest(_) => None,
    });
    found.expect("it is in the table")
}

fn expenses(tablet: &mut Tablet<'_>, number: u16) -> ExpensesView {
    part(tablet, BudgetPart::Expenses);
    does(tablet, BudgetEvent::ExpensesOf(month(2026, number)));
    match &shown(tablet).body {
        BudgetBody::Expenses(view) => view.clone(),
        other => panic!("not the expenses: {other:?}"),
    }
}

fn sheet(tablet: &Tablet<'_>) -> BudgetSheetView {
    shown(tablet).sheet.clone().expect("a form is open")
}

fn typed(tablet: &Tablet<'_>, field: SheetField) -> String {
    sheet(tablet).slots.iter().find(|it| it.field == field).unwrap().text.clone()
}

/// Takes a line out.
fn takes_out(tablet: &mut Tablet<'_>, line: LineId) {
    part(tablet, BudgetPart::Year);
    does(tablet, BudgetEvent::SheetOpened(BudgetSheet::Line(line)));
    does(tablet, BudgetEvent::SheetRemoved);
    assert_eq!(shown(tablet).sheet, None, "it was taken out");
}

#[test]
fn what_was_spent_on_a_line_that_is_taken_out_stays_in_its_row() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    let line = adds_line(&mut tablet, Row::FixedExpense, "租金", &[]);
    let october =
        CellAt { line: LineRef::Own(line), of: CellOf::Whole, month: Some(month(2026, 10)) };
    types(&mut tablet, october, "90");
    let key = LineRef::Own(line).uuid().to_string();
    let texts =
        [(SheetField::On, "2026-10-15"), (SheetField::Line, &*key), (SheetField::Amount, "100")];
    fills(&mut tablet, BudgetSheet::NewExpense, &texts);
    let small = [(SheetField::On, "2026-10-16"), (SheetField::Amount, "7")];
    fills(&mut tablet, BudgetSheet::NewExpense, &small);
    does(&mut tablet, BudgetEvent::MonthClosed(month(2026, 10), Closing::Closed));
    let spent = |tablet: &mut Tablet<'_>| {
        let view = year(tablet);
        [Row::FixedExpense, Row::VariableExpense].map(|it| {
            let cell = row(&view, it).months[9].clone();
            (cell.plan, cell.actual, cell.correction)
        })
    };
    let (fixed, variable) = (Some(Figure::known(10_000)), Some(Figure::known(700)));
    assert_eq!(spent(&mut tablet), [(Some(9_000), fixed, None), (None, variable, None)]);
    takes_out(&mut tablet, line);
    assert_eq!(spent(&mut tablet), [(None, fixed, None), (None, variable, None)]);
    let view = expenses(&mut tablet, 10);
    let it = view.rows.iter().find(|it| it.amount == 10_000).unwrap().clone();
    assert_eq!(it.line, LineLabel::Row(Row::FixedExpense));
    does(&mut tablet, BudgetEvent::SheetOpened(BudgetSheet::Expense(it.id)));
    let slots = sheet(&tablet).slots;
    let choices = &slots.iter().find(|it| it.field == SheetField::Line).unwrap().choices;
    assert!(choices.iter().all(|it| it.key != key), "nothing new goes there");
    // What was spent is the rows of the month, however it is told.
    does(&mut tablet, BudgetEvent::ReportExported(month(2026, 10)));
    let report = tablet.reports.pop().unwrap();
    let told =
        [(LineLabel::Row(Row::FixedExpense), 10_000), (LineLabel::Row(Row::VariableExpense), 700)];
    assert_eq!(report.spent, told);
    does(&mut tablet, BudgetEvent::SheetClosed);
    does(&mut tablet, BudgetEvent::StepUndone);
    assert_eq!(spent(&mut tablet), [(Some(9_000), fixed, None), (None, variable, None)]);
    assert_eq!(cell(&mut tablet, october).actual, fixed);
}

#[test]
fn an_expense_of_a_line_that_was_taken_out_stays_there_when_its_amount_is_put_right() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    let line = adds_line(&mut tablet, Row::FixedExpense, "租金", &[]);
    let key = LineRef::Own(line).uuid().to_string();
    let texts = [(SheetField::Line, &*key), (SheetField::Amount, "100")];
    fills(&mut tablet, BudgetSheet::NewExpense, &texts);
    takes_out(&mut tablet, line);
    let id = expenses(&mut tablet, 11).rows[0].id;
    fills(&mut tablet, BudgetSheet::Expense(id), &[(SheetField::Amount, "120")]);
    let written = tablet.model.view().undo.map(|it| it.action);
    assert_eq!(written, Some(jipan_book::Action::EditExpense));
    let november = cell(&mut tablet, at(Row::FixedExpense, 11));
    assert_eq!(november.actual, Some(Figure::known(12_000)));
}

#[test]
fn how_much_there_was_is_read_only_while_it_is_asked() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    let driver = [(SheetField::Driver, "visits"), (SheetField::Rate, "5")];
    let line = adds_line(&mut tablet, Row::VariableExpense, "油费", &driver);
    let key = LineRef::Own(line).uuid().to_string();
    part(&mut tablet, BudgetPart::Expenses);
    let texts =
        [(SheetField::Line, &*key), (SheetField::Amount, "100"), (SheetField::Quantity, "-1")];
    fills(&mut tablet, BudgetSheet::NewExpense, &texts);
    let errors = sheet(&tablet).errors;
    assert_eq!(errors, [(SheetField::Quantity, BudgetSheetError::OutOfBounds)]);
    does(&mut tablet, BudgetEvent::SheetTyped(SheetField::Quantity, "很多".to_owned()));
    let errors = sheet(&tablet).errors;
    assert_eq!(errors, [(SheetField::Quantity, BudgetSheetError::NotANumber)]);
    let row = LineRef::Row(Row::VariableExpense).uuid().to_string();
    does(&mut tablet, BudgetEvent::SheetTyped(SheetField::Line, row));
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(shown(&tablet).sheet, None, "what is not asked is not wrong");
    let id = expenses(&mut tablet, 11).rows[0].id;
    does(&mut tablet, BudgetEvent::SheetOpened(BudgetSheet::Expense(id)));
    does(&mut tablet, BudgetEvent::SheetTyped(SheetField::Line, key));
    assert_eq!(typed(&tablet, SheetField::Quantity), "", "and was not written");
}

#[test]
fn a_form_that_was_begun_yesterday_is_of_yesterday() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", super::orders::SHOPS);
    let customer = tablet.opens("一号店").id;
    let kinds = [BudgetSheet::NewExpense, BudgetSheet::Service(Some(customer))];
    part(&mut tablet, BudgetPart::Expenses);
    for kind in kinds {
        does(&mut tablet, BudgetEvent::SheetOpened(kind));
        does(&mut tablet, BudgetEvent::SheetTyped(SheetField::Amount, "5".to_owned()));
        does(&mut tablet, BudgetEvent::SheetTyped(SheetField::Amount, String::new()));
    }
    next_day(&mut tablet);
    for kind in kinds {
        does(&mut tablet, BudgetEvent::SheetOpened(kind));
        let day = today().succ_opt().unwrap().to_string();
        assert_eq!(typed(&tablet, SheetField::On), day, "nothing was begun");
        does(&mut tablet, BudgetEvent::SheetTyped(SheetField::Amount, "5".to_owned()));
    }
    next_day(&mut tablet);
    for kind in kinds {
        does(&mut tablet, BudgetEvent::SheetOpened(kind));
        let day = today().succ_opt().unwrap().to_string();
        assert_eq!(typed(&tablet, SheetField::On), day);
        let now = today().succ_opt().unwrap().succ_opt().unwrap().to_string();
        does(&mut tablet, BudgetEvent::SheetTyped(SheetField::On, now.clone()));
        assert_eq!(typed(&tablet, SheetField::On), now, "another day can be said");
        does(&mut tablet, BudgetEvent::SheetTyped(SheetField::On, day));
        does(&mut tablet, BudgetEvent::SheetDone);
    }
    assert_eq!(expenses(&mut tablet, 11).rows[0].on, today().succ_opt().unwrap());
}

#[test]
fn a_rep_notes_an_expense_also_where_nothing_is_planned() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    part(&mut rep, BudgetPart::Expenses);
    does(&mut rep, BudgetEvent::SheetOpened(BudgetSheet::NewExpense));
    let form = sheet(&rep);
    let asked: Vec<_> = form.slots.iter().map(|it| it.field).collect();
    let fields = [SheetField::On, SheetField::Line, SheetField::Amount, SheetField::Note];
    assert_eq!((asked, form.is_read_only), (fields.to_vec(), false));
    let rows = [Row::FixedExpense, Row::VariableExpense].map(|it| LineRef::Row(it).uuid());
    let choices = form.slots[1].choices.iter().map(|it| it.key.clone());
    assert_eq!(choices.collect::<Vec<_>>(), rows.map(|it| it.to_string()));
    assert_eq!(typed(&rep, SheetField::On), today().to_string());
    fills(&mut rep, BudgetSheet::NewExpense, &[(SheetField::Amount, "66")]);
    assert_eq!(shown(&rep).sheet, None, "it was noted");
    let own = expenses(&mut rep, 11);
    assert_eq!((own.sums, own.left, own.has_others), ([0, 6_600, 0], None, false));
    company.meets(&mut rep);
    company.meets(&mut manager);
    let all = expenses(&mut manager, 11);
    assert_eq!((all.sums, all.left, all.has_others), ([0, 6_600, 0], None, true));
    // Once there is a year it is in it.
    plans(&mut manager, "预算");
    let spent = cell(&mut manager, at(Row::VariableExpense, 11)).actual;
    assert_eq!(spent, Some(Figure::known(6_600)));
}

#[test]
fn what_was_approved_at_one_amount_waits_again_at_another_one_for_everybody() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    part(&mut rep, BudgetPart::Expenses);
    fills(&mut rep, BudgetSheet::NewExpense, &[(SheetField::Amount, "100")]);
    company.meets(&mut rep);
    company.meets(&mut manager);
    let id = expenses(&mut manager, 11).rows[0].id;
    does(&mut manager, BudgetEvent::Approved(id));
    company.meets(&mut manager);
    company.meets(&mut rep);
    let told = |tablet: &mut Tablet<'_>| {
        let view = expenses(tablet, 11);
        let it = view.rows[0].clone();
        (view.sums, it.amount, it.verdict, it.is_editable)
    };
    for tablet in [&mut manager, &mut rep] {
        let (sums, amount, verdict, _) = told(tablet);
        assert_eq!((sums, amount), ([10_000, 0, 0], 10_000));
        assert!(matches!(verdict, Verdict::Approved(_)), "{verdict:?}");
    }
    // Whoever had it cannot put another amount below that word.
    part(&mut rep, BudgetPart::Expenses);
    fills(&mut rep, BudgetSheet::Expense(id), &[(SheetField::Amount, "900")]);
    does(&mut rep, BudgetEvent::SheetClosed);
    assert_eq!(told(&mut rep).1, 10_000);
    // A manager can, and then it waits.
    part(&mut manager, BudgetPart::Expenses);
    fills(&mut manager, BudgetSheet::Expense(id), &[(SheetField::Amount, "900")]);
    company.meets(&mut manager);
    company.meets(&mut rep);
    for tablet in [&mut manager, &mut rep] {
        let (sums, amount, verdict, is_editable) = told(tablet);
        assert_eq!((sums, amount), ([0, 90_000, 0], 90_000));
        assert_eq!((verdict, is_editable), (Verdict::Waiting, true));
    }
    part(&mut manager, BudgetPart::Expenses);
    does(&mut manager, BudgetEvent::Approved(id));
    company.meets(&mut manager);
    company.meets(&mut rep);
    assert_eq!(told(&mut rep).0, [90_000, 0, 0]);
}

#[test]
fn a_verdict_on_an_amount_that_was_changed_meanwhile_is_none() {
    for rep_is_first in [true, false] {
        let (one, two) = (disk(), disk());
        let (mut company, mut manager, [east, _]) = two_territories(&one);
        let mut rep = rep(&two, 2, &mut company, east);
        part(&mut rep, BudgetPart::Expenses);
        fills(&mut rep, BudgetSheet::NewExpense, &[(SheetField::Amount, "100")]);
        company.meets(&mut rep);
        company.meets(&mut manager);
        // Without a network one puts another amount, and the other approves what is seen.
        let id = expenses(&mut rep, 11).rows[0].id;
        fills(&mut rep, BudgetSheet::Expense(id), &[(SheetField::Amount, "900")]);
        expenses(&mut manager, 11);
        does(&mut manager, BudgetEvent::Approved(id));
        for _ in 0..2 {
            let all =
                if rep_is_first { [&mut rep, &mut manager] } else { [&mut manager, &mut rep] };
            for tablet in all {
                tablet.happens(jipan_app::Event::PageShown);
                company.meets(tablet);
                assert_eq!(tablet.model.n_mismatches(), 0);
            }
        }
        // What comes after the word of who approves is refused, with its text.
        let wanted = if rep_is_first { [0, 90_000, 0] } else { [10_000, 0, 0] };
        for tablet in [&mut manager, &mut rep] {
            assert_eq!(expenses(tablet, 11).sums, wanted, "rep first: {rep_is_first}");
        }
        assert_eq!(rep.sync_screen().needs.refused.len(), usize::from(!rep_is_first));
    }
}
