//! Lines that follow the number of heads, heads by groups, and who is told what drives a line. Not here: the other
//! drivers.

use jipan_app::event::{BudgetEvent, BudgetPart, BudgetSheet, CellAt, CellOf};
use jipan_app::view::{GridRow, LineLabel, SheetField};
use jipan_rules::budget::{BudgetField, BudgetKey, Figure, LineId, LineRef, Row};
use jipan_rules::permission::Role;

use super::budget::{at, does, fills, month, part, plans, row, shown, types, whole, year};
use super::sync::joined;
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

fn own(tablet: &mut Tablet<'_>, name: &str) -> (LineId, GridRow) {
    let rows = year(tablet).rows;
    let found = rows.iter().find_map(|it| match &it.label {
        LineLabel::Own(id, known) if known == name => Some((*id, it.clone())),
        LineLabel::Own(..) | LineLabel::Row(_) | LineLabel::Rest(_) => None,
    });
    found.expect("it is in the table")
}

/// A line of variable expense of so many yuan a head.
fn adds_wages(tablet: &mut Tablet<'_>, yuan: &str) {
    let texts =
        [(SheetField::Name, "餐补"), (SheetField::Driver, "heads"), (SheetField::Rate, yuan)];
    fills(tablet, BudgetSheet::NewLine(Row::VariableExpense), &texts);
    assert_eq!(shown(tablet).sheet, None, "it was added");
}

#[test]
fn an_expense_by_the_head_follows_all_staff_of_each_month_to_the_fen() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, whole(Row::FormalStaff), "6");
    types(&mut tablet, at(Row::NonFormalStaff, 3), "3");
    types(&mut tablet, at(Row::EchelonSenior, 3), "5");
    adds_wages(&mut tablet, "333.3333");
    let of = |tablet: &mut Tablet<'_>| {
        let (_, line) = own(tablet, "餐补");
        (line.months.iter().map(|it| it.plan).collect::<Vec<_>>(), line.year.plan)
    };
    // 6 × 333.3333 is 2,000.00, 9 × 333.3333 is 3,000.00: the echelon is among the staff already.
    let mut wanted = vec![Some(200_000); 12];
    wanted[2] = Some(300_000);
    assert_eq!(of(&mut tablet), (wanted, Some(2_500_000)));
    let view = year(&mut tablet);
    assert_eq!(row(&view, Row::VariableExpense).year.plan, Some(2_500_000));
    let pre_tax = row(&view, Row::PreTaxProfit).months[2].plan;
    assert_eq!(pre_tax, Some(-300_000));
    // A month without staff has no such expense: that is not known, and no 0.
    does(&mut tablet, BudgetEvent::Cleared(vec![at(Row::FormalStaff, 1)]));
    assert_eq!(of(&mut tablet).0[0], None);
}

#[test]
fn heads_by_groups_add_up_in_each_month_and_in_the_year() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    for name in ["一组", "二组"] {
        fills(&mut tablet, BudgetSheet::NewLine(Row::FormalStaff), &[(SheetField::Name, name)]);
    }
    let (one, _) = own(&mut tablet, "一组");
    let (two, _) = own(&mut tablet, "二组");
    let group = |id, number| CellAt {
        line: LineRef::Own(id),
        of: CellOf::Whole,
        month: Some(month(2026, number)),
    };
    // From May on there is a second group, so over the eight months it is less than its heads.
    for number in 1..=12 {
        types(&mut tablet, group(one, number), "4");
    }
    for number in 5..=12 {
        types(&mut tablet, group(two, number), "3");
    }
    adds_wages(&mut tablet, "10");
    let view = year(&mut tablet);
    let staff = row(&view, Row::FormalStaff);
    let months: Vec<_> = staff.months.iter().map(|it| it.plan).collect();
    assert_eq!(months[3..5], [Some(4), Some(7)]);
    let table = |tablet: &mut Tablet<'_>, name| own(tablet, name).1.year.plan;
    let of_groups = [table(&mut tablet, "一组"), table(&mut tablet, "二组")];
    assert_eq!((staff.year.plan, of_groups), (Some(6), [Some(4), Some(2)]), "4 + 2 of 12 months");
    let (_, wages) = own(&mut tablet, "餐补");
    assert_eq!((wages.months[3].plan, wages.months[4].plan), (Some(4_000), Some(7_000)));
    assert_eq!(wages.year.plan, Some(4 * 4_000 + 8 * 7_000));
}

#[test]
fn what_drives_a_line_is_told_to_managers_and_to_nobody_else() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    plans(&mut manager, "预算");
    types(&mut manager, whole(Row::FormalStaff), "6");
    adds_wages(&mut manager, "300");
    let (line, _) = own(&mut manager, "餐补");
    company.meets(&mut manager);
    let mut rep = rep(&two, 2, &mut company, east);
    let mut other = joined(&three, 3, &mut company, Role::Manager);
    let of = |field| BudgetKey::of(field, line.0);
    let said = |tablet: &Tablet<'_>| {
        [BudgetField::LineName, BudgetField::LineDriver]
            .map(|it| tablet.model.book().budget_value(of(it)).map(str::to_owned))
    };
    let (name, driver) = (Some("餐补".to_owned()), Some("heads;3000000".to_owned()));
    assert_eq!(said(&other), [name.clone(), driver]);
    assert_eq!(said(&rep), [name, None], "a rate can be a wage");
    assert_eq!(own(&mut other, "餐补").1.months[0].plan, Some(180_000));
    // The rep notes an expense there, and is not asked what only who knows the rate is.
    part(&mut rep, BudgetPart::Expenses);
    let asked = |tablet: &mut Tablet<'_>| {
        does(tablet, BudgetEvent::SheetOpened(BudgetSheet::NewExpense));
        let key = LineRef::Own(line).uuid().to_string();
        does(tablet, BudgetEvent::SheetTyped(SheetField::Line, key));
        let slots = shown(tablet).sheet.clone().unwrap().slots;
        slots.into_iter().map(|it| it.field).collect::<Vec<_>>()
    };
    let base = [SheetField::On, SheetField::Line, SheetField::Amount];
    assert_eq!(asked(&mut rep)[..], [&base[..], &[SheetField::Note]].concat());
    part(&mut manager, BudgetPart::Expenses);
    assert!(asked(&mut manager).contains(&SheetField::Quantity));
    does(&mut rep, BudgetEvent::SheetTyped(SheetField::Amount, "88".to_owned()));
    does(&mut rep, BudgetEvent::SheetDone);
    company.meets(&mut rep);
    company.meets(&mut manager);
    let spent = own(&mut manager, "餐补").1.months[10].actual;
    assert_eq!(spent, Some(Figure::known(8_800)), "it is of the line all the same");
}
