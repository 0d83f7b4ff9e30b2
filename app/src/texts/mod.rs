//! Every word on the screens, in one place for each language.
//!
//! [`Texts`] is a table: a sentence without blanks to fill is a `&'static str`,
//! one with blanks is a function. A language is one value of it, so that a text
//! that is missing does not compile. A new language is a file beside `vi.rs`, a
//! variant of [`Language`] and an arm in [`Language::texts`].

mod books;
mod cash;
mod civil;
mod en;
mod law;
mod paper;
mod services;
mod table;
mod vi;
mod visits;

pub use books::{
    BookActTexts, BookClosingTexts, BookLineTexts, BookPageTexts, BookPrintTexts, BooksTexts,
};
pub use cash::CashTexts;
pub use civil::{CivilTexts, Label, Title, Unreadable};
pub use law::*;
pub use paper::{PrintTexts, SealTexts, TrackingTexts};
pub use services::ServiceTexts;
pub use table::*;
pub use visits::VisitsTexts;

use crate::counter::Counter;
use leptos::prelude::*;

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt, the language of the law and of the first frame.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The tag that HTML and the host's storage use.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Reads a tag; anything unknown is `None`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        [Self::Vi, Self::En]
            .into_iter()
            .find(|language| language.tag() == tag)
    }

    /// The language's table.
    pub fn texts(self) -> &'static Texts {
        match self {
            Self::Vi => &vi::TEXTS,
            Self::En => &en::TEXTS,
        }
    }

    /// The one that the switch offers.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }
}

/// Makes the texts of [`Counter::language`] known to all pages, and the
/// document's `lang` follow it. The first frame is Vietnamese everywhere: the
/// host sets a remembered choice after hydration.
pub fn provide_language() {
    let language = Counter::expect().language;
    provide_context(Signal::derive(move || language.get().texts()));
    Effect::new(move |_| {
        if let Some(page) = document().document_element() {
            // A document that refuses an attribute still reads well.
            drop(page.set_attribute("lang", language.get().tag()));
        }
    });
}

/// The texts of the chosen language, as a signal.
///
/// # Panics
/// Outside [`crate::App`], a programming error.
pub fn use_texts() -> Signal<&'static Texts> {
    expect_context()
}

/// One text, following the language: `say(|t| t.form.name)`.
pub fn say(pick: fn(&'static Texts) -> &'static str) -> Signal<&'static str> {
    let texts = use_texts();
    Signal::derive(move || pick(texts.get()))
}
