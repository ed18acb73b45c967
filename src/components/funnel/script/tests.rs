//! The cards read as words in both languages, and what a tap of a code says.

use jipan_app::event::DealSheetKind;
use jipan_app::view::Language;

use super::*;
use crate::components::funnel::test_deals::{deal, sheet};
use crate::testing::{drawn, words};

fn view(script: Script) -> DealSheetView {
    DealSheetView { script: Some(script), ..sheet(DealSheetKind::Contact(deal(1))) }
}

fn of(view: DealSheetView) -> impl Fn() -> Html {
    move || html! { <ScriptCard view={view.clone()} on_event={Callback::noop()} /> }
}

/// The names of the buttons that are pressed.
async fn pressed(view: DealSheetView) -> Vec<String> {
    let html = drawn(Language::Chinese, of(view)).await;
    let buttons = html.split("<button").skip(1).filter(|it| it.contains(r#"aria-pressed="true""#));
    let words = buttons.filter_map(|it| it.split_once('>')?.1.split_once('<'));
    words.map(|(words, _)| words.to_owned()).collect()
}

#[tokio::test]
async fn a_card_says_what_to_do_what_to_say_and_how_one_behaves_in_chinese() {
    insta::assert_snapshot!(words(Language::Chinese, of(view(Script::FirstCall))).await, @r#"
    话术卡 · 首次电话
    看哪一张
    首次电话
    邀约
    促成
    过期跟进
    成交关怀
    基盘维护
    唤回
    冷冻重启
    流程
    1. 报单位和姓名，确认接电话的是谁
    2. 说从哪里知道他，问现在方不方便
    3. 只问一两个问题，听他讲店里的情况
    4. 约好见面或再打的日子
    5. 挂断后马上记下说过的话
    标准用语
    您好，请问是兴隆超市的负责人吗？我是……（单位、姓名）。
    耽误您一分钟，现在说话方便吗？
    我先不介绍东西，想听听您店里眼下最缺什么。
    周三上午还是周四下午，您哪个时间方便，我过去一趟。
    礼仪
    对方忙，就问几点再打，不硬往下讲。
    头一通电话不谈价钱，三分钟以内说完。
    对方说不要再联系，当场答应，并在档案的“同意联系”里记“不同意”。
    结果代码
    0 聊上了
    10 没接通
    1 本能拒绝
    2 不了解产品
    3 不信任销售或方式
    4 犹豫不决
    5 想比较
    6 没有钱
    话术由产品给出，单位目前还不能自己改写。
    "#);
}

#[tokio::test]
async fn a_card_says_what_to_do_what_to_say_and_how_one_behaves_in_english() {
    insta::assert_snapshot!(words(Language::English, of(view(Script::Thaw))).await, @r#"
    Script · Frozen, taken up again
    Which card
    First call
    Invitation
    Towards the order
    Past its day
    Care after closing
    Keeping the base
    Win back
    Frozen, taken up again
    Flow
    1. Read first why it was put aside
    2. Begin with the agreed time, which has come
    3. Ask what has changed: money, time, who decides
    4. If something has, set day and amount anew and reopen it
    5. If nothing has, agree on another day
    Standard phrases
    You asked me to come back about now, so I am calling.
    Has anything changed on your side?
    If you need to wait longer, in which month may I ask again?
    Etiquette
    Call on the agreed day, or at most two days off.
    Go on from where you stopped; do not begin from the start.
    If it is put aside again, write down why and until when.
    Result codes
    0 Reached
    10 No answer
    1 By instinct
    2 Does not know the product
    3 Distrusts seller or method
    4 Undecided
    5 Wants to compare
    6 No money
    The texts come with the product; a company cannot rewrite them yet.
    "#);
}

#[tokio::test]
async fn a_card_is_closed_at_first_and_only_the_sheet_of_a_contact_has_one() {
    let html = drawn(Language::Chinese, of(view(Script::Push))).await;
    assert!(html.contains("<details") && !html.contains("<details open"), "{html}");
    let none = sheet(DealSheetKind::Contact(deal(1)));
    assert_eq!(drawn(Language::Chinese, of(none)).await.matches("<details").count(), 0);
}

#[tokio::test]
async fn every_card_has_three_to_five_steps_and_every_refusal_an_answer_in_both_languages() {
    for tr in [Language::Chinese, Language::English].map(Tr::new) {
        for script in Script::ALL {
            let n = ScriptPart::ALL.map(|part| tr.script_points((script, part), "一号店").len());
            let [flow, phrases, manners] = n;
            let is_whole = (3..=5).contains(&flow) && (2..=4).contains(&phrases);
            assert!(is_whole && (2..=3).contains(&manners), "{script:?} {n:?}");
        }
        let names: std::collections::BTreeSet<_> = Script::ALL.map(|it| tr.script(it)).into();
        assert_eq!(names.len(), 8, "told apart");
        for refusal in Refusal::ALL {
            assert_eq!(tr.script_answer(refusal).len(), 3, "{refusal:?}");
        }
    }
}

#[tokio::test]
async fn the_codes_and_the_choices_of_the_sheet_say_the_same() {
    let open = view(Script::Push);
    assert_eq!(pressed(open.clone()).await, ["0 聊上了"]);
    let outcome = SheetOutcome::NoAnswer;
    assert_eq!(pressed(DealSheetView { outcome, ..open.clone() }).await, ["10 没接通"]);
    let refused = DealSheetView { outcome: SheetOutcome::Refused, ..open.clone() };
    assert_eq!(pressed(refused.clone()).await, [""; 0], "no reason is chosen yet");
    let compares = DealSheetView { refusal: Some(Refusal::Compare), ..refused };
    assert_eq!(pressed(compares.clone()).await, ["5 想比较"]);
    let said = words(Language::Chinese, of(compares.clone())).await;
    assert!(said.contains("应对 · 想比较\n赞成他比"), "{said}");
    // A reason that was chosen before it turned out that somebody listened is not answered.
    let reached = DealSheetView { outcome: SheetOutcome::Reached, ..compares };
    let said = words(Language::English, of(reached)).await;
    assert!(!said.contains("Answer"), "{said}");
}

#[test]
fn a_code_of_a_refusal_says_that_one_was_refused_and_why_in_one_tap() {
    let refused = Some(SheetEdit::Outcome(SheetOutcome::Refused));
    for refusal in Refusal::ALL {
        let edits = edits_of(Outcome::Refused(refusal));
        assert_eq!(edits, [refused.clone(), Some(SheetEdit::Refusal(refusal))]);
    }
    let no_answer = Some(SheetEdit::Outcome(SheetOutcome::NoAnswer));
    assert_eq!(edits_of(Outcome::NoAnswer), [no_answer, None]);
}
