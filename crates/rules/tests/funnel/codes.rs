//! Numbers and orders that are stored and sent.

use jipan_rules::funnel::{
    Channel, CloseItem, ClosePhase, How, Level, Outcome, Purpose, Refusal, Script, Stage, Step,
    SubChannel, Template, Turn, Weekend,
};

/// Companies have these in their books: none may ever mean something else.
#[test]
fn codes_are_for_ever() {
    assert_eq!(Stage::ALL.map(Stage::code), [1, 2, 3, 4]);
    assert_eq!(Level::ALL.map(Level::code), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    let letters = ["O", "H", "A", "B", "C", "N", "D", "T", "F1", "F2", "L", "M", ""];
    assert_eq!(Level::ALL.map(Level::letters), letters);
    assert_eq!(Template::ALL.map(Template::code), [1, 2]);
    assert_eq!(Step::ALL.map(Step::code), [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]);
    assert_eq!(Channel::ALL.map(Channel::code), [1, 2, 3, 4]);
    let subs = [21, 22, 23, 24, 31, 32, 33, 41, 42, 43];
    assert_eq!(SubChannel::ALL.map(SubChannel::code), subs);
    assert_eq!(How::ALL.map(How::code), [1, 2, 3, 4]);
    assert_eq!(Purpose::ALL.map(Purpose::code), [1, 2, 3]);
    assert_eq!(Refusal::ALL.map(Refusal::code), [1, 2, 3, 4, 5, 6]);
    assert_eq!(Turn::ALL.map(Turn::code), [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(ClosePhase::ALL.map(ClosePhase::code), [1, 2, 3]);
    assert_eq!(CloseItem::ALL.map(CloseItem::code), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    assert_eq!(Script::ALL.map(Script::code), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(Weekend::ALL.map(Weekend::code), [0, 1, 2]);
}

#[test]
fn a_number_that_this_program_does_not_know_is_nothing() {
    assert_eq!((Stage::from_code(0), Step::from_code(7), Turn::from_code(8)), (None, None, None));
    let outcomes = (0..=u8::MAX).filter_map(|code| Some((code, Outcome::from_code(code)?.code())));
    let (codes, again): (Vec<u8>, Vec<u8>) = outcomes.unzip();
    assert_eq!(codes, [0, 1, 2, 3, 4, 5, 6, 10]);
    assert_eq!(codes, again);
}

#[test]
fn the_sub_channels_of_two_channels_are_never_the_same() {
    for sub in SubChannel::ALL {
        let of = Channel::ALL.into_iter().filter(|channel| channel.subs().any(|it| it == sub));
        assert_eq!(of.collect::<Vec<_>>(), [sub.channel()]);
    }
    assert_eq!(Channel::WalkIn.subs().count(), 0);
}

#[test]
fn both_templates_have_six_steps_in_the_four_stages() {
    for template in Template::ALL {
        let steps: Vec<_> = template.steps().map(|it| (it.no(), it.stage())).collect();
        let stages = [1, 2, 2, 2, 3, 4].map(|code| Stage::from_code(code).unwrap());
        assert_eq!(steps, (1..).zip(stages).collect::<Vec<_>>());
        for stage in [Stage::Prospect, Stage::Closed, Stage::Base] {
            assert_eq!(template.stamped_by(stage).map(Step::stage), Some(stage));
        }
    }
}
