//! What happens to one shop of the sample in a year: people and numbers that change, what is found out about
//! it, what is written down. Not here: what it buys.

use jipan_rules::schema::{FieldId, by_key, fields};
use jipan_rules::status;
use jipan_rules::value::Value;

use super::year::{Deed, LIST_DAYS, LIST_DAYS_AGO, MOVED_DAYS_AGO, YEAR_DAYS};
use super::{Outlet, words};

impl Outlet {
    /// What happens to this shop, with how many days ago.
    pub(super) fn year(&self) -> Vec<(i64, Deed)> {
        let now = self.values();
        let mut before = now.clone();
        let mut deeds = Vec::new();
        let opened = self.opened_days_ago();
        self.changes_of_people(&now, &mut before, opened, &mut deeds);
        self.change_of_state(&mut before, opened, &mut deeds);
        for (field, days_ago) in self.confirmations(&now) {
            deeds.push((days_ago, Deed::Confirm(vec![field])));
        }
        self.notes(opened, &mut deeds);
        self.contact(opened, &mut deeds);
        deeds.retain(|(days_ago, _)| *days_ago <= opened);
        let mut all = vec![(opened, Deed::Open(before))];
        all.extend(together(deeds));
        all
    }

    /// Nine of ten came with the list a year ago.
    pub(super) fn opened_days_ago(&self) -> i64 {
        // The oldest confirmations lie before the year.
        if self.is_new() { 20 + self.wide("since", 330) } else { LIST_DAYS }
    }

    pub(super) fn is_new(&self) -> bool {
        self.roll("new shop", 10) == 0
    }

    /// Since when it is closed, if it is.
    pub(super) fn closed_days_ago(&self) -> Option<i64> {
        let is_closed = status::is_closed(self.state());
        is_closed.then(|| self.within("closed", self.opened_days_ago()))
    }

    fn changes_of_people(
        &self,
        now: &[(FieldId, Value)],
        before: &mut [(FieldId, Value)],
        opened: i64,
        deeds: &mut Vec<(i64, Deed)>,
    ) {
        let value =
            |of: FieldId| now.iter().find(|(it, _)| *it == of).map(|(_, value)| value.clone());
        let number = self.n + 1;
        if let Some(phone) = value(fields::PHONE).filter(|_| self.roll("new phone", 5) == 0) {
            set(before, fields::PHONE, Value::Text(format!("1990800{number:04}").into()));
            let ago = self.within("phone", opened);
            deeds.push((ago, Deed::Edit(fields::PHONE, Some(phone), None)));
            if self.roll("list phone", 3) == 0 && ago > LIST_DAYS_AGO {
                let said = Value::Text(format!("1990700{number:04}").into());
                deeds.push((LIST_DAYS_AGO, Deed::Stated(fields::PHONE, said)));
            }
        }
        if let Some(owner) = value(fields::LEGAL_REP).filter(|_| self.roll("new owner", 20) == 0) {
            set(before, fields::LEGAL_REP, Value::Text(format!("样例原法人{number}").into()));
            let edit = Deed::Edit(fields::LEGAL_REP, Some(owner), Some("样例：店铺转让"));
            deeds.push((self.within("owner", opened), edit));
        }
        if self.line() == 3
            && opened > MOVED_DAYS_AGO
            && let Some(Value::Text(name)) = value(fields::MANAGER)
        {
            set(before, fields::MANAGER, Value::Text("客户经理09".into()));
            deeds.push((MOVED_DAYS_AGO, Deed::Manager(name.to_string())));
        }
    }

    fn change_of_state(
        &self,
        before: &mut [(FieldId, Value)],
        opened: i64,
        deeds: &mut Vec<(i64, Deed)>,
    ) {
        let state = self.state();
        if status::is_closed(state) {
            set(before, fields::STATUS, Value::Choice(status::OPEN));
            let ago = self.closed_days_ago().unwrap_or(opened);
            deeds.push((ago, Deed::Edit(fields::STATUS, Some(Value::Choice(state)), None)));
        }
    }

    fn notes(&self, opened: i64, deeds: &mut Vec<(i64, Deed)>) {
        const SUBJECTS: [&str; 3] = ["first note", "second note", "third note"];
        let n = if self.roll("note", 3) == 0 { 1 + self.roll("notes", 3) } else { 0 };
        for (subject, _) in SUBJECTS.into_iter().zip(0..n) {
            deeds.push((
                self.within(subject, opened),
                Deed::Note(self.pick(subject, &words::NOTES)),
            ));
        }
    }

    /// One in eight has a second contact; some of them a birthday by the moon.
    fn contact(&self, opened: i64, deeds: &mut Vec<(i64, Deed)>) {
        if self.roll("contact", 8) != 0 {
            return;
        }
        let number = self.n + 1;
        let (month, day) = (1 + self.roll("month", 12), 1 + self.roll("day", 28));
        let moon = if self.roll("moon", 3) == 0 { "lunar " } else { "" };
        let mut values = vec![
            (fields::CONTACT, Value::Text(format!("样例店员{number}").into())),
            (fields::PHONE, Value::Text(format!("1990600{number:04}").into())),
            (fields::ROLE, Value::Text("店员".into())),
            (fields::BIRTHDAY, Value::Text(format!("{moon}{month:02}-{day:02}").into())),
        ];
        let role = Value::Choice(self.one_to("decision role", 5));
        values.extend(by_key("decision_role").map(|def| (def.id, role)));
        deeds.push((self.within("contact since", opened), Deed::Contact(values)));
    }

    /// A day between the opening and yesterday, in days ago.
    fn within(&self, subject: &str, opened: i64) -> i64 {
        let most = opened.clamp(2, YEAR_DAYS);
        1 + self.wide(subject, most.unsigned_abs() - 1)
    }
}

/// What is found to be true on one day is one tap.
fn together(deeds: Vec<(i64, Deed)>) -> Vec<(i64, Deed)> {
    let mut all: Vec<(i64, Deed)> = Vec::new();
    for (days_ago, deed) in deeds {
        if let Deed::Confirm(more) = &deed
            && let Some((_, Deed::Confirm(found))) =
                all.iter_mut().find(|(ago, it)| *ago == days_ago && matches!(it, Deed::Confirm(_)))
        {
            found.extend(more);
            continue;
        }
        all.push((days_ago, deed));
    }
    all
}

fn set(values: &mut [(FieldId, Value)], field: FieldId, value: Value) {
    if let Some((_, old)) = values.iter_mut().find(|(of, _)| *of == field) {
        *old = value;
    }
}
