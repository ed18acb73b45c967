//! Who may do what, as the table says it.

use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::schema::{Group, RecordKind};

const VERBS: [Verb; 6] =
    [Verb::Read, Verb::Add, Verb::Change, Verb::Delete, Verb::TakeBack, Verb::Import];
const KINDS: [RecordKind; 3] =
    [RecordKind::Customer, RecordKind::Contact, RecordKind::CustomerPrivate];

/// Verbs as letters in the order of `VERBS`; `m` = change, but not the management group.
fn table(role: Role) -> &'static str {
    match role {
        Role::Manager => "racdti",
        Role::Supervisor => "racdt-",
        Role::Rep => "ram-t-",
    }
}

#[test]
fn each_role_may_do_what_the_table_says_and_nothing_else() {
    let groups = Group::ALL.into_iter().map(Some).chain([None]);
    for group in groups {
        for role in [Role::Manager, Role::Supervisor, Role::Rep] {
            for kind in KINDS {
                for (verb, letter) in VERBS.into_iter().zip(table(role).chars()) {
                    let is_private = kind == RecordKind::CustomerPrivate;
                    let is_told = match letter {
                        '-' => false,
                        'm' => group != Some(Group::Management),
                        _ => true,
                    };
                    let wanted = is_told && (role == Role::Manager || !is_private);
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
