//! The strip of facts above the groups: what one looks for first. Not here: the fields themselves.

use chrono::TimeDelta;
use jipan_app::event::Event;
use jipan_app::view::{FieldView, FileView, Later, WhyTopic};
use jipan_rules::NaiveDate;
use jipan_rules::expiry::{Expiry, expiry};
use jipan_rules::explain::{Explained, Why};
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::service::Serving;
use jipan_rules::value::Value;
use yew::prelude::*;

use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`FileFacts`].
#[derive(Debug, PartialEq, Properties)]
pub struct FileFactsProps {
    /// The file.
    pub view: Later<FileView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// Tier, class, average price, completeness, visit cycle, end of the licence and state in one strip.
#[component]
pub fn FileFacts(props: &FileFactsProps) -> Html {
    let tr = use_tr();
    let FileFactsProps { view, on_event } = props;
    let tier = tier_of(view, &tr);
    let state = written(view, fields::STATUS, tr.text("fact-state"), &tr);
    let facts = [
        Some(kind_of(view, &tr)),
        average_price_of(view, &tr),
        Some(completeness_of(view, &tr)),
        visits_of(view, &tr),
        valid_to_of(view, &tr),
        // The strip of one who orders is full without what nobody filled in.
        state.filter(|it| tier.is_none() || it.value.is_some()),
    ];
    let facts = core::iter::once(tier).chain(facts);
    html! {
        <dl class="facts">
            { for facts.flatten().map(|fact| html! {
                <FactCell {fact} on_event={on_event.clone()} />
            }) }
        </dl>
    }
}

/// One fact, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
struct Fact {
    name: String,
    /// The value; none when it is not known.
    value: Option<String>,
    /// What stands small beside it.
    note: Option<String>,
    /// How urgent it is: `plain`, `soon` or `late`.
    tone: &'static str,
    /// What can be asked of it, and whether the answer is open.
    why: Option<(WhyTopic, bool)>,
}

impl Fact {
    fn plain(name: String, value: Option<String>) -> Self {
        Self { name, value, note: None, tone: "plain", why: None }
    }
}

/// The class of a retail customer, the type of any other.
fn kind_of(view: &FileView, tr: &Tr) -> Fact {
    match view.customer_type {
        CustomerType::Retail => Fact {
            note: proposed_scale(view, tr),
            why: Some(asked(view, WhyTopic::Class)),
            ..Fact::plain(tr.text("fact-class"), view.class.clone())
        },
        CustomerType::Project | CustomerType::Designer | CustomerType::KeyAccount => {
            let name = tr.customer_type(view.customer_type).to_owned();
            Fact::plain(tr.text("fact-type"), Some(name))
        }
    }
}

/// The tier, of one whose orders are counted.
fn tier_of(view: &FileView, tr: &Tr) -> Option<Fact> {
    let field = field_of(view, fields::TIER)?;
    let tier = match field.value {
        Some(Value::Integer(tier)) => u8::try_from(tier).ok()?,
        Some(_) | None => return None,
    };
    let before = match field_of(view, fields::TIER_BEFORE).and_then(|it| it.value.as_ref()) {
        Some(Value::Integer(tier)) => u8::try_from(*tier).ok(),
        Some(_) | None => None,
    };
    Some(Fact {
        note: before.map(|it| tr.with("fact-tier-before", &[("tier", tr.tier(it).into())])),
        why: Some(asked(view, WhyTopic::Generated(fields::TIER))),
        ..Fact::plain(tr.text("fact-tier"), Some(tr.tier(tier)))
    })
}

/// What it pays for a unit on the average, of one that ordered.
fn average_price_of(view: &FileView, tr: &Tr) -> Option<Fact> {
    let fact = written(view, fields::AVERAGE_PRICE, tr.text("fact-average-price"), tr)?;
    let is_known = fact.value.is_some();
    let why = asked(view, WhyTopic::Generated(fields::AVERAGE_PRICE));
    is_known.then_some(Fact { why: Some(why), ..fact })
}

/// What orders say of the scale, where that is something else.
fn proposed_scale(view: &FileView, tr: &Tr) -> Option<String> {
    let proposal = field_of(view, fields::SCALE)?.proposal.as_ref()?;
    let value = tr.value(proposal.def, &proposal.value);
    Some(tr.with("fact-scale-by-orders", &[("scale", value.into())]))
}

/// The visit cycle, against what the tier is due.
fn visits_of(view: &FileView, tr: &Tr) -> Option<Fact> {
    let fact = written(view, fields::VISIT_CYCLE, tr.text("fact-visit-cycle"), tr)?;
    let Some(Explained { value, why: Why::Service(facts), .. }) = &view.service else {
        return Some(fact);
    };
    let due = [("due", facts.due.visit_days.into())];
    let (note, tone) = match value {
        None => (tr.with("fact-visit-due", &due), "plain"),
        Some(Serving::Fit) => (tr.text("fact-served-fit"), "plain"),
        Some(Serving::Over) => (tr.with("fact-served-over", &due), "soon"),
        Some(Serving::Under) => (tr.with("fact-served-under", &due), "soon"),
    };
    Some(Fact { note: Some(note), tone, why: Some(asked(view, WhyTopic::Service)), ..fact })
}

fn completeness_of(view: &FileView, tr: &Tr) -> Fact {
    let value = tr.with("home-percent", &[("percent", view.percent.into())]);
    Fact {
        why: Some(asked(view, WhyTopic::Completeness)),
        ..Fact::plain(tr.text("fact-completeness"), Some(value))
    }
}

/// The end of the licence with the days that are left.
fn valid_to_of(view: &FileView, tr: &Tr) -> Option<Fact> {
    let field = field_of(view, fields::VALID_TO)?;
    let alert = view.alerts.iter().find(|(of, _, _)| *of == fields::VALID_TO);
    let n_left = alert.map(|(_, _, n_left)| *n_left);
    let value = match &field.value {
        Some(Value::Date(day)) => Some(tr.date(*day)),
        Some(_) | None => None,
    };
    Some(Fact {
        note: n_left.map(|n_left| tr.days_left(n_left)),
        tone: alert.map_or("plain", |(_, day, n_left)| urgency(*day, *n_left)),
        why: value.is_some().then(|| asked(view, WhyTopic::Expiry(fields::VALID_TO))),
        ..Fact::plain(tr.text("fact-valid-to"), value)
    })
}

/// How urgent the end of something on `day` is, which is `n_left` days away.
fn urgency(day: NaiveDate, n_left: i64) -> &'static str {
    let today = TimeDelta::try_days(n_left).and_then(|left| day.checked_sub_signed(left));
    match today.map(|today| expiry(day, today).value) {
        Some(Expiry::Expired) => "late",
        Some(Expiry::Within(_)) => "soon",
        Some(Expiry::Far) | None => "plain",
    }
}

/// A field as it is; none when it does not apply to this type of customer.
fn written(view: &FileView, field: FieldId, name: String, tr: &Tr) -> Option<Fact> {
    let field = field_of(view, field)?;
    let value = field.value.as_ref().map(|value| tr.measured(field.def, value));
    Some(Fact::plain(name, value))
}

fn field_of(view: &FileView, field: FieldId) -> Option<&FieldView> {
    view.groups.iter().flat_map(|group| &group.fields).map(|it| &**it).find(|it| it.def.id == field)
}

fn asked(view: &FileView, topic: WhyTopic) -> (WhyTopic, bool) {
    (topic, view.why.as_ref().is_some_and(|why| why.topic == topic))
}

/// Properties of [`FactCell`].
#[derive(Debug, PartialEq, Properties)]
struct FactCellProps {
    fact: Fact,
    on_event: Callback<Event>,
}

/// One fact; one that can say why is a button.
#[component]
fn FactCell(props: &FactCellProps) -> Html {
    let tr = use_tr();
    let FactCellProps { fact, on_event } = props;
    let value = fact.value.clone().unwrap_or_else(|| tr.text("fact-none"));
    let body = match fact.why {
        Some((topic, is_open)) => {
            let next = (!is_open).then_some(topic);
            let onclick = on_event.reform(move |_: MouseEvent| Event::WhyToggled(next));
            html! {
                <button type="button" class="facts__why" title={tr.text("field-why")}
                    aria-expanded={is_open.to_string()} {onclick}>
                    <span class="facts__value">{ value }</span>
                </button>
            }
        }
        None => html! { <span class="facts__value">{ value }</span> },
    };
    html! {
        <div class="facts__fact" data-tone={fact.tone} data-blank={fact.value.is_none().to_string()}>
            <dt class="facts__name">{ &fact.name }</dt>
            <dd class="facts__body">
                { body }
                if let Some(note) = &fact.note { <span class="facts__note">{ note }</span> }
            </dd>
        </div>
    }
}
