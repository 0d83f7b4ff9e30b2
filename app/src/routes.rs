//! The addresses, which people bookmark: they never change their meaning.

use crate::components::Frame;
use crate::counter::Counter;
use crate::pages::{
    BookPage, BooksPage, CashPage, DossierPage, DossiersPage, HandOverPage, HomePage,
    NewDossierPage, NotFoundPage, PrintPage, ProcedurePage, ProceduresPage, ReconciliationPage,
    RedraftPage, ReviewPage, SealPage, StatusPage, SyncPage, TrackingPage, VisitsPage,
};
use crate::texts::provide_language;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

/// The whole application. The host provides a [`Counter`] as context first; on
/// the server an empty one is made here.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    if use_context::<Counter>().is_none() {
        provide_context(Counter::new());
    }
    provide_language();
    view! {
        <Router>
            <Frame>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=HomePage/>
                    <Route path=path!("/thu-tuc") view=ProceduresPage/>
                    <Route path=path!("/thu-tuc/:code") view=ProcedurePage/>
                    <Route path=path!("/ho-so") view=DossiersPage/>
                    <Route path=path!("/ho-so/moi") view=NewDossierPage/>
                    <Route path=path!("/ho-so/:id") view=DossierPage/>
                    <Route path=path!("/ho-so/:id/sua") view=RedraftPage/>
                    <Route path=path!("/ho-so/:id/in/:form") view=PrintPage/>
                    <Route path=path!("/ban-giao") view=HandOverPage/>
                    <Route path=path!("/can-kiem-tra") view=ReviewPage/>
                    <Route path=path!("/doi-chieu") view=ReconciliationPage/>
                    <Route path=path!("/quy") view=CashPage/>
                    <Route path=path!("/so") view=BooksPage/>
                    <Route path=path!("/so/:nam/:loai") view=BookPage/>
                    <Route path=path!("/kiem-tra") view=SealPage/>
                    <Route path=path!("/tra-cuu/:code") view=StatusPage/>
                    <Route path=path!("/so-theo-doi") view=TrackingPage/>
                    <Route path=path!("/luu-dong") view=VisitsPage/>
                    <Route path=path!("/dong-bo") view=SyncPage/>
                </Routes>
            </Frame>
        </Router>
    }
}
