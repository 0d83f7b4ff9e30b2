//! Why the host could not do what a page asked.

use domain::cash;
use domain::dossier::Refusal;
use domain::register;
use domain::visit;
use thiserror::Error;

/// Why the host could not do what was asked; nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HostError {
    /// A rule of the domain says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A rule of books says no.
    #[error(transparent)]
    BookRefused(register::Refusal),
    /// A rule of cash books says no.
    #[error(transparent)]
    CashRefused(cash::Refusal),
    /// A home visit cannot be planned so.
    #[error(transparent)]
    VisitRefused(visit::Refusal),
    /// No data says how such a book is kept here.
    #[error("no such book is kept here")]
    NoSuchBook,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// The device has no room left.
    #[error("the device's storage is full")]
    StorageFull,
    /// A tab of an older build has to be closed first.
    #[error("a tab of an older build is open")]
    OlderTabOpen,
    /// The device's store failed.
    #[error("the device's store failed: {0}")]
    Store(String),
    /// Wrong name or password.
    #[error("wrong name or password")]
    WrongCredentials,
    /// Too many wrong passwords: the server wants a pause.
    #[error("too many tries")]
    TooManyTries,
    /// The server cannot be reached, and this needs it.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The file is not one that a device made for another to deliver.
    #[error("not a rescue file: {0}")]
    NotARescueFile(String),
    /// The file is no picture that this browser reads, and no PDF.
    #[error("neither a picture nor a PDF: {0}")]
    NotAPaper(String),
    /// The device that has the attachment has not sent all of it yet.
    #[error("the attachment has not reached the server")]
    NotAtServer,
    /// Something of the dossier has not reached the server yet.
    #[error("something of the dossier has not reached the server")]
    NotSent,
    /// The server has no browser to draw papers with.
    #[error("the server draws no papers")]
    DrawsNoPapers,
    /// The dossier has more events than the server gives at once.
    #[error("the dossier has too many events to be fetched")]
    TooManyEvents,
    /// The text that is confirmed is no longer the one in force.
    #[error("the text has changed")]
    OtherText,
    /// The server answered something unexpected.
    #[error("the server failed: {0}")]
    Server(String),
}

/// Why the camera cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CameraError {
    /// The officer or the browser said no.
    #[error("the camera was refused")]
    Refused,
    /// There is none.
    #[error("there is no camera")]
    Missing,
    /// Another program has it.
    #[error("the camera is in use")]
    Busy,
    /// Anything else.
    #[error("the camera failed")]
    Failed,
}
