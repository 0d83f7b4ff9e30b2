//! Officers only.

use super::{Loading, SignIn};
use crate::counter::{Counter, Session};
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gate {
    Unknown,
    Closed,
    Open,
}

/// Shows its children to a signed-in officer and the sign-in form to others.
#[component]
pub fn OfficersOnly(
    /// What officers see.
    children: ChildrenFn,
) -> impl IntoView {
    let session = Counter::expect().session;
    let gate = Memo::new(move |_| {
        session.with(|session| match session {
            Session::Unknown => Gate::Unknown,
            Session::SignedOut => Gate::Closed,
            Session::SignedIn { .. } => Gate::Open,
        })
    });
    move || match gate.get() {
        Gate::Unknown => view! { <Loading/> }.into_any(),
        Gate::Closed => view! { <SignIn/> }.into_any(),
        Gate::Open => children().into_any(),
    }
}
