//! Values that are typed where the book knows of none.
use std::rc::Rc;

use jipan_app::view::company::TeamView;
use jipan_app::view::{Language, Later};

use super::*;
use crate::testing::drawn;
use crate::testing::test_company::team;

#[test]
fn values_are_typed_one_after_the_other() {
    let values = ["1号线", "2号线", "3号线", "4号线", "5 号线"];
    assert_eq!(values_in(" 1号线、2号线，3号线, 4号线；5 号线;"), values);
    assert_eq!(values_in(" 、 "), [""; 0]);
}

#[tokio::test(flavor = "current_thread")]
async fn a_company_without_customers_types_the_values_of_its_territories() {
    let none = TeamView {
        territories: Rc::new([]),
        free_values: Rc::new([]),
        n_without_value: 0,
        ..team()
    };
    for (view, is_typing) in [(none, true), (team(), false)] {
        let view = Later::new(view);
        let draw = move || {
            html! { <Territories view={view.clone()} on_event={Callback::noop()} /> }
        };
        let html = drawn(Language::Chinese, draw).await;
        assert_eq!(html.contains("填写送货线路（多个用顿号分开）"), is_typing, "{html}");
        assert_eq!(html.contains("辖区名称"), is_typing, "{html}");
        assert_eq!(html.contains(">填写送货线路<"), !is_typing, "{html}");
    }
}
