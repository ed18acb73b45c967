//! Two files side by side, in words and as controls.

use jipan_app::view::{Language, Later, MemberView, MergeBy, MergeProblem, MergeRow};
use jipan_book::likeness::{AddressLikeness, KeyLikeness, Likeness, NameLikeness, PhoneLikeness};
use jipan_book::merging::PickBy;
use jipan_rules::schema::{FieldId, field};
use jipan_rules::value::Value;
use jipan_rules::{NaiveDate, Uuid};

use super::*;
use crate::testing::{drawn, words};

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn side(n: u128, name: &str) -> MergeSide {
    MergeSide {
        member: Some(MemberView {
            id: CustomerId::new(Uuid::from_u128(n)),
            name: name.to_owned(),
            address: Some("迎宾路444号".to_owned()),
            phone: None,
            licence: None,
            code: Some(format!("K{n}")),
            closed: None,
        }),
        since: Some(day(1)),
        n_notes: 1,
        n_contacts: 0,
    }
}

fn row(field_id: FieldId, values: [Option<Value>; 2], picked: usize, by: MergeBy) -> Rc<MergeRow> {
    let def = field(field_id).unwrap();
    Rc::new(MergeRow { def, values, drafts: [None, None], picked, by })
}

fn view() -> CompareView {
    let [one, other] = [1, 2].map(|n| CustomerId::new(Uuid::from_u128(n)));
    let phones = [Some(text("19900000001")), Some(text("19900000002"))];
    let phone = row(fields::PHONE, phones, 1, MergeBy::Rule(PickBy::Confirmed(day(9))));
    let drafts = [None, Some(Rc::from("123"))];
    CompareView {
        place: MergePlace::Pair(one, other),
        back: Route::Duplicates,
        sides: [side(1, "兴隆烟酒店"), side(2, "新隆烟酒店")],
        stays: 0,
        likeness: Some(Likeness {
            licence: KeyLikeness::Unknown,
            code: KeyLikeness::Other,
            phone: PhoneLikeness::Other,
            name: NameLikeness::Near,
            address: AddressLikeness::Same,
        }),
        differing: vec![Rc::new(MergeRow { drafts, ..(*phone).clone() })],
        one_sided: vec![row(
            fields::DISTRICT,
            [None, Some(text("城南街道"))],
            1,
            MergeBy::Rule(PickBy::OnlyOne),
        )],
        same: vec![(field(fields::ADDRESS).unwrap(), text("迎宾路444号"))],
        lost: vec![vec![(fields::CONTACT, text("张三")), (fields::PHONE, text("19900000001"))]],
        keeps_lost: true,
        problem: None,
        is_distinct: false,
        is_read_only: false,
        is_allowed: true,
    }
}

async fn told(language: Language, view: MergeView) -> String {
    let view = Later::new(view);
    words(language, move || {
        html! { <MergeScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await
}

#[tokio::test(flavor = "current_thread")]
async fn two_files_say_what_differs_what_is_chosen_and_why() {
    let compare = MergeView::Compare(Box::new(view()));
    insta::assert_snapshot!(told(Language::Chinese, compare).await, @r#"
返回
合并客户
不是同一家
合并
两边的历史、记录和其他联系人都会保留；旧链接和以后的导入都找到保留的档案。合并可以撤销。
名称差一个字 · 地址相同
保留
兴隆烟酒店
迎宾路444号
客户代码
K1
2026-11-01 建档 · 记录 1 条
并入保留的档案
新隆烟酒店
迎宾路444号
客户代码
K2
2026-11-01 建档 · 记录 1 条
改为保留这一份
两边不同（1）
联系电话
19900000001
19900000002
未填好：123
2026-11-09 确认过
只有一边填了（1）
行政区域
空白
城南街道
另一边空白
把没有选用的联系人留作其他联系人：张三 19900000001
两边相同（1）
经营地址
迎宾路444号
"#);
}

#[tokio::test(flavor = "current_thread")]
async fn two_files_say_the_same_in_english() {
    let compare = MergeView::Compare(Box::new(view()));
    insta::assert_snapshot!(told(Language::English, compare).await, @r#"
Back
Merge customers
Not the same shop
Merge
History, notes and further contacts of both are kept; old links and later imports find the file that stays. A merge can be undone.
names differ in one letter · same address
Stays
兴隆烟酒店
迎宾路444号
Customer code
K1
added 1 Nov 2026 · notes: 1
Merged into the other
新隆烟酒店
迎宾路444号
Customer code
K2
added 1 Nov 2026 · notes: 1
Keep this one instead
Different (1)
Phone
19900000001
19900000002
Unfinished: 123
confirmed on 9 Nov 2026
Filled on one side only (1)
District
Blank
城南街道
the other side is blank
Keep contacts that were not chosen as further contacts: 张三 19900000001
The same on both sides (1)
Address
迎宾路444号
"#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_field_is_a_choice_of_two_under_its_name() {
    let view = Later::new(MergeView::Compare(Box::new(view())));
    let html = drawn(Language::Chinese, move || {
        html! { <MergeScreen view={view.clone()} on_event={Callback::noop()} /> }
    });
    let html = html.await;
    let (_, from) = html.split_once("<fieldset").unwrap();
    let (fieldset, _) = from.split_once("</fieldset>").unwrap();
    insta::assert_snapshot!(fieldset, @r#"
 data-field="phone" class="merge__row">
<legend class="merge__field">联系电话</legend>
<div class="merge__choices">
<label data-picked="false" data-blank="false" class="merge__choice">
<input type="radio" name="merge-phone" aria-describedby="merge-side-0">
<span class="merge__value">19900000001</span>
</label>
<label data-picked="true" data-blank="false" class="merge__choice">
<input checked type="radio" name="merge-phone" aria-describedby="merge-side-1">
<span class="merge__value">19900000002<small>未填好：123</small>
<small class="merge__by">2026-11-09 确认过</small>
</span>
</label>
</div>
"#);
}

#[tokio::test(flavor = "current_thread")]
async fn what_keeps_two_from_becoming_one_is_said_and_bars_the_button() {
    let problem = MergeProblem::ValidToBeforeIssued { issued: day(9), valid_to: day(1) };
    let barred = CompareView { problem: Some(problem), is_distinct: true, ..view() };
    let view = Later::new(MergeView::Compare(Box::new(barred)));
    let html = drawn(Language::Chinese, move || {
        html! { <MergeScreen view={view.clone()} on_event={Callback::noop()} /> }
    });
    let html = html.await;
    let (_, from) = html.split_once(r#"<div class="merge__do">"#).unwrap();
    let (actions, rest) = from.split_once("</header>").unwrap();
    insta::assert_snapshot!(actions, @r#"
<button type="button" data-variant="primary" disabled="disabled" class="button">合并</button>
</div>
"#);
    let (_, problem) = rest.split_once("import__problem").unwrap();
    insta::assert_snapshot!(problem.split_once("</p>").unwrap().0, @r#"
 merge__none">这样选，有效日期 2026-11-01 早于发证日期 2026-11-09。请改选其中一项。
"#);
    assert!(html.contains("这两家已判定不是同一家"));
}

#[tokio::test(flavor = "current_thread")]
async fn the_other_one_is_chosen_from_a_list_or_searched_for() {
    let [one, other] = [side(1, "兴隆烟酒店"), side(2, "新隆烟酒店")].map(|it| it.member.unwrap());
    let likeness = view().likeness.unwrap();
    let offered = Rc::from([MergeCandidate { member: other, likeness }]);
    let choose = ChooseView { member: one.clone(), text: "".into(), offered };
    insta::assert_snapshot!(told(Language::Chinese, MergeView::Choose(choose)).await, @r#"
返回
合并客户
「兴隆烟酒店」和哪一家是同一家？找到它，逐项比较以后再合并。
/
可能是同一家
新隆烟酒店
迎宾路444号
客户代码
K2
名称差一个字 · 地址相同
"#);
    let nobody = ChooseView { member: one, text: "x".into(), offered: Rc::from([]) };
    insta::assert_snapshot!(told(Language::English, MergeView::Choose(nobody)).await, @r#"
Back
Merge customers
Which customer is the same shop as “兴隆烟酒店”? Find it, compare both, then merge.
No other customer found.
"#);
    insta::assert_snapshot!(told(Language::English, MergeView::Missing).await, @r#"
Back
Merge customers
There is no such customer
It may be on another device, or adding it was undone.
"#);
}
