//! The commands beside `serve`.

use jipan_book::Op;
use jipan_sync::wire::{
    Enrolled, SyncResponse, TeamReply, TeamRequest, Todo, WaitRequest, WaitResponse, WireRole,
};

use crate::server::{self, Server, complaint, said};
use crate::tablet::{Tablet, push};
use crate::{all_of, ids, manager};

#[test]
fn a_person_is_invited_listed_and_revoked_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None);
    let first = manager(&server);
    let told =
        said(folder.path(), &["invite", "李四", "--role", "manager", "--url", "https://b.cn/"]);
    let secret = told.trim().rsplit_once("https://b.cn/join#").unwrap().1;
    let mut second = Tablet::new(2);
    let enrolled: Enrolled = server::ask(&server.address, "/v1/enrol", "", &second.enrol(secret));
    second.joined(&enrolled);
    let people = said(folder.path(), &["people"]);
    assert!(people.contains("李四\tmanager") && people.contains("王经理\tmanager"), "{people}");
    let devices = said(folder.path(), &["devices"]);
    let id = enrolled.device.0.to_string();
    assert!(devices.contains(&id) && devices.contains("平板 2"), "{devices}");
    for listed in [&people, &devices] {
        assert!(!listed.contains(&first.token) && !listed.contains(secret), "{listed}");
    }
    said(folder.path(), &["revoke", &id]);
    let told: SyncResponse = server::ask(&server.address, "/v1/sync", &second.token, &push(&[]));
    assert!(told.todo.contains(&Todo::Wipe), "{told:?}");
    assert!(said(folder.path(), &["devices"]).contains("revoked"));
    assert!(complaint(folder.path(), &["revoke", &id]).contains("revoked before"));
    assert!(complaint(folder.path(), &["revoke", "00000000"]).contains("jipan devices"));
}

#[test]
fn a_rep_is_invited_to_the_territories_that_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None);
    let first = manager(&server);
    for (name, value) in [("城南", "1号线"), ("城北", "2号线")] {
        let (name, values) = (name.to_owned(), vec![value.to_owned()]);
        let ask = TeamRequest::SetTerritory { id: None, name, values };
        let _told: TeamReply = server::ask(&server.address, "/v1/team", &first.token, &ask);
    }
    let people = said(folder.path(), &["people"]);
    let line = people.lines().find(|line| line.contains("城北")).unwrap();
    let number = line.strip_prefix("territory ").unwrap().split('\t').next().unwrap();
    let unknown =
        complaint(folder.path(), &["invite", "小李", "--role", "rep", "--territory", "99"]);
    assert!(unknown.contains("99") || unknown.contains("territory"), "{unknown}");
    let told = said(folder.path(), &["invite", "小李", "--role", "rep", "--territory", number]);
    let secret = told.trim().rsplit_once("/join#").unwrap().1;
    let enrolled: Enrolled =
        server::ask(&server.address, "/v1/enrol", "", &Tablet::new(2).enrol(secret));
    assert_eq!((enrolled.me.role, enrolled.me.name.as_str()), (WireRole::Rep, "小李"));
    let of: Vec<String> = enrolled.me.territories.iter().map(|it| it.0.to_string()).collect();
    assert_eq!(of, [number]);
}

#[test]
fn another_link_is_for_the_same_person_and_the_one_before_is_void() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None);
    manager(&server);
    let secret = |arguments: &[&str]| {
        let told = said(folder.path(), arguments);
        assert!(told.starts_with("李四 joins once"), "{told}");
        told.trim().rsplit_once("/join#").unwrap().1.to_owned()
    };
    let first = secret(&["invite", "李四", "--role", "manager"]);
    let second = secret(&["invite", "--person", "李四"]);
    let people = said(folder.path(), &["people"]);
    assert_eq!(people.matches("李四").count(), 1, "{people}");
    let id = people.lines().find(|it| it.contains("李四")).unwrap().rsplit_once('\t').unwrap().1;
    let third = secret(&["invite", "--person", id]);
    assert!(first != second && second != third);
    let mut tablet = Tablet::new(2);
    let enrolled: Enrolled = server::ask(&server.address, "/v1/enrol", "", &tablet.enrol(&third));
    tablet.joined(&enrolled);
    assert_eq!(enrolled.me.name, "李四");
    let nobody = complaint(folder.path(), &["invite", "--person", "王五"]);
    assert!(nobody.contains("jipan people"), "{nobody}");
    said(folder.path(), &["invite", "李四", "--role", "manager"]);
    let two = complaint(folder.path(), &["invite", "--person", "李四"]);
    assert!(two.contains("more than one"), "{two}");
    assert!(complaint(folder.path(), &["invite"]).contains("NAME"));
}

#[test]
fn the_log_can_be_one_json_object_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_with(folder.path(), None, &["--log", "json"]);
    server::get(&server.address, "/healthz");
    let logged = server.stop();
    let line: serde_json::Value = serde_json::from_str(logged.lines().last().unwrap()).unwrap();
    assert_eq!((&line["level"], &line["message"]), (&"INFO".into(), &"Stopped".into()));
    assert!(line["time"].as_str().unwrap().starts_with("20"), "{line}");
}

#[test]
fn who_waits_hears_of_what_another_process_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None);
    let tablet = manager(&server);
    let state: SyncResponse = server::ask(&server.address, "/v1/sync", &tablet.token, &push(&[]));
    let team = state.team.as_ref().map_or(0, |card| card.revision);
    let wait = WaitRequest { have: state.have, team, millis: 25_000 };
    let answer: WaitResponse = std::thread::scope(|scope| {
        let waiting =
            scope.spawn(|| server::ask(&server.address, "/v1/wait", &tablet.token, &wait));
        while !server::get(&server.address, "/metrics").contains("jipan_waiting 1") {}
        said(folder.path(), &["invite", "李四", "--role", "manager"]);
        waiting.join().unwrap()
    });
    assert!(answer.moved);
}

#[test]
fn a_command_that_cannot_be_done_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for command in [vec!["people"], vec!["devices"], vec!["backup", "b.db"]] {
        let told = complaint(folder.path(), &command);
        assert!(told.contains("jipan.db") && told.contains("--data"), "{told}");
    }
    assert!(!folder.path().join("jipan.db").exists(), "only serve makes the file");
    let rep = complaint(folder.path(), &["invite", "李四", "--role", "rep"]);
    assert!(rep.contains("--territory"), "{rep}");
}

#[test]
fn a_backup_made_while_tablets_send_is_restored_with_a_new_epoch_and_what_it_lacks_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None);
    let mut tablet = manager(&server);
    let before: Vec<_> = (0..40).map(|_| tablet.create("晨光便利店")).collect();
    let sent: SyncResponse =
        server::ask(&server.address, "/v1/sync", &tablet.token, &push(&before));
    let epoch = sent.epoch;
    let after: Vec<_> = (0..200).map(|_| tablet.create("延安路杂货")).collect();
    std::thread::scope(|scope| {
        let sending = scope.spawn(|| {
            for changes in after.chunks(10) {
                let _sent: SyncResponse =
                    server::ask(&server.address, "/v1/sync", &tablet.token, &push(changes));
            }
        });
        said(folder.path(), &["backup", "backup.db"]);
        sending.join().unwrap();
    });
    assert!(complaint(folder.path(), &["backup", "backup.db"]).contains("already"));
    let running = complaint(folder.path(), &["restore", "backup.db"]);
    assert!(running.contains("stop"), "{running}");
    server.stop();

    said(folder.path(), &["restore", "backup.db"]);
    let server = Server::start(folder.path(), None);
    let there = ids(&all_of(&server, &tablet.token));
    assert!(ids(&before).is_subset(&there), "what was sent before the backup");
    let mut question = push(&[]);
    (question.epoch, question.have) = (Some(epoch), sent.have);
    let told: SyncResponse = server::ask(&server.address, "/v1/sync", &tablet.token, &question);
    assert_ne!(told.epoch, epoch);
    assert!(told.todo.contains(&Todo::SendState), "{:?}", told.todo);
    let kept = std::fs::read_dir(folder.path()).unwrap().filter_map(Result::ok);
    let kept: Vec<String> =
        kept.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert!(kept.iter().any(|name| name.starts_with("jipan.db.before-")), "{kept:?}");
}

#[test]
fn a_file_that_is_no_backup_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None);
    manager(&server);
    server.stop();
    let before = std::fs::read(folder.path().join("jipan.db")).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "x".repeat(9_000)).unwrap();
    let mut damaged = before.clone();
    damaged.truncate(damaged.len() / 2);
    std::fs::write(folder.path().join("half.db"), damaged).unwrap();
    for name in ["notes.txt", "half.db", "none.db"] {
        complaint(folder.path(), &["restore", name]);
        assert_eq!(std::fs::read(folder.path().join("jipan.db")).unwrap(), before, "{name}");
    }
}

#[test]
fn a_list_comes_in_once_however_often_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None);
    let tablet = manager(&server);
    let list = "客户名称,客户代码,许可证号,电话\n\
                晨光便利店,SH001,310101000001,13800138000\n\
                延安路杂货,SH002,310101000002,021-62345678\n\
                无码小店,,,13900139000\n\
                再来一次,SH001,310101000003,13700137000\n\
                错号商店,SH009,310101000009,12345\n";
    std::fs::write(folder.path().join("list.csv"), list).unwrap();
    let told = said(folder.path(), &["import", "list.csv"]);
    assert!(told.starts_with("2 customers were taken in, 3 rows left out."), "{told}");
    assert!(told.contains("row 4: it has neither code nor licence"), "{told}");
    assert!(
        told.contains("row 6: 电话: \"12345\" is not a value of field 联系电话 Phone"),
        "{told}"
    );
    let there = all_of(&server, &tablet.token);
    let created = there.iter().flat_map(|part| &part.ops);
    assert_eq!(created.filter(|op| matches!(op, Op::Create { .. })).count(), 2, "{there:?}");
    let again = said(folder.path(), &["import", "list.csv"]);
    assert!(again.starts_with("0 customers were taken in, 5 rows left out."), "{again}");
    assert_eq!(all_of(&server, &tablet.token), there);
    std::fs::write(folder.path().join("odd.csv"), "1,2,3\n4,5,6\n").unwrap();
    assert!(complaint(folder.path(), &["import", "odd.csv"]).contains("headings"));
}
