//! What was printed: of a dossier as its facts tell, of other things as this device noted.

use crate::browser;
use crate::engine::Engine;
use crate::host::{BrowserHost, host_error};
use crate::session;
use crate::transport::{self, TransportError};
use app::counter::{HostError, Printed};
use domain::form::{Form, Matter, PrintLog, Printing, Printout};
use domain::id::DossierId;
use store::{Found, Wish};

/// The prints of a matter, with what the last print of any was on.
pub(crate) async fn of(engine: &Engine, matter: &Matter) -> Result<Printed, HostError> {
    let noted = engine.desk()?.store.printed(matter).await;
    let (mut log, paper) = noted.map_err(host_error)?;
    if let Matter::Dossier(dossier) = matter {
        let facts = facts(engine, *dossier).await?;
        log.earlier.extend(facts.earlier);
        log.printings.extend(facts.printings);
    }
    Ok(Printed { log, paper })
}

/// Notes a print; returns how often the form had been printed before.
pub(crate) async fn note(
    host: &BrowserHost,
    matter: Matter,
    print: Printing,
) -> Result<u32, HostError> {
    let engine = &host.0;
    let before = of(engine, &matter).await?.log.times(print.form);
    if let Matter::Dossier(dossier) = matter {
        let printout = Printout {
            form: print.form,
            copies: print.copies,
            paper: print.paper,
        };
        host.record(dossier, Wish::Print(printout), None).await?;
    }
    let noted = engine.desk()?.store.note_print(&matter, print).await;
    match (noted, matter) {
        (Ok(_), _) => {}
        // The dossier's fact is there; the note tells only what it was printed on.
        (Err(error), Matter::Dossier(_)) => drop(engine.failed(error)),
        (Err(error), Matter::Unit(_)) => return Err(engine.failed(error)),
    }
    Ok(before)
}

/// Gives the officer a paper as a file; returns how often the form had been printed before.
pub(crate) async fn fetch(
    host: &BrowserHost,
    dossier: DossierId,
    print: Printing,
) -> Result<u32, HostError> {
    let engine = &host.0;
    let desk = engine.desk()?;
    let found = desk.store.dossier(dossier).await.map_err(host_error)?;
    let unit_facts = desk.store.unit_facts_waiting().await.map_err(host_error)?;
    let (Found::Here(here, 0), 0) = (found, unit_facts) else {
        // The server would draw what it knows, which is less: numbers are the unit's facts.
        return Err(HostError::NotSent);
    };
    let matter = Matter::Dossier(dossier);
    let before = of(engine, &matter).await?.log.times(print.form);
    let drawn = session::with(engine, &desk, async || {
        transport::paper(dossier, &print, before).await
    });
    let pdf = drawn.await.map_err(undrawn)?;
    note(host, matter, print).await?;
    let name = format!("{}-{}.pdf", print.form.key(), here.received.code);
    browser::download(&name, &pdf, "application/pdf").map_err(HostError::Store)?;
    Ok(before)
}

fn undrawn(error: TransportError) -> HostError {
    match error {
        TransportError::Unreachable(_) => HostError::Unreachable,
        TransportError::Refused { status: 401, .. } => HostError::SignedOut,
        TransportError::Refused { status: 404, .. } => HostError::NotSent,
        TransportError::Refused { status: 501, .. } => HostError::DrawsNoPapers,
        other @ (TransportError::Refused { .. } | TransportError::Garbled(_)) => {
            HostError::Server(other.to_string())
        }
    }
}

/// Takes the latest print of a form back.
pub(crate) async fn take_back(
    host: &BrowserHost,
    matter: Matter,
    form: Form,
) -> Result<(), HostError> {
    let engine = &host.0;
    if let Matter::Dossier(dossier) = matter {
        host.record(dossier, Wish::TakePrintBack(form), None)
            .await?;
        return Ok(());
    }
    let noted = engine.desk()?.store.take_print_back(&matter, form).await;
    noted.map_err(|error| engine.failed(error))
}

/// As the dossier's own facts tell.
async fn facts(engine: &Engine, dossier: DossierId) -> Result<PrintLog, HostError> {
    let found = engine.desk()?.store.dossier(dossier).await;
    Ok(match found.map_err(host_error)? {
        Found::Here(dossier, _) => dossier.prints(),
        Found::Away(_) | Found::Unknown => PrintLog::default(),
    })
}
