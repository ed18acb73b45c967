//! What the screen of insights counts is what its lists hold, and its report is the endpoint's.

use jipan_app::Event;
use jipan_app::event::InsightsEvent;
use jipan_app::view::FilterChange;
use jipan_book::report::{class_row, class_rows};
use jipan_rules::schema::{CustomerType, FieldId, Language, fields};

use super::rules::{county, insights};
use super::tablet::Tablet;

#[test]
fn each_number_of_the_insights_is_the_length_of_its_list() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    let totals = insights(&mut tablet).standings.unwrap().totals.clone();
    assert_eq!(totals.n_customers, 31);
    assert_eq!(totals.tiers.iter().sum::<usize>(), 31);
    let mut listed = |filters: Vec<FilterChange>| {
        let retail = FilterChange::Type(Some(CustomerType::Retail));
        tablet.happens(Event::ListOpened([vec![retail], filters].concat()));
        tablet.customers().list.n_shown
    };
    let value = |field: FieldId, n: u8| FilterChange::Value(field, Some(n.to_string()));
    for (tier, n) in (1..).zip(totals.tiers) {
        assert_eq!(listed(vec![value(fields::TIER, tier)]), n, "tier {tier}");
    }
    for (grade, n) in (1..).zip(totals.grades) {
        assert_eq!(listed(vec![value(fields::GRADE, grade)]), n, "grade {grade}");
    }
    for (band, both) in (1..).zip(totals.matrix) {
        for (structure, n) in (1..).zip(both) {
            let cell = vec![value(fields::VOLUME_BAND, band), value(fields::STRUCTURE, structure)];
            assert_eq!(listed(cell), n, "band {band}, structure {structure}");
        }
    }
    assert_eq!(totals.matrix.as_flattened().iter().sum::<usize>(), 30, "all who ordered");
    assert!(!totals.moves.is_empty());
    for ((from, to), n) in &totals.moves {
        let filters = vec![value(fields::TIER_BEFORE, *from), value(fields::TIER, *to)];
        assert_eq!(listed(filters), *n, "{from} to {to}");
    }
    for ((market, format, scale), n) in &totals.classes {
        let class =
            jipan_rules::feature_class::feature_class(Some(*market), Some(*format), Some(*scale));
        let class = class.value.unwrap().to_string();
        assert_eq!(listed(vec![FilterChange::Class(Some(class))]), *n);
    }
    let none = FilterChange::Value(fields::PURCHASED_QUANTITY, Some(String::new()));
    assert_eq!(listed(vec![none]), totals.n_no_orders);
    assert_eq!(totals.n_no_orders, 1);
}

#[test]
fn the_report_of_classes_is_the_one_that_the_endpoint_writes() {
    let disk = county(30);
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    let standings = insights(&mut tablet).standings.unwrap();
    tablet.happens(Event::Insights(InsightsEvent::Exported));
    let (name, bytes) = tablet.written.last().unwrap().clone();
    assert_eq!(name, "客户分类-2026-11-22.csv");
    let book = tablet.model.book();
    let rows = class_rows(book, &standings).into_iter().map(|it| class_row(book, &standings, it));
    let rows: Vec<_> = rows.collect();
    let (format, today) = (jipan_book::sheet::ExportFormat::Csv, tablet.env.today);
    let wanted = jipan_sheets::export::classes(format, &rows, Language::Zh, today).unwrap();
    assert_eq!(bytes, wanted);
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some(
            "客户代码,店铺名称,客户分类,客户分档,上期分档,客户分级,订货量段,销售结构,进货数量,进货金额,进货均价"
        )
    );
    assert_eq!(lines.next(), Some("000,K0,CZ2,8,8,,,,0,0.00,"));
    assert_eq!(lines.last(), Some("030,K30,CZ2,1,1,1,1,1,1500,150000.00,100.00"));
    // What the screen draws is in the file: its moves and its table are counted from the columns.
    let cells: Vec<Vec<&str>> =
        text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let n_moved = cells.iter().filter(|it| !it[4].is_empty() && it[3] != it[4]).count();
    assert_eq!(n_moved, standings.totals.moves.values().sum::<usize>());
    for (band, of_band) in (1..).zip(standings.totals.matrix) {
        for (structure, n) in (1..).zip(of_band) {
            let at = [format!("{band}"), format!("{structure}")];
            let n_there = cells.iter().filter(|it| it[6..8] == at).count();
            assert_eq!(n_there, n, "{at:?}");
        }
    }
}
