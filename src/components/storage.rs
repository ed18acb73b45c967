//! What the device says about its storage, and the way to ask for more. Not here: asking the device.

use jipan_app::event::{Event, StorageReport};
use jipan_rules::{DateTime, Utc};
use yew::prelude::*;

use crate::hooks::use_tr;

/// Properties of [`StorageFacts`].
#[derive(Debug, PartialEq, Properties)]
pub struct StorageFactsProps {
    /// The report; none while it is not in.
    pub storage: Option<StorageReport>,
    /// When something was last saved.
    #[prop_or_default]
    pub saved_at: Option<DateTime<Utc>>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// Whether the data are kept for good, and how much room they take.
#[component]
pub fn StorageFacts(props: &StorageFactsProps) -> Html {
    let tr = use_tr();
    let StorageFactsProps { storage, saved_at, on_event } = props;
    let is_persistent = storage.and_then(|it| it.is_persistent);
    let words = match is_persistent {
        Some(true) => tr.text("storage-persistent"),
        Some(false) => tr.text("storage-not-persistent"),
        None => tr.text("storage-unknown"),
    };
    let used = storage.and_then(|it| {
        let used = tr.bytes(it.used_bytes?);
        Some(match it.quota_bytes {
            Some(quota) => {
                let quota = tr.bytes(quota);
                tr.with("storage-used-of", &[("used", used.into()), ("quota", quota.into())])
            }
            None => tr.with("storage-used", &[("used", used.into())]),
        })
    });
    let on_ask = on_event.reform(|_: MouseEvent| Event::PersistPressed);
    html! {
        <div class="storage" data-persistent={(is_persistent == Some(true)).to_string()}>
            <p class="storage__state">{ words }</p>
            if let Some(at) = saved_at {
                <p class="storage__used">
                    { tr.with("storage-saved-at", &[("time", tr.date_time(*at).into())]) }
                </p>
            }
            if storage.is_some_and(|it| it.is_short_lived) {
                <p class="storage__warning">{ tr.text("storage-short-lived") }</p>
            }
            if let Some(used) = used { <p class="storage__used">{ used }</p> }
            if is_persistent == Some(false) {
                <button type="button" class="button" onclick={on_ask}>{ tr.text("storage-ask") }</button>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use jipan_app::view::Language;

    use super::*;
    use crate::testing::words;

    async fn said(language: Language, is_short_lived: bool) -> String {
        let storage = Some(StorageReport {
            is_persistent: Some(false),
            used_bytes: None,
            quota_bytes: None,
            is_short_lived,
        });
        words(language, move || {
            html! { <StorageFacts {storage} on_event={Callback::<Event>::noop()} /> }
        })
        .await
    }

    #[tokio::test]
    async fn a_browser_that_forgets_what_nobody_opens_is_named_with_what_helps() {
        let told = said(Language::Chinese, true).await;
        assert!(
            told.contains("7 天不打开，这里的资料会被清除。请先备份，装到桌面，再在那里恢复。")
        );
        let told = said(Language::English, true).await;
        assert!(
            told.contains("not opened for 7 days. Back up, install the app, and restore there.")
        );
        for language in [Language::Chinese, Language::English] {
            assert!(!said(language, false).await.contains('7'));
        }
    }
}
