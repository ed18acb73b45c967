//! What a spreadsheet computes from the month's report is what the report says, cell by cell.

use jipan_app::view::{Language, LineLabel, MoneyUnit, ReportRow, ReportView};
use jipan_book::sheet::{ExportCell, ExportKind};
use jipan_rules::NaiveDate;
use jipan_rules::Uuid;
use jipan_rules::budget::{Figure, LineId, LineRef, Row};
use jipan_rules::period::Month;
use proptest::prelude::*;

use crate::i18n::Tr;

/// A number as a fraction, or nothing.
type Worth = Option<(i128, i128)>;

/// A sheet of cells as a spreadsheet has it: texts, numbers, formulas.
struct Sheet {
    rows: Vec<Vec<ExportCell>>,
}

impl Sheet {
    /// What a cell is worth, computed; nothing for a blank or a text.
    fn worth(&self, column: char, line: usize) -> Worth {
        let at = column as usize - 'A' as usize;
        let cell = &self.rows[line - 2][at];
        match cell.kind {
            ExportKind::Text | ExportKind::Choice | ExportKind::Day => None,
            ExportKind::Integer | ExportKind::Amount | ExportKind::Rate => number(&cell.text),
            ExportKind::Formula | ExportKind::CountFormula | ExportKind::RateFormula => {
                let (formula, _) = cell.text.split_once('\t').unwrap();
                self.value(formula)
            }
        }
    }

    fn value(&self, formula: &str) -> Worth {
        if let Some(inside) = formula.strip_prefix("IF(COUNT(") {
            let (cells, then) = inside.strip_suffix(')').unwrap().split_once(")<2,\"\",").unwrap();
            let stands = |it: &str| {
                let (column, line) = place(it);
                self.worth(column, line).is_some()
            };
            return cells.split(',').all(stands).then(|| self.value(then)).flatten();
        }
        if let Some(inside) = formula.strip_prefix("IF(") {
            let (condition, rest) =
                inside.strip_suffix(')').unwrap().split_once("=0,\"\",").unwrap();
            let is_zero = self.value(condition).is_none_or(|(n, _)| n == 0);
            return if is_zero { None } else { self.value(rest) };
        }
        if let Some(inside) = formula.strip_prefix("SUM(") {
            let (first, last) = inside.strip_suffix(')').unwrap().split_once(':').unwrap();
            let (column, first) = place(first);
            let (_, last) = place(last);
            return Some(
                (first..=last).fold((0, 1), |sum, line| {
                    plus(sum, self.worth(column, line).unwrap_or((0, 1)))
                }),
            );
        }
        if let Some((part, all)) = formula.split_once('/') {
            let all = all.trim_start_matches('(').trim_end_matches(')');
            let ((a, b), (c, d)) = (self.value(part)?, self.value(all)?);
            return (c != 0).then_some((a * d, b * c));
        }
        let mut sum = Some((0_i128, 1_i128));
        let mut sign = 1;
        let mut term = String::new();
        for character in formula.chars().chain(['+']) {
            if matches!(character, '+' | '-') {
                let worth = if let Ok(n) = term.parse::<i128>() {
                    Some((n, 1))
                } else {
                    let (column, line) = place(&term);
                    self.worth(column, line).or(Some((0, 1)))
                };
                let (n, d) = worth?;
                sum = sum.map(|sum| plus(sum, (sign * n, d)));
                sign = if character == '-' { -1 } else { 1 };
                term.clear();
            } else {
                term.push(character);
            }
        }
        sum
    }
}

fn place(name: &str) -> (char, usize) {
    let mut signs = name.chars();
    (signs.next().unwrap(), signs.as_str().parse().unwrap())
}

fn plus((a, b): (i128, i128), (c, d): (i128, i128)) -> (i128, i128) {
    if b == d { (a + c, b) } else { (a * d + c * b, b * d) }
}

fn number(text: &str) -> Worth {
    let (whole, parts) = text.split_once('.').unwrap_or((text, ""));
    let all: i128 = format!("{whole}{parts}").parse().ok()?;
    Some((all, 10_i128.pow(u32::try_from(parts.len()).unwrap())))
}

/// Whether two worths are the same to the last of so many decimals.
fn is_same(one: (i128, i128), other: (i128, i128), n_decimals: u32) -> bool {
    let scale = 10_i128.pow(n_decimals);
    let (a, b) = (one.0 * other.1, other.0 * one.1);
    let whole = one.1 * other.1;
    (a - b).abs() * scale * 2 <= whole.abs()
}

/// A report in which the numbers are entered; what follows is computed here, by the formulas of the rulebook.
fn report(entered: &[i64; 9], part: i64) -> ReportView {
    let [volume, sales, after, value, goods, fixed, variable, formal, own] = *entered;
    let revenue = sales + after + value;
    let gross = revenue - goods;
    let profit = gross - (fixed + own) - variable;
    let rate =
        |part: i64| (revenue != 0).then(|| (part * 20_000 + revenue).div_euclid(revenue * 2));
    let row = |row: Row, amount: Option<i64>| {
        line(LineRef::Row(row), LineLabel::Row(row), row, amount, part)
    };
    let lease = LineId(Uuid::from_u128(1 << 90));
    ReportView {
        on: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
        month: Month::from_index(24_322),
        year: Month::from_index(24_312),
        plan: "2026 年度预算".to_owned(),
        unit: MoneyUnit::Yuan,
        vat_out: None,
        closed: None,
        n_left: 1,
        rows: vec![
            row(Row::SalesVolume, Some(volume)),
            row(Row::SalesRevenue, Some(sales)),
            row(Row::AfterSalesRevenue, Some(after)),
            row(Row::ValueAddedRevenue, Some(value)),
            row(Row::CostOfGoods, Some(goods)),
            row(Row::GrossProfit, Some(gross)),
            row(Row::GrossMargin, rate(gross)),
            row(Row::FixedExpense, Some(fixed + own)),
            line(
                LineRef::Row(Row::FixedExpense),
                LineLabel::Rest(Row::FixedExpense),
                Row::FixedExpense,
                Some(fixed),
                part,
            ),
            line(
                LineRef::Own(lease),
                LineLabel::Own(lease, "门店租金".to_owned()),
                Row::FixedExpense,
                Some(own),
                part,
            ),
            row(Row::VariableExpense, Some(variable)),
            row(Row::PreTaxProfit, Some(profit)),
            row(Row::ProfitRate, rate(profit)),
            row(Row::FormalStaff, Some(formal)),
        ],
        territories: Vec::new(),
        measures: Vec::new(),
        spent: Vec::new(),
    }
}

fn line(line: LineRef, label: LineLabel, of: Row, amount: Option<i64>, part: i64) -> ReportRow {
    let unit = of.unit();
    let actual = amount.map(Figure::known);
    // The months before came to `part` times this one; a rate stays the same.
    let many = |it: i64| if unit == jipan_rules::budget::RowUnit::Rate { it } else { it * part };
    ReportRow {
        line,
        label,
        unit,
        plan: amount,
        actual,
        plan_so_far: amount.map(many),
        actual_so_far: amount.map(many).map(Figure::known),
        year: amount.map(many),
        correction: None,
    }
}

fn sheet(view: &ReportView) -> Sheet {
    Sheet { rows: Tr::new(Language::Chinese).report_rows(view) }
}

/// Example 8 of rulebook 1.21, in fen; fixed 120k in two lines.
const EXAMPLE_8: [i64; 9] =
    [12_000, 60_000_000, 15_000_000, 5_000_000, 52_000_000, 4_000_000, 6_400_000, 9, 8_000_000];

#[test]
fn the_spreadsheet_computes_example_8() {
    let sheet = sheet(&report(&EXAMPLE_8, 11));
    assert!(is_same(sheet.worth('D', 7).unwrap(), (280_000, 1), 2), "gross profit");
    assert!(is_same(sheet.worth('D', 8).unwrap(), (35, 100), 4), "gross margin");
    assert!(is_same(sheet.worth('D', 9).unwrap(), (120_000, 1), 2), "fixed, in two lines");
    assert!(is_same(sheet.worth('D', 13).unwrap(), (96_000, 1), 2), "pre-tax profit");
    assert!(is_same(sheet.worth('D', 14).unwrap(), (12, 100), 4), "profit rate");
    let formulas = sheet.rows[5].iter().map(|it| it.text.split('\t').next().unwrap());
    let formulas: Vec<&str> = formulas.collect();
    assert_eq!(formulas[3], "D3+D4+D5-D6");
    assert_eq!(formulas[4], "IF(COUNT(C7,D7)<2,\"\",D7-C7)");
}

#[test]
fn what_is_not_known_is_said_and_nothing_is_computed_from_it() {
    let mut view = report(&EXAMPLE_8, 1);
    for at in [4, 5, 6, 11, 12] {
        view.rows[at].actual.as_mut().unwrap().n_unknown = 2;
    }
    let sheet = sheet(&view);
    for at in [4, 5, 6, 11, 12] {
        let cell = &sheet.rows[at][3];
        assert!(cell.text.starts_with("不详（已知 "), "{}", cell.text);
        assert_eq!(cell.kind, ExportKind::Text);
        assert_eq!(sheet.rows[at][4].text, "", "no difference from what is not known");
    }
}

#[test]
fn where_a_number_is_taken_out_what_follows_from_it_goes_too() {
    let view = report(&EXAMPLE_8, 11);
    // What each column that is computed from two others of its row goes by.
    let by = [('E', "CD"), ('F', "CD"), ('I', "GH"), ('J', "GH"), ('L', "KH"), ('M', "KH")];
    for (at, line) in (2..view.rows.len() + 2).enumerate() {
        for (column, sources) in by {
            let whole = sheet(&view);
            if whole.worth(column, line).is_none() {
                continue;
            }
            for source in sources.chars() {
                let mut sheet = sheet(&view);
                let cell = &mut sheet.rows[at][source as usize - 'A' as usize];
                *cell = ExportCell { text: String::new(), kind: ExportKind::Choice };
                let worth = sheet.worth(column, line);
                assert_eq!(worth, None, "{column}{line} without {source}{line}");
            }
        }
    }
}

proptest! {
    #[test]
    fn every_formula_comes_to_what_stands_beside_it(
        entered in prop::array::uniform9(0_i64..9_000_000_000),
        part in 1_i64..12,
    ) {
        let sheet = sheet(&report(&entered, part));
        for (line, row) in (2..).zip(&sheet.rows) {
            for (column, cell) in ('A'..).zip(row) {
                let n_decimals = match cell.kind {
                    ExportKind::Formula => 2,
                    ExportKind::CountFormula => 0,
                    ExportKind::RateFormula => 4,
                    ExportKind::Text
                    | ExportKind::Choice
                    | ExportKind::Integer
                    | ExportKind::Amount
                    | ExportKind::Day
                    | ExportKind::Rate => continue,
                };
                let (formula, said) = cell.text.split_once('\t').unwrap();
                match (sheet.worth(column, line), number(said)) {
                    (Some(computed), Some(said)) => {
                        prop_assert!(is_same(computed, said, n_decimals), "{column}{line}: {formula} = {said:?}");
                    }
                    (computed, said) => prop_assert_eq!(computed, said, "{}{}: {}", column, line, formula),
                }
            }
        }
    }
}
