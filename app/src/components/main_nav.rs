//! The main navigation: a bar below on phones, above on PCs.

use super::{Icon, Shape};
use crate::counter::Counter;
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use leptos_router::components::A;

/// Links to the four main pages.
#[component]
pub fn MainNav() -> impl IntoView {
    let texts = use_texts();
    let sync = Counter::expect().sync;
    let attention = move || {
        let count = sync.with(|view| view.attention);
        (count > 0).then(|| {
            let words = (texts.get().frame.state.attention)(count);
            view! {
                <span class="main-nav__badge" title=words>
                    {count}
                </span>
            }
        })
    };
    view! {
        <nav class="main-nav" aria-label=say(|t| t.frame.main_nav)>
            <ul>
                <li>
                    <A href="/" exact=true>
                        <Icon shape=Shape::Counter/>
                        <span>{say(|t| t.frame.counter)}</span>
                    </A>
                </li>
                <li>
                    <A href="/thu-tuc">
                        <Icon shape=Shape::Book/>
                        <span>{say(|t| t.frame.procedures)}</span>
                    </A>
                </li>
                <li>
                    <A href="/ho-so">
                        <Icon shape=Shape::Folder/>
                        <span>{say(|t| t.frame.dossiers)}</span>
                    </A>
                </li>
                <li>
                    <A href="/dong-bo">
                        <Icon shape=Shape::Sync/>
                        <span>{say(|t| t.frame.sync)}</span>
                        {attention}
                    </A>
                </li>
            </ul>
        </nav>
    }
}
