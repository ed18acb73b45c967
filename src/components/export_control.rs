//! The button that exports what the list shows, and the kind of file that it makes. Not here: the
//! file.

use jipan_app::event::{Event, InsightsEvent};
use jipan_book::sheet::ExportFormat;
use yew::prelude::*;

use super::filters::on_choice;
use super::icon::{Icon, IconName};
use crate::hooks::use_tr;

/// The kinds of files, in their order.
const FORMATS: [ExportFormat; 2] = [ExportFormat::Csv, ExportFormat::Xlsx];

/// What goes into the file. A property of its own, as comparing events would bring the code of all of them
/// into what every visit loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exported {
    /// What the list shows.
    #[default]
    List,
    /// The report of classes.
    Report,
}

/// Properties of [`ExportControl`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ExportControlProps {
    /// Whether an export is under way.
    pub is_exporting: bool,
    /// The kind of file that was chosen last.
    pub format: ExportFormat,
    /// What is exported.
    #[prop_or_default]
    pub what: Exported,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// Button and choice.
#[component]
pub fn ExportControl(props: &ExportControlProps) -> Html {
    let tr = use_tr();
    let ExportControlProps { is_exporting, format: chosen, what, on_event } = props;
    let what = *what;
    let on_export = on_event.reform(move |_: MouseEvent| match what {
        Exported::List => Event::ExportPressed,
        Exported::Report => Event::Insights(InsightsEvent::Exported),
    });
    let onchange = on_choice(on_event, |chosen| {
        let chosen = chosen.value();
        FORMATS.into_iter().find(|it| name_of(*it) == chosen).map(Event::ExportFormatChosen)
    });
    let words =
        if *is_exporting { tr.text("customers-exporting") } else { tr.text("customers-export") };
    html! {
        <span class="export">
            <button class="quiet-button" type="button" onclick={on_export} disabled={*is_exporting}>
                <Icon name={IconName::Export} />{ words }
            </button>
            <select class="export__box" aria-label={tr.text("export-format")} {onchange}>
                { for FORMATS.into_iter().map(|it| html! {
                    <option value={name_of(it)} selected={it == *chosen}>{ tr.export_format(it) }</option>
                }) }
            </select>
        </span>
    }
}

/// A kind of file as the page names it.
fn name_of(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "csv",
        ExportFormat::Xlsx => "xlsx",
    }
}
