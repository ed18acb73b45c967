//! The state of the data as HTML, in both languages.

use jipan_app::view::{Language, SavingView, StatusView};
use yew::prelude::*;

use super::Status;
use crate::testing::drawn;

fn status(saving: SavingView) -> Html {
    let view = StatusView {
        saving,
        is_online: false,
        is_offline_ready: true,
        saved_at: None,
        n_drafts: 1,
        sync: None,
    };
    html! { <Status {view} on_event={Callback::noop()} /> }
}

#[tokio::test]
async fn the_state_of_the_data_is_one_line_of_words() {
    insta::assert_snapshot!(drawn(Language::Chinese, || status(SavingView::Saved)).await, @r#"
<div role="status" aria-label="数据状态" data-saving="saved" class="status">
<span class="status__saving">
<span aria-hidden="true" class="status__dot">
</span>全部已存在本机</span>
<span class="status__drafts">1 项还没填好</span>
<span class="status__space">
</span>
<span class="status__offline">
<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" class="icon">
<path d="M3 3l18 18M9 6.500A6 6 0 0 1 18 11a4 4 0 0 1 2 7M16 18H7a4.500 4.500 0 0 1-1-8.900">
</path>
</svg>离线</span>
<span class="status__ready">
<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" class="icon">
<path d="M5 13l5 5 9-11">
</path>
</svg>可离线使用</span>
</div>
"#);
    insta::assert_snapshot!(drawn(Language::English, || status(SavingView::Saving(2))).await, @r#"
<div role="status" aria-label="Data status" data-saving="saving" class="status">
<span class="status__saving">
<span aria-hidden="true" class="status__dot">
</span>Saving 2 changes</span>
<span class="status__drafts">1 entry to finish</span>
<span class="status__space">
</span>
<span class="status__offline">
<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" class="icon">
<path d="M3 3l18 18M9 6.500A6 6 0 0 1 18 11a4 4 0 0 1 2 7M16 18H7a4.500 4.500 0 0 1-1-8.900">
</path>
</svg>Offline</span>
<span class="status__ready">
<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" class="icon">
<path d="M5 13l5 5 9-11">
</path>
</svg>Ready for offline use</span>
</div>
"#);
}
