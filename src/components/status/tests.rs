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

#[tokio::test]
async fn what_waits_and_what_needs_the_person_is_said_beside_it() {
    use jipan_app::view::{SyncState, SyncTrouble};

    use crate::testing::test_company::status as sync;
    use crate::testing::words;

    let line = |language, state, n_unsent, n_needs| {
        words(language, move || {
            let view = StatusView {
                saving: SavingView::Saved,
                is_online: true,
                is_offline_ready: false,
                saved_at: None,
                n_drafts: 0,
                sync: Some(sync(state, n_unsent, n_needs)),
            };
            html! { <Status {view} on_event={Callback::noop()} /> }
        })
    };
    let (zh, en) = (Language::Chinese, Language::English);
    let waiting = SyncState::Waiting(SyncTrouble::NoAnswer);
    assert_eq!(
        line(zh, waiting, 37, 2).await,
        "全部已存在本机\n37 项待同步（09:12 起）\n2 项需要你处理\n"
    );
    assert_eq!(
        line(en, waiting, 1, 1).await,
        "All saved on this device\n1 change waiting (since 09:12)\n1 thing needs you\n"
    );
    assert_eq!(line(zh, SyncState::Idle, 0, 0).await, "全部已存在本机\n上次同步 09:10\n");
}
