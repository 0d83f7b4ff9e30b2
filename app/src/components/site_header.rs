//! The header.

use super::{Account, Icon, LanguageSwitch, Shape, SyncState};
use crate::counter::{Counter, Session};
use crate::texts::{say, use_texts};
use leptos::prelude::*;

/// The product, the unit, the state of synchronisation, the officer.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let session = Counter::expect().session;
    let texts = use_texts();
    let unit = move || match session.get() {
        Session::SignedIn { unit_name, .. } => unit_name,
        Session::Unknown | Session::SignedOut => texts.get().frame.tagline.to_owned(),
    };
    view! {
        <header class="site-header">
            <div class="site-header__bar">
                <a class="brand" href="/">
                    <Icon shape=Shape::Mark/>
                    <span class="brand__words">
                        <span class="brand__name">{say(|t| t.common.product)}</span>
                        <span class="brand__unit">{unit}</span>
                    </span>
                </a>
                <SyncState/>
                <LanguageSwitch/>
                <Account/>
            </div>
        </header>
    }
}
