//! The screen, read as words.

use jipan_app::view::company::{
    ChangesFileView, NeedsView, SyncState, SyncStatusView, SyncStop, SyncTrouble,
};
use jipan_app::view::{Language, Later};

use super::*;
use crate::testing::test_company::{status, sync};
use crate::testing::{drawn, words};

fn draw(view: SyncView) -> impl Fn() -> Html {
    let view = Later::new(view);
    move || html! { <SyncScreen view={view.clone()} on_event={Callback::noop()} /> }
}

fn of(role: Role, status: SyncStatusView) -> SyncView {
    sync(role, status, NeedsView::default())
}

#[tokio::test(flavor = "current_thread")]
async fn the_screen_says_what_waits_since_when_and_what_came_in_from_whom() {
    let view = || of(Role::Rep, status(SyncState::Waiting(SyncTrouble::Offline), 37, 0));
    insta::assert_snapshot!(words(Language::Chinese, draw(view())).await, @r#"
    同步
    乐清卷烟营销部 · 张伟 · 业务员 · 虹桥片、柳市片
    37 项待同步（09:12 起）
    上次同步 09:10
    没有网络。修改都存在本机，一有网络就自动同步。
    立即同步
    需要你处理
    没有要处理的
    两人同时改了同一项、或公司没有接受的修改，会列在这里。
    收到的修改
    李四 · 09:10
    兴隆超市
    和另外 11 家
    王主管 · 2026-11-24 18:02
    新乐生活超市
    用文件交换修改
    连不上服务器时，把修改存成一个加密的文件，拿到另一台设备上读入；合并的办法和同步一样，重复读入也没有关系。
    口令
    显示口令
    文件一定加密；读入时要填同一个口令，口令忘了谁也打不开。
    存待同步的修改
    存全部修改
    读入修改文件
    离开公司
    把公司的资料从这台设备移除。待同步的修改要先同步完。
    还有 37 项没有同步，现在不能离开。
    离开公司…
    "#);
    insta::assert_snapshot!(words(Language::English, draw(view())).await, @r#"
    Sync
    乐清卷烟营销部 · 张伟 · Rep · 虹桥片, 柳市片
    37 changes waiting (since 09:12)
    Last sync 09:10
    No network. Changes are on this device and go out by themselves as soon as there is one.
    Sync now
    Needs you
    Nothing needs you
    What two people changed at the same time, and changes the company did not take, are listed here.
    What came in
    李四 · 09:10
    兴隆超市
    and 11 others
    王主管 · 24 Nov 2026 18:02
    新乐生活超市
    Exchange changes by file
    Where the server cannot be reached, save the changes as one encrypted file and take it in on another device. They merge as in a sync; taking a file in twice does no harm.
    Passphrase
    Show the passphrase
    The file is always encrypted; it opens with the same passphrase only, and a lost one cannot be recovered.
    Save waiting changes
    Save all changes
    Take in a file of changes
    Leave the company
    Takes the company's data off this device. Waiting changes must be sent first.
    37 changes are not sent, so you cannot leave yet.
    Leave the company…
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn every_trouble_has_its_words() {
    let mut said = std::collections::BTreeSet::new();
    for state in [
        SyncState::Waiting(SyncTrouble::Offline),
        SyncState::Waiting(SyncTrouble::NoAnswer),
        SyncState::Waiting(SyncTrouble::Portal),
        SyncState::Waiting(SyncTrouble::Server),
        SyncState::Stopped(SyncStop::Revoked),
        SyncState::Stopped(SyncStop::UpdateNeeded),
        SyncState::Stopped(SyncStop::Unknown),
    ] {
        let words = Tr::new(Language::Chinese).sync_trouble(state).unwrap();
        let html = drawn(Language::Chinese, draw(of(Role::Rep, status(state, 1, 0)))).await;
        assert!(html.contains(&words), "{html}");
        said.insert(words);
    }
    assert_eq!(said.len(), 7);
}

#[tokio::test(flavor = "current_thread")]
async fn who_has_unsent_changes_cannot_leave_and_reads_why() {
    let html = drawn(Language::Chinese, draw(of(Role::Rep, status(SyncState::Idle, 2, 0)))).await;
    assert!(html.contains("还有 2 项没有同步，现在不能离开。"), "{html}");
    let button = html.rsplit("<button").next().unwrap();
    assert!(button.contains("disabled"), "{button}");
    let html = drawn(Language::Chinese, draw(of(Role::Rep, status(SyncState::Idle, 0, 0)))).await;
    assert!(!html.rsplit("<button").next().unwrap().contains("disabled"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn only_a_manager_is_led_to_the_team() {
    for (role, leads) in [(Role::Manager, true), (Role::Supervisor, false), (Role::Rep, false)] {
        let html = drawn(Language::English, draw(of(role, status(SyncState::Idle, 0, 0)))).await;
        assert_eq!(html.contains("href=\"/team\""), leads, "{html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_tablet_alone_is_led_to_joining_and_may_exchange_files() {
    let view = SyncView { company: None, ..of(Role::Rep, status(SyncState::Idle, 0, 0)) };
    let html = drawn(Language::Chinese, draw(view)).await;
    assert!(html.contains("href=\"/join\"") && html.contains("存全部修改"), "{html}");
    assert!(!html.contains("存待同步的修改") && !html.contains("离开公司"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn what_became_of_a_file_is_said() {
    let taken = ChangesFileView::Taken { n_new: 12, n_known: 3, n_conflicts: 1 };
    let view = SyncView { file: taken, ..of(Role::Rep, status(SyncState::Idle, 0, 0)) };
    let said = words(Language::Chinese, draw(view)).await;
    assert!(said.contains("新的 12 项，已有的 3 项，需要处理的 1 项"), "{said}");
}

#[tokio::test(flavor = "current_thread")]
async fn who_is_leaving_reads_what_it_waits_for_and_may_stay() {
    let waiting = of(Role::Rep, status(SyncState::Waiting(SyncTrouble::Offline), 0, 0));
    let html = drawn(Language::Chinese, draw(SyncView { is_leaving: true, ..waiting })).await;
    assert!(html.contains("正在离开") && html.contains(">不离开了<"), "{html}");
    assert!(!html.contains(">离开公司…<"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn who_would_lose_photos_by_leaving_reads_how_many() {
    let view = of(Role::Rep, status(SyncState::Idle, 0, 0));
    let said = drawn(Language::Chinese, draw(view.clone())).await;
    assert!(!said.contains("张票据照片"), "{said}");
    let said = drawn(Language::Chinese, draw(SyncView { n_photos: 3, ..view })).await;
    assert!(said.contains("还有 3 张票据照片"), "{said}");
}
