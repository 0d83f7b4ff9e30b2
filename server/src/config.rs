//! Configuration: flag, then `KHONGCHO_*` variable, then file, then default.

use crate::papers::Browser;
use clap::Args;
use serde::Deserialize;
use std::convert::Infallible;
use std::fmt;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use storage_postgres::{Address, AddressError};
use thiserror::Error;

/// The file looked for in the data folder when none is named.
const FILE_NAME: &str = "khongcho.toml";

/// Settings of every command, as given by flag or variable.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Folder of the database, keys and `khongcho.toml` [default: data]
    #[arg(long, global = true, env = "KHONGCHO_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Configuration file [default: khongcho.toml in the data folder, if there is one]
    #[arg(long, global = true, env = "KHONGCHO_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The PostgreSQL database.
    #[arg(
        long,
        help = "PostgreSQL database, postgres://USER:PASSWORD@HOST/NAME [default: SQLite in the data folder]",
        global = true,
        env = "KHONGCHO_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database_url: Option<DatabaseUrl>,
    /// The server's private key, the same for all servers of one database [default: server.key in the data folder]
    #[arg(long, global = true, env = "KHONGCHO_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// What to log: error, warn, info, debug or trace [default: info]
    #[arg(long, global = true, env = "KHONGCHO_LOG", value_name = "LEVEL")]
    pub log: Option<String>,
}

/// A database's address as it was typed. It may hold a password: no text shows it.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct DatabaseUrl(String);

impl FromStr for DatabaseUrl {
    type Err = Infallible;

    fn from_str(url: &str) -> Result<Self, Infallible> {
        Ok(Self(url.to_owned()))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}

/// Settings of `serve`, as given by flag or variable.
#[derive(Args, Clone, Debug, Default)]
pub struct ServeOptions {
    /// Address to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "KHONGCHO_LISTEN", value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// Folder of the built site [default: target/site]
    #[arg(long, env = "KHONGCHO_SITE", value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// The address people use, when it is not the one listened on; https makes cookies secure
    #[arg(long, env = "KHONGCHO_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Where photos and scans stay.
    #[arg(
        long,
        help = "Where photos and scans stay, s3://BUCKET/PREFIX with the usual AWS_* variables [default: attachments in the data folder]",
        env = "KHONGCHO_ATTACHMENTS_URL",
        value_name = "URL"
    )]
    pub attachments_url: Option<String>,
    /// Address that answers Prometheus at /metrics; for the monitoring alone [default: none]
    #[arg(long, env = "KHONGCHO_METRICS_LISTEN", value_name = "ADDR:PORT")]
    pub metrics_listen: Option<SocketAddr>,
    /// The browser that draws papers as PDF [default: chromium or another usual one]
    #[arg(long, env = "KHONGCHO_CHROMIUM", value_name = "FILE")]
    pub browser: Option<PathBuf>,
    /// A flag for that browser, such as --no-sandbox where there is no other way
    #[arg(
        long,
        env = "KHONGCHO_BROWSER_FLAG",
        value_name = "FLAG",
        allow_hyphen_values = true
    )]
    pub browser_flag: Vec<String>,
    /// Load the fictional demo commune into an empty database [default: true]
    #[arg(long, env = "KHONGCHO_DEMO", value_name = "BOOL")]
    pub demo: Option<bool>,
}

/// The file's content: the same names.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
struct Content {
    database_url: Option<DatabaseUrl>,
    log: Option<String>,
    listen: Option<SocketAddr>,
    site: Option<PathBuf>,
    key_file: Option<PathBuf>,
    public_url: Option<String>,
    attachments_url: Option<String>,
    metrics_listen: Option<SocketAddr>,
    browser: Option<PathBuf>,
    browser_flags: Option<Vec<String>>,
    demo: Option<bool>,
}

/// Settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of the database, keys and configuration.
    pub data_dir: PathBuf,
    /// The PostgreSQL database; without one it is SQLite in the data folder.
    pub postgres: Option<Address>,
    /// What to log.
    pub log: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The built site.
    pub site: PathBuf,
    /// The server's private key.
    pub key_file: PathBuf,
    /// The address people use, if it is another.
    pub public_url: Option<String>,
    /// Where photos and scans stay, if not in the data folder.
    pub attachments_url: Option<String>,
    /// Where to answer Prometheus, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Who draws papers as PDF.
    pub browser: Browser,
    /// Whether an empty database gets the demo commune.
    pub demo: bool,
}

/// What is wrong with the configuration.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The database's address is none that we know.
    #[error(transparent)]
    Database(#[from] AddressError),
    /// It cannot be read.
    #[error("cannot read the configuration file {path}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not what it should be; the message names the key. It does not show the
    /// line, which may hold a password.
    #[error("the configuration file {path} is wrong in line {line}: {message}")]
    Wrong {
        /// Which file.
        path: PathBuf,
        /// Where.
        line: usize,
        /// How.
        message: String,
    },
}

impl Config {
    /// Settles every setting.
    ///
    /// # Errors
    /// [`ConfigError`] when a file was named, or found, and cannot be used.
    pub fn settle(options: &Options, serve: &ServeOptions) -> Result<Self, ConfigError> {
        let data_dir = options
            .data_dir
            .clone()
            .unwrap_or_else(|| PathBuf::from("data"));
        let usual = data_dir.join(FILE_NAME);
        let named = options
            .config
            .as_ref()
            .or_else(|| usual.exists().then_some(&usual));
        let file = named.map_or_else(|| Ok(Content::default()), |path| read(path))?;
        let url = options.database_url.clone().or(file.database_url);
        let postgres = url.map(|url| url.0.parse::<Address>()).transpose()?;
        let site = serve.site.clone().or(file.site);
        let key_file = options.key_file.clone().or(file.key_file);
        let listen = serve.listen.or(file.listen);
        let flags = Some(&serve.browser_flag).filter(|flags| !flags.is_empty());
        let browser = Browser {
            program: serve.browser.clone().or(file.browser),
            flags: flags.cloned().or(file.browser_flags).unwrap_or_default(),
        };
        Ok(Self {
            postgres,
            log: options
                .log
                .clone()
                .or(file.log)
                .unwrap_or_else(|| "info".into()),
            listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            site: site.unwrap_or_else(|| PathBuf::from("target/site")),
            key_file: key_file.unwrap_or_else(|| data_dir.join("server.key")),
            public_url: serve.public_url.clone().or(file.public_url),
            attachments_url: serve.attachments_url.clone().or(file.attachments_url),
            metrics_listen: serve.metrics_listen.or(file.metrics_listen),
            browser,
            demo: serve.demo.or(file.demo).unwrap_or(true),
            data_dir,
        })
    }

    /// The file of the SQLite database.
    pub fn sqlite(&self) -> PathBuf {
        self.data_dir.join("khongcho.db")
    }
}

fn read(path: &Path) -> Result<Content, ConfigError> {
    let text = fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        path: path.into(),
        source,
    })?;
    toml::from_str(&text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        ConfigError::Wrong {
            path: path.into(),
            line: before.unwrap_or_default().matches('\n').count() + 1,
            message: error.message().to_owned(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settle(file: &str, serve: &ServeOptions) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE_NAME), file).unwrap();
        let data_dir = Some(folder.path().to_path_buf());
        Config::settle(
            &Options {
                data_dir,
                ..Options::default()
            },
            serve,
        )
    }

    #[test]
    fn a_flag_beats_the_file_and_the_file_beats_the_default() {
        let file = "listen = \"127.0.0.1:4000\"\ndemo = false\n";
        let config = settle(file, &ServeOptions::default()).unwrap();
        assert_eq!((config.listen.port(), config.demo), (4000, false));
        let listen = Some(SocketAddr::from(([127, 0, 0, 1], 5000)));
        let config = settle(
            file,
            &ServeOptions {
                listen,
                ..ServeOptions::default()
            },
        )
        .unwrap();
        assert_eq!((config.listen.port(), config.log.as_str()), (5000, "info"));
    }

    #[test]
    fn a_database_url_chooses_postgresql_and_another_scheme_is_refused() {
        let settle = |file: &str| settle(file, &ServeOptions::default());
        assert!(settle("").unwrap().postgres.is_none());
        let config = settle("database_url = \"postgres://a:bi-mat@db/xa\"\n").unwrap();
        assert_eq!(
            config.postgres.as_ref().unwrap().to_string(),
            "PostgreSQL database xa at db:5432"
        );
        assert!(!format!("{config:?}").contains("bi-mat"));
        for wrong in ["mysql://a:bi-mat@db/xa", "sqlite:xa.db", ""] {
            let error = settle(&format!("database_url = \"{wrong}\"\n")).unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(text.contains("postgres://"), "{text}");
            assert!(!text.contains("bi-mat"), "{text}");
        }
    }

    #[test]
    fn a_broken_file_is_told_without_its_passwords() {
        let file = "demo = true\ndatabase_url = \"postgres://a:bi-mat@db/xa\n";
        let error = settle(file, &ServeOptions::default()).unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(
            text.contains("line 2") && !text.contains("bi-mat"),
            "{text}"
        );
    }

    #[test]
    fn a_wrong_key_is_named_with_its_file() {
        let error = settle("lisen = 1\n", &ServeOptions::default())
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("khongcho.toml") && error.contains("lisen"),
            "{error}"
        );
    }
}
