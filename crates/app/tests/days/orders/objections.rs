//! What a customer objects to, and what is answered.

use super::*;

#[test]
fn an_objection_is_noted_answered_and_asked_for_on_the_home_screen() {
    use jipan_rules::order::{Disputed, Outcome};
    let disk = disk();
    let (mut tablet, ..) = in_trade(&disk);
    tablet.opens("一号店");
    trades(&mut tablet, TradeEvent::ObjectingToggled);
    assert!(tablet.file().objections.is_noting);
    tablet.opens("二号店");
    assert!(!tablet.file().objections.is_noting, "the form belongs to the file it was opened in");
    tablet.opens("一号店");
    trades(&mut tablet, TradeEvent::ObjectingToggled);
    trades(
        &mut tablet,
        TradeEvent::Objected { about: Disputed::Tier, text: " 我进货比他多 ".into() },
    );
    let objections = tablet.file().objections;
    assert!(!objections.is_noting);
    assert_eq!(objections.open[0].text, "我进货比他多");
    let id = objections.open[0].id;
    tablet.happens(Event::LinkFollowed(Route::Home));
    let needs = |tablet: &Tablet<'_>| match tablet.model.view().screen {
        ScreenView::Home(view) => match view.trade.clone() {
            HomeTrade::Known(needs) => needs,
            other => panic!("not known: {other:?}"),
        },
        other => panic!("not home: {other:?}"),
    };
    assert_eq!(needs(&tablet).objections[0].name, "一号店");
    tablet.opens("一号店");
    let text = "解释了口径".to_owned();
    trades(&mut tablet, TradeEvent::ObjectionAnswered { id, outcome: Outcome::Accepted, text });
    let objections = tablet.file().objections;
    assert!(objections.open.is_empty());
    let answer = objections.answered[0].answer.clone().unwrap();
    assert_eq!((answer.outcome, &*answer.text), (Outcome::Accepted, "解释了口径"));
    tablet.happens(Event::LinkFollowed(Route::Home));
    let ScreenView::Home(home) = tablet.model.view().screen else { panic!("not home") };
    assert_eq!(home.trade, HomeTrade::None, "nothing was ever ordered, and nothing waits");
}
