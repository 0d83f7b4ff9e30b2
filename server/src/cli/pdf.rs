//! `khongcho forms pdf`: a paper of a dossier as PDF, by a browser that is on this machine
//! and draws what devices draw.

use super::database::open_if_there;
use super::review::stored;
use crate::config::Config;
use crate::forms::{Files, page};
use crate::keys::{ServerKey, random_bytes};
use crate::review::{Local, Told};
use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Args;
use domain::catalogue::{ProcedureCode, Reach};
use domain::dossier::{Dossier, LocalCode};
use domain::form::{
    EntryReference, Form, Issue, Paper, Sheet, Template, fill, testimonies, values,
};
use domain::id::{OfficerId, UnitId};
use domain::register::Subject;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use storage::{Access, Transaction, UnitRecord};
use sync::chain::Hash;
use sync::ledger::{HEADS, Ledger, Missing, books, documents_of, load_book};
use sync::seal::{KEY_CHARS, SEAL_CONTEXT, Seal, Sealed};

/// A browser that draws nothing for so long never will.
const BROWSER_TIMEOUT: Duration = Duration::from_mins(1);
/// How often it is asked whether it has ended.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Browsers that make PDFs, as they are called where they are usual.
const BROWSERS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
];

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
    #[arg(long, allow_hyphen_values = true)]
    browser_flag: Vec<String>,
}

/// Draws the paper and writes the file.
pub(super) async fn run(config: &Config, files: &Files, options: &Options) -> anyhow::Result<()> {
    let html = html(config, files, options).await?;
    let name = u64::from_ne_bytes(random_bytes()?);
    let folder = std::env::temp_dir().join(format!("khongcho-{name:016x}"));
    std::fs::create_dir(&folder).context("no folder for what lies between")?;
    let drawn = print(options, &folder, &html).await;
    // What cannot be removed is the machine's to tidy.
    drop(std::fs::remove_dir_all(&folder));
    drawn
}

/// Tries one browser after another.
async fn print(options: &Options, folder: &Path, html: &str) -> anyhow::Result<()> {
    let source = folder.join("paper.html");
    std::fs::write(&source, html).context("no room for what lies between")?;
    let out = std::path::absolute(&options.out)?;
    let mut tried = vec![];
    for browser in browsers(options) {
        match draw(&browser, &options.browser_flag, folder, &source, &out).await {
            Ok(()) => return Ok(()),
            Err(error) if error.downcast_ref::<std::io::Error>().is_some() => {
                tried.push(browser.display().to_string());
            }
            Err(error) => return Err(error),
        }
    }
    bail!(
        "no browser makes the PDF ({} were tried): name one with --browser",
        tried.join(", ")
    )
}

fn browsers(options: &Options) -> Vec<PathBuf> {
    let usual = || BROWSERS.map(PathBuf::from).to_vec();
    options.browser.clone().map_or_else(usual, |it| vec![it])
}

/// Lets a browser without a screen print the page.
async fn draw(
    browser: &Path,
    flags: &[String],
    profile: &Path,
    source: &Path,
    out: &Path,
) -> anyhow::Result<()> {
    let said = profile.join("said");
    let mut child = Command::new(browser)
        .args(["--headless", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("--print-to-pdf={}", out.display()))
        .args(flags)
        .arg(format!("file://{}", source.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&said)?)
        .spawn()?;
    let mut waited = Duration::ZERO;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if waited >= BROWSER_TIMEOUT {
            child.kill()?;
            child.wait()?;
            bail!("{} does not come to an end", browser.display());
        }
        tokio::time::sleep(LOOK_EVERY).await;
        waited += LOOK_EVERY;
    };
    if !status.success() || !out.exists() {
        let said = std::fs::read_to_string(&said).unwrap_or_default();
        bail!("{} made no PDF: {}", browser.display(), said.trim());
    }
    Ok(())
}

/// The paper as a page.
async fn html(config: &Config, files: &Files, options: &Options) -> anyhow::Result<String> {
    let form = Form::from_key(&options.form).context("no form is called so")?;
    let paper = Paper::from_tag(&options.paper).context("paper is a4 or a5")?;
    let forms = files.forms()?;
    let Found {
        unit,
        dossier,
        names,
        references,
    } = find(config, &options.dossier).await?;
    let occasion = form.occasion(&dossier);
    let occasion = occasion.context("the dossier has not come to what this form tells of")?;
    let day = occasion.at.day().context("a day beyond all calendars")?;
    let template: &Template = forms.template(form, day).context("no template")?;
    if !template.fits().contains(&paper) {
        bail!("this form is not made for that paper");
    }
    let key = ServerKey::load(&config.key_file)?;
    let site = config.public_url.clone().unwrap_or_default();
    let seal = seal(&key, Seal::new(&dossier, form, occasion))?;
    let name = |officer: OfficerId| names.get(&officer).cloned().unwrap_or_default();
    let sheet = Sheet {
        dossier: &dossier,
        offline: reach(config, &dossier.received.procedure.code).await?,
        issue: Issue {
            unit_name: &unit.name,
            office: forms.office(&unit.id.0),
            officer: &occasion.officer.map(name).unwrap_or_default(),
            before: 0,
            copy: (1, 1),
            now: crate::clock::now(),
        },
        seal: &seal.write(site.trim_end_matches('/')),
        references: &references,
    };
    let sheets: Vec<_> = values(form, &sheet, &name)
        .iter()
        .map(|values| fill(template, values))
        .collect();
    page(template, paper, &sheets).context("a roll has no pages: print it from the counter")
}

/// How far a procedure goes without a network, as devices are told.
async fn reach(config: &Config, code: &ProcedureCode) -> anyhow::Result<Option<Reach>> {
    let told = Told::new(stored(config).await?, Local::default(), crate::clock::now())?;
    let card = told.cards.into_iter().find(|card| card.code == *code);
    Ok(card
        .and_then(|card| card.offline)
        .map(|offline| offline.reach))
}

/// The server signs what it prints, as a device does.
fn seal(key: &ServerKey, seal: Seal) -> anyhow::Result<Sealed> {
    let message = key.sign(SEAL_CONTEXT, seal.to_bytes()?)?;
    let mut name = URL_SAFE_NO_PAD.encode(Hash::of(&key.public()).0);
    name.truncate(KEY_CHARS);
    Ok(Sealed {
        seal,
        key: name,
        signature: URL_SAFE_NO_PAD.encode(message.signature),
    })
}

/// A dossier of a unit, and what is told around it.
struct Found {
    unit: UnitRecord,
    dossier: Dossier,
    /// The unit's officers.
    names: HashMap<OfficerId, String>,
    /// What its documents are called in their book.
    references: Vec<Option<EntryReference>>,
}

/// What the documents of a dossier are called in the books of its unit.
async fn references(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    dossier: &Dossier,
) -> anyhow::Result<Vec<Option<EntryReference>>> {
    let subject = |document| Subject {
        dossier: dossier.id,
        document,
    };
    let documents: Vec<_> = (0..)
        .take(testimonies(dossier).len())
        .map(subject)
        .collect();
    let heads = Missing {
        prefixes: [HEADS.to_owned()].into(),
        ..Missing::default()
    };
    let mut ledger = Ledger::default();
    let found = tx.ledger(unit, &heads).await?;
    ledger.load(heads, found);
    let mut open = vec![];
    for book in books(unit, &ledger) {
        let wanted = documents_of(&book, &documents);
        let found = tx.ledger(unit, &wanted).await?;
        ledger.load(wanted, found);
        open.extend(load_book(&ledger, &book)?);
    }
    let name = |document: &Subject| {
        let mut names = open.iter();
        names.find_map(|book| EntryReference::in_book(book, *document))
    };
    Ok(documents.iter().map(name).collect())
}

/// The dossier in whichever unit.
async fn find(config: &Config, code: &str) -> anyhow::Result<Found> {
    let database = open_if_there(config)
        .await?
        .context("there is no database yet")?;
    let mut tx = database.storage().begin(Access::Read).await?;
    let codes = [LocalCode(code.to_owned())];
    for unit in tx.units().await? {
        let found = tx
            .dossiers(&unit.id, &[], &codes)
            .await?
            .into_values()
            .next();
        let Some(dossier) = found else { continue };
        let officers = tx.officers(&unit.id).await?.into_iter();
        let names = officers
            .map(|it| (it.officer.id, it.officer.name))
            .collect();
        let references = references(&mut *tx, &unit.id, &dossier).await?;
        return Ok(Found {
            unit,
            dossier,
            names,
            references,
        });
    }
    bail!("there is no dossier {code}")
}
