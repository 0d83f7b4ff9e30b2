//! The shape of a language.

/// All texts of the screens.
#[derive(Debug)]
pub struct Texts {
    /// The product's name.
    pub product: &'static str,
}
