//! What the list of duplicates says, in both languages.

use jipan_app::view::{Language, Later, MemberView};
use jipan_book::likeness::{
    AddressLikeness, KeyLikeness, Likeness, NameLikeness, PhoneLikeness, Sureness,
};
use jipan_rules::Uuid;
use jipan_rules::values::ids::CustomerId;

use super::*;
use crate::testing::{drawn, words};

fn member(n: u128, name: &str) -> MemberView {
    MemberView {
        id: CustomerId::new(Uuid::from_u128(n)),
        name: name.to_owned(),
        address: (n != 3).then(|| "迎宾路444号".to_owned()),
        phone: None,
        licence: Some(format!("33038211000{n}")),
        code: None,
        closed: (n == 2).then_some(2),
    }
}

fn view() -> DuplicatesView {
    let likeness = Likeness {
        licence: KeyLikeness::Other,
        code: KeyLikeness::Unknown,
        phone: PhoneLikeness::Other,
        name: NameLikeness::Near,
        address: AddressLikeness::OtherNumber,
    };
    let key = Likeness {
        licence: KeyLikeness::Same,
        phone: PhoneLikeness::SharedByMany,
        name: NameLikeness::SameSound,
        address: AddressLikeness::Other,
        ..likeness
    };
    let pair = ClusterView {
        sureness: Sureness::SameKey,
        members: vec![member(1, "兴隆烟酒店"), member(2, "鑫隆烟酒店")],
        pairs: vec![(0, 1, key)],
        n_more: 0,
    };
    let three = ClusterView {
        sureness: Sureness::NameAndAddress,
        members: vec![member(3, "万佳"), member(4, "万家"), member(5, "万加")],
        pairs: vec![(0, 1, likeness), (1, 2, likeness)],
        n_more: 2,
    };
    let [one, other] = [1, 5].map(|n| CustomerId::new(Uuid::from_u128(n)));
    let names = ["兴隆烟酒店", "万加"].map(str::to_owned);
    DuplicatesView {
        progress: None,
        is_stopped: false,
        found: Some(FoundView {
            counts: vec![(Sureness::SameKey, 1), (Sureness::NameAndAddress, 31)],
            clusters: vec![Rc::new(pair), Rc::new(three)],
            n_more: 30,
            n_left_out: 11_299,
            is_cut: false,
            is_old: true,
        }),
        distinct: vec![DistinctView { one, other, names }],
        is_read_only: false,
    }
}

async fn told(language: Language, view: DuplicatesView) -> String {
    let view = Later::new(view);
    words(language, move || {
        html! { <DuplicatesScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await
}

#[tokio::test(flavor = "current_thread")]
async fn the_list_says_what_is_alike_and_what_is_left_out() {
    insta::assert_snapshot!(told(Language::Chinese, view()).await, @r#"
返回列表
查重
可能是同一家店的客户，最有把握的在前。看过再合并，随时可以撤销。
找到 32 组
查过之后资料有改动。
再查一次
11,299 家的名称与太多店相近，只与地址相近的比过。
许可证号或客户代码相同（1）
兴隆烟酒店
迎宾路444号
许可证号
330382110001
鑫隆烟酒店
停业
迎宾路444号
许可证号
330382110002
许可证号相同 · 名称读音相同 · 电话相同，但多家共用
比较
不是同一家
名称相近，地址相近（31）
万佳
许可证号
330382110003
万家
迎宾路444号
许可证号
330382110004
万加
迎宾路444号
许可证号
330382110005
万佳 与 万家
名称差一个字 · 地址相近，门牌号不同 · 许可证号不同
比较
不是同一家
万家 与 万加
名称差一个字 · 地址相近，门牌号不同 · 许可证号不同
比较
不是同一家
还有 2 对；处理这几对以后会列出
再显示一些（还有 30 组）
已判定不是同一家（1 对）
兴隆烟酒店 与 万加
收回
"#);
}

#[tokio::test(flavor = "current_thread")]
async fn the_list_says_the_same_in_english() {
    insta::assert_snapshot!(told(Language::English, view()).await, @r#"
Back to the list
Find duplicates
Customers that may be one shop, surest first. Look at both before you merge; a merge can always be undone.
32 groups found
Data changed since this search.
Search again
The names of 11,299 customers are like too many others; they were compared only where the address is alike.
Same licence or customer code (1)
兴隆烟酒店
迎宾路444号
Licence no.
330382110001
鑫隆烟酒店
Suspended
迎宾路444号
Licence no.
330382110002
same licence · names read the same · same phone, but many share it
Compare
Not the same shop
Similar name and address (31)
万佳
Licence no.
330382110003
万家
迎宾路444号
Licence no.
330382110004
万加
迎宾路444号
Licence no.
330382110005
万佳 and 万家
names differ in one letter · similar address, other house number · different licences
Compare
Not the same shop
万家 and 万加
names differ in one letter · similar address, other house number · different licences
Compare
Not the same shop
2 more; they are listed once these are done
Show more (30 left)
Found to be different (1)
兴隆烟酒店 and 万加
Take back
"#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_search_under_way_can_be_stopped_and_nothing_found_is_said() {
    let searching = DuplicatesView { progress: Some((30, 120)), ..DuplicatesView::default() };
    insta::assert_snapshot!(told(Language::Chinese, searching).await, @r#"
返回列表
查重
可能是同一家店的客户，最有把握的在前。看过再合并，随时可以撤销。
正在比较全部客户…
停止
"#);
    let none = DuplicatesView { found: Some(FoundView::default()), ..DuplicatesView::default() };
    insta::assert_snapshot!(told(Language::Chinese, none).await, @r#"
返回列表
查重
可能是同一家店的客户，最有把握的在前。看过再合并，随时可以撤销。
再查一次
没有发现重复的客户
比过了许可证号、客户代码、电话，以及名称、读音和地址。
"#);
    let stopped = DuplicatesView { is_stopped: true, ..DuplicatesView::default() };
    insta::assert_snapshot!(told(Language::English, stopped).await, @r#"
Back to the list
Find duplicates
Customers that may be one shop, surest first. Look at both before you merge; a merge can always be undone.
Stopped before the end.
Search again
"#);
}

#[tokio::test(flavor = "current_thread")]
async fn what_can_be_done_with_a_pair_is_named_after_it() {
    let view = Later::new(view());
    let html = drawn(Language::Chinese, move || {
        html! { <DuplicatesScreen view={view.clone()} on_event={Callback::noop()} /> }
    });
    let html = html.await;
    let named: Vec<&str> =
        html.lines().filter(|line| line.contains("aria-label") && line.contains("兴隆")).collect();
    insta::assert_snapshot!(named.join("\n"), @r#"
<a href="/customers/00000000-0000-0000-0000-000000000001/merge/00000000-0000-0000-0000-000000000002" aria-label="比较「兴隆烟酒店」和「鑫隆烟酒店」" class="button">比较</a>
<button type="button" aria-label="「兴隆烟酒店」和「鑫隆烟酒店」不是同一家" class="quiet-button">不是同一家</button>
<button type="button" aria-label="收回：「兴隆烟酒店」和「万加」不是同一家" class="quiet-button">收回</button>
"#);
}
