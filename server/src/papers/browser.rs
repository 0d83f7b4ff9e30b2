//! PDFs by a browser that is on this machine: it draws what devices draw.

use crate::keys::random_bytes;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use thiserror::Error;

/// A browser that draws nothing for so long never will.
const TIMEOUT: Duration = Duration::from_mins(1);
/// How often it is asked whether it has ended.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Browsers that make PDFs, as they are called where they are usual.
const USUAL: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
];

/// Which browser draws, and how it is called.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// Its program; the first of the usual ones that is there where none is named.
    pub program: Option<PathBuf>,
    /// Flags beside those that every browser needs.
    pub flags: Vec<String>,
}

/// Why there is no PDF.
#[derive(Debug, Error)]
pub enum DrawError {
    /// None of these is on this machine.
    #[error("no browser makes the PDF ({0} were tried): name one with --browser")]
    NoBrowser(String),
    /// It runs and does not end.
    #[error("{0} does not come to an end")]
    Endless(String),
    /// It ended without one.
    #[error("{browser} made no PDF: {said}")]
    Failed {
        /// Which.
        browser: String,
        /// What it said.
        said: String,
    },
    /// There is no room for what lies between, or it cannot be read.
    #[error("no room for what lies between")]
    Between(#[from] std::io::Error),
}

impl Browser {
    /// The pages of a document, as PDF.
    ///
    /// # Errors
    /// [`DrawError`].
    pub async fn pdf(&self, html: &str) -> Result<Vec<u8>, DrawError> {
        let name = random_bytes().map_err(|error| std::io::Error::other(error.to_string()))?;
        let name = u64::from_ne_bytes(name);
        let folder = Folder(std::env::temp_dir().join(format!("khongcho-{name:016x}")));
        make_private(&folder.0)?;
        let source = folder.0.join("paper.html");
        std::fs::write(&source, html)?;
        let mut tried = vec![];
        for program in self.programs() {
            match self.draw(&program, &folder.0, &source).await? {
                Some(pdf) => return Ok(pdf),
                None => tried.push(program.display().to_string()),
            }
        }
        Err(DrawError::NoBrowser(tried.join(", ")))
    }

    fn programs(&self) -> Vec<PathBuf> {
        let usual = || USUAL.map(PathBuf::from).to_vec();
        self.program.clone().map_or_else(usual, |it| vec![it])
    }

    /// Lets a browser without a screen print the page. `None` where it is not there.
    async fn draw(
        &self,
        program: &Path,
        folder: &Path,
        source: &Path,
    ) -> Result<Option<Vec<u8>>, DrawError> {
        let (said, out) = (folder.join("said"), folder.join("paper.pdf"));
        let spawned = Command::new(program)
            .args(["--headless", "--disable-gpu", "--no-pdf-header-footer"])
            .arg(format!("--user-data-dir={}", folder.display()))
            .arg(format!("--print-to-pdf={}", out.display()))
            .args(self.flags.iter().map(String::as_str).chain(unboxed()))
            .arg(format!("file://{}", source.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&said)?)
            .spawn();
        let mut running = match spawned {
            Ok(child) => Running(child),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let browser = || program.display().to_string();
        let ended = tokio::time::timeout(TIMEOUT, running.end()).await;
        let status = ended.map_err(|_| DrawError::Endless(browser()))??;
        if !status.success() || !out.exists() {
            let said = std::fs::read_to_string(&said).unwrap_or_default();
            return Err(DrawError::Failed {
                browser: browser(),
                said: said.trim().to_owned(),
            });
        }
        Ok(Some(std::fs::read(out)?))
    }
}

/// A browser at work; it ends with whoever waits for it.
struct Running(Child);

/// Root's browsers run only without their own sandbox. What is drawn has no scripts and
/// fetches nothing; another account is better all the same.
fn unboxed() -> Option<&'static str> {
    #[cfg(unix)]
    {
        let own = std::fs::metadata("/proc/self").ok()?;
        (std::os::unix::fs::MetadataExt::uid(&own) == 0).then_some("--no-sandbox")
    }
    #[cfg(not(unix))]
    None
}

impl Running {
    async fn end(&mut self) -> std::io::Result<ExitStatus> {
        loop {
            if let Some(status) = self.0.try_wait()? {
                return Ok(status);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended says so, and needs neither.
        if self.0.kill().is_ok() {
            drop(self.0.wait());
        }
    }
}

/// Holds a citizen's paper while it is drawn, and goes with it.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // The papers first: a browser's helper that ends late may still write its own files.
        for paper in ["paper.html", "paper.pdf"] {
            drop(std::fs::remove_file(self.0.join(paper)));
        }
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "papers.folder_left");
        }
    }
}

/// Other users of the machine do not read it.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::{Browser, DrawError};

    fn calling(program: &str) -> Browser {
        Browser {
            program: Some(program.into()),
            flags: vec![],
        }
    }

    #[tokio::test]
    async fn a_browser_that_is_not_there_is_named() {
        let failed = calling("no-such-browser").pdf("<p>").await;
        let Err(DrawError::NoBrowser(tried)) = failed else {
            panic!("{failed:?}");
        };
        assert_eq!(tried, "no-such-browser");
    }

    #[tokio::test]
    async fn a_program_that_makes_no_pdf_is_told() {
        let failed = calling("true").pdf("<p>").await;
        assert!(
            matches!(failed, Err(DrawError::Failed { .. })),
            "{failed:?}"
        );
    }
}
