//! A question to the list as lines of text, as settings keep it. It can be read in the developer
//! tools, and a version that does not know a line says so instead of asking something else. Not
//! here: names, where it is kept.

use std::fmt::Write as _;

use jipan_book::quality::Finding;
use jipan_book::select::{Expiring, Filters, Query, Sort};
use jipan_rules::contradiction::Contradiction;
use jipan_rules::schema::{CustomerType, FieldId, Group, by_key, field as field_def};
use jipan_rules::service::Serving;

use crate::view::FilterChange;

const SORTS: [(Sort, &str); 9] = [
    (Sort::Name, "name"),
    (Sort::Code, "code"),
    (Sort::Completeness, "completeness"),
    (Sort::Changed, "changed"),
    (Sort::Expiry, "expiry"),
    (Sort::District, "district"),
    (Sort::Line, "line"),
    (Sort::Tier, "tier"),
    (Sort::Grade, "grade"),
];

/// A question as lines, each a word and what belongs to it, separated by a tab.
pub(crate) fn to_text(query: &Query) -> String {
    let Query { text, filters, show_closed, sort, is_descending } = query;
    let search = Some(text.clone()).filter(|text| !text.trim().is_empty());
    let mut lines = vec![("search", search)];
    lines.extend(filter_lines(filters));
    lines.extend([("closed", on(*show_closed)), ("descending", on(*is_descending))]);
    let sort = SORTS.iter().find(|(it, _)| it == sort && *it != Sort::default());
    lines.push(("sort", sort.map(|(_, name)| (*name).to_owned())));
    let mut written = String::new();
    let mut line = |key: &str, value: &str| {
        let value = value.replace(['\n', '\r', '\t'], " ");
        // Writing into a text never fails.
        let _done = writeln!(written, "{key}\t{value}");
    };
    for (key, value) in lines {
        if let Some(value) = value {
            line(key, &value);
        }
    }
    if let Some((key, value)) = filters.finding.and_then(finding_line) {
        line(key, &value);
    }
    for (field, value) in &filters.values {
        if let Some(def) = field_def(*field) {
            line(&format!("value {}", def.key), value);
        }
    }
    written
}

/// A switch is a line without a value.
fn on(is_on: bool) -> Option<String> {
    is_on.then(String::new)
}

/// Every filter but those by value; each is named, so that a new one is not forgotten.
fn filter_lines(filters: &Filters) -> [(&'static str, Option<String>); 13] {
    let Filters {
        line,
        district,
        class,
        manager,
        customer_type,
        state,
        incomplete,
        incomplete_group,
        stale,
        unconfirmed,
        expiring,
        deleted,
        differs,
        batch: _,
        values: _,
        finding: _,
    } = filters;
    let days = expiring.map(|it| match it {
        Expiring::Expired => "expired".to_owned(),
        Expiring::Within(days) => days.to_string(),
    });
    [
        ("line", line.clone()),
        ("district", district.clone()),
        ("class", class.clone()),
        ("manager", manager.clone()),
        ("type", customer_type.map(|it| it.code().to_string())),
        ("state", state.map(|it| it.to_string())),
        ("incomplete", on(*incomplete)),
        ("incomplete-group", incomplete_group.map(|it| it.index().to_string())),
        ("stale", on(*stale)),
        ("unconfirmed", on(*unconfirmed)),
        ("expiring", days),
        ("deleted", on(*deleted)),
        ("differs", on(*differs)),
    ]
}

/// What the report on the data finds; `None` for a field of a newer version.
fn finding_line(finding: Finding) -> Option<(&'static str, String)> {
    let key = |field: FieldId| field_def(field).map(|def| def.key.to_owned());
    Some(match finding {
        Finding::Blank(field) => ("blank-field", key(field)?),
        Finding::Stale(field) => ("stale-field", key(field)?),
        Finding::Unconfirmed(field) => ("unconfirmed-field", key(field)?),
        Finding::Fresh(field) => ("fresh-field", key(field)?),
        Finding::Contradiction(it) => ("contradiction", it.index().to_string()),
        Finding::Alert => ("alert", String::new()),
        Finding::SharedPhone => ("shared-phone", String::new()),
        Finding::ClassCheck => ("class-check", String::new()),
        Finding::OtherScale => ("other-scale", String::new()),
        Finding::Served(Serving::Over) => ("served", "over".to_owned()),
        Finding::Served(Serving::Fit) => ("served", "fit".to_owned()),
        Finding::Served(Serving::Under) => ("served", "under".to_owned()),
    })
}

fn finding_of(key: &str, value: &str) -> Option<Finding> {
    let field = || by_key(value).map(|def| def.id);
    Some(match key {
        "blank-field" => Finding::Blank(field()?),
        "stale-field" => Finding::Stale(field()?),
        "unconfirmed-field" => Finding::Unconfirmed(field()?),
        "fresh-field" => Finding::Fresh(field()?),
        "contradiction" => {
            let idx: usize = value.parse().ok()?;
            Finding::Contradiction(*Contradiction::ALL.get(idx)?)
        }
        "alert" => Finding::Alert,
        "shared-phone" => Finding::SharedPhone,
        "class-check" => Finding::ClassCheck,
        "other-scale" => Finding::OtherScale,
        "served" => Finding::Served(match value {
            "over" => Serving::Over,
            "fit" => Serving::Fit,
            "under" => Serving::Under,
            _ => return None,
        }),
        _ => return None,
    })
}

/// Reads [`to_text`]; `None` if a line is not known here.
pub(crate) fn from_text(text: &str) -> Option<Query> {
    let mut query = Query::default();
    for line in text.lines() {
        let (key, value) = line.split_once('\t')?;
        match key {
            "search" => value.clone_into(&mut query.text),
            "descending" => query.is_descending = true,
            "sort" => query.sort = SORTS.iter().find(|(_, name)| *name == value)?.0,
            key => set(&mut query, change_of(key, value)?),
        }
    }
    Some(query)
}

fn change_of(key: &str, value: &str) -> Option<FilterChange> {
    let text = || Some(value.to_owned());
    Some(match key {
        "line" => FilterChange::Line(text()),
        "district" => FilterChange::District(text()),
        "class" => FilterChange::Class(text()),
        "manager" => FilterChange::Manager(text()),
        "type" => FilterChange::Type(Some(CustomerType::from_code(value.parse().ok()?)?)),
        "state" => FilterChange::State(Some(value.parse().ok()?)),
        "incomplete-group" => {
            let group = Group::ALL.get(value.parse::<usize>().ok()?)?;
            FilterChange::IncompleteGroup(Some(*group))
        }
        "expiring" if value == "expired" => FilterChange::Expiring(Some(Expiring::Expired)),
        "expiring" => FilterChange::Expiring(Some(Expiring::Within(value.parse().ok()?))),
        "incomplete" => FilterChange::Incomplete(true),
        "stale" => FilterChange::Stale(true),
        "unconfirmed" => FilterChange::Unconfirmed(true),
        "deleted" => FilterChange::Deleted(true),
        "differs" => FilterChange::Differs(true),
        "closed" => FilterChange::ShowClosed(true),
        key => match (key.strip_prefix("value "), finding_of(key, value)) {
            (Some(field), _) => FilterChange::Value(by_key(field)?.id, text()),
            (None, finding) => FilterChange::Finding(Some(finding?)),
        },
    })
}

/// Sets one filter of a question.
pub(crate) fn set(query: &mut Query, change: FilterChange) {
    let filters = &mut query.filters;
    match change {
        FilterChange::Line(line) => filters.line = line,
        FilterChange::District(district) => filters.district = district,
        FilterChange::Class(class) => filters.class = class,
        FilterChange::Manager(manager) => filters.manager = manager,
        FilterChange::Type(customer_type) => filters.customer_type = customer_type,
        FilterChange::State(state) => filters.state = state,
        FilterChange::Incomplete(is_on) => filters.incomplete = is_on,
        FilterChange::IncompleteGroup(group) => filters.incomplete_group = group,
        FilterChange::Stale(is_on) => filters.stale = is_on,
        FilterChange::Unconfirmed(is_on) => filters.unconfirmed = is_on,
        FilterChange::Expiring(expiring) => filters.expiring = expiring,
        FilterChange::ShowClosed(is_on) => query.show_closed = is_on,
        FilterChange::Deleted(is_on) => filters.deleted = is_on,
        FilterChange::Differs(is_on) => filters.differs = is_on,
        FilterChange::Finding(finding) => filters.finding = finding,
        FilterChange::Value(field, Some(value)) => {
            filters.values.insert(field, value);
        }
        FilterChange::Value(field, None) => {
            filters.values.remove(&field);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jipan_rules::schema::fields;
    use proptest::prelude::*;

    use super::*;

    fn maybe_text() -> impl Strategy<Value = Option<String>> {
        prop::option::of("[东西1-9号线]{1,4}")
    }

    fn finding() -> impl Strategy<Value = Option<Finding>> {
        let contradiction = prop::sample::select(Contradiction::ALL.to_vec());
        prop::option::of(prop_oneof![
            Just(Finding::Blank(fields::LINE)),
            Just(Finding::Stale(fields::LINE)),
            Just(Finding::Unconfirmed(fields::PHONE)),
            Just(Finding::Fresh(fields::MANAGER)),
            contradiction.prop_map(Finding::Contradiction),
            Just(Finding::Alert),
            Just(Finding::SharedPhone),
            Just(Finding::ClassCheck),
            Just(Finding::OtherScale),
            prop::sample::select(vec![Serving::Over, Serving::Fit, Serving::Under])
                .prop_map(Finding::Served),
        ])
    }

    fn filters() -> impl Strategy<Value = Filters> {
        let texts = (maybe_text(), maybe_text(), maybe_text(), maybe_text());
        let group = prop::option::of(prop::sample::select(Group::ALL.to_vec()));
        let expiring = prop::option::of(prop_oneof![
            Just(Expiring::Expired),
            any::<u16>().prop_map(Expiring::Within)
        ]);
        let customer_type = prop::option::of(prop::sample::select(CustomerType::ALL.to_vec()));
        let fields = prop::sample::select(vec![fields::FORMAT, fields::SEGMENT, fields::TYPE]);
        let values = prop::collection::btree_map(fields, "[1-7]?", 0..3);
        let of_state = prop::option::of(any::<u8>());
        let switches = any::<[bool; 5]>();
        let rest = (expiring, switches, values, finding());
        (texts, customer_type, of_state, group, rest).prop_map(
            |(texts, customer_type, state, incomplete_group, rest)| {
                let (expiring, switches, values, finding) = rest;
                let [incomplete, stale, unconfirmed, deleted, differs] = switches;
                let (line, district, class, manager) = texts;
                let values: BTreeMap<_, _> = values;
                // Every filter by name: a new one has to be kept, too.
                Filters {
                    line,
                    district,
                    class,
                    manager,
                    customer_type,
                    state,
                    incomplete,
                    incomplete_group,
                    stale,
                    unconfirmed,
                    expiring,
                    deleted,
                    differs,
                    batch: None,
                    values,
                    finding,
                }
            },
        )
    }

    proptest! {
        #[test]
        fn every_question_comes_back_as_it_was_asked(
            filters in filters(),
            text in "[如意a1]{0,3}",
            show_closed in any::<bool>(),
            is_descending in any::<bool>(),
            sort in 0_usize..SORTS.len(),
        ) {
            let query = Query { text, filters, show_closed, sort: SORTS[sort].0, is_descending };
            prop_assert_eq!(from_text(&to_text(&query)), Some(query));
        }
    }

    #[test]
    fn a_line_of_a_newer_version_is_not_left_out_in_silence() {
        assert_eq!(from_text("line\t3号线\nmoon\tfull\n"), None);
        assert_eq!(from_text("line\t3号线\nvalue no_such_field\t1\n"), None);
        assert_eq!(from_text("sort\tweight\n"), None);
        assert!(from_text("line\t3号线\n").is_some());
    }

    #[test]
    fn breaks_in_a_search_do_not_make_lines() {
        let query = Query { text: "a\nstale\tb".to_owned(), ..Query::default() };
        let read = from_text(&to_text(&query)).unwrap();
        assert_eq!((read.text.as_str(), read.filters.stale), ("a stale b", false));
    }
}
