//! What surrounds every page.

use super::{MainNav, ObstacleNotice, SavedNotice, SiteHeader, UpdateBanner};
use crate::counter::{Counter, Session};
use crate::texts::say;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos_router::hooks::use_location;
use std::time::Duration;

/// How long a new page may take to put its heading into the document.
const HEADING_DELAY: Duration = Duration::from_millis(60);

/// Where the code on a paper leads.
const FOR_CITIZENS: &str = "/tra-cuu/";

/// Header, navigation, notices and the page.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    focus_heading_on_navigation();
    let (path, session) = (use_location().pathname, Counter::expect().session);
    // Whoever holds a paper has no use for the officers' pages.
    let for_citizens = move || {
        let signed_in = session.with(|it| matches!(it, Session::SignedIn { .. }));
        !signed_in && path.with(|path| path.starts_with(FOR_CITIZENS))
    };
    view! {
        <a class="skip-link" href="#content">
            {say(|t| t.frame.skip_to_content)}
        </a>
        <SiteHeader/>
        <Show when=move || !for_citizens()><MainNav/></Show>
        <UpdateBanner/>
        <ObstacleNotice/>
        <SavedNotice/>
        <main id="content" class="page" tabindex="-1">
            {children()}
        </main>
    }
}

/// Whoever cannot see the page change hears its new heading.
fn focus_heading_on_navigation() {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            set_timeout(focus_heading, HEADING_DELAY);
        }
        path
    });
}

fn focus_heading() {
    let page = document();
    let Some(main) = page.get_element_by_id("content") else {
        return;
    };
    // A page may have put the focus where its work begins.
    let taken = page
        .active_element()
        .is_some_and(|active| active != main && main.contains(Some(&active)));
    let heading = main.query_selector("h1").ok().flatten();
    if let (false, Some(heading)) = (taken, heading)
        && let Ok(heading) = heading.dyn_into::<HtmlElement>()
    {
        // A heading that cannot take the focus leaves it where it was.
        drop(heading.focus());
    }
}
