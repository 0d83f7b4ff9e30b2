//! What can be wrong with the forms.

use std::path::PathBuf;
use thiserror::Error;

/// The forms cannot be used.
#[derive(Debug, Error)]
pub enum FormsError {
    /// A file or the folder cannot be read.
    #[error("cannot read {path}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is larger than a form can be.
    #[error("{file} is larger than {max} bytes")]
    TooLarge {
        /// Which.
        file: String,
        /// The most.
        max: u64,
    },
    /// A file's name begins with no form's number or short name.
    #[error("{file}: no form is called so; there are {known}")]
    NoSuchForm {
        /// Which.
        file: String,
        /// Those that there are.
        known: String,
    },
    /// A template cannot be used.
    #[error("{file}, line {line}: {fault}")]
    Template {
        /// Which file.
        file: String,
        /// Where.
        line: usize,
        /// Why.
        fault: Fault,
    },
    /// Two versions of one form begin on the same day.
    #[error("{file} and {other} are in force from the same day")]
    SameDay {
        /// One.
        file: String,
        /// The other.
        other: String,
    },
    /// The letterheads cannot be read.
    #[error("{file}: {message}")]
    Offices {
        /// Which file.
        file: String,
        /// How.
        message: String,
    },
}

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// The file ends in the middle of something.
    #[error("the file ends inside {0}")]
    Ends(String),
    /// Something that is neither text nor an element of the kind that templates have.
    #[error("this is no element, comment or text: {0}")]
    Malformed(String),
    /// An end without its beginning.
    #[error("</{found}> where </{expected}> has to stand")]
    WrongEnd {
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
    },
    /// An element that templates do not have.
    #[error("<{0}> is not allowed in a template")]
    Element(String),
    /// An attribute that templates do not have.
    #[error("{attribute} of <{element}> is not allowed in a template")]
    Attribute {
        /// The element.
        element: String,
        /// The attribute.
        attribute: String,
    },
    /// An attribute twice.
    #[error("{attribute} stands twice in <{element}>")]
    Twice {
        /// The element.
        element: String,
        /// The attribute.
        attribute: String,
    },
    /// A sign written by a name that is not known.
    #[error("&{0}; is not known; write the letter itself")]
    Entity(String),
    /// Elements in elements without end.
    #[error("elements inside elements, more than {0} deep")]
    TooDeep(usize),
    /// A style that fetches something, or hides what it does.
    #[error("<style> has {0}, which is not allowed in a template")]
    Style(String),
    /// A style in the wrong place.
    #[error("<style> stands directly inside <article>, and only there")]
    StylePlace,
    /// Not one article.
    #[error("a template is one <article>; here is {0}")]
    Root(String),
    /// The article does not say what it has to.
    #[error("<article> needs {0}")]
    Missing(&'static str),
    /// The article is of another form than the file's name says.
    #[error("data-form is “{found}”, the file's name says “{expected}”")]
    OtherForm {
        /// In the article.
        found: String,
        /// In the name.
        expected: String,
    },
    /// An attribute of the article whose value is none of those that there are.
    #[error("{0} is “{1}”; there is {2}")]
    Choice(&'static str, String, String),
    /// A day that is none.
    #[error("data-from is “{0}”, not a day such as 2026-11-23")]
    Day(String),
    /// A name that has no value.
    #[error("<{element}> names “{name}”, which form {form} does not know{hint}")]
    Name {
        /// The element.
        element: String,
        /// The name.
        name: String,
        /// The form's number or short name.
        form: &'static str,
        /// The name that was perhaps meant.
        hint: String,
    },
    /// A list inside a list.
    #[error("<{0}> repeats inside what is repeated")]
    Nested(String),
}
