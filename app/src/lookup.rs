//! The catalogue as the pages use it: the list, its index, and the cards; the calendar,
//! by which deadlines are found; the printed forms; how books are kept; and what of all
//! that is to be checked.

use domain::calendar::{Calendar, CalendarLines};
use domain::catalogue::{CatalogueList, CatalogueRow, ProcedureCard, ProcedureCode};
use domain::form::FormSet;
use domain::register::{BookKind, Policies, PolicyLines};
use domain::review::Reviewed;
use domain::search::{Hit, Index};
use std::collections::{BTreeSet, HashMap};

/// The catalogue in memory, ready to be searched without a network.
#[derive(Debug)]
pub struct Lookup {
    list: CatalogueList,
    index: Index,
    cards: HashMap<ProcedureCode, ProcedureCard>,
    calendar: Calendar,
    forms: FormSet,
    registers: Policies,
    review: Vec<Reviewed>,
}

impl Lookup {
    /// Builds the index.
    pub fn new(
        list: CatalogueList,
        cards: Vec<ProcedureCard>,
        calendar: &CalendarLines,
        forms: FormSet,
    ) -> Self {
        let index = Index::build(list.entries(), &list.aliases);
        let cards = cards
            .into_iter()
            .map(|card| (card.code.clone(), card))
            .collect();
        let calendar = calendar.read();
        Self {
            list,
            index,
            cards,
            calendar,
            forms,
            registers: Policies::default(),
            review: Vec::new(),
        }
    }

    /// With how books are kept.
    #[must_use]
    pub fn with_registers(self, lines: &PolicyLines) -> Self {
        Self {
            registers: lines.read(),
            ..self
        }
    }

    /// How books are kept.
    pub fn registers(&self) -> &Policies {
        &self.registers
    }

    /// With what rests on memory of the law.
    #[must_use]
    pub fn with_review(self, review: Vec<Reviewed>) -> Self {
        Self { review, ..self }
    }

    /// What rests on memory of the law, confirmed or not.
    pub fn review(&self) -> &[Reviewed] {
        &self.review
    }

    /// The best `limit` hits for what was typed.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        self.index.search(query, limit)
    }

    /// Everything known of a procedure of the commune.
    pub fn card(&self, code: &ProcedureCode) -> Option<&ProcedureCard> {
        self.cards.get(code)
    }

    /// The row of the national list.
    pub fn row(&self, code: &ProcedureCode) -> Option<&CatalogueRow> {
        let at = self
            .list
            .rows
            .binary_search_by(|row| row.code.cmp(code))
            .ok()?;
        self.list.rows.get(at)
    }

    /// Holidays, hours of work and how limits are counted.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The templates of printed forms.
    pub fn forms(&self) -> &FormSet {
        &self.forms
    }

    /// Kinds of book in which some procedure of the commune is entered.
    pub fn books(&self) -> BTreeSet<&BookKind> {
        let services = self.cards.values().filter_map(|card| card.service.as_ref());
        services.filter_map(|rule| rule.book.as_ref()).collect()
    }

    /// The list itself.
    pub fn list(&self) -> &CatalogueList {
        &self.list
    }

    /// Procedures that are done in one sitting, and acts of civil status: those for which
    /// somebody goes to a home.
    pub fn for_visits(&self) -> impl Iterator<Item = &CatalogueRow> {
        let is_act = |code| self.card(code).is_some_and(|card| card.civil.is_some());
        let rows = self.list.rows.iter();
        rows.filter(move |row| row.no_wait || is_act(&row.code))
    }

    /// Procedures that are received, resolved and returned in one sitting.
    pub fn no_wait(&self) -> impl Iterator<Item = &CatalogueRow> {
        self.list.rows.iter().filter(|row| row.no_wait)
    }
}
