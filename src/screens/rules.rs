//! 规则: what the company sets, since when and who says so; another value is previewed and then set from
//! a day on. Not here: what follows from a rule.

use jipan_app::event::{Event, RulesEvent};
use jipan_app::route::Route;
use jipan_app::view::{Later, PreviewView, RuleEditView, RuleView, RulesView, VersionView};
use jipan_rules::NaiveDate;
use jipan_rules::setting::{BudgetRuleKey, FunnelKey, RuleKey, Slot};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::preview::Preview;
use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};
use crate::i18n::Tr;

/// Properties of [`RulesScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct RulesScreenProps {
    /// What to show.
    pub view: Later<RulesView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// Every rule of the company.
#[component]
pub fn RulesScreen(props: &RulesScreenProps) -> Html {
    let tr = use_tr();
    let RulesScreenProps { view, on_event } = props;
    let lead = if view.is_read_only { tr.text("rules-read-only") } else { tr.text("rules-lead") };
    html! {
        <div class="page settings rules">
            <header class="home">
                <Link class="quality__back" to={Route::Settings} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />{ tr.text("nav-settings") }
                </Link>
                <h1>{ tr.text("rules-title") }</h1>
                <p class="home__sub">{ lead }</p>
            </header>
            { for in_order(&view.rules).into_iter().map(|rule| {
                let id = format!("rule-{}", rule.key.code());
                let edit = view.edit.as_ref().filter(|it| it.key == rule.key);
                html! {
                    <section class="settings__part" aria-labelledby={id.clone()} key={rule.key.code()}>
                        <h2 class="settings__name" {id}>{ tr.rule(rule.key) }</h2>
                        <div class="rules__body">
                            if let Some(edit) = edit {
                                <RuleForm edit={edit.clone()} today={view.today} on_event={on_event.clone()} />
                            } else {
                                { shown(rule, view, on_event, &tr) }
                            }
                        </div>
                    </section>
                }
            }) }
        </div>
    }
}

/// By their codes, and what is said of classes beside what they refer to.
fn in_order(rules: &[RuleView]) -> Vec<&RuleView> {
    let place = |key: RuleKey| {
        let is_of_classes = key == RuleKey::ClassServices;
        let key = if is_of_classes { RuleKey::ServiceLevels } else { key };
        (key.code(), is_of_classes)
    };
    let mut rules: Vec<&RuleView> = rules.iter().collect();
    rules.sort_by_key(|rule| place(rule.key));
    rules
}

/// What a rule is, and what it was and will be.
fn shown(rule: &RuleView, view: &RulesView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let (key, now) = (rule.key, &rule.now);
    let since = format!("{} · {}", tr.rule_since(now), tr.rule_source(now.source));
    let next = rule.next.as_ref().and_then(|it| {
        let values = tr.rule_values(it.value.as_ref().ok()?);
        Some(
            tr.with("rules-next", &[("date", tr.date(it.from?).into()), ("values", values.into())]),
        )
    });
    let onclick = on_event.reform(move |_: MouseEvent| Event::Rules(RulesEvent::Opened(Some(key))));
    let name = format!("{} {}", tr.text("rules-change"), tr.rule(key));
    // Of the 42 classes only those are shown of which something was said.
    let is_shown = |text: &str| key != RuleKey::ClassServices || text != OWN_TIER;
    let slots: Vec<(u8, String)> =
        (0..).zip(now.value.slot_texts()).filter(|(_, text)| is_shown(text)).collect();
    html! {
        <>
            <dl class="rules__values" data-rule={key.code().to_string()}>
                { for slots.iter().map(|(slot, text)| html! {
                    <div><dt>{ tr.slot(key, *slot) }</dt><dd>{ tr.slot_value(key, *slot, text) }</dd></div>
                }) }
            </dl>
            if key == RuleKey::ClassServices {
                <p>{ if slots.is_empty() { tr.text("rules-classes-none") } else { tr.text("rules-classes-rest") } }</p>
            }
            <p class="home__sub">{ since }</p>
            if let Some(next) = next { <p class="rules__next">{ next }</p> }
            <div class="rules__tools">
                if !view.is_read_only {
                    <button type="button" class="button" aria-label={name} {onclick}>
                        <Icon name={IconName::Pen} />
                        { if rule.has_draft { tr.text("rules-go-on") } else { tr.text("rules-change") } }
                    </button>
                }
                if rule.versions.len() > 1 {
                    <details class="chart__more">
                        <summary>
                            { tr.with("rules-versions", &[("n", rule.versions.len().into())]) }
                        </summary>
                        <ul>{ for rule.versions.iter().map(|it| version(it, view, on_event, tr)) }</ul>
                    </details>
                }
            </div>
        </>
    }
}

/// One version, and the button that takes it back.
fn version(it: &VersionView, view: &RulesView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let VersionView { version, by } = it;
    let since = match version.from {
        Some(from) => tr.with("rule-since", &[("date", tr.date(from).into())]),
        None => tr.text("rule-from-start"),
    };
    let values = match &version.value {
        Ok(value) => tr.rule_values(value),
        Err(_) => tr.text("rules-unreadable"),
    };
    let by = by.as_ref().map(|by| tr.who(by));
    let by = by.unwrap_or_else(|| tr.rule_source(version.source));
    html! {
        <li class="rules__version">
            <span><b>{ since.clone() }</b><small>{ by }</small></span>
            <span>{ values }</span>
            if let Some(from) = version.from.filter(|_| !view.is_read_only) {
                <button type="button" class="quiet-button"
                    aria-label={format!("{} {since}", tr.text("rules-revert"))}
                    onclick={revert(version.key, from, on_event)}>
                    <Icon name={IconName::Undo} />{ tr.text("rules-revert") }
                </button>
            }
        </li>
    }
}

fn revert(key: RuleKey, from: NaiveDate, on_event: &Callback<Event>) -> Callback<MouseEvent> {
    on_event.reform(move |_: MouseEvent| Event::Rules(RulesEvent::Reverted(key, from)))
}

/// Properties of [`RuleForm`].
#[derive(Debug, PartialEq, Properties)]
struct RuleFormProps {
    edit: RuleEditView,
    today: NaiveDate,
    on_event: Callback<Event>,
}

/// A rule that is being changed.
#[component]
fn RuleForm(props: &RuleFormProps) -> Html {
    let tr = use_tr();
    let RuleFormProps { edit, today, on_event } = props;
    let key = edit.key;
    let press =
        |event: RulesEvent| on_event.reform(move |_: MouseEvent| Event::Rules(event.clone()));
    let on_day = on_event.reform(|event: yew::Event| {
        let day = event.target_dyn_into::<HtmlInputElement>().map(|it| it.value());
        Event::Rules(RulesEvent::DayChosen(day.and_then(|it| it.parse().ok())))
    });
    let is_done = matches!(edit.preview, PreviewView::Done(_));
    let set = if edit.reverts.is_some() { tr.text("rules-revert") } else { tr.text("rules-set") };
    let hint = match key {
        RuleKey::ServiceLevels => Some(tr.text("rules-services-hint")),
        RuleKey::ClassServices => Some(tr.text("rules-classes-hint")),
        RuleKey::Funnel(FunnelKey::Costs) => Some(tr.text("rules-costs-hint")),
        RuleKey::Budget(BudgetRuleKey::Start) => Some(tr.text("rules-budget-start-hint")),
        RuleKey::Budget(BudgetRuleKey::Tax) => Some(tr.text("rules-budget-tax-hint")),
        RuleKey::Budget(BudgetRuleKey::Weights) => Some(tr.text("rules-budget-weights-hint")),
        RuleKey::Budget(BudgetRuleKey::Approval) => Some(tr.text("rules-budget-approval-hint")),
        RuleKey::Tiers
        | RuleKey::Period
        | RuleKey::ScaleCutoffs
        | RuleKey::GradeMatrix
        | RuleKey::StructureLine
        | RuleKey::Integrity
        | RuleKey::ReviewAmount
        | RuleKey::ClassCheckDays
        | RuleKey::Funnel(_) => None,
    };
    html! {
        <>
            if let Some(from) = edit.reverts {
                <p>{ tr.with("rules-reverting", &[("date", tr.date(from).into())]) }</p>
            }
            <div class="rules__form" data-rule={key.code().to_string()}>
                { for (0..).zip(&edit.texts).map(|(slot, text)| {
                    let error = edit.errors.iter().find(|it| it.slot == slot);
                    let error = error.map(|it| tr.rule_error(key, it));
                    html! {
                        <SlotBox rule={key} {slot} text={text.clone()} {error} on_event={on_event.clone()} />
                    }
                }) }
            </div>
            if let Some(hint) = hint { <p class="home__sub">{ hint }</p> }
            if edit.reverts.is_none() { <label class="rules__slot">
                <span>{ tr.text("rules-from") }</span>
                <input type="date" class="reason__text" value={edit.from.map(|it| it.to_string()).unwrap_or_default()}
                    min={today.to_string()} required=true aria-invalid={edit.is_day_wrong.to_string()} onchange={on_day} />
                if edit.is_day_wrong { <small class="rules__error">{ tr.text("rules-day-wrong") }</small> }
            </label> }
            <Preview view={edit.preview.clone()} rule={key} on_event={on_event.clone()} />
            <div class="rules__tools">
                if is_done {
                    <button type="button" class="button" data-variant="primary" disabled={!edit.is_other}
                        onclick={press(RulesEvent::Set)}>{ set }</button>
                } else {
                    <button type="button" class="button" data-variant="primary" disabled={!edit.is_other || matches!(edit.preview, PreviewView::Running(_))}
                        onclick={press(RulesEvent::Previewed)}>{ tr.text("rules-preview") }</button>
                }
                <button type="button" class="button" onclick={press(RulesEvent::Opened(None))}>
                    { tr.text("action-cancel") }
                </button>
                if !edit.is_other && edit.errors.is_empty() && !edit.is_day_wrong {
                    <span class="home__sub">{ tr.text("rules-same") }</span>
                }
            </div>
        </>
    }
}

/// Properties of [`SlotBox`].
#[derive(Debug, PartialEq, Properties)]
struct SlotBoxProps {
    rule: RuleKey,
    slot: u8,
    text: String,
    error: Option<String>,
    on_event: Callback<Event>,
}

/// One slot of a rule, with what is wrong with it.
#[component]
fn SlotBox(props: &SlotBoxProps) -> Html {
    let tr = use_tr();
    let SlotBoxProps { rule, slot, text, error, on_event } = props;
    let (rule, slot) = (*rule, *slot);
    let on_typed = on_event.reform(move |text| Event::Rules(RulesEvent::Typed { slot, text }));
    let events = TypingEvents {
        on_typed: on_typed.clone(),
        on_left: Callback::noop(),
        on_dropped: Callback::noop(),
    };
    let typing = use_typing(text.clone().into(), events, EnterKey::Next);
    let kind = rule.slots().get(usize::from(slot));
    let unit = match kind {
        Some(Slot::Number { unit, .. }) => {
            tr.with("slot-in", &[("unit", tr.slot_unit(*unit, "").into())])
        }
        Some(Slot::Basis | Slot::Services | Slot::Words(_) | Slot::Some { .. }) | None => {
            String::new()
        }
    };
    let id = format!("slot-{slot}");
    let words: Option<&[&str]> = match kind {
        Some(Slot::Basis) => Some(&PERIODS),
        Some(Slot::Words(words)) => Some(words),
        Some(Slot::Number { .. } | Slot::Services | Slot::Some { .. }) | None => None,
    };
    let control = if let Some(words) = words {
        let onchange = Callback::from(move |event: yew::Event| {
            if let Some(list) = event.target_dyn_into::<HtmlSelectElement>() {
                on_typed.emit(list.value());
            }
        });
        html! {
            <select class="reason__text" {onchange}>
                { for words.iter().map(|it| html! {
                    <option value={*it} selected={it == text}>{ tr.slot_value(rule, slot, it) }</option>
                }) }
            </select>
        }
    } else {
        html! {
            <input class="reason__text" ref={typing.node} value={typing.text} inputmode="decimal"
                enterkeyhint="next" autocomplete="off" maxlength="14" aria-invalid={error.is_some().to_string()}
                aria-describedby={error.is_some().then(|| id.clone())}
                oninput={typing.on_input} onkeydown={typing.on_key} onblur={typing.on_blur} />
        }
    };
    html! {
        <label class="rules__slot">
            <span>{ tr.slot(rule, slot) }<small>{ unit }</small></span>
            { control }
            if let Some(error) = error { <small class="rules__error" {id}>{ error }</small> }
        </label>
    }
}

/// Of a class: served as its own tier.
const OWN_TIER: &str = "own";

/// The lengths of a period, as rules have them.
const PERIODS: [&str; 4] = ["month", "quarter", "half-year", "year"];

#[cfg(test)]
mod tests;
