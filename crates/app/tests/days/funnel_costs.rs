//! What channels cost, as the company says it, beside what they brought.

use jipan_app::event::{FunnelEvent, FunnelSpan, RulesEvent};
use jipan_app::view::{AnalysisView, Later, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::funnel::Channel;
use jipan_rules::setting::{FunnelKey, RuleKey};
use jipan_rules::values::Money;

use super::funnel_add::{days_pass, does, enters};
use super::tablet::{Tablet, disk, today};

fn analysis(tablet: &mut Tablet<'_>, span: FunnelSpan) -> Later<AnalysisView> {
    tablet.happens(Event::LinkFollowed(Route::Analysis));
    does(tablet, FunnelEvent::SpanShown(span));
    match tablet.model.view().screen {
        ScreenView::Analysis(view) => view,
        other => panic!("not the analysis: {other:?}"),
    }
}

fn costs(view: &AnalysisView) -> Vec<(Channel, Option<Money>)> {
    let whole = view.channels.iter().filter(|it| it.sub.is_none());
    whole.map(|it| (it.channel, it.cost)).collect()
}

#[test]
fn a_channel_costs_what_the_company_says_in_the_months_of_the_time_and_nothing_is_made_up() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    enters(&mut tablet, "一号店");
    let view = analysis(&mut tablet, FunnelSpan::Month);
    assert!(!view.has_costs);
    assert!(costs(&view).iter().all(|(_, cost)| cost.is_none()), "nobody said it");

    super::rules::rules(&mut tablet);
    let tell = |tablet: &mut Tablet<'_>, event| super::rules::does(tablet, event);
    tell(&mut tablet, RulesEvent::Opened(Some(RuleKey::Funnel(FunnelKey::Costs))));
    tell(&mut tablet, RulesEvent::Typed { slot: 0, text: "500".to_owned() });
    tell(&mut tablet, RulesEvent::Typed { slot: 1, text: "3000".to_owned() });
    tell(&mut tablet, RulesEvent::DayChosen(Some(today())));
    tell(&mut tablet, RulesEvent::Previewed);
    tell(&mut tablet, RulesEvent::Set);

    let yuan = |yuan: i64| Some(Money::from_fen(yuan * 100));
    let of_one = [yuan(500), yuan(3_000), yuan(0), yuan(0)];
    let view = analysis(&mut tablet, FunnelSpan::Month);
    assert!(view.has_costs);
    assert_eq!(costs(&view).iter().map(|it| it.1).collect::<Vec<_>>(), of_one);
    // The month before had no rule of the company, the next one has it.
    days_pass(&mut tablet, 15);
    let view = analysis(&mut tablet, FunnelSpan::Quarter);
    let of_two = [yuan(1_000), yuan(6_000), yuan(0), yuan(0)];
    assert_eq!(costs(&view).iter().map(|it| it.1).collect::<Vec<_>>(), of_two);
}
