//! The command line. Each subcommand is a file; this one only tells them apart.

mod backup;
mod calendar;
#[cfg(test)]
mod calendar_tests;
mod catalogue;
mod database;
mod deadline;
mod doctor;
mod fees;
mod forms;
mod lock;
mod migrate;
mod pdf;
mod restore;
#[cfg(test)]
mod restore_tests;
mod review;
#[cfg(test)]
mod review_tests;
mod serve;
#[cfg(test)]
mod serve_tests;
mod status;
#[cfg(test)]
mod tests;
mod unit;
#[cfg(test)]
mod unit_tests;

use crate::config::{Config, Options, ServeOptions};
use crate::telemetry;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Không Chờ: the one-stop counter that works without a network.
///
/// Every setting is taken from its flag, else from its KHONGCHO_ variable, else
/// from the configuration file, else its default.
#[derive(Debug, Parser)]
#[command(name = "khongcho", version)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the counter
    Serve(ServeOptions),
    /// Import, export, search and show administrative procedures
    #[command(subcommand)]
    Catalogue(catalogue::Command),
    /// Show and import days off, exchanged days and hours of work
    #[command(subcommand)]
    Calendar(calendar::Command),
    /// Show, import and apply fee tables: rules, exemptions, what provinces and communes set
    #[command(subcommand)]
    Fees(fees::Command),
    /// Check and show the templates of printed forms, or print one as PDF
    #[command(subcommand)]
    Forms(forms::Command),
    /// Read and show a commune of one's own and its officers
    #[command(subcommand)]
    Unit(unit::Command),
    /// Say when something is due, and every step that leads there
    Deadline(deadline::Options),
    /// List what rests on memory of the law (“cần kiểm tra”), and confirm it
    Review(review::Options),
    /// Bring the database's schema up to date
    Migrate,
    /// Copy one moment of the database and the server's key to a folder; the server may run
    Backup(backup::Options),
    /// Go back to a backup, or to a moment before it; the server must be stopped
    Restore(restore::Options),
    /// Show units and devices: last contact, what is held, refused or quarantined
    Status(status::Options),
    /// Check the installation and say what is wrong and what to do
    Doctor(ServeOptions),
}

/// Runs the command line; errors go to standard error in one line.
pub fn run() -> ExitCode {
    let Cli { options, command } = Cli::parse();
    match execute(&options, command) {
        Ok(code) => code,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn execute(options: &Options, command: Command) -> anyhow::Result<ExitCode> {
    let serve_options = match &command {
        Command::Serve(options) | Command::Doctor(options) => options.clone(),
        Command::Catalogue(_)
        | Command::Calendar(_)
        | Command::Fees(_)
        | Command::Forms(_)
        | Command::Unit(_)
        | Command::Deadline(_)
        | Command::Review(_)
        | Command::Migrate
        | Command::Backup(_)
        | Command::Restore(_)
        | Command::Status(_) => ServeOptions::default(),
    };
    let config = Config::settle(options, &serve_options)?;
    telemetry::start(&config.log);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Command::Serve(_) => serve::run(config).await.map(done),
            Command::Catalogue(command) => catalogue::run(&config, command).await,
            Command::Calendar(command) => calendar::run(&config, command).await,
            Command::Fees(command) => fees::run(&config, command).await,
            Command::Forms(command) => forms::run(&config, &command).await.map(done),
            Command::Unit(command) => unit::run(&config, command).await.map(done),
            Command::Deadline(options) => deadline::run(&config, options).await.map(done),
            Command::Review(options) => review::run(&config, options).await.map(done),
            Command::Migrate => migrate::run(&config).await.map(done),
            Command::Backup(options) => backup::run(&config, options).await.map(done),
            Command::Restore(options) => restore::run(&config, options).await.map(done),
            Command::Status(options) => status::run(&config, options).await.map(done),
            Command::Doctor(_) => doctor::run(&config).await,
        }
    })
}

fn done((): ()) -> ExitCode {
    ExitCode::SUCCESS
}

#[expect(clippy::print_stderr, reason = "this is the command line's voice")]
fn complain(error: &anyhow::Error) {
    eprintln!("khongcho: {error:#}");
}

/// Prints an answer; a reader that went away (`| head`) is no error.
fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

fn pretty<T: serde::Serialize>(value: &T) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
