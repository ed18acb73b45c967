//! The colours of `styles/tokens.css` against WCAG AA, in every appearance. Not here: how it looks.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "helpers of a test; the formula of WCAG is in floats and decides no number of the app"
)]

use std::collections::BTreeMap;

/// Text on a ground: what stylesheets use together. AA asks for 4.5.
const TEXT_PAIRS: &[(&str, &str)] = &[
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "accent-soft"),
    ("ink", "yellow"),
    ("ink-2", "paper"),
    ("ink-2", "card"),
    ("ink-2", "accent-soft"),
    ("ink-2", "yellow"),
    ("ink-3", "paper"),
    ("ink-3", "card"),
    ("yellow-ink-2", "yellow"),
    ("accent", "paper"),
    ("accent", "card"),
    ("accent", "accent-soft"),
    ("accent", "yellow"),
    ("on-accent", "accent"),
    ("amber", "paper"),
    ("amber", "card"),
    ("amber", "amber-soft"),
    ("amber", "yellow"),
    ("red", "paper"),
    ("red", "card"),
    ("red", "red-soft"),
    ("red", "yellow"),
    // The undo bar turns paper and ink round.
    ("paper", "ink"),
];

/// Marks that carry meaning without being text: the edge of a box in which one types, the focus ring.
/// AA asks for 3.
const MARK_PAIRS: &[(&str, &str)] =
    &[("line-strong", "card"), ("line-strong", "paper"), ("accent", "paper"), ("accent", "card")];

type Colours = BTreeMap<String, [u8; 3]>;

/// The colours set between `open` and the next closing brace.
fn colours_after(css: &str, open: &str) -> Colours {
    let (_, rest) = css.split_once(open).unwrap_or_else(|| panic!("no {open}"));
    let (block, _) = rest.split_once('}').unwrap();
    block.lines().filter_map(colour_of).collect()
}

/// `--name: #rrggbb;`
fn colour_of(line: &str) -> Option<(String, [u8; 3])> {
    let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
    let number = u32::from_str_radix(value.strip_suffix(';')?, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some((name.to_owned(), [red, green, blue]))
}

/// Relative luminance, as WCAG 2.2 defines it.
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The three appearances. What one leaves out it has from light.
fn appearances() -> [(&'static str, Colours); 3] {
    let css = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/styles/tokens.css"));
    let css = css.unwrap();
    let light = colours_after(&css, ":root {");
    let over = |open: &str| {
        let mut colours = light.clone();
        colours.extend(colours_after(&css, open));
        colours
    };
    let dark = over(":root[data-theme=\"dark\"] {");
    let by_device = over(":root:not([data-theme=\"light\"], [data-theme=\"outdoor\"]) {");
    assert_eq!(dark, by_device, "dark by choice and dark by device differ");
    let outdoor = over(":root[data-theme=\"outdoor\"] {");
    [("light", light), ("dark", dark), ("outdoor", outdoor)]
}

#[expect(clippy::indexing_slicing, reason = "a colour that is not declared must fail the test")]
fn too_faint(pairs: &[(&str, &str)], enough: f64) -> Vec<String> {
    let mut found = Vec::new();
    for (appearance, colours) in appearances() {
        for (one, other) in pairs {
            let ratio = contrast(colours[*one], colours[*other]);
            if ratio < enough {
                found.push(format!("{appearance}: {one} on {other} is {ratio:.2}"));
            }
        }
    }
    found
}

#[test]
fn all_text_can_be_read_in_every_appearance() {
    assert_eq!(too_faint(TEXT_PAIRS, 4.5), Vec::<String>::new());
}

#[test]
fn marks_that_carry_meaning_can_be_seen_in_every_appearance() {
    assert_eq!(too_faint(MARK_PAIRS, 3.0), Vec::<String>::new());
}

#[test]
fn outdoors_text_has_the_contrast_of_level_aaa() {
    let [_, _, (_, outdoor)] = appearances();
    for (one, other) in TEXT_PAIRS {
        assert!(contrast(outdoor[*one], outdoor[*other]) >= 7.0, "{one} on {other}");
    }
}
