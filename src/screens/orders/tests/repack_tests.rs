//! The form of a product while another pack is typed: first a preview, then done.
use std::rc::Rc;

use jipan_app::view::{Later, MoveView, Moved, PreviewSum, PreviewView, PreviewedView, RepackView};
use jipan_book::standing::Standing;

use super::*;

/// The last words of the form in a state of its preview: what stands below the day.
async fn foot(language: Language, preview: PreviewView, is_for_whole_period: bool) -> String {
    let repack = Some(RepackView { preview, is_for_whole_period });
    let form = ProductForm { repack, is_day_wrong: false, ..(*products().form.unwrap()).clone() };
    let view = Later::new(ProductsView { form: Some(Rc::new(form)), ..products() });
    let all = words(language, move || {
        html! { <ProductsScreen view={view.clone()} on_event={Callback::noop()} /> }
    })
    .await;
    let hint = |line: &&str| !line.contains("以前的订单不变") && !line.contains("orders before");
    all.lines().skip_while(hint).skip(1).collect::<Vec<_>>().join("\n")
}

fn done() -> PreviewView {
    let standing = |tier, grade| Standing { tier, grade, ..Standing::default() };
    let moved = [standing(Some(1), Some(2)), standing(Some(2), Some(2))];
    let known = PreviewedView {
        sums: vec![(PreviewSum::Tier, 317), (PreviewSum::Grade, 2)],
        n_all: 900,
        moves: vec![MoveView {
            id: customer(),
            name: "兴隆超市".to_owned(),
            moved: Moved::Standing(Box::new(moved)),
        }],
        n_more: 316,
    };
    PreviewView::Done(Rc::new(known))
}

#[tokio::test(flavor = "current_thread")]
async fn another_pack_is_previewed_with_what_it_is_compared_by_and_then_done() {
    assert_eq!(foot(Language::Chinese, PreviewView::None, true).await, "预览");
    insta::assert_snapshot!(foot(Language::Chinese, PreviewView::Running(40), true).await, @r#"
    正在预览，已完成 40%
    停止预览
    预览
    "#);
    insta::assert_snapshot!(foot(Language::Chinese, done(), true).await, @r#"
    317 家会变档
    2 家会变级 · 共比较 900 家
    这天在计算周期之后，这里假设整个周期的订单都这样装；已有的订单不重算。
    兴隆超市
    一档 → 二档
    还有 316 条，再显示一些
    完成
    "#);
    insta::assert_snapshot!(foot(Language::English, done(), false).await, @r#"
    317 customers would change tier
    2 would change grade · 900 customers compared
    Orders keep the case size of their day. Here those from this day on are taken as if they had been packed so.
    兴隆超市
    tier 1 → tier 2
    316 more, show some of them
    Done
    "#);
}
