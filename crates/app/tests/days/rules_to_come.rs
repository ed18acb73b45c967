//! Rules that nothing goes by yet. Not here: those that count.

use jipan_app::Event;
use jipan_app::event::RulesEvent;
use jipan_rules::setting::{FunnelKey, RuleKey};

use super::rules::{county, day, rules};
use super::tablet::Tablet;

#[test]
fn a_rule_that_nothing_goes_by_yet_is_not_opened_set_or_taken_back_by_any_event() {
    let disk = county(1);
    let mut tablet = Tablet::open(&disk, 1);
    let key = RuleKey::Funnel(FunnelKey::Levels);
    for event in [
        RulesEvent::Opened(Some(key)),
        RulesEvent::Typed { slot: 0, text: "5".to_owned() },
        RulesEvent::Previewed,
        RulesEvent::Set,
        RulesEvent::Reverted(key, day(12, 1)),
        RulesEvent::Set,
    ] {
        tablet.happens(Event::Rules(event));
        let view = rules(&mut tablet);
        assert!(view.edit.is_none() && view.rules.iter().all(|it| it.key != key));
    }
}
