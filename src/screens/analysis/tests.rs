//! The analysis, read as words, and its marks by name.

use std::rc::Rc;

use jipan_app::event::{FunnelMark, Owners};
use jipan_app::view::{Language, Later};
use jipan_rules::funnel::{Ratio, Stage};
use jipan_rules::values::Money;

use super::*;
use crate::components::funnel::test_deals::{analysis, day, deal, mark_list};
use crate::testing::{drawn, folded, words};

fn of(view: AnalysisView) -> impl Fn() -> Html {
    let view = Later::new(view);
    move || html! { <AnalysisScreen view={view.clone()} on_event={Callback::noop()} /> }
}

/// A part of the screen by its id.
fn part<'a>(html: &'a str, id: &str) -> &'a str {
    let (_, rest) = html.split_once(&format!(r#"<section aria-labelledby="{id}""#)).unwrap();
    rest.split_once("</section>").unwrap().0
}

/// What the buttons say that they count: as their name, or beside what they show.
fn names(html: &str) -> Vec<&str> {
    let buttons = html.split("<button").skip(1).map(|it| it.split_once("</button>").unwrap().0);
    let found = buttons.filter_map(|it| {
        let (_, name) = it
            .split_once(r#"aria-label=""#)
            .or_else(|| it.split_once(r#"class="visually-hidden">"#))?;
        name.split(['"', '<']).next()
    });
    found.collect()
}

#[tokio::test]
async fn all_of_it_reads_in_both_languages() {
    insta::assert_snapshot!(folded(&words(Language::Chinese, of(analysis())).await), @"
    漏斗分析 | 漏斗 | 登记表 | 漏斗分析 | 2026-10-01 至 2026-11-26 登记的商机 · 点数字看是谁。 | 时间 | 本月 | 近 3 个月 | 近 12 个月 | 全部
    走到哪一步 | 这段时间登记的，后来到过各阶段的有多少。 | 潜在 | 24 | 2026-10-01 至 2026-11-26 登记、到过潜在 · 24 个商机 | 意向 | 12 | 占上一步 50.0% | 占全部 50.0% | 2026-10-01 至 2026-11-26 登记、到过意向 · 12 个商机
    成交 | 6 | 占上一步 50.0% | 占全部 25.0% | 2026-10-01 至 2026-11-26 登记、到过成交 · 6 个商机 | 基盘 | 0 | 占上一步 0.0% | 占全部 0.0% | 按月转化
    当月第一次进入一个阶段的，后来有多少前进了。 | 月份 | 新登记 | 潜在 → | 意向 → | 成交 → | 2026-11 | 8 | 3 | 37.5%
    2026-11 进入潜在、后来前进的 · 3 个商机 | / 8 | 2026-11 进入潜在 · 8 个商机 | 0 | / 4 | 2026-11 进入意向 · 4 个商机 | – | 2026-10 | 16 | 9
    56.3% | 2026-10 进入潜在、后来前进的 · 9 个商机 | / 16 | 2026-10 进入潜在 · 16 个商机 | 4 | 50.0% | 2026-10 进入意向、后来前进的 · 4 个商机 | / 8 | 2026-10 进入意向 · 8 个商机 | 1
    100.0% | 2026-10 进入成交、后来前进的 · 1 个商机 | / 1 | 2026-10 进入成交 · 1 个商机 | 各月末的漏斗 | 每个月末和今天各阶段有多少。 | 潜在 | 意向 | 成交 | 基盘
    2026-10-31 结束时在成交 · 1 个商机 | 2026-10-31 结束时在意向 · 4 个商机 | 4 | 2026-10-31 结束时在潜在 · 7 个商机 | 7 | 12 | 2026-10 | 2026-11-26 结束时在基盘 · 1 个商机 | 2026-11-26 结束时在成交 · 5 个商机 | 5
    2026-11-26 结束时在意向 · 6 个商机 | 6 | 2026-11-26 结束时在潜在 · 12 个商机 | 12 | 24 | 今天 | 用表格看 | 日期 | 潜在 | 意向
    成交 | 基盘 | 2026-11-26 | 12 | 6 | 5 | 1 | 2026-10-31 | 7 | 4
    1 | – | 渠道 | 这段时间各渠道登记的，后来怎么样，花了多少。 | 渠道 | 新登记 | 到意向 | 成交 | 退出 | 成交金额
    费用 | 每个新登记费用 | 每个成交费用 | 线上 | 8 | 4 | 2 | 25.0% | 1 | ¥12,800
    ¥1,000.01 | ¥125 | ¥500.01 | 来电 | 4 | 2 | 1 | 25.0% | 1 | ¥12,800
    — | — | — | 停留时间 | 这段时间登记的，在每个阶段停了多久；还没走的算到今天。 | 潜在 | 中位数 9 天 · 最久 100 天 · 3 个，其中 1 个还在 | 0–7 天 | 1 | 33%
    2026-10-01 至 2026-11-26 登记、在潜在停留 0–7 天 · 1 个商机 | 8–15 天 | 1 | 33% | 2026-10-01 至 2026-11-26 登记、在潜在停留 8–15 天 · 1 个商机 | 16–30 天 | 0 | 0% | 31–90 天 | 0
    0% | 超过 90 天 | 1 | 33% | 2026-10-01 至 2026-11-26 登记、在潜在停留 超过 90 天 · 1 个商机 | 意向 | 还没有 | 转介绍 | 24 个里有 6 个由人介绍，占 25.0%。 | 2026-10-01 至 2026-11-26 登记、由人介绍的 · 6 个商机
    教材说：来自转介绍的应当占到 60%（S3 的说法，不是统计）。 | 谁介绍了谁 | 兴隆超市 | 介绍 2 个，成交 1 个 · 连同间接介绍共 3 家 | 2 | 新乐超市 | 介绍 1 个，成交 1 个 | 1 | 另一位客户 | 另有 4 项没有列出
    ");
    let said = words(Language::English, of(analysis())).await;
    for words in [
        "Funnel analysis\n",
        "Opportunities opened 1 Oct 2026 to 26 Nov 2026 · Tap a number to see who it is.",
        "50.0% of the step before",
        "Days: median 9, longest 100 · 3 in all, 1 still there",
        "By referral: 6 of 24, 25.0%",
        "Referred 2, closed 1 · with indirect ones 3",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
}

#[tokio::test]
async fn each_step_of_the_funnel_opens_those_that_reached_it_and_says_their_share() {
    let html = drawn(Language::Chinese, of(analysis())).await;
    let reach = part(&html, "analysis-reach");
    let wanted = [
        "2026-10-01 至 2026-11-26 登记、到过潜在 · 24 个商机",
        "2026-10-01 至 2026-11-26 登记、到过意向 · 12 个商机",
        "2026-10-01 至 2026-11-26 登记、到过成交 · 6 个商机",
    ];
    assert_eq!(names(reach), wanted);
    assert!(reach.contains(r#"points="0,0 2000,0 1500,100 500,100""#), "{reach}");
}

#[tokio::test]
async fn a_cell_of_the_cohorts_has_one_mark_for_who_went_on_and_one_for_all() {
    let html = drawn(Language::Chinese, of(analysis())).await;
    let cohorts = part(&html, "analysis-cohorts");
    let names = names(cohorts);
    for name in [
        "2026-11 新登记 · 8 个商机",
        "2026-11 进入潜在、后来前进的 · 3 个商机",
        "2026-11 进入潜在 · 8 个商机",
        "2026-11 进入意向 · 4 个商机",
        "2026-10 进入成交、后来前进的 · 1 个商机",
    ] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    assert!(!names.iter().any(|it| it.contains("· 0 个")), "{names:?}");
}

#[tokio::test]
async fn a_snapshot_is_a_picture_with_words_and_a_table_with_marks() {
    let html = drawn(Language::Chinese, of(analysis())).await;
    let part = part(&html, "analysis-snapshots");
    assert!(part.contains(r#"role="img" aria-label="2026-10-31：潜在 7 · 意向 4 · 成交 1 · 基盘 0; 2026-11-26：潜在 12"#), "{part}");
    assert_eq!(part.matches("<rect").count(), 7, "{part}");
    assert_eq!(names(part).len(), 7, "the same marks by keyboard: {part}");
    assert!(part.contains("2026-11-26 结束时在意向 · 6 个商机"), "{part}");
    assert!(part.matches("stack__n").count() < 7, "a low part has no room for a number: {part}");
    assert!(part.contains(r#"class="stack__n">6</text>"#), "{part}");
}

#[tokio::test]
async fn a_channel_says_what_it_cost_and_where_nobody_says_so_leads_to_the_rules() {
    let html = drawn(Language::Chinese, of(analysis())).await;
    let part_of = |html: &str| part(html, "analysis-channels").to_owned();
    let channels = part_of(&html);
    assert!(
        channels.contains("¥1,000.01") && channels.contains("¥125") && channels.contains("¥500"),
        "{channels}"
    );
    assert!(
        channels.contains("2026-10-01 至 2026-11-26 线上 · 来电 · 成交过 · 1 个商机"),
        "{channels}"
    );
    assert!(!channels.contains("/rules"), "{channels}");
    let html = drawn(Language::Chinese, of(AnalysisView { has_costs: false, ..analysis() })).await;
    assert!(part_of(&html).contains(r#"href="/rules""#), "{html}");
}

#[tokio::test]
async fn what_one_costs_is_rounded_half_up_and_of_mine_alone_it_is_not_known() {
    let view = analysis();
    let mut channels = view.channels.to_vec();
    channels[0].n_opened = 6;
    channels[0].cost = Some(Money::from_fen(100_000));
    let html = drawn(Language::Chinese, of(AnalysisView { channels: Rc::from(channels), ..view }));
    let html = html.await;
    assert!(part(&html, "analysis-channels").contains("¥166.67"), "{html}");
    let hint = "费用是全公司的，选“全部”才算得出每个花多少。";
    let mine = AnalysisView { has_others: true, owners: Owners::Mine, ..analysis() };
    let said = words(Language::Chinese, of(mine.clone())).await;
    assert!(said.contains(hint) && !said.contains("还没有填渠道费用"), "{said}");
    for other in [
        AnalysisView { owners: Owners::All, ..mine.clone() },
        AnalysisView { has_costs: false, ..mine },
    ] {
        let said = words(Language::Chinese, of(other)).await;
        assert!(!said.contains(hint), "{said}");
    }
}

#[tokio::test]
async fn how_long_they_stayed_has_five_bars_and_a_stage_without_any_has_none() {
    let html = drawn(Language::Chinese, of(analysis())).await;
    let stays = part(&html, "analysis-stays");
    assert_eq!(stays.matches("bars__line").count(), 5, "{stays}");
    for step in ["0–7 天", "8–15 天", "16–30 天", "31–90 天", "超过 90 天"] {
        assert!(stays.contains(step), "{step} in {stays}");
    }
    assert!(stays.contains("登记、在潜在停留 超过 90 天 · 1 个商机"), "{stays}");
    assert!(stays.contains("还没有"), "{stays}");
}

#[tokio::test]
async fn a_chain_is_moved_in_and_who_is_not_here_has_no_name_and_no_link() {
    let html = drawn(Language::Chinese, of(analysis())).await;
    let chains = part(&html, "analysis-chains");
    for depth in 0..3 {
        assert_eq!(chains.matches(&format!(r#"data-depth="{depth}""#)).count(), 1, "{chains}");
    }
    assert!(chains.contains("另一位客户") && chains.contains("S3"), "{chains}");
    assert_eq!(chains.matches("href=").count(), 2, "{chains}");
    assert!(chains.contains(&format!("/customers/{}", deal(1).customer.uuid())), "{chains}");
    assert!(chains.contains("另有 4 项没有列出"), "{chains}");
    let alone = AnalysisView { chains: Rc::new([]), referred: Ratio::default(), ..analysis() };
    let said = words(Language::Chinese, of(alone)).await;
    assert!(said.contains("还没有登记过转介绍人"), "{said}");
}

#[tokio::test]
async fn without_any_one_is_led_to_the_quick_entry_and_while_counting_nothing_is_claimed() {
    let blank = AnalysisView { has_any: false, ..analysis() };
    let html = drawn(Language::Chinese, of(blank.clone())).await;
    assert!(
        html.contains("还没有可以分析的商机") && html.contains(r#"href="/customers/quick""#),
        "{html}"
    );
    assert!(!html.contains("<section"), "{html}");
    let said = words(Language::Chinese, of(AnalysisView { is_counting: true, ..blank })).await;
    assert!(said.contains("正在统计") && !said.contains("还没有可以"), "{said}");
}

#[tokio::test]
async fn one_chooses_the_time_and_with_colleagues_whose() {
    let view = AnalysisView { has_others: true, owners: Owners::All, ..analysis() };
    let html = drawn(Language::Chinese, of(view)).await;
    for id in ["analysis-span-label", "analysis-owners-label"] {
        assert!(html.contains(&format!(r#"role="radiogroup" aria-labelledby="{id}""#)), "{html}");
    }
    for span in ["本月", "近 3 个月", "近 12 个月", "全部"] {
        assert!(html.contains(&format!("<span>{span}</span>")), "{span} in {html}");
    }
}

#[tokio::test]
async fn the_list_of_a_mark_lies_over_the_screen() {
    let list = mark_list(FunnelMark::InStage(day(10, 31), Stage::Intending));
    let html = drawn(Language::Chinese, of(AnalysisView { list: Some(list), ..analysis() })).await;
    let (_, sheet) = html.split_once("<dialog").unwrap();
    assert!(sheet.contains(r#"aria-label="2026-10-31 结束时在意向 · 2 个商机""#), "{sheet}");
}
