//! Tests of what the settings say of backups.

use std::collections::BTreeSet;

use jipan_app::failure::BackupFailure;
use jipan_app::view::{BackupGap, BackupSummary, Language, MadeBackup};
use jipan_rules::{DateTime, Utc};

use super::*;
use crate::testing::{drawn, words};

fn day(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap()
}

fn view() -> BackupView {
    BackupView {
        gap: BackupGap::default(),
        making: Making::Rest,
        restoring: Restoring::Rest,
        n_customers: 4_988,
        changed_at: None,
    }
}

fn never() -> BackupGap {
    BackupGap { last: None, n_days: 3, n_changes: 25, n_customers: 4_988, is_due: true }
}

fn read() -> Restoring {
    Restoring::Read(BackupSummary {
        name: "a.jipan".to_owned(),
        created_at: day(1_795_300_000_000),
        n_customers: 1,
        app: "0.1.0".to_owned(),
    })
}

fn draw(view: BackupView) -> impl Fn() -> Html + 'static {
    let view = Rc::new(view);
    move || html! { <Backup view={Rc::clone(&view)} on_event={Callback::<Event>::noop()} /> }
}

/// Every state of a file that is restored, as the person reads it.
async fn line(language: Language, restoring: Restoring) -> String {
    let text = words(language, draw(BackupView { restoring, ..view() })).await;
    let tr = Tr::new(language);
    let part = text.split_once(&tr.text("restore-lead")).unwrap().1.to_owned();
    part.split_once(&tr.text("restore-choose")).unwrap().0.trim().to_owned()
}

#[tokio::test]
async fn the_controls_have_the_names_that_were_promised() {
    for (language, back_up, restore, choose) in [
        (Language::Chinese, "备份", "恢复", "选择备份文件"),
        (Language::English, "Back up", "Restore", "Choose backup file"),
    ] {
        let html = drawn(language, draw(view())).await;
        let has = |markup: &str| assert!(html.contains(markup), "{markup} in {html}");
        has(&format!("class=\"button\">{back_up}</button>"));
        has(&format!("class=\"button\">{restore}</button>"));
        has(&format!("class=\"button drop-zone__choose\">{choose}<input"));
        has("type=\"file\"");
        has("<label for=\"backup-passphrase\"");
        has("type=\"password\"");
    }
}

#[tokio::test]
async fn what_no_backup_has_is_said_first_and_the_button_stands_out_when_it_is_time() {
    let due = || draw(BackupView { gap: never(), ..view() });
    let html = drawn(Language::Chinese, due()).await;
    assert!(html.contains("data-due=\"true\""));
    assert!(html.contains("data-variant=\"primary\" class=\"button\">备份</button>"), "{html}");
    let text = words(Language::Chinese, due()).await;
    assert!(text.contains("从未备份：4,988 家客户只在这台设备上，设备丢了就没有了。"), "{text}");
    let text = words(Language::English, due()).await;
    assert!(text.contains("Never backed up: 4,988 customers are on this device only"), "{text}");
    let last = Some(day(1_795_300_000_000));
    let gap = BackupGap { last, n_days: 2, n_changes: 3, n_customers: 1, is_due: false };
    let text = words(Language::Chinese, draw(BackupView { gap, ..view() })).await;
    assert!(text.contains("（2 天前）。之后有 3 项修改，涉及 1 家客户"), "{text}");
    let text = words(Language::English, draw(BackupView { gap, ..view() })).await;
    assert!(text.contains("(2 days ago). Changes since then: 3, on customers: 1."), "{text}");
}

#[tokio::test]
async fn a_backup_that_lacks_damaged_parts_says_so() {
    let made = MadeBackup {
        url: "blob:1".to_owned(),
        name: "a.jipan".to_owned(),
        n_bytes: 31_000,
        n_left_out: 2,
        is_locked: true,
    };
    let made = || draw(BackupView { making: Making::Made(made.clone()), ..view() });
    let text = words(Language::English, made()).await;
    let told = "Backed up and encrypted: a.jipan, 31 kB. See the downloads of the browser. 2 stored parts are damaged and not in the backup.";
    assert!(text.contains(told), "{text}");
    let html = drawn(Language::Chinese, made()).await;
    assert!(html.contains("download=\"a.jipan\" class=\"quiet-button\">再存一次</a>"), "{html}");
}

#[tokio::test]
async fn every_failure_says_what_to_do_and_that_nothing_changed() {
    const VERBS: [&str; 6] = ["Choose", "Copy", "pdate", "Free", "Open", "ry again"];
    let mut told = BTreeSet::new();
    for failure in [
        BackupFailure::NotABackup,
        BackupFailure::Damaged,
        BackupFailure::NewerApp,
        BackupFailure::QuotaExceeded,
        BackupFailure::NoUnpacking,
        BackupFailure::NoEncryption,
        BackupFailure::ReadOnly,
        BackupFailure::Other { detail: "?".to_owned() },
    ] {
        for (language, unchanged, please) in [
            (Language::Chinese, "这台设备上的资料没有变。", &["请"][..]),
            (Language::English, "nothing on this device has changed.", &VERBS[..]),
        ] {
            let text = line(language, Restoring::Failed(failure.clone())).await;
            let (_, advice) = text.split_once(unchanged).unwrap();
            assert!(please.iter().any(|it| advice.contains(it)), "{failure:?}: {text}");
            assert!(told.insert(advice.to_owned()), "{failure:?} reads as another one");
        }
    }
}

#[tokio::test]
async fn a_locked_file_asks_for_its_passphrase_where_it_is_restored() {
    let locked = |is_wrong| Restoring::Locked { is_wrong };
    let text = line(Language::Chinese, locked(false)).await;
    assert_eq!(text, "这份备份有口令。请填写，再点“恢复”。\n口令\n显示口令");
    let text = line(Language::English, locked(true)).await;
    let told = "The passphrase is wrong. Check capitals and the input method, then press Restore.\nPassphrase\nShow the passphrase";
    assert_eq!(text, told);
    let html = drawn(Language::English, draw(BackupView { restoring: locked(true), ..view() }));
    assert_eq!(html.await.matches("id=\"backup-passphrase\"").count(), 1, "in one place only");
}

#[tokio::test]
async fn a_whole_file_says_what_it_is() {
    let text = line(Language::English, read()).await;
    assert!(text.starts_with("a.jipan is whole: a backup of "), "{text}");
    assert!(text.ends_with(" with 1 customer."), "{text}");
}
