//! `khongcho forms`: the templates of printed forms.

use super::{pdf, print};
use crate::config::Config;
use crate::forms::Files;
use anyhow::Context;
use clap::Subcommand;
use domain::form::Form;
use std::fmt::Write;

/// What to do with the forms.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read the templates as the server does, and say what is wrong with file, line and element
    Check,
    /// Write a paper of a dossier as PDF, drawn by a browser that is on this machine
    Pdf(pdf::Options),
    /// Print a form's template, to change it and put it into the folder `forms` of the data folder
    Show {
        /// The form's number or short name, such as 01 or phieu-thu
        form: String,
    },
}

/// Runs one command of the forms.
pub(super) async fn run(config: &Config, command: &Command) -> anyhow::Result<()> {
    let files = Files::read(&config.data_dir)?;
    match command {
        Command::Check => print(&checked(&files)?),
        Command::Pdf(options) => pdf::run(config, &files, options).await?,
        Command::Show { form: key } => {
            let form = Form::from_key(key).with_context(|| {
                let known = Form::ALL.map(Form::key).join(", ");
                format!("no form is called {key}; there are {known}")
            })?;
            let name = format!("{}.html", form.key());
            print(files.text(&name).unwrap_or_default());
        }
    }
    Ok(())
}

fn checked(files: &Files) -> anyhow::Result<String> {
    let forms = files.forms()?;
    let mut text = String::new();
    for template in &forms.templates {
        let (key, from) = (template.form.key(), template.in_force_from);
        writeln!(text, "{key}\tfrom {from}\t{}", template.source)?;
    }
    Ok(text)
}
