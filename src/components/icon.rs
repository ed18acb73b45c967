//! The line icons of the app: 24 by 24, drawn in the colour of the text. Not here: any word; a reader
//! of the screen hears the text beside an icon, never the icon.

use yew::prelude::*;

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconName {
    /// A house.
    Home,
    /// A person.
    Customers,
    /// Three columns.
    Insights,
    /// A disc with a piece to come.
    Budget,
    /// A wheel.
    Settings,
    /// A lens.
    Search,
    /// A funnel.
    Filter,
    /// A plus.
    Plus,
    /// Through a door, in.
    Import,
    /// Through a door, out.
    Export,
    /// Down into the tray.
    Download,
    /// A cross.
    Close,
    /// To the left.
    Back,
    /// To the right.
    Forward,
    /// Ascending order.
    Ascending,
    /// Descending order.
    Descending,
    /// A tick.
    Check,
    /// A clock.
    Clock,
    /// A telephone.
    Phone,
    /// A place on the map.
    Map,
    /// Back in time.
    Undo,
    /// A triangle with a mark.
    Warning,
    /// A cloud crossed out.
    Offline,
    /// A box of samples.
    Sample,
    /// A shop.
    Shop,
    /// Three dots.
    More,
    /// A printer.
    Print,
    /// A star.
    Star,
    /// A pen.
    Pen,
    /// Two arrows in a round.
    Sync,
    /// Two people.
    Team,
    /// A day of the calendar with a tick.
    Today,
    /// Bars that get shorter.
    Funnel,
    /// What somebody says.
    Talk,
    /// From one place to another and back.
    Move,
    /// A lock.
    Lock,
}

impl IconName {
    /// The strokes.
    fn path(self) -> &'static str {
        match self {
            Self::Home => "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
            Self::Customers => "M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 21c1-5 4-7 8-7s7 2 8 7",
            Self::Budget => "M12 3a9 9 0 1 0 9 9h-9zM15 3.5A9 9 0 0 1 20.5 9H15z",
            Self::Insights => "M4 20h16M6 16v-5M12 16V5M18 16V9",
            Self::Settings => {
                "M4 7h9M19 7h1M13 7a3 3 0 1 0 6 0a3 3 0 1 0-6 0M4 17h1M11 17h9M5 17a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
            }
            Self::Search => "M4 11a7 7 0 1 0 14 0a7 7 0 1 0-14 0M20 20l-4-4",
            Self::Filter => "M4 6h16M7 12h10M10 18h4",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Import => "M14 4h6v16h-6M4 12h11M11 8l4 4-4 4",
            Self::Export => "M10 4H4v16h6M9 12h11M16 8l4 4-4 4",
            Self::Download => "M12 3v12M7 10l5 5 5-5M4 20h16",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Forward => "M9 5l7 7-7 7",
            Self::Ascending => "M12 20V5M6 11l6-6 6 6",
            Self::Descending => "M12 4v15M6 13l6 6 6-6",
            Self::Check => "M5 13l5 5 9-11",
            Self::Clock => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7v5l3 2",
            Self::Phone => {
                "M6 3h3l2 5-2.5 2a12 12 0 0 0 5.500 5.500L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z"
            }
            Self::Map => {
                "M12 21c4-5 7-8 7-11a7 7 0 1 0-14 0c0 3 3 6 7 11zM9.500 10a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0"
            }
            Self::Undo => "M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3",
            Self::Warning => "M12 4L2.500 20h19zM12 10v5M12 17.500v.5",
            Self::Offline => {
                "M3 3l18 18M9 6.500A6 6 0 0 1 18 11a4 4 0 0 1 2 7M16 18H7a4.500 4.500 0 0 1-1-8.900"
            }
            Self::Sample => "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
            Self::Shop => {
                "M4 10l2-6h12l2 6M4 10a2.700 2.700 0 0 0 5.300 0a2.700 2.700 0 0 0 5.400 0a2.700 2.700 0 0 0 5.300 0M5 12v8h14v-8M10 20v-5h4v5"
            }
            Self::Print => "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z",
            Self::Star => {
                "M12 3.500l2.600 5.400 5.900.8-4.300 4.100 1 5.900-5.200-2.800-5.200 2.800 1-5.900-4.300-4.100 5.900-.8z"
            }
            Self::Pen => "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
            Self::Sync => "M4 11a8 8 0 0 1 14-5l2 2M20 3v5h-5M20 13a8 8 0 0 1-14 5l-2-2M4 21v-5h5",
            Self::Team => {
                "M6 9a3 3 0 1 0 6 0a3 3 0 1 0-6 0M3 20c.5-4 3-6 6-6s5.500 2 6 6M15 6a3 3 0 0 1 0 6M17 14c2.500.500 3.800 2.500 4 6"
            }
            Self::Today => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4",
            Self::Funnel => "M3 5h18l-7 8v7l-4-2v-5z",
            Self::Talk => "M4 5h16v11h-9l-5 4v-4H4z",
            Self::Move => "M4 9h15M15 5l4 4-4 4M20 15H5M9 11l-4 4 4 4",
            Self::Lock => "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
            Self::More => {
                "M4 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M18 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0"
            }
        }
    }
}

/// Properties of [`Icon`].
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct IconProps {
    /// Which.
    pub name: IconName,
}

/// One icon.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={props.name.path()} />
        </svg>
    }
}
