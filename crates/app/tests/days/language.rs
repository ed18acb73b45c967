//! The words of English are fetched when they are wanted.

use jipan_app::Event;
use jipan_app::view::{Language, Notice};

use super::tablet::{Tablet, disk};

fn language(tablet: &Tablet<'_>) -> Language {
    tablet.model.view().language
}

fn has_notice(tablet: &Tablet<'_>) -> bool {
    tablet.model.view().notices.iter().any(|it| it.notice == Notice::NoEnglish)
}

#[test]
fn where_the_words_are_here_the_language_changes_at_once() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(Event::LanguageChosen(Language::English));
    assert_eq!((language(&tablet), tablet.n_fetched), (Language::English, 0));
    tablet.happens(Event::LanguageChosen(Language::Chinese));
    assert_eq!(language(&tablet), Language::Chinese);
}

#[test]
fn english_is_shown_when_its_words_have_come_and_at_once_from_then_on() {
    let disk = disk();
    let mut tablet = Tablet::open_in_chinese(&disk, 1);
    assert_eq!(tablet.n_fetched, 0, "nobody wants it");
    tablet.happens(Event::LanguageChosen(Language::English));
    assert_eq!((language(&tablet), tablet.n_fetched), (Language::Chinese, 1));
    tablet.happens(Event::EnglishCame);
    assert_eq!(language(&tablet), Language::English);
    for chosen in [Language::Chinese, Language::English] {
        tablet.happens(Event::LanguageChosen(chosen));
        assert_eq!((language(&tablet), tablet.n_fetched), (chosen, 1));
    }
}

#[test]
fn whoever_goes_back_before_the_words_came_stays_with_chinese() {
    let disk = disk();
    let mut tablet = Tablet::open_in_chinese(&disk, 1);
    tablet.happens(Event::LanguageChosen(Language::English));
    tablet.happens(Event::LanguageChosen(Language::Chinese));
    tablet.happens(Event::EnglishCame);
    assert_eq!(language(&tablet), Language::Chinese);
}

#[test]
fn words_that_cannot_be_had_are_said_and_the_choice_is_kept_until_they_come() {
    let disk = disk();
    let mut tablet = Tablet::open_in_chinese(&disk, 1);
    tablet.happens(Event::LanguageChosen(Language::English));
    tablet.happens(Event::EnglishMissed);
    assert!(has_notice(&tablet) && language(&tablet) == Language::Chinese);
    drop(tablet);
    let mut tablet = Tablet::open_in_chinese(&disk, 2);
    assert_eq!(tablet.n_fetched, 1, "the choice is remembered");
    tablet.happens(Event::EnglishMissed);
    tablet.happens(Event::NetworkChanged { is_online: true });
    tablet.happens(Event::PageShown);
    assert_eq!(tablet.n_fetched, 2, "they are on their way");
    tablet.happens(Event::EnglishCame);
    assert!(!has_notice(&tablet) && language(&tablet) == Language::English);
}

#[test]
fn whoever_goes_back_to_chinese_hears_no_more_of_words_that_are_missing() {
    let disk = disk();
    let mut tablet = Tablet::open_in_chinese(&disk, 1);
    tablet.happens(Event::LanguageChosen(Language::English));
    tablet.happens(Event::EnglishMissed);
    tablet.happens(Event::LanguageChosen(Language::Chinese));
    assert!(!has_notice(&tablet));
    // Nor does whoever went back before they were missed; English can be chosen again.
    tablet.happens(Event::LanguageChosen(Language::English));
    tablet.happens(Event::LanguageChosen(Language::Chinese));
    tablet.happens(Event::EnglishMissed);
    assert!(!has_notice(&tablet));
    tablet.happens(Event::LanguageChosen(Language::English));
    assert_eq!(tablet.n_fetched, 3);
}

#[test]
fn words_that_come_after_they_were_given_up_are_shown_and_a_late_miss_takes_nothing_away() {
    let disk = disk();
    let mut tablet = Tablet::open_in_chinese(&disk, 1);
    tablet.happens(Event::LanguageChosen(Language::English));
    tablet.happens(Event::EnglishMissed);
    tablet.happens(Event::EnglishCame);
    tablet.happens(Event::EnglishMissed);
    assert!(!has_notice(&tablet) && language(&tablet) == Language::English);
    for chosen in [Language::Chinese, Language::English] {
        tablet.happens(Event::LanguageChosen(chosen));
        assert_eq!((language(&tablet), tablet.n_fetched), (chosen, 1));
    }
}
