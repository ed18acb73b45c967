//! A small company for tests: a sync with trouble, cards of every kind, a team. Not here: any test.

use std::rc::Rc;

use jipan_app::view::company::{
    ArrivalView, ChangesFileView, CompanyView, ConflictCard, ConflictOf, ConflictSideView,
    DeviceView, LinkView, NeedsView, PersonView, RefusedCard, RefusedRetry, RefusedText, SyncState,
    SyncStatusView, SyncView, TeamView, TerritoryView, WhoView,
};
use jipan_book::{Action, ChangeId};
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, field, fields};
use jipan_rules::territory::TerritoryKind;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, FactId, PersonId, ReplicaId};
use jipan_rules::{DateTime, NaiveDate, Utc, Uuid};
use jipan_sync::wire::{DeviceId, Refusal, TerritoryId};

/// The day on which all of it is looked at.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
}

/// A moment of that day, or of one before.
pub(crate) fn at(days_ago: i64, hour: u32, minute: u32) -> DateTime<Utc> {
    let day = today() - chrono::Duration::days(days_ago);
    let local = day.and_hms_opt(hour, minute, 0).unwrap().and_local_timezone(chrono::Local);
    local.unwrap().with_timezone(&Utc)
}

fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A customer.
pub(crate) fn customer(n: u128) -> CustomerId {
    CustomerId::new(uuid(n))
}

fn named(name: &str) -> WhoView {
    WhoView::Named(name.to_owned())
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// How it goes.
pub(crate) fn status(state: SyncState, n_unsent: usize, n_needs: usize) -> SyncStatusView {
    SyncStatusView {
        state,
        n_unsent,
        unsent_since: (n_unsent > 0).then(|| at(0, 9, 12)),
        last_success: Some(at(0, 9, 10)),
        n_needs,
        today: today(),
    }
}

/// Two wrote a field; the sides are who, hour, what.
pub(crate) fn conflict(
    n: u128,
    id: FieldId,
    [shown, other]: [(WhoView, u32, Option<Value>); 2],
) -> ConflictCard {
    let side = |(by, hour, value): (WhoView, u32, Option<Value>)| ConflictSideView {
        by,
        at: at(i64::from(hour > 20), hour, 5),
        value,
    };
    ConflictCard {
        id: FactId::new(uuid(n)),
        of: ConflictOf::Customer { id: customer(n), contact: None, def: field(id).unwrap() },
        name: "兴隆超市".to_owned(),
        shown: side(shown),
        other: side(other),
        third: None,
        is_editable: true,
    }
}

/// Cards of every kind.
pub(crate) fn needs() -> NeedsView {
    let phone = conflict(
        1,
        fields::PHONE,
        [
            (named("李四"), 10, Some(text("1990 1000 050"))),
            (WhoView::Me, 9, Some(text("1990 1000 051"))),
        ],
    );
    let status = conflict(
        2,
        fields::STATUS,
        [(named("王主管"), 11, Some(Value::Choice(1))), (named("李四"), 22, None)],
    );
    let status = ConflictCard {
        of: ConflictOf::Customer {
            id: customer(2),
            contact: Some("张三".to_owned()),
            def: field(fields::STATUS).unwrap(),
        },
        name: "新乐生活超市".to_owned(),
        is_editable: false,
        ..status
    };
    let refused = RefusedCard {
        id: ChangeId { replica: ReplicaId::new(7), seq: 12 },
        why: Refusal::Territory,
        by: WhoView::Me,
        at: at(1, 16, 40),
        retry: RefusedRetry::Again,
        name: "鑫利便利店".to_owned(),
        customer: Some(customer(3)),
        texts: vec![
            (field(fields::ORDER_CYCLE), RefusedText::Value(Some(Value::Integer(14)))),
            (None, RefusedText::Note("老板说下月换招牌，先不要送宣传品".to_owned())),
        ],
    };
    let relayed = RefusedCard {
        id: ChangeId { replica: ReplicaId::new(9), seq: 4 },
        why: Refusal::Relayed,
        retry: RefusedRetry::Never,
        by: named("李四"),
        at: at(2, 9, 5),
        name: String::new(),
        customer: None,
        texts: vec![(field(fields::CONTACT), RefusedText::Value(Some(text("林小满"))))],
    };
    let brought = RefusedCard {
        id: ChangeId { replica: ReplicaId::new(8), seq: 2 },
        why: Refusal::Role,
        by: named("王主管"),
        at: at(2, 9, 5),
        name: "新乐生活超市".to_owned(),
        customer: Some(customer(2)),
        texts: vec![(None, RefusedText::Deed(Action::DeleteCustomer))],
        retry: RefusedRetry::InOwnName,
    };
    NeedsView {
        n_conflicts: 3,
        conflicts: Rc::new([Rc::new(phone), Rc::new(status)]),
        n_refused: 3,
        refused: Rc::new([Rc::new(refused), Rc::new(relayed), Rc::new(brought)]),
    }
}

/// The screen 同步 of a manager or rep.
pub(crate) fn sync(role: Role, status: SyncStatusView, needs: NeedsView) -> SyncView {
    SyncView {
        company: Some(CompanyView {
            name: "乐清卷烟营销部".to_owned(),
            person: "张伟".to_owned(),
            role,
            territories: vec!["虹桥片".to_owned(), "柳市片".to_owned()],
        }),
        status,
        clock_off_minutes: None,
        needs: Rc::new(needs),
        arrivals: Rc::new([
            ArrivalView {
                by: named("李四"),
                at: at(0, 9, 10),
                n_customers: 12,
                example: Some((customer(1), "兴隆超市".to_owned())),
            },
            ArrivalView {
                by: named("王主管"),
                at: at(2, 18, 2),
                n_customers: 1,
                example: Some((customer(2), "新乐生活超市".to_owned())),
            },
        ]),
        file: ChangesFileView::Idle,
        is_leaving: false,
        n_photos: 0,
    }
}

fn device(n: u128, name: &str) -> DeviceView {
    DeviceView {
        id: DeviceId(uuid(n)),
        name: name.to_owned(),
        joined: at(9, 8, 0),
        seen: at(1, 17, 45),
        revoked: None,
        is_this: false,
    }
}

fn person(n: u128, name: &str, role: Role, territories: &[u32]) -> PersonView {
    PersonView {
        id: PersonId::new(uuid(n)),
        name: name.to_owned(),
        role,
        territories: territories.iter().copied().map(TerritoryId).collect(),
        has_left: false,
        invited_until: None,
        devices: Vec::new(),
        is_me: false,
    }
}

/// A team.
pub(crate) fn team() -> TeamView {
    let territory = |id, name: &str, values: &[(&str, usize)], holders: &[&str]| TerritoryView {
        id: TerritoryId(id),
        name: name.to_owned(),
        values: values.iter().map(|(value, n)| ((*value).to_owned(), *n)).collect(),
        holders: holders.iter().map(|it| (*it).to_owned()).collect(),
    };
    let revoked = DeviceView { revoked: Some(at(3, 9, 0)), ..device(12, "旧平板") };
    TeamView {
        company: "乐清卷烟营销部".to_owned(),
        kind: TerritoryKind::Line,
        territories: Rc::new([
            territory(1, "虹桥片", &[("1号线", 128), ("2号线", 131)], &["李四"]),
            territory(2, "柳市片", &[("3号线", 96)], &[]),
        ]),
        free_values: Rc::new([("4号线".to_owned(), 210), ("5号线".to_owned(), 64)]),
        n_without_value: 3,
        people: Rc::new([
            PersonView {
                is_me: true,
                devices: vec![DeviceView { is_this: true, ..device(10, "iPad") }],
                ..person(1, "张伟", Role::Manager, &[])
            },
            PersonView {
                devices: vec![device(11, "Android"), revoked],
                ..person(2, "李四", Role::Rep, &[1])
            },
            PersonView {
                invited_until: Some(at(-6, 9, 0)),
                ..person(3, "王主管", Role::Supervisor, &[1, 2])
            },
            PersonView { has_left: true, ..person(4, "赵六", Role::Rep, &[]) },
        ]),
        link: None,
        is_working: false,
        failure: None,
    }
}

/// A link, shown once.
pub(crate) fn link() -> LinkView {
    LinkView {
        name: "李四".to_owned(),
        path: "/join#Qm3xVq9LZtB7sH2pKc4dWf8g".to_owned(),
        until: at(-7, 9, 0),
    }
}
