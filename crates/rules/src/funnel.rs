//! 漏斗: from the first contact to the base customer. What happened are [`Fact`]s; those of one
//! opportunity fold into a [`Course`], which knows neither rules nor a day; [`standing`] says where it
//! is on a day by the rules of that day. Source: S0 §客户演变漏斗 §潜在客户管理 §成交客户管理, S3 §六步,
//! rulebook 1.4 to 1.6, 1.16, 1.19, 1.20. Not here: who has a customer, storage, words.

mod closing;
mod code;
mod contact;
mod conversion;
mod costs;
mod course;
mod due;
mod fact;
mod forecast;
mod level;
mod path;
mod register;
mod rest;
mod rules;
mod script;
mod source;
mod stage;
mod standing;
mod stay;
mod turn;

pub use closing::{
    Checked, CloseItem, ClosePhase, Closing, ItemSet, Lacking, Task, missing, missing_steps, tasks,
    turn_lacks,
};
pub use contact::{How, Outcome, Purpose, Refusal};
pub use conversion::{CohortFacts, Ratio, cohort, conversion, snapshot};
pub use costs::{ChannelCosts, cost_between, cost_each};
pub use course::{Contacted, Course, Expected, Milestone, Opening, Said, Snoozed, Turned};
pub use due::{FollowUp, NextTries, next_contact, next_try, snooze_until_max};
pub use fact::{
    Contact, Expectation, Fact, FactFault, Opened, ServiceFact, ServiceSort, TEXT_CHARS_MAX,
    TurnFact,
};
pub use forecast::{ForecastFacts, Weights, forecast};
pub use level::{ByDate, Horizons, Level, level_of};
pub use path::{Entry, Place, path};
pub use register::{Flow, Flows, Pot, flows, pot_on};
pub use rest::{Holiday, Rest, Weekend, holiday_of, is_rest, next_working};
pub use rules::{FunnelHistory, FunnelRules};
pub use script::{Script, script_for};
pub use source::{Channel, Source, SubChannel};
pub use stage::{Stage, Step, StepSet, Template, Templates};
pub use standing::{DealStanding, Due, DueWhy, StandingFacts, standing, why_standing};
pub use stay::{STAY_STEPS, Stay, StayTimes, has_reached, stay_step, stays};
pub use turn::{State, Turn};
