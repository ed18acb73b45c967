//! The tone of a level, the same wherever it stands. Not here: its letters, why it is so.

use jipan_rules::funnel::Level;

/// The tone of a level, or of one whose expected day is past. Letters are the sign, the colour only helps.
pub(crate) fn level_tone(level: Level, is_past: bool) -> &'static str {
    if is_past {
        return "red";
    }
    match level {
        Level::O | Level::H => "accent",
        Level::A => "amber",
        Level::B
        | Level::C
        | Level::N
        | Level::D
        | Level::T
        | Level::Lost
        | Level::Frozen
        | Level::OutOfReach
        | Level::M
        | Level::Later => "quiet",
    }
}

#[cfg(test)]
mod tests {
    use jipan_app::view::{CardView, Language};

    use super::*;
    use crate::components::funnel::card::level_badge;
    use crate::components::funnel::test_deals::card;
    use crate::hooks::use_tr;
    use crate::testing::drawn;

    #[yew::component]
    fn Badges() -> yew::Html {
        let tr = use_tr();
        let badge = |(level, is_past)| {
            let card = CardView { level, is_past, ..card(1, "兴隆超市") };
            level_badge(&tr, &card)
        };
        let all = Level::ALL.into_iter().flat_map(|it| [(it, false), (it, true)]);
        yew::html! { <>{ for all.map(badge) }</> }
    }

    #[tokio::test]
    async fn a_level_has_one_tone_on_the_board_and_in_the_day() {
        let html = drawn(Language::Chinese, || yew::html! { <Badges /> }).await;
        let shown: Vec<&str> =
            html.split(r#"data-tone=""#).skip(1).map(|it| it.split_once('"').unwrap().0).collect();
        let all = Level::ALL.into_iter().flat_map(|it| [(it, false), (it, true)]);
        let wanted: Vec<&str> = all.map(|(it, is_past)| level_tone(it, is_past)).collect();
        assert_eq!(shown, wanted);
    }
}
