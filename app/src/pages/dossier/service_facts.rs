//! What a service recorded, among the facts of its dossier.

use super::done::Documents;
use crate::components::Fact;
use crate::texts::{Texts, say};
use domain::dossier::Dossier;
use domain::service::{Interpreter, Mark, Service, Signature, Signer, Witness};
use leptos::prelude::*;

/// Its documents, who helped, and who signs.
#[component]
pub(super) fn ServiceFacts(
    /// The details.
    service: Service,
    /// The dossier.
    dossier: Dossier,
) -> impl IntoView {
    let signer = signer(&service);
    let more = match &service {
        Service::Signature(signature) => signing(signature),
        Service::OriginalCopy(copy) => vec![told(|t| t.service.relation, copy.relation.clone())],
        Service::Copies(_) | Service::Civil(_) => vec![],
    };
    view! {
        <Fact term=say(|t| t.service.certification)>
            <Documents service dossier/>
        </Fact>
        {more}
        {told(|t| t.service.signer, signer)}
    }
}

/// A fact that is left out when there is nothing to tell.
fn told(term: fn(&'static Texts) -> &'static str, text: String) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    view! { <Fact term=say(term)><span lang="vi">{text}</span></Fact> }.into_any()
}

fn signer(service: &Service) -> String {
    let signer = match service {
        Service::Copies(copies) => &copies.signer,
        Service::Signature(signature) => &signature.signer,
        Service::OriginalCopy(copy) => &copy.signer,
        // Who signs an act of civil status stands in the national software.
        Service::Civil(_) => &None,
    };
    let Some(Signer { name, position }) = signer else {
        return String::new();
    };
    joined([name, position])
}

fn signing(signature: &Signature) -> Vec<AnyView> {
    let identity = &signature.identity;
    let issued = identity
        .issued
        .map(|day| day.to_string())
        .unwrap_or_default();
    let paper = joined([&identity.kind, &identity.number, &issued, &identity.issuer]);
    let interpreter = signature.interpreter.as_ref();
    let interpreter = interpreter.map(
        |Interpreter {
             name,
             language,
             identity,
         }| joined([name, language, identity]),
    );
    let witness = signature.witness.as_ref();
    let witness = witness.map(|Witness { name, identity }| joined([name, identity]));
    let mut views = vec![
        told(|t| t.service.identity_kind, paper),
        told(|t| t.service.interpreter, interpreter.unwrap_or_default()),
        told(|t| t.service.witness, witness.unwrap_or_default()),
    ];
    if signature.mark == Mark::Fingerprint {
        let mark =
            view! { <Fact term=say(|t| t.service.signing)>{say(|t| t.service.fingerprint)}</Fact> };
        views.push(mark.into_any());
    }
    if signature.read_aloud {
        let read =
            view! { <Fact term=say(|t| t.service.signing)>{say(|t| t.service.read_aloud)}</Fact> };
        views.push(read.into_any());
    }
    views
}

/// What is given of them, in one line.
pub(super) fn joined<const N: usize>(texts: [&String; N]) -> String {
    let given = texts.into_iter().filter(|text| !text.is_empty());
    given.cloned().collect::<Vec<_>>().join(", ")
}
