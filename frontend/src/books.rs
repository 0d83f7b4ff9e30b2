//! Books and the numbers of this device, as the pages ask for them.

use crate::browser;
use crate::exchange;
use crate::host::{BrowserHost, host_error};
use app::counter::{Books, HostError, LocalFuture, NumberWish, Numbers};
use domain::dossier::Dossier;
use domain::fact::UnitFact;
use domain::form::EntryReference;
use domain::register::{BookFact, BookKey, BookState, Event};
use std::rc::Rc;
use store::Recording;
use sync::client::Input;
use sync::ledger::{HEADS, Missing, book_whole, books, load_book, load_head};

impl Books for BrowserHost {
    fn open_books(&self) -> LocalFuture<Result<Vec<BookState>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let desk = engine.desk()?;
            let wanted = Missing {
                prefixes: [HEADS.to_owned()].into(),
                ..Missing::default()
            };
            let ledger = desk.store.ledger(wanted).await;
            let ledger = ledger.map_err(|error| engine.failed(error))?;
            let heads = books(&desk.identity.unit, &ledger).into_iter();
            let heads = heads.map(|book| load_head(&ledger, &book));
            let heads: Result<Vec<_>, _> = heads.collect();
            let heads = heads.map_err(|error| HostError::Store(error.to_string()))?;
            Ok(heads.into_iter().flatten().collect())
        })
    }

    fn book(&self, book: BookKey) -> LocalFuture<Result<Option<BookState>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let desk = engine.desk()?;
            let ledger = desk.store.ledger(book_whole(&book)).await;
            let ledger = ledger.map_err(|error| engine.failed(error))?;
            load_book(&ledger, &book).map_err(|error| HostError::Store(error.to_string()))
        })
    }

    fn numbers(&self) -> LocalFuture<Result<Numbers, HostError>> {
        Box::pin(async { Ok(Numbers::default()) })
    }

    fn references(
        &self,
        dossier: Dossier,
    ) -> LocalFuture<Result<Vec<Option<EntryReference>>, HostError>> {
        drop(dossier);
        Box::pin(async { Ok(vec![]) })
    }

    fn write_book(&self, book: BookKey, event: Event) -> LocalFuture<Result<(), HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let desk = engine.desk()?;
            engine.tick();
            let recording = Recording {
                identity: &desk.identity,
                now: browser::now(),
                draft: None,
                ids: &browser::fresh_id,
            };
            let fact = UnitFact::Book(BookFact::new(&book, event));
            let written = desk.store.record_fact(fact, &recording).await;
            written.map_err(host_error)?;
            engine.wrote(None);
            exchange::feed(&engine, Input::Recorded);
            Ok(())
        })
    }

    fn handle_numbers(&self, wish: NumberWish) -> LocalFuture<Result<(), HostError>> {
        drop(wish);
        Box::pin(async { Ok(()) })
    }
}
