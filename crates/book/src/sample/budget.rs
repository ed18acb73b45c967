//! The budget of the sample: own lines, expenses of a year, and a plan in force that goes by what was sold
//! the year before. Not here: what was sold.

use jipan_rules::budget::{
    Arm, BudgetField, BudgetKey, Driver, FiscalYear, Judgement, LineId, LineRef, PlanId, Row,
};
use jipan_rules::funnel::ServiceSort;
use jipan_rules::period::Month;
use jipan_rules::values::UnitPrice;
use jipan_rules::{Days, NaiveDate, Uuid};

use super::services::Service;
use super::trade::MonthOfSales;
use super::{Outlet, SampleEnv};
use crate::change::Action;

/// What is known when the budget is made.
pub(super) struct Past<'a> {
    pub(super) months: &'a [MonthOfSales],
    pub(super) services: &'a [(NaiveDate, Vec<Service>)],
}

/// What was entered by one tap.
pub(super) struct Entry {
    pub(super) on: NaiveDate,
    pub(super) action: Action,
    pub(super) values: Vec<(BudgetKey, String)>,
}

/// Own lines: where, name, driver, yuan a month of those without one.
const LINES: [(Row, &str, Option<Driver>, i64); 4] = [
    (Row::FixedExpense, "房租", None, 6_000),
    (Row::FixedExpense, "固定工资", None, 16_000),
    (Row::VariableExpense, "配送费", Some(Driver::Revenue(150)), 0),
    (Row::VariableExpense, "拜访交通", Some(Driver::Visits(UnitPrice::new(120_000))), 0),
];
const MONTHS_OF_EXPENSES: u16 = 12;
const VISITS: i64 = 240;

/// Everything that is entered of the budget.
pub(super) fn entries(
    env: &SampleEnv,
    past: &Past<'_>,
    fresh_id: &mut dyn FnMut() -> Uuid,
) -> Vec<Entry> {
    let lines = LINES.map(|line| (LineId(fresh_id()), line));
    let mut made = Vec::new();
    for (LineId(id), (row, name, driver, _)) in lines {
        made.push((BudgetKey::of(BudgetField::LineParent, id), row.code().to_string()));
        made.push((BudgetKey::of(BudgetField::LineName, id), name.to_owned()));
        let key = BudgetKey::of(BudgetField::LineDriver, id);
        made.extend(driver.map(|it| (key, it.to_string())));
    }
    let first_day = past.months.first().map_or(env.today, |it| it.month.first_day());
    let mut all = vec![Entry { on: first_day, action: Action::EditBudget, values: made }];
    let lines = lines.map(|(id, (_, _, _, yuan))| (id, yuan));
    let of_year = past.months.iter().rev().take(usize::from(MONTHS_OF_EXPENSES) + 1).rev();
    for month in of_year {
        all.extend(expenses(env, month, lines, fresh_id));
    }
    all.extend(plan(env, past, lines, fresh_id));
    all
}

/// The expenses of a month, and what was said of them once it was over.
fn expenses(
    env: &SampleEnv,
    of: &MonthOfSales,
    [rent, wages, delivery, travel]: [(LineId, i64); 4],
    fresh_id: &mut dyn FnMut() -> Uuid,
) -> Vec<Entry> {
    let company = Outlet { n: 0, today: env.today };
    let at = u64::from(of.month.index());
    let visits = VISITS / 2 - 15 + i64::try_from(company.roll_at("visits", at, 40)).unwrap_or(0);
    let own = |(LineId(id), _): (LineId, i64)| LineRef::Own(LineId(id));
    let promotion = LineRef::Row(Row::VariableExpense);
    let wanted = [
        (4, own(rent), rent.1 * 100, None, "样例：本月房租"),
        (9, own(wages), wages.1 * 100, None, "样例：本月固定工资"),
        (14, own(travel), visits * 1_180, Some(visits), "样例：上半月拜访交通"),
        (19, promotion, 60_000 + visits * 300, None, "样例：促销物料"),
        (26, own(travel), visits * 1_210, Some(visits), "样例：下半月拜访交通"),
        (27, own(delivery), of.sum().0 * 152 / 10_000, None, "样例：本月配送费"),
    ];
    let (mut values, mut verdicts) = (Vec::new(), Vec::new());
    let is_over = of.month < Month::of(env.today);
    let is_last = of.month.on(1) == Month::of(env.today);
    for (day, line, amount, driven, note) in wanted {
        let on = of.month.first_day() + Days::new(day);
        if on > env.today {
            continue;
        }
        let id = fresh_id();
        let key = |field| BudgetKey::of(field, id).part(env.by.uuid());
        values.push((key(BudgetField::ExpenseOn), on.to_string()));
        values.push((key(BudgetField::ExpenseLine), line.uuid().to_string()));
        values.push((key(BudgetField::ExpenseAmount), amount.to_string()));
        values.push((key(BudgetField::ExpenseNote), note.to_owned()));
        values.extend(driven.map(|it| (key(BudgetField::ExpenseDriven), it.to_string())));
        let is_refused = is_last && line == promotion;
        let verdict = if is_refused {
            Judgement::Rejected(amount, "样例：缺发票。".to_owned())
        } else {
            Judgement::Approved(amount)
        };
        verdicts.push((key(BudgetField::ExpenseVerdict), verdict.to_string()));
    }
    let entered = Entry { on: of.came_on, action: Action::EditExpense, values };
    let judged = Entry { on: of.came_on, action: Action::JudgeExpense, values: verdicts };
    // Those of the present month wait.
    [Some(entered), is_over.then_some(judged)]
        .into_iter()
        .flatten()
        .filter(|it| !it.values.is_empty())
        .collect()
}

/// The plan of the year of today, entered when it began, and what is to fill its gap.
fn plan(
    env: &SampleEnv,
    past: &Past<'_>,
    lines: [(LineId, i64); 4],
    fresh_id: &mut dyn FnMut() -> Uuid,
) -> Vec<Entry> {
    let id = fresh_id();
    let year = FiscalYear::of_day(env.today, env.fiscal_start);
    let on = year.first.first_day();
    let key = |field| BudgetKey::of(field, id);
    let name = format!("样例{}年预算", year.first.year());
    let mut made = vec![
        (key(BudgetField::PlanYear), year.first.index().to_string()),
        (key(BudgetField::PlanName), name),
        (BudgetKey::of(BudgetField::PlanInForce, Uuid::nil()).at(year.first), id.to_string()),
    ];
    let mut totals = [0; 3];
    for month in year.months() {
        let cells = cells(past, month.back(12), lines);
        for (total, row) in totals.iter_mut().zip(REVENUES) {
            let of_row = cells.iter().find(|(line, _)| *line == LineRef::Row(row));
            *total += of_row.map_or(0, |(_, value)| *value);
        }
        let put =
            |(line, value)| (BudgetKey::cell(PlanId(id), line, month), i64::to_string(&value));
        made.extend(cells.into_iter().map(put));
    }
    for (total, row) in totals.into_iter().zip(REVENUES) {
        let line = LineRef::Row(row).uuid();
        // To ten thousand yuan above what is planned.
        let target = (total / 1_000_000 + 1) * 1_000_000;
        made.push((key(BudgetField::PlanTarget).part(line), target.to_string()));
        made.push((key(BudgetField::PlanMethod).part(line), "last_year".to_owned()));
        made.push((key(BudgetField::PlanGrowth).part(line), "10800".to_owned()));
    }
    let mut all = vec![Entry { on, action: Action::EditPlan, values: made }];
    all.extend(measures(env, (id, year), fresh_id));
    all
}

const REVENUES: [Row; 3] = [Row::SalesRevenue, Row::AfterSalesRevenue, Row::ValueAddedRevenue];

/// What is planned for a month by what the same one of last year came to.
fn cells(past: &Past<'_>, before: Month, lines: [(LineId, i64); 4]) -> Vec<(LineRef, i64)> {
    let sold = past.months.iter().find(|it| it.month == before).map(MonthOfSales::sum);
    let (revenue, units) = sold.unwrap_or_default();
    let served = |sort: ServiceSort| {
        let all = past.services.iter().flat_map(|(_, all)| all).map(|it| &it.fact);
        let of_month = all.filter(|it| it.sort == sort && Month::of(it.on) == before);
        of_month.fold((0, 0), |(fen, n), it| (fen + it.amount.fen(), n + i64::from(it.quantity)))
    };
    // To the hundred yuan.
    let grown = |fen: i64| fen * 108 / 100 / 10_000 * 10_000;
    let (after, n_after) = served(ServiceSort::AfterSales);
    let (value_added, n_value_added) = served(ServiceSort::ValueAdded);
    let rows = [
        (Row::SalesVolume, units * 108 / 100),
        (Row::SalesRevenue, grown(revenue)),
        (Row::AfterSalesVolume, n_after),
        (Row::AfterSalesRevenue, grown(after)),
        (Row::ValueAddedVolume, n_value_added),
        (Row::ValueAddedRevenue, grown(value_added)),
        (Row::CostOfGoods, grown(revenue) * 79 / 100),
        (Row::FixedExpense, 80_000),
        (Row::VariableExpense, 100_000),
        (Row::FormalStaff, 6),
        (Row::NonFormalStaff, 2),
        (Row::EchelonReserve, 2),
        (Row::EchelonJunior, 3),
        (Row::EchelonMiddle, 2),
        (Row::EchelonSenior, 1),
        (Row::Visits, VISITS),
    ];
    let rows = rows.into_iter().map(|(row, value)| (LineRef::Row(row), value));
    let lines = lines.into_iter().filter(|(_, yuan)| *yuan > 0);
    rows.chain(lines.map(|(id, yuan)| (LineRef::Own(id), yuan * 100))).collect()
}

/// Measures: arm, what, the place of the month by whose end, row, yuan that are expected, whether done.
const MEASURES: [(Arm, &str, usize, Row, i64, bool); 4] = [
    (Arm::Business, "样例：柳市、虹桥各新开十家店", 8, Row::SalesRevenue, 60_000, false),
    (Arm::Customers, "样例：大店每季做一次陈列", 5, Row::SalesRevenue, 36_000, false),
    (Arm::Stock, "样例：慢销品退回厂家", 2, Row::CostOfGoods, 12_000, true),
    (Arm::People, "样例：新人跟访两周再独立跑线", 10, Row::ValueAddedRevenue, 9_000, false),
];

/// What is to fill the gap, noted when the year began; what it brought, said at the end of each month.
fn measures(
    env: &SampleEnv,
    (plan, year): (Uuid, FiscalYear),
    fresh_id: &mut dyn FnMut() -> Uuid,
) -> Vec<Entry> {
    let ids = MEASURES.map(|it| (fresh_id(), it));
    let key = |field, id| BudgetKey::of(field, id).part(plan);
    let mut noted = Vec::new();
    for (id, (arm, name, due, row, yuan, _)) in ids {
        let due = year.month(due).last_day();
        noted.push((key(BudgetField::MeasureArm, id), arm.code().to_string()));
        noted.push((key(BudgetField::MeasureName, id), name.to_owned()));
        noted.push((key(BudgetField::MeasureOwner, id), env.by.uuid().to_string()));
        noted.push((key(BudgetField::MeasureDue, id), due.to_string()));
        noted.push((key(BudgetField::MeasureRow, id), row.code().to_string()));
        noted.push((key(BudgetField::MeasureExpected, id), (yuan * 100).to_string()));
    }
    let on = year.first.first_day();
    let mut all = vec![Entry { on, action: Action::EditMeasure, values: noted }];
    for month in year.months().into_iter().filter(|it| it.last_day() < env.today) {
        let on = month.last_day();
        let brought = ids.map(|(id, (.., yuan, _))| {
            (key(BudgetField::MeasureEffect, id).at(month), (yuan * 100 / 16).to_string())
        });
        let done = ids
            .iter()
            .filter(|(_, (_, _, due, .., is_done))| *is_done && year.month(*due) == month);
        let done = done.map(|(id, _)| (key(BudgetField::MeasureDone, *id), on.to_string()));
        let values = brought.into_iter().chain(done).collect();
        all.push(Entry { on, action: Action::EditMeasure, values });
    }
    all
}
