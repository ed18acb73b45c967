//! What a few parts look like as HTML, in both languages: names, roles and states that tests and
//! assistive technology rely on.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{
    CustomersView, FilterChange, FilterChip, Language, ListSheet, ListView, PaneView, RowBadge,
    RowView,
};
use jipan_book::select::Sort;
use jipan_rules::Uuid;
use jipan_rules::schema::{CustomerType, fields};
use jipan_rules::values::ids::CustomerId;
use yew::prelude::*;

use super::customers::CustomersScreen;
use crate::components::row::Row;
use crate::testing::drawn;

fn a_row(badge: RowBadge) -> RowView {
    RowView {
        id: CustomerId::new(Uuid::from_u128(7)),
        name: "兴隆超市".to_owned(),
        marks: std::iter::once(0..2).collect(),
        matched: None,
        class: Some("CS2".to_owned()),
        tier: Some(4),
        customer_type: CustomerType::Retail,
        district: Some("虹桥镇".to_owned()),
        line: None,
        badge,
        percent: 92,
        is_saving: false,
        sync: jipan_app::view::RecordSync::Here,
        is_picked: None,
    }
}

fn row(badge: RowBadge) -> Html {
    let row = a_row(badge);
    html! { <Row row={Rc::new(row)} place={3} n_rows={4_717} is_current=true /> }
}

fn customers() -> CustomersView {
    let stale = FilterChip {
        filter: FilterChange::Stale(true),
        is_on: true,
        on_press: FilterChange::Stale(false),
    };
    CustomersView {
        search: Rc::from("xl"),
        filters: Rc::from([stale]),
        facets: None,
        is_showing_closed: false,
        sort: Sort::Name,
        is_descending: false,
        list: Rc::new(ListView {
            n_all: 4_988,
            n_shown: 4_717,
            n_closed_hidden: 271,
            first: 0,
            rows: Vec::new(),
            selected: None,
            selected_idx: None,
            place: 0,
            list_no: 1,
        }),
        pane: PaneView::Empty,
        is_first_run: false,
        is_exporting: false,
        export_format: jipan_book::sheet::ExportFormat::Csv,
        n_picked: None,
        is_read_only: false,
        sheet: ListSheet::None,
        totals: None,
        saved: Rc::new([]),
        can_save: true,
        saved_gone: None,
        saved_error: None,
    }
}

/// The HTML of the customers screen without its pictures, which say nothing.
async fn customers_html(language: Language, view: CustomersView) -> String {
    let view = Rc::new(view);
    let on_event = Callback::<Event>::noop();
    let html = drawn(language, move || {
        html! { <CustomersScreen view={Rc::clone(&view)} on_event={on_event.clone()} /> }
    });
    let html = html.await;
    html.split("<svg")
        .map(|part| part.split_once("</svg>").map_or(part, |(_, rest)| rest))
        .collect()
}

/// The part of it above the foot.
async fn head_html(language: Language) -> String {
    let html = customers_html(language, customers()).await;
    html.split_once("<footer").unwrap().0.to_owned()
}

/// The foot of the list and what stands beside the list.
async fn foot_html(language: Language) -> String {
    let html = customers_html(language, customers()).await;
    format!("<footer{}", html.split_once("<footer").unwrap().1)
}

#[tokio::test]
async fn a_row_is_a_link_that_knows_its_place_in_the_whole_list() {
    insta::assert_snapshot!(drawn(Language::Chinese, || row(RowBadge::Expiring(7))).await, @r#"
<li aria-posinset="3" aria-setsize="4717" class="row">
<a href="/customers/00000000-0000-0000-0000-000000000007" data-id="00000000-0000-0000-0000-000000000007" aria-current="true" class="row__link">
<strong class="row__name">
<mark class="row__mark">兴隆</mark>超市</strong>
<span class="row__note">
</span>
<span class="row__facts">CS2 · 四档 · 虹桥镇</span>
<span data-tone="amber" class="badge">证件 7 天到期</span>
</a>
</li>
"#);
    insta::assert_snapshot!(drawn(Language::English, || row(RowBadge::Complete)).await, @r#"
<li aria-posinset="3" aria-setsize="4717" class="row">
<a href="/customers/00000000-0000-0000-0000-000000000007" data-id="00000000-0000-0000-0000-000000000007" aria-current="true" class="row__link">
<strong class="row__name">
<mark class="row__mark">兴隆</mark>超市</strong>
<span class="row__note">
</span>
<span class="row__facts">CS2 · tier 4 · 虹桥镇</span>
<span data-tone="plain" class="badge">92% complete</span>
</a>
</li>
"#);
}

#[tokio::test]
async fn the_head_of_the_list_names_its_controls_in_chinese() {
    insta::assert_snapshot!(head_html(Language::Chinese).await, @r#"
<div data-pane="empty" data-first-run="false" class="customers">
<section aria-label="客户" class="customers__side">
<h1 class="visually-hidden">客户</h1>
<header class="customers__head">
<div role="search" class="search">

<input value="xl" type="search" aria-label="搜索客户" placeholder="名称、首字母、电话、证号" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" class="search__box">
<button type="button" aria-label="清除搜索" class="icon-button">

</button>
</div>
<button type="button" data-variant="primary" aria-label="添加客户" title="添加客户" class="icon-button">

</button>
</header>
<div class="filter-bar">
<button type="button" aria-haspopup="dialog" class="chip">
<span class="chip__face">
筛选（1）</span>
</button>
<button type="button" aria-pressed="true" class="chip">
<span class="chip__face">待确认</span>
</button>
</div>
<div class="customers__line">
<p role="status" class="customers__count">共 4,988 家，显示 4,717</p>
<button type="button" aria-controls="totals" aria-expanded="false" class="quiet-button totals__open">合计</button>
<div class="sort">
<select aria-label="排序" class="sort__box">
<option value="name" selected="selected">名称</option>
<option value="code">客户代码</option>
<option value="completeness">完整度</option>
<option value="changed">最近修改</option>
<option value="expiry">到期日</option>
<option value="district">行政区域</option>
<option value="line">送货线路</option>
<option value="tier">客户分档</option>
<option value="grade">客户分级</option>
</select>
<button type="button" aria-label="升序" title="升序" class="icon-button">

</button>
</div>
<details class="menu">
<summary aria-label="更多" title="更多" class="icon-button">

</summary>
<div class="file__menu">
<button type="button" class="file__item">批量修改</button>
<button type="button" class="file__item">查重</button>
<button type="button" class="file__item">选择客户</button>
<button type="button" class="file__item">打印</button>
<button type="button" class="file__item">订单</button>
<button type="button" class="file__item">商品</button>
</div>
</details>
</div>
<div class="list">
<div class="list__all">
<ul role="list" aria-label="客户列表" class="list__rows">
</ul>
</div>
</div>
"#);
}

#[tokio::test]
async fn the_head_of_the_list_names_its_controls_in_english() {
    insta::assert_snapshot!(head_html(Language::English).await, @r#"
<div data-pane="empty" data-first-run="false" class="customers">
<section aria-label="Customers" class="customers__side">
<h1 class="visually-hidden">Customers</h1>
<header class="customers__head">
<div role="search" class="search">

<input value="xl" type="search" aria-label="Search customers" placeholder="Name, initials, phone, licence" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" class="search__box">
<button type="button" aria-label="Clear the search" class="icon-button">

</button>
</div>
<button type="button" data-variant="primary" aria-label="Add customer" title="Add customer" class="icon-button">

</button>
</header>
<div class="filter-bar">
<button type="button" aria-haspopup="dialog" class="chip">
<span class="chip__face">
Filter (1)</span>
</button>
<button type="button" aria-pressed="true" class="chip">
<span class="chip__face">To confirm</span>
</button>
</div>
<div class="customers__line">
<p role="status" class="customers__count">4,988 customers, 4,717 shown</p>
<button type="button" aria-controls="totals" aria-expanded="false" class="quiet-button totals__open">Totals</button>
<div class="sort">
<select aria-label="Sort" class="sort__box">
<option value="name" selected="selected">Name</option>
<option value="code">Customer code</option>
<option value="completeness">Completeness</option>
<option value="changed">Last changed</option>
<option value="expiry">Date of expiry</option>
<option value="district">District</option>
<option value="line">Delivery line</option>
<option value="tier">Volume tier</option>
<option value="grade">Grade</option>
</select>
<button type="button" aria-label="Ascending" title="Ascending" class="icon-button">

</button>
</div>
<details class="menu">
<summary aria-label="More" title="More" class="icon-button">

</summary>
<div class="file__menu">
<button type="button" class="file__item">Bulk edit</button>
<button type="button" class="file__item">Find duplicates</button>
<button type="button" class="file__item">Pick customers</button>
<button type="button" class="file__item">Print</button>
<button type="button" class="file__item">Orders</button>
<button type="button" class="file__item">Products</button>
</div>
</details>
</div>
<div class="list">
<div class="list__all">
<ul role="list" aria-label="Customer list" class="list__rows">
</ul>
</div>
</div>
"#);
}

#[tokio::test]
async fn below_the_list_stand_closed_shops_and_files() {
    insta::assert_snapshot!(foot_html(Language::Chinese).await, @r#"
<footer class="customers__foot">
<button type="button" class="customers__closed">
<span>271 家停业或注销未显示</span>
<span class="customers__closed-do">显示</span>
</button>
<button type="button" class="quiet-button">
导入</button>
<span class="export">
<button type="button" class="quiet-button">
导出</button>
<select aria-label="导出格式" class="export__box">
<option value="csv" selected="selected">CSV</option>
<option value="xlsx">Excel</option>
</select>
</span>
</footer>
</section>
<div class="customers__pane">
<div class="empty-state">
<span class="empty-state__icon">

</span>
<p class="empty-state__title">选一家客户，资料在这里打开</p>
</div>
</div>
</div>
"#);
    insta::assert_snapshot!(foot_html(Language::English).await, @r#"
<footer class="customers__foot">
<button type="button" class="customers__closed">
<span>271 closed hidden</span>
<span class="customers__closed-do">Show</span>
</button>
<button type="button" class="quiet-button">
Import</button>
<span class="export">
<button type="button" class="quiet-button">
Export</button>
<select aria-label="Export format" class="export__box">
<option value="csv" selected="selected">CSV</option>
<option value="xlsx">Excel</option>
</select>
</span>
</footer>
</section>
<div class="customers__pane">
<div class="empty-state">
<span class="empty-state__icon">

</span>
<p class="empty-state__title">Choose a customer to open the file here</p>
</div>
</div>
</div>
"#);
}

#[tokio::test]
async fn while_customers_are_picked_a_row_is_a_box_and_the_foot_counts_them() {
    let picked = RowView { is_picked: Some(true), ..a_row(RowBadge::Complete) };
    let list = ListView { rows: vec![Rc::new(picked)], ..ListView::clone(&customers().list) };
    let view = CustomersView { n_picked: Some(12), list: Rc::new(list), ..customers() };
    let html = customers_html(Language::Chinese, view.clone()).await;
    assert!(html.contains(r#"role="checkbox" data-id="00000000-0000-0000-0000-000000000007""#));
    assert!(html.contains(r#"aria-checked="true""#) && html.contains("已选 12 家"), "{html}");
    assert!(!html.contains("导出") && !html.contains("<a class=\"row__link"), "{html}");
    let html = customers_html(Language::English, CustomersView { n_picked: Some(0), ..view }).await;
    assert!(html.contains("Tap a customer to pick it"), "{html}");
    assert!(html.contains(r#"disabled="disabled" class="quiet-button">Bulk edit<"#), "{html}");
}

#[tokio::test]
async fn an_empty_book_offers_three_ways_to_begin_and_still_counts() {
    let view = CustomersView {
        list: Rc::new(ListView {
            n_all: 0,
            n_shown: 0,
            n_closed_hidden: 0,
            ..ListView::clone(&customers().list)
        }),
        is_first_run: true,
        ..customers()
    };
    let html = customers_html(Language::Chinese, view).await;
    for name in ["导入", "添加客户", "载入示例数据", "共 0 家，显示 0"] {
        assert_eq!(html.matches(&format!(">{name}<")).count(), 1, "{name} in {html}");
    }
}

#[tokio::test]
async fn what_matched_stands_in_place_of_the_facts() {
    let row = RowView {
        id: CustomerId::new(Uuid::from_u128(7)),
        name: "新乐超市".to_owned(),
        marks: Vec::new(),
        matched: Some((fields::PHONE, "19901000050".to_owned())),
        class: Some("CS2".to_owned()),
        tier: None,
        customer_type: CustomerType::KeyAccount,
        district: None,
        line: None,
        badge: RowBadge::Stale,
        percent: 40,
        is_saving: false,
        sync: jipan_app::view::RecordSync::Here,
        is_picked: None,
    };
    let row = Rc::new(row);
    let html = drawn(Language::Chinese, move || {
        html! { <Row row={Rc::clone(&row)} place={1} n_rows={1} is_current=false /> }
    });
    let html = html.await;
    assert!(html.contains("联系电话 19901000050") && html.contains("大客户"), "{html}");
    assert!(!html.contains("CS2") && !html.contains("aria-current"), "{html}");
}
