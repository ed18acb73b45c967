//! The result of an import, read as words.

use jipan_app::view::Language;
use jipan_app::view::OrderFacts;
use jipan_book::sheet::{OrderError, Rounded, RowError};
use jipan_rules::Uuid;
use jipan_rules::check::ValueError;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::BatchId;

use super::*;
use crate::testing::words;

fn result() -> ImportResult {
    let cell = RowError::Cell {
        heading: "Phone".to_owned(),
        field: fields::PHONE,
        value: "1990100".to_owned(),
        error: ValueError::InvalidPhone,
    };
    ImportResult {
        name: "shops.csv".to_owned(),
        kind: SheetKind::Customers,
        batch: Some(BatchId::new(Uuid::from_u128(7))),
        is_undone: false,
        n_added: 4_988,
        n_updated: 0,
        n_unchanged: 3,
        n_differing: 0,
        n_failed: 12,
        rounded: vec![Rounded { field: fields::AREA, n: 3, more: 90_000_000 }],
        facts: None,
        failures: vec![
            FailureView { record: 32, errors: vec![RowError::Missing { field: fields::NAME }] },
            FailureView { record: 118, errors: vec![cell] },
        ],
        failed_file: Some(("blob:x".to_owned(), "shops-failed.csv".to_owned())),
    }
}

async fn result_words(language: Language, result: ImportResult) -> String {
    words(language, move || {
        html! { <ImportOutcome result={result.clone()} on_event={Callback::noop()} /> }
    })
    .await
}

#[tokio::test(flavor = "current_thread")]
async fn the_result_counts_and_names_the_failed_rows_in_both_languages() {
    insta::assert_snapshot!(result_words(Language::Chinese, result()).await, @r#"
    shops.csv 导入完成
    新增
    4,988
    更新
    0
    未变
    3
    未导入
    12
    营业面积：3 处的小数已四舍五入，合计比文件 +0.9 ㎡。
    查看客户
    撤销这次导入
    导入另一个文件
    未导入的行
    下载未导入的行
    其余的行都已处理。这里每一行都写明了哪一列、什么值、为什么。
    第 32 行
    店铺名称为空，必须填写
    第 118 行
    Phone「1990100」不是电话号码，请填 11 位手机号，或区号加座机号
    这里列出前 2 条，全部在文件里。
    "#);
    insta::assert_snapshot!(result_words(Language::English, result()).await, @r#"
    shops.csv is imported
    Added
    4,988
    Updated
    0
    Unchanged
    3
    Failed
    12
    Floor area: 3 values were rounded half up; their sum is +0.9 m² against the file.
    See the customers
    Undo this import
    Import another file
    Failed rows
    Download failed rows
    All other rows are done. Each of these says which column, which value and why.
    Row 32
    Shop name is blank but needed
    Row 118
    Phone “1990100” is not a phone number; use 11 digits, or area code and number
    The first 2 are listed here; the file has all of them.
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn an_undone_import_cannot_be_undone_again() {
    let undone = ImportResult { is_undone: true, n_failed: 0, ..result() };
    insta::assert_snapshot!(result_words(Language::English, undone).await, @r#"
    The import of shops.csv is undone
    Added
    4,988
    Updated
    0
    Unchanged
    3
    Failed
    0
    See the customers
    Import another file
    "#);
}

#[expect(clippy::too_many_lines, reason = "what is on the glass, line by line")]
#[tokio::test(flavor = "current_thread")]
async fn an_import_of_orders_counts_orders_and_says_what_does_not_add_up_in_both_languages() {
    let failed = [
        OrderError::UnknownProduct { code: "P9".to_owned() },
        OrderError::LineOfOrder { record: 32 },
    ];
    let failed = (32_u32..).zip(failed);
    let orders = ImportResult {
        name: "orders.csv".to_owned(),
        kind: SheetKind::Orders,
        n_added: 104_524,
        n_failed: 2,
        rounded: vec![Rounded { field: fields::ORDER_AMOUNT, n: 8_000, more: 20_970_000 }],
        facts: Some(OrderFacts {
            n_lines: 209_062,
            n_products: 1,
            n_customers: 0,
            n_off: 12,
            off_fen: -345,
        }),
        failures: failed
            .map(|(record, error)| FailureView { record, errors: vec![error.into()] })
            .collect(),
        ..result()
    };
    insta::assert_snapshot!(result_words(Language::Chinese, orders.clone()).await, @r#"
    orders.csv 导入完成
    新增订单
    104,524
    更新订单
    0
    未变订单
    3
    未导入的行
    2
    金额：8,000 处的小数已四舍五入，合计比文件 +0.2097 元。
    这些订单共 209,062 行。
    有 1 个商品原来没有，已按名称新建，每件按 1 算，请核对。
    12 行的金额不等于数量 × 单价，合计比算出的 −3.45 元；以文件的金额为准。
    查看订单
    撤销这次导入
    导入另一个文件
    未导入的行
    下载未导入的行
    其余的行都已处理。这里每一行都写明了哪一列、什么值、为什么。
    第 32 行
    没有商品代码「P9」；请先导入商品，或在文件里加上商品名称一列
    第 33 行
    这张订单的第 32 行未能导入；订单整张导入，请一起改好
    "#);
    insta::assert_snapshot!(result_words(Language::English, orders).await, @r#"
    orders.csv is imported
    Orders added
    104,524
    Orders updated
    0
    Orders unchanged
    3
    Rows failed
    2
    Amount: 8,000 values were rounded half up; their sum is +0.2097 CNY against the file.
    These orders have 209,062 lines.
    1 product was new and was made from its name with 1 unit in a case; please check.
    The amounts of 12 lines are not quantity × price, in all −3.45 CNY against it; the amounts of the file count.
    See the orders
    Undo this import
    Import another file
    Failed rows
    Download failed rows
    All other rows are done. Each of these says which column, which value and why.
    Row 32
    No product has the code “P9”; import the products first, or add a column of product names
    Row 33
    Row 32 of this order does not come in; orders come in whole, so mend both
    "#);
}
