//! Shops that are in the book twice are found, and a pair that is two shops is not asked again.

use super::*;

fn duplicates(tablet: &mut Tablet<'_>) -> DuplicatesView {
    if !matches!(tablet.model.view().screen, ScreenView::Duplicates(_)) {
        tablet.happens(Event::LinkFollowed(Route::Duplicates));
    }
    match tablet.model.view().screen {
        ScreenView::Duplicates(view) => (*view).clone(),
        other => panic!("not the duplicates: {other:?}"),
    }
}

/// The names of each cluster found.
fn clusters(tablet: &mut Tablet<'_>) -> Vec<Vec<String>> {
    let found = duplicates(tablet).found.unwrap();
    let names = |it: &jipan_app::view::ClusterView| {
        it.members.iter().map(|member| member.name.clone()).collect()
    };
    found.clusters.iter().map(|it| names(it)).collect()
}

#[test]
fn shops_that_are_there_twice_are_found_with_their_reasons_surest_first() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    assert_eq!(clusters(&mut tablet), [["万佳超市", "万家超市"], ["兴隆烟酒店", "新隆烟酒店"]]);
    let found = duplicates(&mut tablet).found.unwrap();
    assert_eq!(found.counts, [(Sureness::NameAndPhone, 1), (Sureness::NameAndAddress, 1)]);
    assert_eq!((found.n_more, found.n_left_out, found.is_cut, found.is_old), (0, 0, false, false));
    let (one, other, likeness) = found.clusters[1].pairs[0];
    assert_eq!((one, other), (0, 1));
    assert_eq!(likeness.name, NameLikeness::Near);
    assert_eq!(likeness.address, AddressLikeness::Near);
}

#[test]
fn however_the_search_is_cut_it_finds_the_same_and_a_change_meanwhile_begins_it_anew() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let whole = clusters(&mut tablet);
    let mut sliced = Tablet::open_sliced(&disk, 2, 1);
    assert_eq!(clusters(&mut sliced), whole);
    let hidden = id(&mut tablet, "K4");
    tablet.happens(Event::LinkFollowed(Route::Home));
    // Step by step, with a deletion in between.
    let (model, env) = (&mut tablet.model, &mut tablet.env);
    let mut effects = model.update(Event::LinkFollowed(Route::Customer(hidden)), env);
    effects.extend(model.update(Event::DeletePressed, env));
    effects.extend(model.update(Event::LinkFollowed(Route::Duplicates), env));
    let mut n_steps = 0;
    while effects.contains(&Effect::Continue) {
        n_steps += 1;
        effects = model.update(Event::JobStep { units: 1 }, env);
        if n_steps == 3 {
            effects.extend(model.update(Event::UndoPressed, env));
        }
    }
    assert!(n_steps > 10);
    assert_eq!(clusters(&mut tablet), whole);
}

#[test]
fn a_search_that_is_left_ends_and_can_be_stopped() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let (model, env) = (&mut tablet.model, &mut tablet.env);
    let _effects = model.update(Event::LinkFollowed(Route::Duplicates), env);
    let _effects = model.update(Event::DuplicatesStopped, env);
    let ScreenView::Duplicates(view) = model.view().screen else { panic!() };
    assert!(view.is_stopped && view.progress.is_none() && view.found.is_none());
    let _effects = model.update(Event::DuplicatesSearched, env);
    let ScreenView::Duplicates(view) = model.view().screen else { panic!() };
    assert!(view.progress.is_some() && !view.is_stopped);
    let _effects = model.update(Event::LinkFollowed(Route::Home), env);
    assert!(model.is_at_rest());
}

#[test]
fn a_pair_that_is_not_the_same_is_not_asked_again_until_it_is_taken_back() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    duplicates(&mut tablet);
    let judged = |is_distinct| Event::PairJudged { one: other, other: one, is_distinct };
    tablet.happens(judged(true));
    assert_eq!(clusters(&mut tablet), [["万佳超市", "万家超市"]]);
    assert_eq!(tablet.model.view().undo.unwrap().action, Action::JudgePair);
    // Remembered also by the next search, and after a reload.
    let mut tablet = Tablet::open(&disk, 2);
    assert_eq!(clusters(&mut tablet), [["万佳超市", "万家超市"]]);
    let view = duplicates(&mut tablet);
    assert_eq!(view.distinct.len(), 1);
    assert_eq!(view.distinct[0].names, ["兴隆烟酒店", "新隆烟酒店"]);
    tablet.happens(Event::UndoPressed);
    assert_eq!(clusters(&mut tablet).len(), 2);
    tablet.happens(judged(true));
    tablet.happens(judged(false));
    assert_eq!(clusters(&mut tablet).len(), 2);
    assert!(duplicates(&mut tablet).distinct.is_empty());
    let file = tablet.opens("K1");
    let is_said = |(_, entry): &(Option<&str>, &TimelineEntry)| matches!(entry, TimelineEntry::Distinct { name, is_distinct: true } if name == "新隆烟酒店");
    assert!(lines(&file).iter().any(is_said));
}

#[test]
fn after_a_merge_from_the_list_one_goes_on_in_the_list() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    duplicates(&mut tablet);
    merges(&mut tablet, one, other);
    assert_eq!(tablet.navigated.last(), Some(&Route::Duplicates));
    assert_eq!(clusters(&mut tablet), [["万佳超市", "万家超市"]]);
    assert!(duplicates(&mut tablet).found.unwrap().is_old, "not searched again by itself");
    tablet.happens(Event::UndoPressed);
    assert_eq!(clusters(&mut tablet).len(), 2);
    // A third like both: what was alike with the one that went is alike with the one that stays.
    let more = "客户代码,店铺名称,经营地址\nK9,新隆烟洒店,城南街道迎宾路444号\n";
    tablet.imports("b.csv", more.as_bytes());
    assert_eq!(clusters(&mut tablet)[1].len(), 3);
    merges(&mut tablet, one, other);
    tablet.happens(Event::DuplicatesSearched);
    assert_eq!(clusters(&mut tablet).len(), 1, "the names differ in two letters now");
}

#[test]
fn the_other_one_is_found_by_likeness_or_by_a_search() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    let offered = |tablet: &Tablet<'_>| match tablet.model.view().screen {
        ScreenView::Merge(view) => match &*view {
            MergeView::Choose(view) => {
                view.offered.iter().map(|it| it.member.id).collect::<Vec<_>>()
            }
            other => panic!("not to be chosen: {other:?}"),
        },
        other => panic!("not the merge screen: {other:?}"),
    };
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::With(one))));
    assert_eq!(offered(&tablet), [other]);
    tablet.happens(Event::MergeSearched("bjbld".to_owned()));
    let found = offered(&tablet);
    assert_eq!(found.len(), 1);
    let third = found[0];
    tablet.happens(Event::MergeSearched("兴隆".to_owned()));
    assert_eq!(offered(&tablet), [], "not itself");
    merges(&mut tablet, one, third);
    assert_eq!(tablet.model.view().route, Route::Customer(one));
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::With(third))));
    assert_eq!(tablet.model.view().route, Route::Merge(MergePlace::With(one)));
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::Pair(one, one))));
    assert_eq!(tablet.model.view().route, Route::Customer(one));
}

#[test]
fn whoever_has_the_same_name_is_offered_before_anything_is_searched_for() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file = "客户代码,店铺名称,经营地址\nK1,便民超市,乐清市城南街道迎宾路1号\nK2,便民超市,柳市镇建设路900号\nK3,别的店,虹桥镇西街3号\n";
    tablet.imports("a.csv", file.as_bytes());
    let id = tablet.opens("K1").id;
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::With(id))));
    let ScreenView::Merge(view) = tablet.model.view().screen else { panic!("not the merge") };
    let MergeView::Choose(view) = &*view else { panic!("nobody to choose") };
    let offered: Vec<_> = view.offered.iter().map(|it| it.member.code.as_deref()).collect();
    assert_eq!(offered, [Some("K2")]);
}
