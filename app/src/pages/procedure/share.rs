//! The page on a citizen's own phone.

use crate::components::QrCode;
use crate::pages::procedure_address;
use crate::texts::{say, use_texts};
use domain::catalogue::ProcedureCode;
use leptos::prelude::*;
use std::net::IpAddr;

/// A QR code of this page's address. Where the page lives only the browser
/// knows, so the code is drawn after the first frame; an address that means "this
/// very machine" would lead a phone nowhere, and is not shown.
#[component]
pub(super) fn Share(
    /// The procedure.
    code: ProcedureCode,
) -> impl IntoView {
    let texts = use_texts();
    let origin = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let location = window().location();
        let reachable = location.hostname().is_ok_and(|host| !is_loopback(&host));
        origin.set(location.origin().ok().filter(|_| reachable));
    });
    let path = procedure_address(&code);
    move || {
        origin.get().map(|origin| {
            let address = format!("{origin}{path}");
            let named = address.clone();
            let label = Signal::derive(move || (texts.get().procedure.qr_label)(&named));
            view! {
                <section class="card share" aria-labelledby="share">
                    <h2 id="share">{say(|t| t.procedure.qr_title)}</h2>
                    <p class="hint">{say(|t| t.procedure.qr_hint)}</p>
                    <QrCode text=address.clone() label/>
                    <p class="share__address">{address}</p>
                </section>
            }
        })
    }
}

/// Whether a host name means the machine itself.
fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback() || address.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_the_machine_itself_is_loopback() {
        for host in ["localhost", "127.0.0.1", "127.1.2.3", "[::1]", "0.0.0.0"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["192.168.1.20", "khongcho.suoimay.gov.vn", "localhost.vn"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
