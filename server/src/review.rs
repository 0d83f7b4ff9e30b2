//! What devices are told, and what of it rests on memory of the law.
//!
//! Data that somebody has confirmed goes out without its mark. A new kind of data is a
//! field of [`Told`] and a line in [`Told::review`].

use anyhow::Context;
use catalogue::command::Catalogue;
use catalogue::{builtin, calendar, offline, review};
use domain::calendar::CalendarLines;
use domain::catalogue::{ProcedureCard, StoredLayer};
use domain::form::{FormSet, Node, Template};
use domain::instant::{Day, Instant};
use domain::register::PolicyLines;
use domain::review::{Area, Confirmation, Item, Review, Reviewed};
use storage::{CalendarRecord, Transaction};

/// What is stored of it.
#[derive(Debug)]
pub struct Stored {
    layers: Vec<StoredLayer>,
    calendar: Vec<CalendarRecord>,
    confirmations: Vec<Confirmation>,
}

impl Stored {
    /// Without a database: what comes with the program.
    ///
    /// # Errors
    /// When the data in the program is damaged.
    pub fn built_in() -> anyhow::Result<Self> {
        Ok(Self {
            layers: builtin::layers()?,
            calendar: Vec::new(),
            confirmations: Vec::new(),
        })
    }

    /// Reads one moment of the database.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(tx: &mut dyn Transaction) -> anyhow::Result<Self> {
        Ok(Self {
            layers: tx.layers().await?,
            calendar: tx.calendar().await?,
            confirmations: tx.confirmations().await?,
        })
    }

    /// With the catalogue of the program where a database has none, because no server has
    /// started on it yet.
    ///
    /// # Errors
    /// When the data in the program is damaged.
    pub fn or_built_in(self) -> anyhow::Result<Self> {
        if !self.layers.is_empty() {
            return Ok(self);
        }
        Ok(Self {
            layers: builtin::layers()?,
            ..self
        })
    }
}

/// What comes from files: the program's own and those of the data folder.
#[derive(Clone, Debug, Default)]
pub struct Local {
    /// The templates of printed forms.
    pub forms: FormSet,
    /// How books are kept.
    pub registers: PolicyLines,
}

/// What devices are told.
#[derive(Debug)]
pub struct Told {
    /// The catalogue in force.
    pub catalogue: Catalogue,
    /// What is known of the commune's procedures.
    pub cards: Vec<ProcedureCard>,
    /// The calendar.
    pub calendar: CalendarLines,
    /// How books are kept.
    pub registers: PolicyLines,
    /// The printed forms.
    pub forms: FormSet,
    /// What of it rests on memory, confirmed or not.
    pub reviewed: Vec<Reviewed>,
}

impl Told {
    /// What is in force at a moment.
    ///
    /// # Errors
    /// When stored or built-in data cannot be read.
    pub fn new(stored: Stored, local: Local, now: Instant) -> anyhow::Result<Self> {
        let today: Day = now
            .day()
            .context("the machine's clock shows no possible day")?;
        let catalogue = Catalogue::open(&stored.layers, builtin::aliases()?, today.0)?;
        let imported = stored.calendar.into_iter().map(|record| record.entry);
        let mut told = Self {
            cards: catalogue.commune_cards(),
            catalogue,
            calendar: CalendarLines {
                built_in: calendar::entries()?,
                imported: imported.collect(),
            },
            registers: local.registers,
            forms: local.forms,
            reviewed: Vec::new(),
        };
        told.review(stored.confirmations, today)?;
        Ok(told)
    }

    fn review(&mut self, confirmations: Vec<Confirmation>, today: Day) -> anyhow::Result<()> {
        let mut met = Review::new(confirmations);
        let mut rules = offline::rules()?;
        offline::review(&mut rules, &mut met);
        offline::mark(&mut self.cards, &rules, today.0);
        review::checklists(&mut self.cards, &mut met);
        review::fees(&mut self.cards, &mut met);
        review::services(&mut self.cards, &mut met);
        review::civil(&mut self.cards, &mut met);
        review::calendar(&mut self.calendar, &mut met);
        review::registers(&mut self.registers.built_in, &mut met);
        review::registers(&mut self.registers.imported, &mut met);
        forms(&mut self.forms, &mut met);
        self.reviewed = met.list();
        Ok(())
    }
}

/// Nobody has seen the annex of the circular: each layout is to be held against it.
fn forms(forms: &mut FormSet, review: &mut Review) {
    for template in &mut forms.templates {
        let mut words = String::new();
        template
            .body
            .iter()
            .for_each(|node| write(node, &mut words));
        let number = template.form.key();
        let item = Item {
            key: Item::key(Area::Forms, &[number, &template.in_force_from.iso()]),
            area: Area::Forms,
            title: format!("Mẫu {number}"),
            text: words.split_whitespace().collect::<Vec<_>>().join(" "),
            legal_basis: String::new(),
            source: template.source.clone(),
            used: format!("bản in mẫu {number}"),
            procedure: None,
        };
        if let Some(confirmed) = review.meet(item) {
            confirm(template, &confirmed);
        }
    }
}

fn confirm(template: &mut Template, confirmed: &Confirmation) {
    template.source = review::confirmed_source(&template.source, confirmed);
}

/// The words that a layout always prints.
fn write(node: &Node, words: &mut String) {
    match node {
        Node::Text(text) => {
            words.push_str(text);
            words.push(' ');
        }
        Node::Element(element) => element.children.iter().for_each(|node| write(node, words)),
    }
}
