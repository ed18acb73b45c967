//! Orders, their entry, products and objections, read as words, and their controls by name.

use jipan_app::view::{
    EntryLine, EntryView, Language, LastOrder, ObjectionView, ObjectionsView, OpenObjection,
    OrderCard, OrderDetail, OrderLineView, OrderMoveView, OrderSums, OrderSync, ProductField,
    ProductForm, ProductRow, ProductsView, RecordSync, TradeNeeds, WhoView,
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
            quantity: 21,
            price: 1_000_000,
            amount: 210_000,
        },
        OrderLineView { name: "利群".into(), quantity: -1, price: 455_000, amount: -4_550 },
        OrderLineView { name: "打火机".into(), quantity: 5, price: 0, amount: 0 },
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
        sums: OrderSums { quantity: 25, cases: 10, amount: 205_450 },
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
        unit: None,
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
        sums: OrderSums { quantity: 21, cases: 8, amount: 210_000 },
        review: Some(Rc::new(facts)),
        lacks_price: true,
        last: Some(LastOrder {
            on: day(15),
            n_lines: 3,
            sums: OrderSums { quantity: 25, cases: 10, amount: 205_450 },
        }),
        n_left_out: 1,
        is_read_only: false,
    }
}

fn products() -> ProductsView {
    let dated = |id, value: Value| ProductField {
        def: field(id).unwrap(),
        value: Some(value.clone()),
        error: None,
        is_dated: true,
        history: vec![(day(22), value), (day(1), Value::Integer(950_000))],
    };
    let name = ProductField {
        def: field(fields::PRODUCT_NAME).unwrap(),
        value: Some(Value::Text("金叶（硬）".into())),
        error: Some(jipan_app::view::DraftError::Required),
        is_dated: false,
        history: Vec::new(),
    };
    let form = ProductForm {
        id: Some(product(1)),
        fields: vec![name, dated(fields::PRODUCT_PRICE, Value::Integer(1_000_000))],
        today: day(22),
        is_editable: true,
    };
    let row = |n, name: &str, is_active| {
        Rc::new(ProductRow {
            id: product(n),
            code: format!("P{n}"),
            name: name.to_owned(),
            brand: (n == 1).then(|| "金叶".to_owned()),
            unit: None,
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
    html! { <OrdersScreen view={Rc::new(orders())} on_event={Callback::noop()} /> }
}

fn draw_entry() -> Html {
    html! { <EntryScreen view={Rc::new(entry())} on_event={Callback::noop()} /> }
}

fn draw_products() -> Html {
    html! { <ProductsScreen view={Rc::new(products())} on_event={Callback::noop()} /> }
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
            <trade_needs::TradeNeeds {needs} on_event={Callback::noop()} />
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
    2026-11-22 · 261122-7K3F · 3 行 · 25 条 · 0.10 件
    待审核
    金额大、重复下单
    商品
    数量
    单价
    金额
    金叶（硬）
    21
    100.00
    2,100.00
    利群
    -1
    45.50
    -45.50
    打火机
    5
    赠品
    0.00
    25 条 · 0.10 件
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
    22 Nov 2026 · 261122-7K3F · 3 lines · 25 units · 0.10 cases
    In review
    Large amount, Repeated
    Product
    Quantity
    Price
    Amount
    金叶（硬）
    21
    100.00
    2,100.00
    利群
    -1
    45.50
    -45.50
    打火机
    5
    Free
    0.00
    25 units · 0.10 cases
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

#[tokio::test(flavor = "current_thread")]
async fn the_entry_says_what_the_last_order_was_and_what_goes_to_review() {
    insta::assert_snapshot!(words(Language::Chinese, draw_entry).await, @r#"
    回到客户档案
    下单 · 兴隆超市
    照上次
    2026-11-15 · 3 行 · 2,054.50 元
    金叶（硬）
    21 条
    P1 · 100.00 元/条 · 上次 20 条
    利群
    P2 · 100.00 元/条
    还有 3 种，请搜索
    本单
    金叶（硬）
    21 条
    100.00 元/条
    2,100.00
    上次有 1 行没有照搬：停售、退货或赠品。
    金叶（硬）
    21 条
    7
    8
    9
    ⌫
    4
    5
    6
    退货
    1
    2
    3
    赠品
    0
    00
    下一个
    将送审核：
    金额 2,100.00 元，超过 2,000.00 元
    信息不全，缺联系电话
    有商品没有价格
    21 条 · 0.08 件
    2,100.00 元
    放弃
    完成
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn the_entry_says_what_the_last_order_was_and_what_goes_to_review_in_english() {
    insta::assert_snapshot!(words(Language::English, draw_entry).await, @r#"
    Back to the customer file
    Order · 兴隆超市
    Repeat last
    15 Nov 2026 · 3 lines · ¥2,054.50
    金叶（硬）
    21 units
    P1 · ¥100.00 each · last 20 units
    利群
    P2 · ¥100.00 each
    3 more; search for them
    This order
    金叶（硬）
    21 units
    ¥100.00 each
    2,100.00
    1 line of the last order was left out: off sale, returned or free.
    金叶（硬）
    21 units
    7
    8
    9
    ⌫
    4
    5
    6
    Return
    1
    2
    3
    Free
    0
    00
    Next
    Goes to review:
    the amount of 2,100.00 is more than 2,000.00
    incomplete, without a phone number
    a product has no price
    21 units · 0.08 cases
    ¥2,100.00
    Discard
    Done
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_product_says_since_when_its_price_is_in_force() {
    insta::assert_snapshot!(words(Language::Chinese, draw_products).await, @r#"
    返回列表
    商品
    导入商品
    添加商品
    共 2 种
    金叶（硬）
    100.00
    P1 · 金叶
    每件 250 条
    利群
    没有价格
    P2
    停售
    金叶（硬）
    商品名称
    商品名称不能为空
    批发价 (元)
    历次 · 2
    从 2026-11-22 起 100.00
    从 2026-11-01 起 95.00
    从哪天起
    改了价格、成本、每件条数时，从这天起生效；以前的订单不变。
    完成
    "#);
    insta::assert_snapshot!(words(Language::English, draw_products).await, @r#"
    Back to the list
    Products
    Import products
    Add product
    2 products
    金叶（硬）
    100.00
    P1 · 金叶
    250 units in a case
    利群
    no price
    P2
    Off sale
    金叶（硬）
    Product name
    Product name may not be blank
    Wholesale price (CNY)
    Earlier values · 2
    from 22 Nov 2026: 100.00
    from 1 Nov 2026: 95.00
    From which day
    New prices, costs and case sizes are in force from this day; orders before stay as they were.
    Done
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn objections_wait_for_an_answer_in_the_file_and_on_the_home_screen() {
    insta::assert_snapshot!(words(Language::Chinese, draw_needs).await, @r#"
    客户分档：“我进货比他多”
    2026-11-20
    结果
    已解释，客户接受
    已更正
    维持，客户仍不认可
    怎么答复的
    答复
    订单与异议
    3 张订单待审核
    兴隆超市不认可客户分档
    我进货比他多
    6 条异议待答复 · 另有 5 条
    "#);
    insta::assert_snapshot!(words(Language::English, draw_needs).await, @r#"
    Tier: “我进货比他多”
    20 Nov 2026
    Outcome
    Explained, the customer agrees
    Corrected
    Kept, the customer still objects
    What was answered
    Answer
    Orders and objections
    3 orders in review
    兴隆超市 objects to its Tier
    我进货比他多
    6 objections to answer · 5 more
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn keys_and_rows_have_names_and_say_what_is_on() {
    let html = drawn(Language::Chinese, draw_entry).await;
    for name in [
        r#"role="group" aria-label="金叶（硬）的数量""#,
        r#"aria-label="退格""#,
        r#"aria-pressed="false" class="pad__key">赠品<"#,
        r#"aria-expanded="true" class="entry__row""#,
        r#"aria-label="搜索商品""#,
    ] {
        assert!(html.contains(name), "{name} in {html}");
    }
    let html = drawn(Language::English, draw_orders).await;
    assert!(html.contains(r#"aria-label="Approve: 261122-7K3F""#), "{html}");
}
