//! Configuration: flag, then `KHONGCHO_*` variable, then file, then default.

use clap::Args;
use serde::Deserialize;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
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
    /// What to log: error, warn, info, debug or trace [default: info]
    #[arg(long, global = true, env = "KHONGCHO_LOG", value_name = "LEVEL")]
    pub log: Option<String>,
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
    /// Address that answers Prometheus at /metrics; for the monitoring alone [default: none]
    #[arg(long, env = "KHONGCHO_METRICS_LISTEN", value_name = "ADDR:PORT")]
    pub metrics_listen: Option<SocketAddr>,
    /// Load the fictional demo commune into an empty database [default: true]
    #[arg(long, env = "KHONGCHO_DEMO", value_name = "BOOL")]
    pub demo: Option<bool>,
}

/// The file's content: the same names.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
struct File {
    log: Option<String>,
    listen: Option<SocketAddr>,
    site: Option<PathBuf>,
    public_url: Option<String>,
    metrics_listen: Option<SocketAddr>,
    demo: Option<bool>,
}

/// Settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of the database, keys and configuration.
    pub data_dir: PathBuf,
    /// What to log.
    pub log: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The built site.
    pub site: PathBuf,
    /// The address people use, if it is another.
    pub public_url: Option<String>,
    /// Where to answer Prometheus, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Whether an empty database gets the demo commune.
    pub demo: bool,
}

/// What is wrong with the configuration file.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot read the configuration file {path}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not what it should be; the message names the line and the key.
    #[error("the configuration file {path} is wrong: {fault}")]
    Wrong {
        /// Which file.
        path: PathBuf,
        /// Where and how.
        fault: Box<toml::de::Error>,
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
        let file = named.map_or_else(|| Ok(File::default()), |path| read(path))?;
        let site = serve.site.clone().or(file.site);
        let listen = serve.listen.or(file.listen);
        Ok(Self {
            log: options
                .log
                .clone()
                .or(file.log)
                .unwrap_or_else(|| "info".into()),
            listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            site: site.unwrap_or_else(|| PathBuf::from("target/site")),
            public_url: serve.public_url.clone().or(file.public_url),
            metrics_listen: serve.metrics_listen.or(file.metrics_listen),
            demo: serve.demo.or(file.demo).unwrap_or(true),
            data_dir,
        })
    }

    /// The database's file.
    pub fn database(&self) -> PathBuf {
        self.data_dir.join("khongcho.db")
    }

    /// The server's private key.
    pub fn key_file(&self) -> PathBuf {
        self.data_dir.join("server.key")
    }
}

fn read(path: &Path) -> Result<File, ConfigError> {
    let text = fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        path: path.into(),
        source,
    })?;
    toml::from_str(&text).map_err(|fault| ConfigError::Wrong {
        path: path.into(),
        fault: Box::new(fault),
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
