//! 快速登记: a customer and its first opportunity with a few taps, as one change. What is typed is a
//! draft until then. Not here: how it looks.

use std::rc::Rc;

use jipan_book::similar::{Candidate, similar};
use jipan_book::sorting::sort;
use jipan_book::{Action, Needle, Op, Row, SearchTexts, Step, search};
use jipan_rules::check::parse_value;
use jipan_rules::funnel::{Channel, Fact, Opened, Source};
use jipan_rules::schema::{CustomerType, FieldId, field as field_def, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, DealId};

use super::QuickForm;
use super::act::say;
use super::quick_said::{QUICK_AMOUNT_KEY, QUICK_EXPECT_KEY, QUICK_SAID_KEY, shortened};
use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::QuickField;
use crate::model::Model;
use crate::route::Route;
use crate::view::{DealSheetError, DraftError, SimilarView};

/// The keys of what is typed and chosen in the quick entry begin so.
pub(crate) const QUICK_KEY: &str = "quick/";
/// The key of what is chosen.
pub(crate) const CHOICES_KEY: &str = "quick/choices";
/// The key of the type of the customer.
pub(crate) const QUICK_TYPE_KEY: &str = "quick/type";
/// The fields that are typed.
const QUICK_FIELDS: [FieldId; 2] = [fields::NAME, fields::PHONE];
/// Customers of the same name that are told at most. OURS
const N_SAME_NAMES: usize = 5;
/// What a name may lack and still be the same, the longer first.
const NAME_ENDS: [&str; 2] = ["超市", "店"];
/// So many referrers are offered.
const N_REFERRERS: usize = 8;

/// The key of what is typed into a field of the quick entry.
pub(crate) fn quick_key(field: FieldId) -> String {
    format!("{QUICK_KEY}{}", field.0)
}

/// The key of the text by which a referrer is searched.
pub(crate) fn quick_search_key() -> String {
    format!("{QUICK_KEY}referrer")
}

/// A customer of the same name: which, its name, its address.
type SameName = (CustomerId, String, Option<String>);

/// A name without what every shop is called, unless it is nothing else.
fn name_core(name: &str) -> &str {
    let core = NAME_ENDS.into_iter().find_map(|end| name.strip_suffix(end));
    core.map(str::trim_end).filter(|it| it.chars().nth(1).is_some()).unwrap_or(name)
}

/// What is known beside what is typed.
#[derive(Debug, Default)]
pub(crate) struct QuickModel {
    pub(crate) similar: Rc<[SimilarView]>,
    /// Customers of the same name, each with its address.
    pub(crate) same_names: Vec<SameName>,
    pub(crate) referrers: Vec<(CustomerId, String)>,
    pub(crate) is_channel_missing: bool,
    /// What was wrong with the expected day and amount when "done" was pressed.
    pub(crate) said_faults: Vec<DealSheetError>,
    /// What was given up last, to be put back.
    dropped: Vec<(String, String)>,
    /// What similar customers and referrers were looked for by.
    made_for: Option<(u64, [String; 3])>,
}

impl Model {
    /// What is chosen in the quick entry.
    pub(crate) fn quick_form(&self) -> QuickForm {
        let text = self.drafts.texts.get(CHOICES_KEY);
        text.map(|text| QuickForm::read(text)).unwrap_or_default()
    }

    /// What is typed into a field of the quick entry.
    pub(crate) fn quick_text(&self, key: &str) -> String {
        self.drafts.texts.get(key).cloned().unwrap_or_default()
    }

    /// The type of the customer, and so the steps of its first opportunity; 零售 if nobody says otherwise.
    pub(crate) fn quick_type(&self) -> CustomerType {
        let code = self.drafts.texts.get(QUICK_TYPE_KEY).and_then(|it| it.parse().ok());
        code.and_then(CustomerType::from_code).unwrap_or(CustomerType::Retail)
    }

    pub(super) fn quick_type_chosen(&mut self, kind: CustomerType) -> Vec<Effect> {
        if kind == self.quick_type() {
            return Vec::new();
        }
        self.typed(QUICK_TYPE_KEY.to_owned(), &kind.code().to_string())
    }

    /// Whom a customer recommended is to be entered: who recommended is known already.
    pub(super) fn ask_referral(&mut self, by: CustomerId, env: &mut Env) -> Vec<Effect> {
        let by = self.book.survivor_of(by);
        if self.name_of(by).is_none() {
            return Vec::new();
        }
        let mut effects = self.quick_referrer(Some(by));
        effects.extend(self.follow(Route::QuickAdd, env));
        effects
    }

    pub(super) fn quick_typed(&mut self, field: QuickField, text: &str) -> Vec<Effect> {
        let key = match field {
            QuickField::Name => quick_key(fields::NAME),
            QuickField::Phone => quick_key(fields::PHONE),
            QuickField::Referrer => quick_search_key(),
            QuickField::Expect => QUICK_EXPECT_KEY.to_owned(),
            QuickField::Amount => QUICK_AMOUNT_KEY.to_owned(),
            QuickField::Said => QUICK_SAID_KEY.to_owned(),
        };
        self.funnel.quick.said_faults.retain(|it| !it.is_of(field));
        if text.is_empty() && !self.drafts.texts.contains_key(&key) {
            return Vec::new();
        }
        self.typed(key, shortened(field, text))
    }

    pub(super) fn quick_changed(&mut self, change: impl FnOnce(&mut QuickForm)) -> Vec<Effect> {
        let mut form = self.quick_form();
        change(&mut form);
        if form == self.quick_form() {
            return Vec::new();
        }
        self.typed(CHOICES_KEY.to_owned(), &form.keep())
    }

    pub(super) fn quick_channel(&mut self, channel: Channel) -> Vec<Effect> {
        self.funnel.quick.is_channel_missing = false;
        self.quick_changed(|form| {
            if form.channel != Some(channel) {
                (form.sub, form.referrer) = (None, None);
            }
            form.channel = Some(channel);
        })
    }

    /// Somebody recommended: that is a channel of its own. The search is done.
    pub(super) fn quick_referrer(&mut self, referrer: Option<CustomerId>) -> Vec<Effect> {
        let mut effects = Vec::new();
        if referrer.is_some() {
            effects.extend(self.quick_channel(Channel::Referral));
            let key = quick_search_key();
            if self.drafts.texts.contains_key(&key) {
                effects.extend(self.drop_draft(key));
            }
        }
        effects.extend(self.quick_changed(|form| form.referrer = referrer));
        effects
    }

    /// Looks again for customers that are alike and for referrers, if something else is typed.
    pub(crate) fn refresh_quick(&mut self) {
        let typed = [quick_key(fields::NAME), quick_key(fields::PHONE), quick_search_key()];
        let texts = typed.map(|key| self.quick_text(&key));
        let key = (self.book.revision(), texts);
        if self.funnel.quick.made_for.as_ref() == Some(&key) {
            return;
        }
        let [name, phone, text] = &key.1;
        let candidate =
            Candidate { name: name.clone(), phone: phone.clone(), ..Candidate::default() };
        let found = similar(&self.book, &candidate, None).into_iter();
        let alike = found.filter_map(|it| {
            Some(SimilarView {
                id: self.book.id_of(it.row)?,
                name: self.book.text(it.row, fields::NAME).unwrap_or_default().to_owned(),
                address: self.book.text(it.row, fields::ADDRESS).map(str::to_owned),
                by: it.by,
            })
        });
        let alike: Rc<[SimilarView]> = alike.collect();
        let mut same_names = self.same_names(name);
        same_names.retain(|(id, ..)| alike.iter().all(|it| it.id != *id));
        let referrers = self.referrers_by(text);
        let quick = &mut self.funnel.quick;
        (quick.similar, quick.same_names) = (alike, same_names);
        (quick.referrers, quick.made_for) = (referrers, Some(key));
    }

    /// Customers whose name is the same, or is but for what every shop is called. Nobody knows the address
    /// here, so the name alone has to do.
    fn same_names(&self, typed: &str) -> Vec<SameName> {
        let name = field_def(fields::NAME).and_then(|def| parse_value(def, typed).ok().flatten());
        let Some(Value::Text(name)) = name else { return Vec::new() };
        let (wanted, Some(names)) = (name_core(&name), self.book.texts(fields::NAME)) else {
            return Vec::new();
        };
        let mut rows: Vec<Row> = Vec::new();
        names.scan(wanted, |row, _| {
            let is_same = self.book.text(row, fields::NAME).map(name_core) == Some(wanted);
            // What was merged into another customer is found under that one.
            let row = self.book.key_row(row).filter(|_| is_same);
            rows.extend(row.filter(|row| !rows.contains(row)));
            if rows.len() < N_SAME_NAMES { Step::NextText } else { Step::Stop }
        });
        let told = |row: Row| {
            let text = |field| self.book.text(row, field).map(str::to_owned);
            Some((self.book.id_of(row)?, text(fields::NAME)?, text(fields::ADDRESS)))
        };
        rows.into_iter().filter_map(told).collect()
    }

    /// Customers who could have recommended, by a text.
    pub(crate) fn referrers_by(&self, text: &str) -> Vec<(CustomerId, String)> {
        let Some(needle) = Needle::new(text) else { return Vec::new() };
        let n_rows = usize::try_from(self.book.n_rows()).unwrap_or(usize::MAX);
        let hits = search(&SearchTexts::of(&self.book), &needle, n_rows);
        let found = hits.rows().filter_map(|(row, rank)| Some((rank, self.book.key_row(row)?)));
        let mut found: Vec<_> = found.collect();
        sort(&mut found);
        let mut rows: Vec<Row> = Vec::new();
        for (_, row) in found {
            if rows.len() < N_REFERRERS && !rows.contains(&row) {
                rows.push(row);
            }
        }
        let named = |row: Row| {
            let name = self.book.text(row, fields::NAME).unwrap_or_default().to_owned();
            Some((self.book.id_of(row)?, name))
        };
        rows.into_iter().filter_map(named).collect()
    }

    fn judge_quick(&mut self, field: FieldId) -> bool {
        let key = quick_key(field);
        let Some(def) = field_def(field) else { return false };
        let text = self.quick_text(&key);
        // A prospect is a file with name, phone and channel (rulebook 1.20).
        let judged = self.judge(None, def, &text);
        match judged.and_then(|value| value.ok_or(DraftError::Required)) {
            Ok(_) => {
                self.drafts.errors.remove(&key);
                true
            }
            Err(error) => {
                self.drafts.errors.insert(key, error);
                false
            }
        }
    }

    /// "Done": the customer, its first opportunity and what was said, one change; then its file, or the next row
    /// of the register.
    pub(super) fn quick_done(&mut self, env: &mut Env) -> Vec<Effect> {
        let [is_name, is_phone] = QUICK_FIELDS.map(|field| self.judge_quick(field));
        let form = self.quick_form();
        self.funnel.quick.is_channel_missing = form.channel.is_none();
        let said = self.quick_said(form.channel, env.today);
        self.funnel.quick.said_faults = said.as_ref().err().cloned().unwrap_or_default();
        let is_whole = is_name && is_phone && self.may_write();
        let (Some(channel), Ok(said), true) = (form.channel, said, is_whole) else {
            return self.keep_drafts();
        };
        let values = QUICK_FIELDS.into_iter().filter_map(|field| {
            let text = self.quick_text(&quick_key(field));
            Some((field, parse_value(field_def(field)?, &text).ok()??))
        });
        let kind = self.quick_type();
        let kind_is = (fields::TYPE, Value::Choice(kind.code()));
        let values: Vec<(FieldId, Value)> = values.chain([kind_is]).collect();
        let id = CustomerId::new(env.ids.fresh());
        let source = Source { channel, sub: form.sub, referrer: form.referrer };
        let rules = self.book.rule_book().funnel();
        let template = rules.on(env.today).templates.value.of(kind);
        let opened = Opened { template, source, will: form.will, ability: form.ability };
        let facts = core::iter::once(Fact::Open(opened)).chain(said).collect();
        let deal = DealId::new(env.ids.fresh());
        let mut ops = vec![Op::Create { id, values }];
        ops.extend(say((id, deal), facts, env));
        let drafts = self.quick_drafts();
        let mut effects = self.commit_tap(Mark::of(Action::AddProspect), ops, drafts, env);
        if effects.is_empty() {
            return self.keep_drafts();
        }
        self.funnel.quick = QuickModel::default();
        // The register goes on with the next row.
        if self.route != Route::Register {
            effects.extend(self.replace_with(Route::Customer(id), env));
        }
        effects
    }

    fn quick_drafts(&self) -> Vec<(String, String)> {
        let drafts = self.drafts.texts.iter().filter(|(key, _)| key.starts_with(QUICK_KEY));
        drafts.map(|(key, text)| (key.clone(), text.clone())).collect()
    }

    /// It is given up. It can be put back until something else is typed.
    pub(super) fn quick_dropped(&mut self, env: &mut Env) -> Vec<Effect> {
        let dropped = self.quick_drafts();
        let keys = dropped.iter().map(|(key, _)| key.clone());
        let mut effects: Vec<Effect> = keys.flat_map(|key| self.drop_draft(key)).collect();
        for field in QUICK_FIELDS {
            self.drafts.errors.remove(&quick_key(field));
        }
        self.funnel.quick = QuickModel { dropped, ..QuickModel::default() };
        if self.route != Route::Register {
            effects.extend(self.follow(Route::Today, env));
        }
        effects
    }

    /// Whether something was given up that can be put back.
    pub(crate) fn can_restore_quick(&self) -> bool {
        !self.funnel.quick.dropped.is_empty() && self.quick_drafts().is_empty()
    }

    /// What was given up last is in the form again, if nothing was typed since.
    pub(super) fn quick_restored(&mut self) -> Vec<Effect> {
        if !self.can_restore_quick() {
            return Vec::new();
        }
        let dropped = core::mem::take(&mut self.funnel.quick.dropped);
        dropped.into_iter().flat_map(|(key, text)| self.typed(key, &text)).collect()
    }
}
