//! The columns of a file, read as HTML.

use jipan_app::view::{Language, Later};
use jipan_rules::schema::fields;

use super::*;
use crate::testing::drawn;

fn view(n_sheets: usize, columns: Vec<ColumnView>) -> ImportView {
    let names = ["说明", "东片"].map(str::to_owned);
    let problem = columns.is_empty().then_some(MappingProblem::EmptySheet);
    ImportView::Mapping {
        name: "两片.xlsx".to_owned(),
        format: SheetFormat::Workbook {
            sheets: names.into_iter().take(n_sheets).collect(),
            sheet: u32::try_from(n_sheets).unwrap_or(1).saturating_sub(1),
            header_row: 3,
        },
        kind: SheetKind::Customers,
        n_records: u32::try_from(columns.len()).unwrap_or(0),
        columns,
        problem,
    }
}

fn name_column() -> ColumnView {
    ColumnView {
        heading: "店铺名称".to_owned(),
        field: Some(fields::NAME),
        sample: vec!["东一店".to_owned()],
        is_double: false,
    }
}

async fn html_of(language: Language, view: ImportView) -> String {
    let view = Later::new(view);
    drawn(language, move || {
        html! { <ImportMapping view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await
}

#[tokio::test(flavor = "current_thread")]
async fn the_sheets_of_a_workbook_can_be_chosen_in_both_languages() {
    for (language, name, row) in [
        (Language::Chinese, "工作表", "列名在第 3 行"),
        (Language::English, "Sheet", "Headings in row 3"),
    ] {
        let html = html_of(language, view(2, vec![name_column()])).await;
        assert!(html.contains(row), "{html}");
        let (_, choice) = html.split_once("class=\"import__sheet\">").unwrap();
        let (choice, _) = choice.split_once("</label>").unwrap();
        let lines: Vec<&str> = choice.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
        let first = format!("<span>{name}</span>");
        let expected = [
            first.as_str(),
            "<select class=\"mapping__select\">",
            "<option value=\"0\">说明</option>",
            "<option value=\"1\" selected=\"selected\">东片</option>",
            "</select>",
        ];
        assert_eq!(lines, expected);
    }
}

#[tokio::test(flavor = "current_thread")]
async fn one_sheet_is_no_choice() {
    let html = html_of(Language::Chinese, view(1, vec![name_column()])).await;
    assert!(!html.contains("import__sheet") && html.contains("两片.xlsx"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn an_empty_sheet_has_no_columns_and_no_start() {
    let html = html_of(Language::Chinese, view(2, Vec::new())).await;
    assert!(!html.contains("<table"), "{html}");
    assert!(html.contains("这张工作表是空的，请选另一张。"), "{html}");
    assert!(html.contains("disabled"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn what_the_file_holds_is_chosen_and_only_its_fields_are_offered() {
    for (language, lead, names) in [
        (Language::Chinese, "这个文件是", ["客户", "商品", "订单"]),
        (Language::English, "This file holds", ["Customers", "Products", "Orders"]),
    ] {
        let mut view = view(1, vec![name_column()]);
        if let ImportView::Mapping { kind, problem, .. } = &mut view {
            *kind = SheetKind::Orders;
            let one_of = &[fields::ORDER_CUSTOMER, fields::ORDER_LICENCE];
            *problem = Some(MappingProblem::Missing { one_of });
        }
        let html = html_of(language, view).await;
        let (_, choice) = html.split_once(lead).unwrap();
        let (choice, rest) = choice.split_once("<table").unwrap();
        assert!(choice.contains("role=\"radiogroup\""), "{choice}");
        let choices: Vec<&str> = choice.split("<label").skip(1).collect();
        for (choice, name) in choices.iter().zip(names) {
            assert!(choice.contains(&format!("<span>{name}</span>")), "{choice}");
            assert_eq!(choice.contains("checked"), *choice == choices[2], "{choice}");
        }
        assert!(!rest.contains("<optgroup"), "fields of orders have no groups");
        assert_eq!(rest.matches("<option").count(), 1 + SheetKind::Orders.fields().len());
        let words = match language {
            Language::Chinese => "还没有一列对应客户代码或许可证号，请选出来。",
            Language::English => "No column goes to Customer code or Licence no. yet. Choose one.",
        };
        assert!(rest.contains(words), "{rest}");
    }
}
