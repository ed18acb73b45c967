//! Budgets for tests. Not here: any test.

use std::rc::Rc;

use jipan_app::event::{BudgetPart, BudgetShown, BudgetWhy, CellAt, CellOf};
use jipan_app::view::{
    ArmView, BudgetBody, BudgetLeave, BudgetView, BudgetWhyView, BurnUp, CellView, ExpenseRow,
    ExpensesView, FunnelArm, GapMonth, GapRow, GapView, GoalRow, GoalYear, GoalsView, GridRow,
    HeadView, LineLabel, MeasureRow, MeasuresView, MethodView, MoneyUnit, MonthHead, Photo,
    PlanView, TerritoryGoal, Verdict, WaterfallBar, WaterfallStep, WhyLine, WhySource, WhyTerm,
    YearView,
};
use jipan_rules::budget::{
    Arm, ExpenseId, Figure, LineId, LineRef, MeasureId, Method, PlanId, Row, RowUnit,
};
use jipan_rules::period::Month;
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{NaiveDate, Uuid};

/// A day of the year.
pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A month of the year.
pub(crate) fn month(number: u32) -> Month {
    Month::of(day(number, 1))
}

/// A version.
pub(crate) fn plan_id() -> PlanId {
    PlanId(Uuid::from_u128(1 << 100))
}

/// A customer.
pub(crate) fn customer(n: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128(n))
}

/// An own line.
pub(crate) fn line_id() -> LineId {
    LineId(Uuid::from_u128(2 << 100))
}

/// A cell with a plan of so much; what it came to, where the month began.
pub(crate) fn cell(line: LineRef, at: Option<Month>, plan: i64, actual: Option<i64>) -> CellView {
    let actual = actual.map(Figure::known);
    CellView {
        at: CellAt { line, of: CellOf::Whole, month: at },
        plan: Some(plan),
        actual,
        difference: actual.map(|it| it.minus(Figure::known(plan)).unwrap()),
        plan_so_far: Some(plan),
        actual_so_far: actual,
        compared: None,
        correction: None,
        draft: None,
        staff_from: None,
        is_editable: at.is_some(),
        is_in_conflict: false,
    }
}

/// A row: the same plan each month, and so much until October.
pub(crate) fn row(
    line: LineRef,
    label: LineLabel,
    unit: RowUnit,
    [plan, actual]: [i64; 2],
) -> GridRow {
    let of = |number: u32| cell(line, Some(month(number)), plan, (number <= 10).then_some(actual));
    GridRow {
        line,
        label,
        unit,
        is_derived: false,
        is_more_better: Some(true),
        has_lines: true,
        year: cell(line, None, plan * 12, Some(actual * 10)),
        run_rate: Some((plan * 12 - actual * 10) / 2),
        n_left: 2,
        months: core::array::from_fn(|idx| of(u32::try_from(idx).unwrap() + 1)),
    }
}

/// A row that every budget has.
pub(crate) fn base_row(of: Row, numbers: [i64; 2]) -> GridRow {
    row(LineRef::Row(of), LineLabel::Row(of), of.unit(), numbers)
}

/// Revenue, an own line below it, a cost of which something is unknown, the profit, and heads.
pub(crate) fn rows() -> Vec<GridRow> {
    let own = LineRef::Own(line_id());
    let mut cost = base_row(Row::CostOfGoods, [400_000, 380_000]);
    cost.is_more_better = Some(false);
    cost.months[9].actual = Some(Figure { value: 360_000, n_unknown: 3 });
    let mut gross = base_row(Row::GrossProfit, [600_000, 520_000]);
    gross.is_derived = true;
    gross.has_lines = false;
    gross.months.iter_mut().for_each(|it| it.is_editable = false);
    let mut heads = base_row(Row::FormalStaff, [8, 7]);
    heads.is_more_better = None;
    heads.run_rate = None;
    vec![
        base_row(Row::SalesRevenue, [1_000_000, 900_050]),
        row(own, LineLabel::Own(line_id(), "卷烟".to_owned()), RowUnit::Money, [700_000, 650_000]),
        cost,
        gross,
        heads,
    ]
}

fn head_month(number: u32) -> MonthHead {
    MonthHead {
        month: month(number),
        is_past: number <= 10,
        is_now: number == 11,
        closed: (number <= 2).then(|| (day(number + 1, 5), "王经理".to_owned())),
    }
}

/// The head.
pub(crate) fn head() -> HeadView {
    let arm = |arm: Arm, actual: i64| FunnelArm {
        arm,
        actual: Figure::known(actual),
        plan: Some(5_000_000),
        measures: (200_000, 50_000),
        n_measures: usize::from(arm == Arm::Business),
    };
    let bar = |step, amount| WaterfallBar { step, amount };
    HeadView {
        revenue: (Some(12_000_000), Figure::known(9_000_500)),
        gross: (Some(7_200_000), Figure { value: 5_200_000, n_unknown: 3 }),
        profit: (Some(960_000), Figure { value: 700_000, n_unknown: 3 }),
        profit_rate: Some(Figure { value: 777, n_unknown: 3 }),
        arms: [
            arm(Arm::Business, 5_500_000),
            arm(Arm::Customers, 3_500_500),
            arm(Arm::Stock, 3_800_000),
            arm(Arm::People, 5_200_000),
        ],
        burn_up: BurnUp {
            plan: core::array::from_fn(|idx| (i64::try_from(idx).unwrap() + 1) * 1_000_000),
            actual: (1..=11).map(|it| it * 818_227).collect(),
            forecast: vec![(month(11), 9_000_500), (month(12), 10_900_000)],
        },
        waterfall: vec![
            bar(WaterfallStep::Target, 12_000_000),
            bar(WaterfallStep::Done, 9_000_500),
            bar(WaterfallStep::Forecast, 1_899_500),
            bar(WaterfallStep::Measures, 150_000),
            bar(WaterfallStep::Gap, 950_000),
        ],
    }
}

/// The year.
pub(crate) fn year() -> YearView {
    YearView {
        plan: plan_id(),
        is_editable: true,
        head: head(),
        shown: BudgetShown::Actual,
        months: core::array::from_fn(|idx| head_month(u32::try_from(idx).unwrap() + 1)),
        month: Some(9),
        rows: rows(),
    }
}

/// A budget with a body.
pub(crate) fn budget(part: BudgetPart, body: BudgetBody) -> BudgetView {
    let plan = PlanView {
        id: plan_id(),
        name: "2026 年初版".to_owned(),
        is_in_force: true,
        frozen: Some((day(1, 15), "王经理".to_owned())),
        from: None,
        n_late: 0,
    };
    BudgetView {
        part,
        parts: BudgetPart::ALL.to_vec(),
        leave: BudgetLeave { plans: true, enters: true, sets_goals: true, approves: true },
        today: day(11, 27),
        year: month(1),
        years: vec![month(1)],
        plans: vec![plan],
        plan: Some(plan_id()),
        compare: None,
        unit: MoneyUnit::Yuan,
        vat_out: None,
        percent: None,
        is_exporting: false,
        is_importing: false,
        body,
        sheet: None,
        why: None,
    }
}

/// The gap of worked example 7: 1,000,000 asked, 850,000 expected.
pub(crate) fn gap() -> GapView {
    let of = |number: u32| GapMonth {
        month: month(number),
        actual: (number <= 10).then_some(7_000_000),
        forecast: 7_083_333,
        share: Some(1_250_000),
        proposed: Some(8_333_333),
        planned: None,
    };
    let way = |method, total, error, n_lacking| MethodView { method, total, error, n_lacking };
    let row = GapRow {
        row: Row::SalesRevenue,
        unit: RowUnit::Money,
        last_year: Some(80_000_000),
        target: Some(100_000_000),
        target_draft: None,
        forecast: Some(85_000_000),
        gap: Some(15_000_000),
        n_unknown: 0,
        planned: Some(85_000_000),
        method: Method::LastYear,
        growth: 10_625,
        growth_draft: None,
        methods: vec![
            way(Method::LastYear, Some(85_000_000), Some((820, 6)), 0),
            way(Method::Smoothing, None, None, 7),
            way(Method::Pipeline, Some(60_000_000), None, 0),
        ],
        months: (1..=12).map(of).collect(),
        measures: 5_000_000,
    };
    let surplus = GapRow {
        row: Row::SalesVolume,
        unit: RowUnit::Count,
        target: Some(1_000),
        forecast: Some(1_200),
        gap: Some(-200),
        months: Vec::new(),
        ..row.clone()
    };
    GapView {
        plan: plan_id(),
        is_editable: true,
        n_history: 17,
        rows: vec![row, surplus],
        open: Row::SalesRevenue,
        weights: [1; 12],
        weights_draft: None,
    }
}

/// Measures on the first arm.
pub(crate) fn measures() -> MeasuresView {
    let measure = |n: u128, name: &str| MeasureRow {
        id: MeasureId(Uuid::from_u128(n)),
        name: name.to_owned(),
        owner: Some("李四".to_owned()),
        due: Some(day(11, 20)),
        is_late: n == 1,
        done: (n == 2).then(|| day(11, 18)),
        row: (Row::SalesRevenue, RowUnit::Money),
        expected: 200_000,
        effect: 50_000,
    };
    let arm = |arm: Arm| ArmView {
        arm,
        actual: Figure::known(5_500_000),
        measures: if arm == Arm::Business {
            vec![measure(1, "开发乡镇新店"), measure(2, "节前陈列")]
        } else {
            Vec::new()
        },
    };
    MeasuresView { arms: Arm::ALL.map(arm).to_vec(), gap: Some(950_000), is_editable: true }
}

/// Expenses of November.
pub(crate) fn expenses() -> ExpensesView {
    let expense = |n: u128, verdict, receipt| ExpenseRow {
        id: ExpenseId(Uuid::from_u128(n)),
        on: day(11, 20),
        who: "李四".to_owned(),
        line: LineLabel::Row(Row::VariableExpense),
        amount: 12_850,
        note: format!("客户餐费 {n}"),
        receipt,
        verdict,
        is_editable: n == 1,
        can_judge: true,
        is_late: n == 2,
    };
    ExpensesView {
        month: month(11),
        rows: Rc::from([
            expense(1, Verdict::Waiting, Some(Photo::Here("blob:x".to_owned()))),
            expense(2, Verdict::Approved("王经理".to_owned()), None),
            expense(
                3,
                Verdict::Rejected("王经理".to_owned(), "没有票".to_owned()),
                Some(Photo::Elsewhere),
            ),
        ]),
        sums: [12_850, 12_850, 12_850],
        has_others: true,
        left: Some([100_000, 50_000]),
    }
}

/// Two shops that are due.
pub(crate) fn goals() -> GoalsView {
    let shop = |n: u128, name: &str| GoalRow {
        customer: customer(n),
        name: name.to_owned(),
        tier: Some(3),
        visit_days: 7,
        seen: (n == 1).then(|| day(11, 19)),
        month_goal: Some(400_000),
        is_by_hand: n == 2,
        month_actual: 250_000,
        today_goal: Some(75_000),
        today_actual: if n == 2 { 80_000 } else { 0 },
    };
    let territory = |name: &str, goal| TerritoryGoal {
        name: name.to_owned(),
        n_customers: 128,
        goal,
        actual: 250_000,
        left: 0,
        exceeded: 0,
    };
    GoalsView {
        day: day(11, 27),
        month: month(11),
        year: Some(GoalYear {
            first: month(1),
            months: (month(10), month(12)),
            goal: 3_000_000,
            actual: 1_250_000,
        }),
        month_goal: Some(1_000_000),
        month_actual: 750_000,
        today_goal: 150_000,
        today_actual: 80_000,
        territories: vec![territory("3号线", Some(600_000)), territory("", None)],
        territory: None,
        due: Rc::from([shop(1, "兴隆超市"), shop(2, "新乐超市")]),
        n_more: 12,
        can_issue: true,
        not_issued: Some(400_000),
    }
}

/// Why revenue of October is what it is.
pub(crate) fn why() -> BudgetWhyView {
    let at =
        CellAt { line: LineRef::Row(Row::SalesRevenue), of: CellOf::Whole, month: Some(month(10)) };
    let line = |term, value, is_minus| WhyLine {
        term,
        figure: Figure::known(value),
        unit: RowUnit::Money,
        is_minus,
    };
    BudgetWhyView {
        of: BudgetWhy::Actual(at),
        label: Some(LineLabel::Row(Row::SalesRevenue)),
        unit: RowUnit::Money,
        figure: Some(Figure::known(900_050)),
        lines: vec![line(WhyTerm::WithTax, 1_017_057, false), line(WhyTerm::Tax, 117_007, true)],
        sources: Rc::from([
            WhySource::Order {
                customer: customer(7),
                name: "兴隆超市".to_owned(),
                number: "D-20261003-01".to_owned(),
                on: day(10, 3),
                amount: 500_000,
                n_unknown: 2,
                is_late: true,
            },
            WhySource::Expense {
                who: "李四".to_owned(),
                on: day(10, 4),
                text: "餐费".to_owned(),
                amount: 12_850,
                is_late: false,
            },
        ]),
        n_more: 40,
    }
}
