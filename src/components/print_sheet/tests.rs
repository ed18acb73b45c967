//! What can be put onto paper, and what is chosen.

use jipan_app::view::Language;
use jipan_rules::schema::fields;

use super::*;
use crate::testing::{drawn, words};

fn view(n_customers: usize) -> PrintSheetView {
    PrintSheetView {
        n_customers,
        n_customers_max: 2_000,
        is_picked: false,
        is_full: false,
        columns: vec![fields::NAME, fields::CODE, fields::PHONE],
    }
}

fn sheet(view: PrintSheetView) -> impl Fn() -> Html {
    let view = Rc::new(view);
    move || html! { <PrintSheet view={Rc::clone(&view)} on_event={Callback::noop()} /> }
}

/// The words of the sheet but those of the many fields that are not chosen.
async fn folded(language: Language, n_customers: usize) -> String {
    let words = words(language, sheet(view(n_customers))).await;
    let tr = Tr::new(language);
    let is_field = |word: &str| FIELDS.iter().any(|def| tr.field(def) == word);
    words.lines().filter(|word| !is_field(word)).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn each_group_is_folded_to_what_is_chosen_of_it() {
    insta::assert_snapshot!(folded(Language::Chinese, 252).await, @"
    打印
    列表所示的 252 家客户
    选择表格的列，7 列起横向打印。
    基础信息
    店铺名称 · 客户代码
    网络信息
    管理信息
    经营信息
    个人信息
    空白客户档案表
    零售
    工装
    设计师
    大客户
    打印 252 家
    ");
}

#[tokio::test]
async fn what_is_too_long_for_paper_is_offered_as_a_file() {
    insta::assert_snapshot!(folded(Language::English, 2_001).await, @"
    Print
    The 2,001 customers shown in the list
    Choose the columns; 7 or more print in landscape.
    Basic information
    Shop name · Customer code
    Network information
    Management information
    Operating information
    Personal information
    Blank customer file
    Retail
    Project
    Designer
    Key account
    At most 2,000 customers can be printed at once. Narrow the list, or export it as a file.
    Export
    Print 2,001 customers
    ");
    let html = drawn(Language::English, sheet(view(2_001))).await;
    assert!(html.contains("disabled"), "{html}");
    assert!(!drawn(Language::English, sheet(view(2_000))).await.contains("disabled"));
}
