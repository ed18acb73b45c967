//! 常用筛选: questions to the list that have a name and are asked again in one tap. Each is a setting
//! of its own, so that two tabs that save two filters keep both, and a backup carries them. Not
//! here: the text of a question.

pub(crate) mod text;

use jipan_book::select::Query;
use jipan_book::{Action, ChangeId};
use jipan_rules::values::ids::ReplicaId;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::model::{Model, UndoBar, UndoHow};
use crate::view::{SavedError, SavedView};

/// So many filters can be saved.
pub(crate) const N_SAVED_MAX: usize = 20;
/// Most characters of a name.
pub(crate) const NAME_CHARS_MAX: usize = 20;
/// The settings that hold a saved filter begin so.
const PREFIX: &str = "filter/";
/// The line that says when a filter was deleted.
const DELETED: &str = "gone";

/// A saved filter as its setting holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Saved {
    /// The name of its setting.
    pub(crate) key: String,
    pub(crate) name: String,
    /// The lines of the question.
    pub(crate) question: String,
    pub(crate) gone_at_millis: Option<u64>,
}

impl Saved {
    fn read(key: &str, value: &str) -> Option<Self> {
        let (name, rest) = value.split_once('\n')?;
        let (gone, question) = match rest.split_once('\n') {
            Some((first, question)) if first.starts_with(DELETED) => (Some(first), question),
            Some(_) | None => (None, rest),
        };
        let gone_at = gone.and_then(|line| line.split_once('\t')?.1.parse().ok());
        Some(Self {
            key: key.to_owned(),
            name: name.to_owned(),
            question: question.to_owned(),
            gone_at_millis: gone_at.or(gone.map(|_| 0)),
        })
    }

    fn value(&self) -> String {
        let Self { name, question, gone_at_millis, .. } = self;
        let gone = gone_at_millis.map(|at| format!("{DELETED}\t{at}\n")).unwrap_or_default();
        format!("{name}\n{gone}{question}")
    }
}

impl Model {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of saved filters only, and names each of them"
    )]
    pub(crate) fn on_saved(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        self.list.saved_error = None;
        match event {
            Event::SavedApplied(key) => {
                self.apply_saved(&key);
                Vec::new()
            }
            Event::FilterSaved { name, is_replacing } => self.save_filter(&name, is_replacing, env),
            Event::SavedRenamed { key, name } => self.rename_saved(&key, &name),
            Event::SavedDropped(key) => self.drop_saved(&key, env),
            _ => Vec::new(),
        }
    }

    /// Every saved filter that is not deleted, oldest first.
    fn saved(&self) -> impl Iterator<Item = Saved> {
        self.all_saved().filter(|it| it.gone_at_millis.is_none())
    }

    fn all_saved(&self) -> impl Iterator<Item = Saved> {
        let kept = self.settings.range(PREFIX.to_owned()..);
        let kept = kept.take_while(|(key, _)| key.starts_with(PREFIX));
        kept.filter_map(|(key, value)| Saved::read(key, value))
    }

    fn saved_of(&self, key: &str) -> Option<Saved> {
        Saved::read(key, self.settings.get(key)?)
    }

    pub(crate) fn saved_views(&self) -> Vec<SavedView> {
        let here = &self.list.query;
        self.saved()
            .map(|it| {
                let query = text::from_text(&it.question);
                SavedView {
                    is_on: query.as_ref().is_some_and(|query| is_same(query, here)),
                    is_known: query.is_some(),
                    key: it.key,
                    name: it.name,
                }
            })
            .collect()
    }

    /// The name of a filter whose deletion can be taken back now.
    pub(crate) fn saved_gone(&self) -> Option<String> {
        let bar = self.undo.as_ref()?;
        bar.name.clone().filter(|_| matches!(bar.how, UndoHow::Filter(_)))
    }

    /// Whether there is anything to save: the plain list needs no name.
    pub(crate) fn can_save_filter(&self) -> bool {
        !is_same(&self.list.query, &Query::default())
    }

    fn apply_saved(&mut self, key: &str) {
        let saved = self.saved_of(key);
        let Some(query) = saved.and_then(|it| text::from_text(&it.question)) else { return };
        // Asked a second time, it is taken off.
        let is_on = is_same(&query, &self.list.query);
        self.list.query = if is_on { Query::default() } else { query };
        self.list_asked_anew();
    }

    /// The name as it is kept, or why it cannot be.
    fn judge_name(&self, name: &str, own: Option<&str>) -> Result<String, SavedError> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(SavedError::NoName);
        }
        if name.chars().count() > NAME_CHARS_MAX {
            return Err(SavedError::NameTooLong);
        }
        let is_taken = self.saved().any(|it| it.name == name && Some(it.key.as_str()) != own);
        if is_taken { Err(SavedError::NameTaken(name)) } else { Ok(name) }
    }

    fn save_filter(&mut self, name: &str, is_replacing: bool, env: &mut Env) -> Vec<Effect> {
        let question = text::to_text(&self.list.query);
        let (name, key) = match self.judge_name(name, None) {
            Err(SavedError::NameTaken(name)) if is_replacing => {
                let key = self.saved().find(|it| it.name == name).map(|it| it.key);
                (name, key)
            }
            Err(error) => {
                self.list.saved_error = Some(error);
                return Vec::new();
            }
            Ok(_) if self.saved().count() >= N_SAVED_MAX => {
                self.list.saved_error = Some(SavedError::TooMany);
                return Vec::new();
            }
            Ok(name) => (name, None),
        };
        let key = key.unwrap_or_else(|| format!("{PREFIX}{}", env.ids.fresh()));
        self.keep_saved(&Saved { key, name, question, gone_at_millis: None })
    }

    fn rename_saved(&mut self, key: &str, name: &str) -> Vec<Effect> {
        match (self.judge_name(name, Some(key)), self.saved_of(key)) {
            (Ok(name), Some(saved)) => self.keep_saved(&Saved { name, ..saved }),
            (Err(error), _) => {
                self.list.saved_error = Some(error);
                Vec::new()
            }
            (Ok(_), None) => Vec::new(),
        }
    }

    fn drop_saved(&mut self, key: &str, env: &Env) -> Vec<Effect> {
        let Some(saved) = self.saved_of(key) else { return Vec::new() };
        let gone = Saved { gone_at_millis: Some(env.now_millis()), ..saved };
        let mut effects = self.keep_saved(&gone);
        effects.extend(self.offer_saved(&gone));
        effects
    }

    fn keep_saved(&mut self, saved: &Saved) -> Vec<Effect> {
        let (key, value) = (saved.key.clone(), saved.value());
        self.settings.insert(key.clone(), value.clone());
        vec![Effect::SaveSetting { key: key.into(), value }]
    }

    pub(crate) fn offer_saved(&mut self, gone: &Saved) -> Vec<Effect> {
        let seq = gone.gone_at_millis.unwrap_or_default();
        self.show_undo(UndoBar {
            // No change: the moment tells one deletion from the next.
            of: ChangeId { replica: ReplicaId::new(0), seq },
            action: Action::EditField,
            n_customers: 0,
            name: Some(gone.name.clone()),
            how: UndoHow::Filter(gone.key.clone()),
        })
    }

    /// A deleted filter is there again.
    pub(crate) fn restore_saved(&mut self, key: &str) -> Vec<Effect> {
        match self.saved_of(key) {
            Some(saved) => self.keep_saved(&Saved { gone_at_millis: None, ..saved }),
            None => Vec::new(),
        }
    }

    /// The filter that was deleted last, if not before this moment.
    pub(crate) fn filter_gone_since(&self, from_millis: u64) -> Option<Saved> {
        let gone = self.all_saved().filter(|it| it.gone_at_millis >= Some(from_millis));
        gone.max_by_key(|it| it.gone_at_millis)
    }
}

/// Whether two questions ask the same.
fn is_same(one: &Query, other: &Query) -> bool {
    text::to_text(one) == text::to_text(other)
}
