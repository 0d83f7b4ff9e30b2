//! `khongcho forms pdf`: a paper of a dossier as PDF.

use super::database::open_if_there;
use super::review::stored;
use crate::config::Config;
use crate::forms::Files;
use crate::keys::ServerKey;
use crate::papers::{self, Around, Browser, Wanted};
use crate::review::{Local, Told};
use anyhow::{Context, bail};
use clap::Args;
use domain::catalogue::{ProcedureCode, Reach};
use domain::dossier::{Dossier, LocalCode};
use domain::form::{Form, Paper};
use std::path::PathBuf;
use storage::{Access, Transaction, UnitRecord};

/// Which paper of which dossier.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The form's number or short name, such as 01 or phieu-thu
    form: String,
    /// The dossier's local code
    #[arg(long)]
    dossier: String,
    /// The file to write
    #[arg(long)]
    out: PathBuf,
    /// a4 or a5
    #[arg(long, default_value = "a4")]
    paper: String,
    /// The browser that draws it; one of the usual names when it is not told
    #[arg(long, env = "KHONGCHO_CHROMIUM")]
    browser: Option<PathBuf>,
    /// A flag for the browser, such as --no-sandbox where there is no other way
    #[arg(long, env = "KHONGCHO_BROWSER_FLAG", allow_hyphen_values = true)]
    browser_flag: Vec<String>,
}

/// Draws the paper and writes the file.
pub(super) async fn run(config: &Config, files: &Files, options: &Options) -> anyhow::Result<()> {
    let wanted = Wanted {
        form: Form::from_key(&options.form).context("no form is called so")?,
        paper: Paper::from_tag(&options.paper).context("paper is a4 or a5")?,
        copies: 1,
        before: None,
    };
    let forms = files.forms()?;
    let key = ServerKey::load(&config.key_file)?;
    let database = open_if_there(config).await?;
    let database = database.context("there is no database yet")?;
    let mut tx = database.storage().begin(Access::Read).await?;
    let (unit, dossier) = find(&mut *tx, &options.dossier).await?;
    let around = Around {
        forms: &forms,
        site: config.public_url.as_deref().unwrap_or_default(),
        reach: reach(config, &dossier.received.procedure.code).await?,
        key: &key,
        now: crate::clock::now(),
    };
    let html = papers::html(&mut *tx, &unit, &dossier, &wanted, &around).await?;
    let browser = Browser {
        program: options.browser.clone(),
        flags: options.browser_flag.clone(),
    };
    let pdf = browser.pdf(&html).await?;
    let out = &options.out;
    std::fs::write(out, pdf).with_context(|| format!("cannot write {}", out.display()))
}

/// How far a procedure goes without a network, as devices are told.
async fn reach(config: &Config, code: &ProcedureCode) -> anyhow::Result<Option<Reach>> {
    let told = Told::new(stored(config).await?, Local::default(), crate::clock::now())?;
    let card = told.cards.into_iter().find(|card| card.code == *code);
    Ok(card
        .and_then(|card| card.offline)
        .map(|offline| offline.reach))
}

/// The dossier in whichever unit.
async fn find(tx: &mut dyn Transaction, code: &str) -> anyhow::Result<(UnitRecord, Dossier)> {
    let codes = [LocalCode(code.to_owned())];
    for unit in tx.units().await? {
        let found = tx.dossiers(&unit.id, &[], &codes).await?;
        if let Some(dossier) = found.into_values().next() {
            return Ok((unit, dossier));
        }
    }
    bail!("there is no dossier {code}")
}
