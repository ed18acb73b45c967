//! Who may do what, as the table says it.

use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::schema::{Group, RecordKind};

const VERBS: [Verb; 7] = [
    Verb::Read,
    Verb::Add,
    Verb::Change,
    Verb::Delete,
    Verb::TakeBack,
    Verb::Import,
    Verb::Approve,
];

/// Verbs as letters in the order of `VERBS`, of a supervisor and of a rep; `m` = change, but not the
/// management group. A manager may do everything.
const TABLE: [(RecordKind, &str, &str); 8] = [
    (RecordKind::Customer, "racdt--", "ram-t--"),
    (RecordKind::Contact, "racdt--", "ram-t--"),
    (RecordKind::CustomerPrivate, "-------", "-------"),
    (RecordKind::Order, "racdt-p", "rac-t--"),
    (RecordKind::Product, "r------", "r------"),
    (RecordKind::ProductPrivate, "-------", "-------"),
    (RecordKind::Rule, "r------", "r------"),
    (RecordKind::Deal, "racdt-p", "rac-t--"),
];

#[test]
fn each_role_may_do_what_the_table_says_and_nothing_else() {
    let groups = Group::ALL.into_iter().map(Some).chain([None]);
    for group in groups {
        for (kind, supervisor, rep) in TABLE {
            let roles =
                [(Role::Manager, "racdtip"), (Role::Supervisor, supervisor), (Role::Rep, rep)];
            for (role, letters) in roles {
                for (verb, letter) in VERBS.into_iter().zip(letters.chars()) {
                    let wanted = match letter {
                        '-' => false,
                        'm' => group != Some(Group::Management),
                        _ => true,
                    };
                    let told = may(role, verb, kind, group);
                    assert_eq!(told.is_ok(), wanted, "{role:?} {verb:?} {kind:?} {group:?}");
                    if let Err(denied) = told {
                        assert_eq!((denied.role, denied.verb, denied.kind), (role, verb, kind));
                    }
                }
            }
        }
    }
}
