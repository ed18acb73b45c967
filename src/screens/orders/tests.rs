//! Orders, their entry, products and objections, read as words, and their controls by name.

mod entry_tests;
mod repack_tests;
use std::rc::Rc;

use jipan_app::view::{
    EntryLine, EntryView, HomeTrade, Language, LastOrder, Later, ObjectionView, ObjectionsView,
    OpenObjection, OrderCard, OrderDetail, OrderLineView, OrderMoveView, OrderSums, OrderSync,
    ProductField, ProductForm, ProductRow, ProductVersion, ProductsView, RecordSync, SumUnit,
    TradeNeeds, WhoView,
};
use jipan_rules::order::{Disputed, Lacking, OrderSource, Review, ReviewFacts};
use jipan_rules::schema::{field, fields};
use jipan_rules::setting::RulesOn;
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, FactId, OrderId, ProductId};
use jipan_rules::{NaiveDate, Uuid};

use super::*;
use crate::components::objections::Objections;
use crate::components::trade_needs;
use crate::screens::entry::EntryScreen;
use crate::screens::products::ProductsScreen;
use crate::testing::{drawn, words};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn customer() -> CustomerId {
    CustomerId::new(Uuid::from_u128(7))
}

fn product(n: u128) -> ProductId {
    ProductId::new(Uuid::from_u128(n))
}

fn card() -> OrderCard {
    let lines = vec![
        OrderLineView {
            name: "金叶（硬）".into(),
            unit: Some("条".into()),
            quantity: 21,
            price: 1_000_000,
            amount: 210_000,
        },
        OrderLineView {
            name: "利群".into(),
            unit: None,
            quantity: -1,
            price: 455_000,
            amount: -4_550,
        },
        OrderLineView {
            name: "打火机".into(),
            unit: Some("个".into()),
            quantity: 5,
            price: 0,
            amount: 0,
        },
    ];
    let step = |to, by, why: Option<&str>| OrderMoveView {
        to,
        on: day(22),
        by: Some(by),
        why: why.map(str::to_owned),
        is_odd: false,
    };
    OrderCard {
        id: OrderId::new(Uuid::from_u128(1)),
        customer: customer(),
        name: Some("兴隆超市".to_owned()),
        number: "261122-7K3F".to_owned(),
        on: day(22),
        status: OrderStatus::InReview,
        source: OrderSource::App,
        n_lines: 3,
        sums: OrderSums {
            unit: SumUnit::One("条".to_owned()),
            quantity: 25,
            cases: 10,
            amount: 205_450,
        },
        review: Review::from_bits(0b101),
        sync: OrderSync::Saved(RecordSync::Waiting(1)),
        detail: Some(Rc::new(OrderDetail {
            lines,
            moves: vec![step(OrderStatus::InReview, WhoView::Me, None)],
            may_move: vec![OrderStatus::Placed, OrderStatus::Rejected, OrderStatus::Cancelled],
        })),
    }
}

fn orders() -> OrdersView {
    let mut counts = OrderStatus::ALL.map(|status| (status, 0));
    counts[0].1 = 1;
    counts[2].1 = 41_230;
    OrdersView {
        status: Some(OrderStatus::InReview),
        counts,
        cards: vec![Rc::new(card())],
        n_more: 0,
    }
}

fn line(n: u128, name: &str, quantity: Option<i64>, last: Option<i64>) -> Rc<EntryLine> {
    Rc::new(EntryLine {
        product: product(n),
        code: format!("P{n}"),
        name: name.to_owned(),
        unit: (n == 1).then(|| "条".to_owned()),
        pack: 250,
        price: Some(1_000_000),
        quantity,
        is_free: false,
        amount: quantity.unwrap_or_default() * 10_000,
        last,
    })
}

fn entry() -> EntryView {
    let open = line(1, "金叶（硬）", Some(21), Some(20));
    let facts = ReviewFacts {
        review: Review::from_bits(0b11),
        amount: Money::from_fen(210_000),
        lacking: vec![Lacking::Phone],
        apart_seconds: None,
        rule: RulesOn::default().review,
    };
    EntryView {
        customer: customer(),
        name: "兴隆超市".to_owned(),
        lines: vec![Rc::clone(&open)],
        search: "".into(),
        products: vec![Rc::clone(&open), line(2, "利群", None, None)],
        n_more: 3,
        has_products: true,
        open: Some(open),
        sums: OrderSums { unit: SumUnit::Mixed, quantity: 21, cases: 8, amount: 210_000 },
        review: Some(Rc::new(facts)),
        lacks_price: true,
        last: Some(LastOrder {
            on: day(15),
            n_lines: 3,
            sums: OrderSums {
                unit: SumUnit::One("包".to_owned()),
                quantity: 25,
                cases: 10,
                amount: 205_450,
            },
        }),
        n_left_out: 1,
        is_read_only: false,
    }
}

fn products() -> ProductsView {
    let version = |from: Option<NaiveDate>, value| ProductVersion {
        from,
        value,
        by: from.map(|_| WhoView::Named("王经理".to_owned())),
        file: from.is_none().then(|| "商品.csv".to_owned()),
        can_go: from.is_some(),
    };
    let dated = |id, value: Value| ProductField {
        def: field(id).unwrap(),
        value: Some(value.clone()),
        error: None,
        is_dated: true,
        history: vec![version(Some(day(22)), value), version(None, Value::Integer(950_000))],
        earlier: Vec::new(),
    };
    let name = ProductField {
        def: field(fields::PRODUCT_NAME).unwrap(),
        value: Some(Value::Text("金叶（硬）".into())),
        error: Some(jipan_app::view::DraftError::Required),
        is_dated: false,
        history: Vec::new(),
        earlier: vec![(day(9), Value::Text("金叶".into()))],
    };
    let form = ProductForm {
        id: Some(product(1)),
        fields: vec![name, dated(fields::PRODUCT_PRICE, Value::Integer(1_000_000))],
        day: day(22),
        is_day_wrong: true,
        is_editable: true,
        repack: None,
    };
    let row = |n, name: &str, is_active| {
        Rc::new(ProductRow {
            id: product(n),
            code: format!("P{n}"),
            name: name.to_owned(),
            found_as: (n == 2).then(|| "利群（老版）".to_owned()),
            brand: (n == 1).then(|| "金叶".to_owned()),
            unit: (n == 1).then(|| "条".to_owned()),
            pack: 250,
            price: Some(1_000_000).filter(|_| is_active),
            is_active,
        })
    };
    ProductsView {
        search: "".into(),
        rows: vec![row(1, "金叶（硬）", true), row(2, "利群", false)],
        n_more: 0,
        n_all: 2,
        can_edit: true,
        form: Some(Rc::new(form)),
    }
}

fn draw_orders() -> Html {
    html! { <OrdersScreen view={Later::new(orders())} on_event={Callback::noop()} /> }
}

fn draw_entry() -> Html {
    html! { <EntryScreen view={Later::new(entry())} on_event={Callback::noop()} /> }
}

fn draw_products() -> Html {
    html! { <ProductsScreen view={Later::new(products())} on_event={Callback::noop()} /> }
}

fn draw_needs() -> Html {
    let objection = |id, about, text: &str| ObjectionView {
        id: FactId::new(Uuid::from_u128(id)),
        about,
        text: text.to_owned(),
        on: day(20),
        by: None,
        answer: None,
    };
    let view = ObjectionsView {
        open: vec![objection(1, Disputed::Tier, "我进货比他多")],
        answered: Vec::new(),
        is_noting: false,
        can_write: true,
    };
    let needs = TradeNeeds {
        n_in_review: 3,
        n_objections: 6,
        objections: vec![OpenObjection {
            customer: customer(),
            name: "兴隆超市".to_owned(),
            about: Disputed::Tier,
            text: "我进货比他多".to_owned(),
        }],
    };
    html! {
        <>
            <Objections {view} on_event={Callback::noop()} />
            <trade_needs::TradeNeeds needs={HomeTrade::Known(needs)} on_event={Callback::noop()} />
        </>
    }
}

#[tokio::test(flavor = "current_thread")]
async fn an_order_says_what_is_special_what_is_in_it_and_what_can_be_done() {
    insta::assert_snapshot!(words(Language::Chinese, draw_orders).await, @r#"
    返回列表
    订单
    待审核
    1
    已下单
    0
    已送达
    41,230
    已退回
    0
    已取消
    0
    全部
    41,231
    1 张
    兴隆超市
    2,054.50
    2026-11-22 · 261122-7K3F · 3 行 · 25 条 · 0.10 件
    待审核
    金额大、重复下单
    商品
    数量
    单价
    金额
    金叶（硬）
    21 条
    100.00
    2,100.00
    利群
    -1
    45.50
    -45.50
    打火机
    5 个
    赠品
    0.00
    25 条 · 0.10 件
    2,054.50
    待审核
    2026-11-22 · 你
    1 项待同步
    批准
    退回
    取消订单
    打开客户档案
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn an_order_says_what_is_special_what_is_in_it_and_what_can_be_done_in_english() {
    insta::assert_snapshot!(words(Language::English, draw_orders).await, @r#"
    Back to the list
    Orders
    In review
    1
    Placed
    0
    Delivered
    41,230
    Rejected
    0
    Cancelled
    0
    All
    41,231
    1 order
    兴隆超市
    2,054.50
    22 Nov 2026 · 261122-7K3F · 3 lines · 25 条 · 0.10 cases
    In review
    Large amount, Repeated
    Product
    Quantity
    Price
    Amount
    金叶（硬）
    21 条
    100.00
    2,100.00
    利群
    -1
    45.50
    -45.50
    打火机
    5 个
    Free
    0.00
    25 条 · 0.10 cases
    2,054.50
    In review
    22 Nov 2026 · You
    1 change waiting
    Approve
    Reject
    Cancel order
    Open the customer file
    "#);
}
