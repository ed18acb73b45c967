//! The cards, read as words, and their buttons by name.

use jipan_app::view::Language;
use jipan_rules::schema::{field, fields};
use jipan_rules::setting::RuleKey;
use jipan_rules::value::Value;

use super::*;
use crate::testing::test_company::{conflict, needs, today};
use crate::testing::{drawn, words};

fn draw(view: NeedsView) -> impl Fn() -> Html {
    let view = Rc::new(view);
    move || html! { <Needs view={Rc::clone(&view)} today={today()} on_event={Callback::noop()} /> }
}

#[tokio::test(flavor = "current_thread")]
async fn a_card_says_who_wrote_what_and_when_and_what_can_be_kept() {
    insta::assert_snapshot!(words(Language::Chinese, draw(needs())).await, @r#"
    需要你处理
    6
    兴隆超市
    联系电话
    你和李四都改了这一项，互相没有看到。较晚的先显示，两个都留着，请选一个。
    你 · 09:05
    1990 1000 051
    保留我的
    李四 · 10:05
    现在显示
    1990 1000 050
    保留对方的
    另填
    新乐生活超市
    联系人 张三 · 客户状态
    王主管和李四都改了这一项，互相没有看到。较晚的先显示，两个都留着，请选一个。
    王主管 · 11:05
    现在显示
    正常
    李四 · 2026-11-25 22:05
    清空
    你不能改这一项，请让负责的人处理。
    还有 1 项，处理后接着显示。
    公司没有接受
    鑫利便利店
    你 2026-11-25 16:40 写的
    写的时候，这家客户不在你的辖区。
    订货周期：14 天
    老板说下月换招牌，先不要送宣传品
    重试
    放下
    不在这台设备上的客户
    李四 · 2026-11-24 09:05
    这是李四写的，客户不在你的辖区，不能由这台设备带上去。
    联系人：林小满
    对方自己的设备仍可以上传；经理收下文件可以带上去，也可以照着重写。公司收到对方的这项修改以后，这一条会自己消失。
    放下
    新乐生活超市
    王主管 · 2026-11-24 09:05
    这是王主管写的，由你带上去；你们当中有一人不能这样改。
    删除客户
    对方自己的设备仍可以上传；经理收下文件可以带上去，也可以照着重写。公司收到对方的这项修改以后，这一条会自己消失。
    以我的名义写
    放下
    重试会作为新的修改再写一次；放下后这段内容会从这台设备上消失，请先记下要留的。
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_card_says_the_same_in_english() {
    insta::assert_snapshot!(words(Language::English, draw(needs())).await, @r#"
    Needs you
    6
    兴隆超市
    Phone
    You and 李四 both changed this without seeing each other. The later one shows, both are kept; choose one.
    You · 09:05
    1990 1000 051
    Keep mine
    李四 · 10:05
    Shows now
    1990 1000 050
    Keep theirs
    Edit
    新乐生活超市
    Contact 张三 · Status
    王主管 and 李四 both changed this without seeing each other. The later one shows, both are kept; choose one.
    王主管 · 11:05
    Shows now
    Open
    李四 · 25 Nov 2026 22:05
    Emptied
    You may not change this; ask the one who is in charge.
    1 more follows once these are decided.
    Not taken by the company
    鑫利便利店
    Written by you, 25 Nov 2026 16:40
    The customer was not in your territory when you wrote it.
    Order cycle: 14 days
    老板说下月换招牌，先不要送宣传品
    Try again
    Let go
    A customer not on this device
    李四 · 24 Nov 2026 09:05
    李四 wrote this about a customer outside your territory, so this device may not bring it.
    Contact: 林小满
    Their own device can still send it, and so can a manager who takes in the file, or who writes it anew. Once the company has this change, the card goes by itself.
    Let go
    新乐生活超市
    王主管 · 24 Nov 2026 09:05
    王主管 wrote this, and you brought it: one of you may not change it.
    Deleted the customer
    Their own device can still send it, and so can a manager who takes in the file, or who writes it anew. Once the company has this change, the card goes by itself.
    Write it in my name
    Let go
    Trying again writes it once more as a new change. What you let go is gone from this device, text and all: write down first what you want to keep.
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn the_value_of_the_person_stands_first_and_the_buttons_follow_it() {
    for is_mine_shown in [true, false] {
        let (mine, theirs) = (
            (WhoView::Me, 9, Some(Value::Integer(7))),
            (WhoView::Named("李四".to_owned()), 10, Some(Value::Integer(14))),
        );
        let sides = if is_mine_shown { [mine, theirs] } else { [theirs, mine] };
        let card = conflict(1, fields::ORDER_CYCLE, sides);
        let conflicts = Rc::new([Rc::new(card)]);
        let view = NeedsView { n_conflicts: 1, conflicts, n_refused: 0, refused: Rc::new([]) };
        let html = drawn(Language::Chinese, draw(view)).await;
        let place = |text: &str| html.find(text).unwrap();
        assert!(place(">保留我的<") < place(">保留对方的<"), "{html}");
        assert!(place(">7 天<") < place(">保留我的<") && place(">保留我的<") < place(">14 天<"));
        let shown = html.split("data-shown=\"true\"").nth(1).unwrap();
        let button = if is_mine_shown { ">保留我的<" } else { ">保留对方的<" };
        assert!(shown.find(button).unwrap() < shown.find("</button>").unwrap(), "{html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_button_says_what_it_is_about_to_who_cannot_see_the_card() {
    let html = drawn(Language::Chinese, draw(needs())).await;
    assert!(html.contains("aria-label=\"保留我的 · 联系电话 · 兴隆超市\""), "{html}");
    assert!(html.contains("aria-label=\"重试 · 鑫利便利店\""), "{html}");
    assert!(html.contains("aria-label=\"以我的名义写 · 新乐生活超市\""), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn what_one_may_not_change_has_no_buttons() {
    let html = drawn(Language::Chinese, draw(needs())).await;
    let second = html.split("<article").nth(2).unwrap();
    assert!(!second.contains("<button") && second.contains("你不能改这一项"), "{second}");
}

#[tokio::test(flavor = "current_thread")]
async fn two_values_of_one_person_are_told_apart_by_which_one_shows() {
    let side = |hour, n| (WhoView::Me, hour, Some(Value::Integer(n)));
    let card = conflict(1, fields::ORDER_CYCLE, [side(10, 7), side(9, 14)]);
    let conflicts = Rc::new([Rc::new(card)]);
    let view = NeedsView { n_conflicts: 1, conflicts, n_refused: 0, refused: Rc::new([]) };
    let said = words(Language::English, draw(view)).await;
    assert!(said.contains("Keep the one that shows") && said.contains("Take the other one"));
    assert!(said.contains("on two devices"), "{said}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_third_value_that_cannot_be_one_stays_as_it_was_typed_with_what_is_wrong() {
    let side = |who, n| (who, 9, Some(Value::Integer(n)));
    let sides = [side(WhoView::Me, 7), side(WhoView::Named("李四".to_owned()), 14)];
    let error = parse_value(field(fields::ORDER_CYCLE).unwrap(), "一周").unwrap_err();
    let third = DraftView { text: "一周".into(), error: Some(DraftError::Value(error)) };
    let card = ConflictCard { third: Some(third), ..conflict(1, fields::ORDER_CYCLE, sides) };
    let conflicts = Rc::new([Rc::new(card)]);
    let view = NeedsView { n_conflicts: 1, conflicts, n_refused: 0, refused: Rc::new([]) };
    let html = drawn(Language::Chinese, draw(view)).await;
    assert!(html.contains("value=\"一周\""), "{html}");
    assert!(html.contains("data-state=\"invalid\"") && html.contains("field__error"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn two_values_of_a_product_or_a_rule_say_from_which_day_and_a_rule_is_set_on_its_screen() {
    let of = |id| field(id).unwrap();
    let from = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
    let two = [(WhoView::Named("李四".to_owned()), 10), (WhoView::Me, 9)];
    let sides = |values: [Option<Value>; 2]| {
        let [one, other] = values;
        let [(one_by, one_at), (other_by, other_at)] = two.clone();
        [(one_by, one_at, one), (other_by, other_at, other)]
    };
    let price = fields::PRODUCT_PRICE;
    let price_card = ConflictCard {
        of: ConflictOf::Product { def: of(price), from: Some(from) },
        name: "金叶".to_owned(),
        ..conflict(1, price, sides([None, Some(Value::Integer(1_200_000))]))
    };
    let rule = |text: &str| Some(Value::Text(text.into()));
    let rule_card = ConflictCard {
        of: ConflictOf::Rule { key: RuleKey::ReviewAmount, from },
        name: String::new(),
        ..conflict(2, price, sides([rule("2000;10"), rule("?")]))
    };
    let conflicts = Rc::new([Rc::new(price_card), Rc::new(rule_card)]);
    let view = NeedsView { n_conflicts: 2, conflicts, n_refused: 0, refused: Rc::new([]) };
    insta::assert_snapshot!(words(Language::Chinese, draw(view.clone())).await, @r"
    需要你处理
    2
    金叶
    批发价 · 从 2026-12-05 起
    你和李四都改了这一项，互相没有看到。较晚的先显示，两个都留着，请选一个。
    你 · 09:05
    120.00 元
    保留我的
    李四 · 10:05
    现在显示
    已收回
    保留对方的
    另填
    规则
    特殊订单 · 从 2026-12-05 起
    你和李四都改了这一项，互相没有看到。较晚的先显示，两个都留着，请选一个。
    你 · 09:05
    ?
    保留我的
    李四 · 10:05
    现在显示
    2,000 元 · 10 分钟
    保留对方的
    在规则页另设
    ");
    let said = words(Language::English, draw(view.clone())).await;
    assert!(said.contains("Wholesale price · from") && said.contains("Taken back"), "{said}");
    let html = drawn(Language::Chinese, draw(view)).await;
    assert!(html.contains("href=\"/products\"") && html.contains("href=\"/rules\""), "{html}");
    assert!(html.contains("aria-label=\"保留我的 · 批发价 · 从"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_conflict_about_the_budget_names_row_and_month_and_each_number_in_its_unit() {
    use jipan_app::view::{BudgetPlace, LineLabel};
    use jipan_rules::budget::{BudgetField, Row};
    use jipan_rules::period::Month;
    let side = |who, it: &str| (who, 9, Some(Value::Text(it.into())));
    let sides = [side(WhoView::Me, "1200000"), side(WhoView::Named("李四".to_owned()), "1500050")];
    let place = BudgetPlace {
        field: BudgetField::PlanCell,
        name: Some("2026 年初版".to_owned()),
        line: Some(LineLabel::Row(Row::SalesRevenue)),
        month: Some(Month::of(NaiveDate::from_ymd_opt(2026, 12, 5).unwrap())),
    };
    let card = ConflictCard {
        of: ConflictOf::Budget(place),
        name: String::new(),
        ..conflict(1, fields::PRODUCT_PRICE, sides)
    };
    let view = NeedsView {
        n_conflicts: 1,
        conflicts: Rc::new([Rc::new(card)]),
        n_refused: 0,
        refused: Rc::new([]),
    };
    let html = drawn(Language::Chinese, draw(view)).await;
    for part in [
        "2026 年初版 · 销售收入 · 2026-12 · 计划",
        "12,000.00 元",
        "15,000.50 元",
        "href=\"/budget\"",
        "到预算里另填一个数",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("href=\"/rules\""), "{html}");
}
