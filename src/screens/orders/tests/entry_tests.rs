//! What stands on the screens of entry, products and objections.

use super::*;

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
    P2 · 单价 100.00 元
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
    数量 21 · 0.08 件
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
    21 条
    P1 · ¥100.00 a 条 · last 20 条
    利群
    P2 · ¥100.00 each
    3 more; search for them
    This order
    金叶（硬）
    21 条
    ¥100.00 a 条
    2,100.00
    1 line of the last order was left out: off sale, returned or free.
    金叶（硬）
    21 条
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
    21 units · 0.08 cases
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
    P2 · 另名 利群（老版）
    停售
    金叶（硬）
    商品名称
    商品名称不能为空
    2026-11-09 改写前：金叶
    批发价 (元)
    历次 · 2
    从 2026-11-22 起 100.00
    王经理
    收回
    最初 95.00
    商品.csv
    从哪天起
    请选一天。
    改了名称、单位、价格、成本、每件条数时，从这天起生效；以前的订单不变。
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
    250 条 in a case
    利群
    no price
    P2 · also named 利群（老版）
    Off sale
    金叶（硬）
    Product name
    Product name may not be blank
    Until it was overwritten on 9 Nov 2026: 金叶
    Wholesale price (CNY)
    Earlier values · 2
    from 22 Nov 2026: 100.00
    王经理
    Take back
    at first: 95.00
    商品.csv
    From which day
    Choose a day.
    New names, units, prices, costs and case sizes are in force from this day; orders before stay as they were.
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
    兴隆超市 objects: Tier
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
