//! A QR code, drawn here: nothing is fetched.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;
use leptos::prelude::*;
use std::fmt::Write;

/// Light modules around the code, as its standard asks.
const QUIET_ZONE: usize = 4;

/// A QR code of a text.
#[component]
pub fn QrCode(
    /// What it says.
    #[prop(into)]
    text: String,
    /// What it is, for those who cannot see it.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    drawing(&text).map(|(size, path)| {
        view! {
            <svg
                class="qr-code"
                viewBox=format!("0 0 {size} {size}")
                role="img"
                aria-label=label
                shape-rendering="crispEdges"
            >
                <rect width=size height=size fill="#fff"/>
                <path d=path fill="#000"/>
            </svg>
        }
    })
}

/// Of level M, which bears a stain of a seventh of the code: the next one up would make
/// signed codes too dense for paper of 80 mm. The side in modules and one path for all dark ones; `None` for a text that is
/// too long for a code.
pub fn drawing(text: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        for (column, module) in code[row].iter().enumerate().take(code.size) {
            if module.value() {
                // Writing into a string cannot fail.
                let _written = write!(
                    path,
                    "M{} {}h1v1h-1z",
                    column + QUIET_ZONE,
                    row + QUIET_ZONE
                );
            }
        }
    }
    Some((code.size + 2 * QUIET_ZONE, path))
}

#[cfg(test)]
mod tests {
    use super::drawing;

    #[test]
    fn an_address_fits() {
        let (size, path) = drawing("https://example.vn/thu-tuc/2.000815").unwrap();
        assert!(size >= 29 && path.starts_with("M4 4h1v1h-1z"));
    }
}
