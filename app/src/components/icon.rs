//! Icons, drawn here so that none has to be fetched.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The product's mark: a paper with a tick.
    Mark,
    /// A counter.
    Counter,
    /// A book of procedures.
    Book,
    /// A folder of dossiers.
    Folder,
    /// Two arrows.
    Sync,
    /// A magnifying glass.
    Search,
    /// A person.
    Person,
    /// A tick.
    Tick,
    /// A cross.
    Cross,
    /// A plus sign.
    Plus,
    /// A printer.
    Print,
    /// An exclamation mark.
    Warning,
    /// A clock.
    Clock,
    /// A photo.
    Paper,
    /// An arrow onwards.
    Arrow,
}

impl Shape {
    /// The strokes, in a square of 24.
    fn path(self) -> &'static str {
        match self {
            Self::Mark => "M6 3h9l4 4v14H6zM15 3v4h4M9 13.5l2.5 2.5 4.5-5.5",
            Self::Counter => "M3 11h18M5 11v9h14v-9M8 11V7a4 4 0 0 1 8 0v4M12 14v3",
            Self::Book => "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6",
            Self::Folder => "M3 6h6l2 3h10v10H3zM7 14h6",
            Self::Sync => "M4 12a8 8 0 0 1 14-5l2 2M20 4v5h-5M20 12a8 8 0 0 1-14 5l-2-2M4 20v-5h5",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
            Self::Person => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20c1-4 4-6 7.5-6s6.5 2 7.5 6",
            Self::Tick => "M4.5 12.5l5 5 10-11",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Print => "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
            Self::Warning => "M12 4 2.8 20h18.4zM12 10v5M12 17.2v.6",
            Self::Arrow => "M4 12h15M13 6l6 6-6 6",
            Self::Paper => "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.5v.6",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 8v4.5l3 2",
        }
    }
}

/// An icon beside words that say the same; hidden from screen readers.
#[component]
pub fn Icon(
    /// What it shows.
    shape: Shape,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=shape.path()/>
        </svg>
    }
}
