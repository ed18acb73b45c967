//! Rules that a company sets: read, printed, in force from a day on.
#![expect(clippy::unwrap_used, reason = "a test helper may stop the test")]

use jipan_rules::NaiveDate;
use jipan_rules::budget::{ApprovalAbove, GoalWeights, TaxRate, YearStart};
use jipan_rules::funnel::{
    ChannelCosts, Closing, FollowUp, Horizons, ItemSet, NextTries, Rest, StepSet, Template,
    Templates, Weekend, Weights,
};
use jipan_rules::grade::GradeMatrix;
use jipan_rules::integrity::IntegrityBounds;
use jipan_rules::order::ReviewRule;
use jipan_rules::period::PeriodBasis;
use jipan_rules::scale::ScaleCutoffs;
use jipan_rules::service::{ClassServices, ServiceLevel, ServiceLevels, Services};
use jipan_rules::setting::{
    BudgetRuleKey, BudgetRuleValue, ClassCheckDays, FunnelKey, FunnelValue, RuleBook, RuleError,
    RuleFault, RuleKey, RuleSource, RuleValue, RulesOn, Slot,
};
use jipan_rules::tier::Tiers;
use jipan_rules::values::Money;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn faults(key: RuleKey, text: &str) -> Vec<(u8, RuleFault)> {
    let errors = RuleValue::parse(key, text).err().unwrap_or_default();
    errors.into_iter().map(|RuleError { slot, fault }| (slot, fault)).collect()
}

/// Companies have these in their books: neither a code nor a text may ever mean something else.
#[test]
fn codes_and_defaults_are_for_ever() {
    let defaults = RuleKey::ALL.map(|key| (key.code(), RuleValue::default_of(key).to_string()));
    let wanted = [
        (1, "20;14;10;7;4;2;1"),
        (2, "month"),
        (3, "20;50"),
        (4, "1;2;3;4;5;6;7;8;9;10"),
        (5, "100"),
        (6, "91;81;71;3"),
        (7, "7;4;124;7;8;124;7;8;12;14;24;12;14;24;1;30;48;1;30;48;1;60;72;0"),
        (8, "2000;10"),
        (9, "180"),
        (10, "7;15;30;90"),
        (11, "7;15;30;90;90;7;1;30;2;30"),
        (12, "10;20;35;50;70;90"),
        (13, "none;yes;8"),
        (14, "3;7;14;3;7;30;1"),
        (15, "1234;123;1234;1;3;30;7"),
        (16, "retail;retail;retail;wholesale;0;0"),
        (
            17,
            "own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;\
             own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own;own",
        ),
        (18, "0;0;0;0"),
        (19, "1"),
        (20, "0"),
        (21, "50;34;24;17;11;6;3;1;120;100;80;50"),
        (22, "0"),
    ];
    assert_eq!(defaults, wanted.map(|(code, text)| (code, text.to_owned())));
    for key in RuleKey::ALL {
        assert_eq!(RuleKey::from_code(key.code()), Some(key));
        assert_eq!(RuleValue::default_of(key).key(), key);
        assert_eq!(key.slots().len(), RuleValue::default_of(key).slot_texts().len());
    }
    assert_eq!(RuleKey::from_code(0), None);
}

#[test]
fn what_is_in_force_from_the_beginning_is_what_the_rules_are_by_default() {
    let rules = RuleBook::default().on(day(2026, 11, 26));
    assert_eq!(rules, RulesOn::default());
    assert_eq!(rules.tiers.source, RuleSource::S1);
    assert_eq!(rules.review.source, RuleSource::S3);
    assert_eq!(rules.integrity.source, RuleSource::Outside);
    assert_eq!(rules.grades.source, RuleSource::Ours);
    assert_eq!(rules.period.value, PeriodBasis::Month);
}

#[test]
fn what_is_wrong_is_said_slot_by_slot() {
    use RuleFault::{AboveMax, BelowMin, Missing, NotANumber, NotLess, SumAbove, TooMany, Unknown};
    assert_eq!(
        faults(RuleKey::Tiers, "x;14;;7;4;2;0"),
        [(0, NotANumber), (2, Missing), (6, BelowMin { min: 1 })]
    );
    assert_eq!(faults(RuleKey::Tiers, "20;14;10;7;4;2"), [(6, Missing)]);
    assert_eq!(faults(RuleKey::Tiers, "20;14;10;7;4;2;1;0.5"), [(7, TooMany)]);
    assert_eq!(faults(RuleKey::Tiers, "20;14.001;10;7;4;2;1"), [(1, NotANumber)]);
    assert_eq!(
        faults(RuleKey::Tiers, "1000000.01;14;10;7;4;2;1"),
        [(0, AboveMax { max: 100_000_000 })]
    );
    assert_eq!(faults(RuleKey::Tiers, "20;14;14;7;8;2;1"), [(2, NotLess), (4, NotLess)]);
    assert_eq!(faults(RuleKey::Period, "week"), [(0, Unknown)]);
    assert_eq!(faults(RuleKey::ScaleCutoffs, "60;41"), [(1, SumAbove { max: 100 })]);
    assert_eq!(faults(RuleKey::ScaleCutoffs, "101;0"), [(0, AboveMax { max: 100 })]);
    assert_eq!(
        faults(RuleKey::GradeMatrix, "0;2;3;4;5;6;7;8;9;11"),
        [(0, BelowMin { min: 1 }), (9, AboveMax { max: 10 }),]
    );
    assert_eq!(faults(RuleKey::Integrity, "91;91;71;3"), [(1, NotLess)]);
    let services = RuleValue::default_of(RuleKey::ServiceLevels).to_string();
    assert_eq!(faults(RuleKey::ServiceLevels, &services.replacen("124", "5", 1)), [(2, Unknown)]);
    assert_eq!(faults(RuleKey::ServiceLevels, &services.replacen("124", "11", 1)), [(2, Unknown)]);
    let classes = RuleValue::default_of(RuleKey::ClassServices).to_string();
    for wrong in ["9", "0", "all"] {
        let classes = classes.replacen("own", wrong, 1);
        assert_eq!(faults(RuleKey::ClassServices, &classes), [(0, Unknown)], "{wrong}");
    }
    assert_eq!(faults(RuleKey::ClassServices, &format!("{classes};own")), [(42, TooMany)]);
    assert_eq!(faults(RuleKey::ReviewAmount, "-1;10"), [(0, BelowMin { min: 0 })]);
    assert_eq!(faults(RuleKey::ClassCheckDays, ""), [(0, Missing)]);
}

#[test]
fn what_is_wrong_with_a_rule_of_the_funnel_is_said_slot_by_slot() {
    use RuleFault::{AboveMax, BelowMin, Missing, NotANumber, NotMore, Unknown};
    let faults = |key, text| faults(RuleKey::Funnel(key), text);
    assert_eq!(faults(FunnelKey::Levels, "7;7;30;20"), [(1, NotMore), (3, NotMore)]);
    assert_eq!(faults(FunnelKey::Levels, "0;15;30;90"), [(0, BelowMin { min: 1 })]);
    assert_eq!(faults(FunnelKey::Weights, "10;20;35;50;70;101"), [(5, AboveMax { max: 100 })]);
    assert_eq!(faults(FunnelKey::Rest, "monday;yes;31"), [(0, Unknown), (2, AboveMax { max: 30 })]);
    assert_eq!(faults(FunnelKey::Rest, "both;;0"), [(1, Missing)]);
    assert_eq!(faults(FunnelKey::Closing, "5;11;1234;1;3;30;7"), [(0, Unknown), (1, Unknown)]);
    assert_eq!(faults(FunnelKey::Closing, "0;0;0;0;0;0;0"), []);
    assert_eq!(
        faults(FunnelKey::Templates, "retail;;wholesale;six;5;0"),
        [(1, Missing), (3, Unknown), (4, Unknown)]
    );
    let beyond = AboveMax { max: 10_000_000 };
    assert_eq!(
        faults(FunnelKey::Costs, "-1;10000001;;0.5"),
        [(0, BelowMin { min: 0 }), (1, beyond), (2, Missing), (3, NotANumber),]
    );
    assert_eq!(faults(FunnelKey::Costs, "0;10000000;0;0"), []);
}

#[test]
fn what_is_wrong_with_a_rule_of_the_budget_is_said_slot_by_slot() {
    use RuleFault::{AboveMax, BelowMin, Missing, NotANumber};
    let faults = |key, text| faults(RuleKey::Budget(key), text);
    assert_eq!(faults(BudgetRuleKey::Start, "0"), [(0, BelowMin { min: 1 })]);
    assert_eq!(faults(BudgetRuleKey::Start, "13"), [(0, AboveMax { max: 12 })]);
    assert_eq!(faults(BudgetRuleKey::Tax, "12.345"), [(0, NotANumber)]);
    assert_eq!(faults(BudgetRuleKey::Tax, "50.01"), [(0, AboveMax { max: 5_000 })]);
    assert_eq!(faults(BudgetRuleKey::Weights, "1;2;3;4;5;6;7;8;100;100;100"), [(11, Missing)]);
    assert_eq!(faults(BudgetRuleKey::Approval, "-1"), [(0, BelowMin { min: 0 })]);
    let tax = RuleValue::parse(RuleKey::Budget(BudgetRuleKey::Tax), "13");
    assert_eq!(tax, Ok(RuleValue::Budget(BudgetRuleValue::Tax(TaxRate(1_300)))));
}

#[test]
fn people_may_write_the_numbers_as_they_do_elsewhere() {
    let parse = |key, text| RuleValue::parse(key, text).unwrap().to_string();
    assert_eq!(parse(RuleKey::Tiers, "２０； 14.50 ;10;7;4;2;1.00"), "20;14.5;10;7;4;2;1");
    assert_eq!(parse(RuleKey::ReviewAmount, "2,000.00;10"), "2000;10");
    assert_eq!(parse(RuleKey::ReviewAmount, "0.5万;10"), "5000;10");
    assert_eq!(parse(RuleKey::ScaleCutoffs, "60;40"), "60;40");
}

#[test]
fn a_rule_holds_from_its_day_until_another_one_comes_and_what_cannot_be_read_does_not_count() {
    let mut book = RuleBook::default();
    book.set(RuleKey::StructureLine, day(2026, 12, 1), Some("110"));
    book.set(RuleKey::StructureLine, day(2027, 1, 1), Some("a hundred"));
    book.set(RuleKey::StructureLine, day(2027, 2, 1), Some("90"));
    let on = |on: NaiveDate| {
        let line = book.on(on).structure;
        (line.value.0, line.from)
    };
    assert_eq!(on(day(2026, 11, 30)), (100, None));
    assert_eq!(on(day(2026, 12, 1)), (110, Some(day(2026, 12, 1))));
    assert_eq!(on(day(2027, 1, 31)), (110, Some(day(2026, 12, 1))), "the one before stands");
    assert_eq!(on(day(2027, 2, 1)), (90, Some(day(2027, 2, 1))));

    let versions: Vec<_> = book.versions(RuleKey::StructureLine).collect();
    let days: Vec<_> = versions.iter().map(|it| (it.from, it.source, it.value.is_ok())).collect();
    assert_eq!(
        days,
        [
            (None, RuleSource::Ours, true),
            (Some(day(2026, 12, 1)), RuleSource::Company, true),
            (Some(day(2027, 1, 1)), RuleSource::Company, false),
            (Some(day(2027, 2, 1)), RuleSource::Company, true),
        ]
    );
    let next = |on| book.next(RuleKey::StructureLine, on).and_then(|it| it.from);
    assert_eq!(next(day(2026, 12, 1)), Some(day(2027, 2, 1)), "what cannot be read does not come");
    assert_eq!(next(day(2027, 2, 1)), None);

    book.set(RuleKey::StructureLine, day(2026, 12, 1), None);
    assert_eq!(book.on(day(2027, 1, 31)).structure.from, None, "a rule can be taken back");
}

#[test]
fn a_rule_of_a_newer_program_is_no_rule_of_this_one() {
    let book: RuleBook = [(99, day(2026, 1, 1), "whatever")].into_iter().collect();
    assert_eq!(book.on(day(2026, 11, 26)), RulesOn::default());
    assert_ne!(book, RuleBook::default(), "it is kept all the same");
}

#[test]
fn a_preview_changes_the_one_rule_only() {
    let mut book = RuleBook::default();
    book.set(RuleKey::ClassCheckDays, day(2026, 1, 1), Some("90"));
    let rule = book.in_force(RuleKey::ClassCheckDays, day(2026, 1, 1));
    let with = RulesOn::default().with(&rule);
    assert_eq!(with.class_check.value, ClassCheckDays(90));
    assert_eq!(RulesOn { class_check: RulesOn::default().class_check, ..with }, RulesOn::default());
}

fn falling<const N: usize>(
    range: std::ops::RangeInclusive<u32>,
) -> impl Strategy<Value = [u32; N]> {
    prop::collection::btree_set(range, N).prop_map(|set| {
        let mut falling: Vec<u32> = set.into_iter().rev().collect();
        falling.truncate(N);
        falling.try_into().unwrap()
    })
}

fn any_rule() -> impl Strategy<Value = RuleValue> {
    let small = |it: u32| u8::try_from(it).unwrap();
    let level =
        (1..=3_650_u16, 1..=720_u16, 0..=15_u8).prop_map(|(visit_days, answer_hours, bits)| {
            ServiceLevel { visit_days, answer_hours, services: Services(bits) }
        });
    prop_oneof![
        falling(1..=100_000_000).prop_map(|bounds| RuleValue::Tiers(Tiers(bounds))),
        prop::sample::select(PeriodBasis::ALL.to_vec()).prop_map(RuleValue::Period),
        (0..=100_u8)
            .prop_flat_map(|large| (Just(large), 0..=100 - large))
            .prop_map(|(large, medium)| RuleValue::ScaleCutoffs(ScaleCutoffs { large, medium })),
        prop::array::uniform5(prop::array::uniform2(1..=10_u8))
            .prop_map(|levels| RuleValue::GradeMatrix(GradeMatrix(levels))),
        (falling::<3>(1..=100), 1..=100_u8).prop_map(move |(from, penalties)| {
            RuleValue::Integrity(IntegrityBounds { from: from.map(small), penalties })
        }),
        prop::collection::vec(level, 8)
            .prop_map(|it| RuleValue::ServiceLevels(ServiceLevels(it.try_into().unwrap()))),
        (0..=100_000_000_000_i64, 0..=1_440_u16).prop_map(|(fen, within_minutes)| {
            RuleValue::ReviewAmount(ReviewRule { above: Money::from_fen(fen), within_minutes })
        }),
        (1..=3_650_u16).prop_map(|days| RuleValue::ClassCheckDays(ClassCheckDays(days))),
        any_rule_of_the_funnel().prop_map(RuleValue::Funnel),
        prop::collection::vec(0..=8_u8, 42)
            .prop_map(|it| RuleValue::ClassServices(ClassServices(it.try_into().unwrap()))),
        any_rule_of_the_budget().prop_map(RuleValue::Budget),
    ]
}

fn any_rule_of_the_budget() -> impl Strategy<Value = BudgetRuleValue> {
    let part = || 0..=1_000_u16;
    let weights = (prop::array::uniform8(part()), prop::array::uniform3(part()), 0..=100_u8);
    prop_oneof![
        (1..=12_u8).prop_map(|month| BudgetRuleValue::Start(YearStart(month))),
        (0..=5_000_u16).prop_map(|rate| BudgetRuleValue::Tax(TaxRate(rate))),
        weights.prop_map(|(tiers, scales, trend)| {
            BudgetRuleValue::Weights(GoalWeights { tiers, scales, trend })
        }),
        (0..=100_000_000_000_i64)
            .prop_map(|fen| BudgetRuleValue::Approval(ApprovalAbove(Money::from_fen(fen)))),
    ]
}

fn any_rule_of_the_funnel() -> impl Strategy<Value = FunnelValue> {
    let days = || 1..=3_650_u16;
    let rising = falling::<4>(1..=3_650).prop_map(|mut days| {
        days.reverse();
        Horizons(days.map(|it| u16::try_from(it).unwrap()))
    });
    let follow = (prop::array::uniform8(days()), 1..=20_u16, 1..=365_u16);
    let weights = (0..=100_u8, prop::array::uniform4(0..=100_u8), 0..=100_u8);
    let rest = (prop::sample::select(Weekend::ALL.to_vec()), any::<bool>(), 0..=30_u8);
    let closing = ((0..16_u8, 0..8_u8, 0..16_u8), prop::array::uniform4(0..=3_650_u16));
    let template = prop::sample::select(Template::ALL.to_vec());
    let templates = (prop::array::uniform4(template), prop::array::uniform2(0..16_u8));
    prop_oneof![
        rising.prop_map(FunnelValue::Levels),
        follow.prop_map(|(days, ageing, snooze_days)| {
            FunnelValue::FollowUp(FollowUp { days, ageing, snooze_days })
        }),
        weights.prop_map(|(prospect, intending, ordered)| {
            FunnelValue::Weights(Weights { prospect, intending, ordered })
        }),
        rest.prop_map(|(weekend, holidays, new_year_days)| {
            FunnelValue::Rest(Rest { weekend, holidays, new_year_days })
        }),
        (prop::array::uniform6(days()), days()).prop_map(|(refused, no_answer)| {
            FunnelValue::Tries(NextTries { refused, no_answer })
        }),
        closing.prop_map(|((before, during, after), days)| {
            let asked = [before, during, after].map(ItemSet);
            FunnelValue::Closing(Closing { asked, days })
        }),
        templates.prop_map(|(by_type, asked)| {
            FunnelValue::Templates(Templates { by_type, asked: asked.map(StepSet) })
        }),
        prop::array::uniform4(0..=10_000_000_u32)
            .prop_map(|yuan| FunnelValue::Costs(ChannelCosts(yuan))),
    ]
}

proptest! {
    #[test]
    fn what_a_rule_prints_as_is_read_as_the_same_rule(rule in any_rule()) {
        let text = rule.to_string();
        prop_assert_eq!(RuleValue::parse(rule.key(), &text), Ok(rule), "{}", text);
        prop_assert_eq!(RuleValue::parse_slots(rule.key(), &rule.slot_texts()), Ok(rule));
    }

    #[test]
    fn whatever_is_read_prints_as_itself(
        key in prop::sample::select(RuleKey::ALL.to_vec()),
        text in "[0-9a-z;. -]{0,30}",
    ) {
        match RuleValue::parse(key, &text) {
            Ok(rule) => {
                prop_assert_eq!(rule.key(), key);
                prop_assert_eq!(RuleValue::parse(key, &rule.to_string()), Ok(rule));
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                let n_slots = key.slots().len();
                prop_assert!(errors.iter().all(|it| usize::from(it.slot) <= n_slots));
            }
        }
    }

    /// A slot takes its bounds and nothing beyond them.
    #[test]
    fn a_number_is_held_to_the_bounds_of_its_slot(
        key in prop::sample::select(vec![RuleKey::ReviewAmount, RuleKey::StructureLine]),
        number in -10_i64..2_000,
    ) {
        let Some(Slot::Number { decimals, min, max, .. }) = key.slots().first().copied() else {
            panic!("{key:?} begins with a number");
        };
        let mut texts = RuleValue::default_of(key).slot_texts();
        texts[0] = number.to_string();
        let parts = number * 10_i64.pow(decimals.into());
        let is_in = (min..=max).contains(&parts);
        prop_assert_eq!(RuleValue::parse_slots(key, &texts).is_ok(), is_in);
    }
}
