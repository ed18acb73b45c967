//! Charts from plain numbers: bars, and a table whose cells are darker the more there are. Every mark is
//! a link to its customers. Not here: counting.

use jipan_app::event::Event;
use jipan_app::view::FilterChange;
use yew::prelude::*;

use super::list_link::ListLink;
use super::meter::Meter;
use crate::i18n::Tr;

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it counts.
    pub label: String,
    /// In other words; may be blank.
    pub sub: String,
    /// How many.
    pub n: usize,
    /// Who they are.
    pub filters: Vec<FilterChange>,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How many.
    pub n: usize,
    /// What it counts.
    pub label: String,
    /// Who they are; none where no list shows just them.
    pub filters: Vec<FilterChange>,
}

/// A table of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// What the rows are.
    pub corner: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// Name and cells of each row.
    pub rows: Vec<(String, Vec<Cell>)>,
}

/// A share in percent, rounded half up; of nothing it is 0.
pub fn share(n: usize, of: usize) -> u8 {
    let share = (n * 200 + of).checked_div(of * 2).unwrap_or_default();
    u8::try_from(share).unwrap_or(100)
}

/// Five steps of dark: 0 for none, 5 for the most.
fn heat(n: usize, most: usize) -> usize {
    (n * 5).div_ceil(most.max(1))
}

/// Bars as long as they are many, of a whole, and the same numbers as a table.
pub fn bars(
    id: &'static str,
    (title, sub): (String, Html),
    marks: &[Mark],
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let whole = marks.iter().map(|it| it.n).sum();
    let most = marks.iter().map(|it| it.n).max().unwrap_or_default();
    let percent = |n: usize| tr.with("chart-percent", &[("n", share(n, whole).into())]);
    html! {
        <section class="home__part" aria-labelledby={id}>
            <h2 class="home__name" {id}>{ title }</h2>
            <p class="home__sub">{ sub }</p>
            <ul class="bars">
                { for marks.iter().map(|mark| {
                    let Mark { label, sub, n, filters } = mark.clone();
                    let bar = html! {
                        <>
                            <span class="bars__name">{ label }<small>{ sub }</small></span>
                            <Meter percent={share(n, most)} />
                            <b>{ tr.count(n) }</b>
                            <small>{ percent(n) }</small>
                        </>
                    };
                    html! {
                        <li>
                            if n > 0 {
                                <ListLink class="bars__line" {filters} on_event={on_event.clone()}>{ bar }</ListLink>
                            } else {
                                <span class="bars__line" data-tone="none">{ bar }</span>
                            }
                        </li>
                    }
                }) }
            </ul>
            <details class="chart__more">
                <summary>{ tr.text("chart-table") }</summary>
                <table class="heat" aria-labelledby={id}>
                    <tbody>
                        { for marks.iter().map(|it| html! {
                            <tr>
                                <th scope="row">{ &it.label }<small>{ &it.sub }</small></th>
                                <td>{ tr.count(it.n) }</td>
                                <td>{ percent(it.n) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </details>
        </section>
    }
}

/// A table with cells that are the darker the more there are.
pub fn grid(grid: &Grid, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let most = grid.rows.iter().flat_map(|(_, cells)| cells).map(|it| it.n).max();
    let cell = |it: &Cell| {
        let label = format!("{} · {}", it.label, tr.shops(it.n));
        let n = if it.n == 0 { "–".to_owned() } else { tr.count(it.n) };
        html! {
            <td data-heat={heat(it.n, most.unwrap_or_default()).to_string()}>
                if it.n == 0 || it.filters.is_empty() {
                    <span class="heat__cell">{ n }<small>{ &it.label }</small></span>
                } else {
                    <ListLink class="heat__cell" {label} filters={it.filters.clone()} on_event={on_event.clone()}>
                        { n }<small>{ &it.label }</small>
                    </ListLink>
                }
            </td>
        }
    };
    html! {
        <div class="home__scroll" tabindex="0" role="group" aria-label={grid.corner.clone()}>
            <table class="heat" data-columns={grid.head.len().to_string()}>
                <thead>
                    <tr>
                        <th scope="col">{ &grid.corner }</th>
                        { for grid.head.iter().map(|it| html! { <th scope="col">{ it }</th> }) }
                    </tr>
                </thead>
                <tbody>
                    { for grid.rows.iter().map(|(name, cells)| html! {
                        <tr><th scope="row">{ name }</th>{ for cells.iter().map(cell) }</tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_half_up_and_of_nothing_it_is_nothing() {
        assert_eq!((share(1, 3), share(2, 3), share(1, 200), share(0, 0)), (33, 67, 1, 0));
    }

    #[test]
    fn a_few_of_very_many_are_not_as_light_as_none() {
        assert_eq!((heat(0, 900), heat(1, 900), heat(900, 900), heat(0, 0)), (0, 1, 5, 0));
    }
}
