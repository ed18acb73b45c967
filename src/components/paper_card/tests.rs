//! What stands on the yellow card.

use jipan_app::view::{AnswerLine, Language, Later, PrintView, WhoView};
use jipan_rules::funnel::{Contact, Fact, How, Outcome, Purpose, Refusal};

use super::*;
use crate::components::funnel::test_deals::{day, deal, panel};
use crate::components::paper::Paper;
use crate::testing::words;

fn card(n_lines: usize) -> PrintView {
    let contact = Contact {
        on: day(11, 18),
        how: How::Visit,
        purpose: Purpose::Push,
        outcome: Outcome::Refused(Refusal::Compare),
        text: "看别家".into(),
        next: Some(day(11, 25)),
    };
    let line = CardLine {
        on: day(11, 18),
        fact: Fact::Contact(Box::new(contact)),
        deal: Some(deal(1).deal),
        about: None,
        levels: None,
        by: Some(WhoView::Named("李四".to_owned())),
        answers: Vec::new(),
    };
    let instruction = CardLine {
        on: day(11, 16),
        fact: Fact::Remark { text: "再去一次".into(), asks: true },
        deal: None,
        about: None,
        levels: None,
        by: Some(WhoView::Named("王督导".to_owned())),
        answers: vec![AnswerLine {
            on: day(11, 18),
            by: Some(WhoView::Named("李四".to_owned())),
            text: "去过了".to_owned(),
        }],
    };
    PrintView::Card(Box::new(PrintCardView {
        on: day(11, 22),
        name: "兴隆超市".to_owned(),
        code: Some("C1".to_owned()),
        phone: None,
        address: None,
        line: None,
        deals: vec![panel(1)],
        n_deals: 3,
        lines: vec![line, instruction],
        n_lines,
    }))
}

async fn read(language: Language, view: PrintView) -> String {
    let view = Later::new(view);
    words(language, move || html! { <Paper view={view.clone()} /> }).await
}

#[tokio::test]
async fn the_card_says_where_it_stands_and_what_happened() {
    let said = read(Language::Chinese, card(2)).await;
    assert!(said.starts_with("兴隆超市\n黄卡\n客户代码\nC1\n意向 · 2026-11-10\n"), "{said}");
    assert!(
        said.contains(
            "级别：H · 预计 2026-11-29（等装修） · ¥12,800 · 下次联系 2026-11-25 · 转介绍"
        ),
        "{said}"
    );
    assert!(said.contains("☑ 集客 2026-11-01\u{2003}□ 展厅接待"), "{said}");
    assert!(said.contains("上门 · 促成 · 被拒（想比较） · 看别家 · 下次 2026-11-25"), "{said}");
    assert!(said.contains("打印于 2026-11-22") && said.contains("经过\n"), "{said}");
}

#[tokio::test]
async fn an_answer_stands_beside_its_instruction_and_opportunities_without_room_are_counted() {
    let said = read(Language::Chinese, card(2)).await;
    assert!(
        said.contains("批示（要求答复）：再去一次 → 答复：去过了（2026-11-18 · 李四）"),
        "{said}"
    );
    assert!(said.contains("另有 2 个商机没有列出"), "{said}");
}

#[tokio::test]
async fn an_expectation_says_how_it_moved_the_level() {
    use jipan_rules::funnel::{Expectation, Level};
    let PrintView::Card(mut view) = card(1) else { panic!("no card") };
    let it =
        Expectation { on: Some(day(11, 29)), amount: None, why: Some("开业".into()), seen: None };
    view.lines[0].fact = Fact::Expect(it);
    view.lines[0].levels = Some([Level::B, Level::H]);
    let said = read(Language::Chinese, PrintView::Card(view)).await;
    assert!(said.contains("预计 2026-11-29 · —（开业） · 级别 B → H"), "{said}");
}

#[tokio::test]
async fn lines_that_are_not_on_the_page_are_counted() {
    let said = read(Language::Chinese, card(30)).await;
    assert!(said.contains("经过（最近 2 条，共 30 条）"), "{said}");
    let said = read(Language::English, card(30)).await;
    assert!(
        said.contains("newest 2 of 30") && said.contains("Refused (Wants to compare"),
        "{said}"
    );
}
