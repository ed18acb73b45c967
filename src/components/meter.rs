//! A share as a bar: how much of something is filled. Not here: what is counted.

use yew::prelude::*;

/// Properties of [`Meter`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct MeterProps {
    /// The share, 0 to 100.
    pub percent: u8,
    /// What it is a share of, for who cannot see the bar; without it the bar is decoration.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// A bar filled to a share. It is drawn by attributes, because style attributes are not allowed.
#[component]
pub fn Meter(props: &MeterProps) -> Html {
    let percent = props.percent.min(100);
    let bar = html! {
        <>
            <rect class="meter__track" width="100" height="4" />
            <rect class="meter__fill" width={percent.to_string()} height="4" />
        </>
    };
    match &props.label {
        Some(label) => html! {
            <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" role="meter"
                aria-label={label} aria-valuenow={percent.to_string()} aria-valuemin="0"
                aria-valuemax="100">{ bar }</svg>
        },
        None => html! {
            <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                { bar }
            </svg>
        },
    }
}
