//! The company in words: joining, the state of the sync, what needs the person, the team. Not here: when
//! that is said.

use jipan_app::view::company::{
    ChangesFileView, ConflictCard, ConflictOf, ConflictSideView, JoinFailure, RecordSync,
    RefusedCard, RefusedRetry, RefusedText, SyncState, SyncStatusView, SyncStop, SyncTrouble,
    TeamFailure, WhoView,
};
use jipan_rules::permission::Role;
use jipan_rules::schema::FieldDef;
use jipan_rules::setting::RuleValue;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::value::Value;
use jipan_rules::{DateTime, NaiveDate, Utc};
use jipan_sync::wire::Refusal;

use super::Tr;

impl Tr {
    /// A moment: of today only the time.
    pub fn moment(&self, at: DateTime<Utc>, today: NaiveDate) -> String {
        let is_today = at.with_timezone(&chrono::Local).date_naive() == today;
        if is_today { self.time(at) } else { self.date_time(at) }
    }

    /// Names one after the other.
    pub fn listed(&self, names: &[String]) -> String {
        names.join(&self.text("list-separator"))
    }

    /// What a person is in the team.
    pub fn role(&self, role: Role) -> String {
        match role {
            Role::Manager => self.text("role-manager"),
            Role::Supervisor => self.text("role-supervisor"),
            Role::Rep => self.text("role-rep"),
        }
    }

    /// By what territories are cut.
    pub fn territory_kind(&self, kind: TerritoryKind) -> &'static str {
        self.field_of(kind.field())
    }

    /// A person in a sentence.
    pub fn who(&self, who: &WhoView) -> String {
        match who {
            WhoView::Me => self.text("who-me"),
            WhoView::Named(name) => name.clone(),
            WhoView::Unknown => self.text("who-unknown"),
            WhoView::Company => self.text("who-company"),
        }
    }

    /// How many changes wait, and since when; that none does.
    pub fn waiting(&self, view: &SyncStatusView) -> String {
        let n = ("n", view.n_unsent.into());
        match (view.n_unsent, view.unsent_since) {
            (0, _) => self.text("sync-none-waiting"),
            (_, Some(since)) => {
                let time = self.moment(since, view.today).into();
                self.with("sync-waiting-since", &[n, ("time", time)])
            }
            (_, None) => self.with("sync-waiting", &[n]),
        }
    }

    /// When the company last answered.
    pub fn last_success(&self, view: &SyncStatusView) -> String {
        match view.last_success {
            Some(at) => self.with("sync-last", &[("time", self.moment(at, view.today).into())]),
            None => self.text("sync-never"),
        }
    }

    /// What stands in the way of the sync and what to do about it; nothing while it goes on.
    pub fn sync_trouble(&self, state: SyncState) -> Option<String> {
        match state {
            SyncState::Idle | SyncState::Working => None,
            SyncState::Waiting(trouble) => Some(match trouble {
                SyncTrouble::Offline => self.text("sync-offline"),
                SyncTrouble::NoAnswer => self.text("sync-no-answer"),
                SyncTrouble::Portal => self.text("sync-portal"),
                SyncTrouble::Server => self.text("sync-server"),
            }),
            SyncState::Stopped(stop) => Some(match stop {
                SyncStop::Revoked => self.text("sync-revoked"),
                SyncStop::UpdateNeeded => self.text("sync-update-needed"),
                SyncStop::Unknown => self.text("sync-unknown"),
            }),
        }
    }

    /// Where one record is.
    pub fn record_sync(&self, sync: RecordSync) -> String {
        match sync {
            RecordSync::Here => self.text("record-here"),
            RecordSync::Waiting(n) => self.with("record-waiting", &[("n", n.into())]),
            RecordSync::Sent => self.text("record-sent"),
            RecordSync::NeedsYou => self.text("record-needs"),
        }
    }

    /// Who wrote one of two values, and when.
    pub fn written_by(&self, side: &ConflictSideView, today: NaiveDate) -> String {
        self.written(&side.by, side.at, today)
    }

    /// Who wrote something, and when.
    pub fn written(&self, by: &WhoView, at: DateTime<Utc>, today: NaiveDate) -> String {
        let args = [("who", self.who(by).into()), ("time", self.moment(at, today).into())];
        self.with("conflict-written", &args)
    }

    /// A value of one of two, or that it was emptied.
    pub fn conflict_value(&self, of: &ConflictOf, side: &ConflictSideView) -> String {
        match (of, &side.value) {
            (ConflictOf::Customer { def, .. } | ConflictOf::Product { def, .. }, Some(value)) => {
                self.measured(def, value)
            }
            (ConflictOf::Rule { key, .. }, Some(Value::Text(text))) => {
                // One of a newer program stands as it was written.
                let known = RuleValue::parse(*key, text);
                known.map_or_else(|_error| text.to_string(), |it| self.rule_values(&it))
            }
            (ConflictOf::Customer { .. }, None) => self.text("conflict-emptied"),
            (_, None) => self.text("conflict-taken-back"),
            (ConflictOf::Budget(_), Some(Value::Text(text))) => text.to_string(),
            (ConflictOf::Rule { .. } | ConflictOf::Budget(_), Some(_)) => String::new(),
        }
    }

    /// What two people wrote: the field or the rule, of which contact, from which day on.
    pub fn conflict_of(&self, of: &ConflictOf) -> String {
        let from = |day: NaiveDate| self.with("conflict-from", &[("date", self.date(day).into())]);
        let (what, more) = match of {
            ConflictOf::Customer { def, contact, .. } => {
                let contact = contact.as_ref();
                let contact = contact
                    .map(|name| self.with("conflict-contact", &[("name", name.as_str().into())]));
                (contact, Some(self.field(def).to_owned()))
            }
            ConflictOf::Product { def, from: day } => {
                (Some(self.field(def).to_owned()), day.map(from))
            }
            ConflictOf::Rule { key, from: day } => (Some(self.rule(*key)), Some(from(*day))),
            ConflictOf::Budget(place) => {
                (place.name.clone(), place.month.map(|it| self.month(it.first_day())))
            }
        };
        [what, more].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// What happened: two people wrote one field without seeing each other.
    pub fn conflict(&self, card: &ConflictCard) -> String {
        let ConflictCard { shown, other, .. } = card;
        if shown.by == other.by {
            let args = [("who", self.who(&shown.by).into())];
            return self.with("conflict-said-same", &args);
        }
        // The person comes first, whoever was later.
        let (one, two) =
            if other.by == WhoView::Me { (&other.by, &shown.by) } else { (&shown.by, &other.by) };
        let args = [("one", self.who(one).into()), ("two", self.who(two).into())];
        self.with("conflict-said", &args)
    }

    /// The button that keeps one of two values.
    pub fn conflict_keep(&self, card: &ConflictCard, is_shown: bool) -> String {
        let ConflictCard { shown, other, .. } = card;
        let (kept, lost) = if is_shown { (shown, other) } else { (other, shown) };
        match (&kept.by, &lost.by) {
            (a, b) if a == b => {
                if is_shown {
                    self.text("conflict-keep-shown")
                } else {
                    self.text("conflict-take-other")
                }
            }
            (WhoView::Me, _) => self.text("conflict-keep-mine"),
            (_, WhoView::Me) => self.text("conflict-keep-theirs"),
            (WhoView::Named(name), _) => {
                self.with("conflict-keep-of", &[("name", name.as_str().into())])
            }
            (WhoView::Unknown | WhoView::Company, _) => {
                if is_shown {
                    self.text("conflict-keep-shown")
                } else {
                    self.text("conflict-take-other")
                }
            }
        }
    }

    /// Why the company did not take a change.
    pub fn refusal(&self, card: &RefusedCard) -> String {
        let is_own = card.retry == RefusedRetry::Again;
        let key = match card.why {
            Refusal::Role if is_own => "refused-role",
            Refusal::Role => "refused-role-of",
            Refusal::Territory if is_own => "refused-territory",
            Refusal::Territory => "refused-territory-of",
            Refusal::Left if is_own => "refused-left",
            Refusal::Left => "refused-left-of",
            Refusal::Invalid if is_own => "refused-invalid",
            Refusal::Invalid => "refused-invalid-of",
            Refusal::Relayed => "refused-relayed",
            Refusal::Known => "refused-known",
        };
        if is_own {
            return self.text(key);
        }
        self.with(key, &[("who", self.who(&card.by).into())])
    }

    /// What a refused change wrote.
    pub fn refused_text(&self, def: Option<&FieldDef>, text: &RefusedText) -> String {
        let said = match (text, def) {
            (RefusedText::Value(Some(value)), Some(def)) => self.measured(def, value),
            (RefusedText::Value(_), _) => self.text("conflict-emptied"),
            (RefusedText::Note(text), _) => text.clone(),
            (RefusedText::Rule(key, from, value), _) => {
                let value = value.as_ref().map(|it| self.rule_values(it));
                let args = [
                    ("rule", self.rule(*key).into()),
                    ("date", self.date(*from).into()),
                    ("values", value.unwrap_or_else(|| self.text("refused-rule-back")).into()),
                ];
                return self.with("refused-rule", &args);
            }
            (RefusedText::Budget(place, value), _) => {
                let of = self.conflict_of(&ConflictOf::Budget(place.clone()));
                let value = value.clone().unwrap_or_else(|| self.text("conflict-taken-back"));
                let said = [self.text("nav-budget"), of, value];
                return said
                    .into_iter()
                    .filter(|it| !it.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · ");
            }
            (RefusedText::Deed(action), _) => return self.action(*action),
        };
        match def {
            Some(def) => {
                let args = [("field", self.field(def).into()), ("value", said.into())];
                self.with("refused-field", &args)
            }
            None => said,
        }
    }

    /// Why a tablet cannot join.
    pub fn join_failure(&self, failure: JoinFailure) -> (String, String) {
        match failure {
            JoinFailure::LinkGone => (self.text("join-link-gone"), self.text("join-link-gone-do")),
            JoinFailure::NoAnswer => (self.text("join-no-answer"), self.text("join-no-answer-do")),
            JoinFailure::NoEndpoint => {
                (self.text("join-no-endpoint"), self.text("join-no-endpoint-do"))
            }
            JoinFailure::AlreadyJoined => (self.text("join-already"), self.text("join-already-do")),
            JoinFailure::Version => (self.text("join-version"), self.text("join-version-do")),
        }
    }

    /// Why a request about the team did not succeed.
    pub fn team_failure(&self, failure: TeamFailure) -> String {
        match failure {
            TeamFailure::NoAnswer => self.text("team-no-answer"),
            TeamFailure::Unsure => self.text("team-unsure"),
            TeamFailure::MaybeDone => self.text("team-maybe-done"),
            TeamFailure::Refused => self.text("team-refused"),
        }
    }

    /// How the file with changes stands, and whether that is a problem.
    pub fn changes_file(&self, view: &ChangesFileView) -> Option<(bool, String)> {
        match view {
            ChangesFileView::Idle => None,
            ChangesFileView::Working => Some((false, self.text("changes-working"))),
            ChangesFileView::Made { name, n_changes } => {
                let args = [("name", name.as_str().into()), ("n", (*n_changes).into())];
                Some((false, self.with("changes-made", &args)))
            }
            ChangesFileView::Taken { n_new, n_known, n_conflicts } => {
                let args = [
                    ("n", (*n_new).into()),
                    ("known", (*n_known).into()),
                    ("conflicts", (*n_conflicts).into()),
                ];
                Some((false, self.with("changes-taken", &args)))
            }
            ChangesFileView::Failed(failure) => {
                let args = [("reason", self.backup_failure(failure).into())];
                Some((true, self.with("changes-failed", &args)))
            }
        }
    }
}
