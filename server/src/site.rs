//! The built site in memory: files, their compressed twins, the service worker.

use anyhow::Context;
use axum::body::Bytes;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use sync::chain::Hash;

const BUILD_ID_HEX: usize = 16;

/// The list of files that the site's build wrote.
#[derive(Deserialize)]
struct Manifest {
    build_id: String,
    files: Vec<ManifestFile>,
}

#[derive(Deserialize)]
struct ManifestFile {
    path: String,
    sha256: String,
    brotli: Option<u64>,
    gzip: Option<u64>,
    precache: bool,
    template: bool,
}

/// A file with its compressed twins.
#[derive(Clone, Debug)]
pub struct Asset {
    /// As it is.
    pub plain: Bytes,
    /// Brotli twin.
    pub brotli: Option<Bytes>,
    /// Gzip twin.
    pub gzip: Option<Bytes>,
    /// Media type.
    pub media_type: &'static str,
    /// Strong validator.
    pub etag: String,
}

/// The whole site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Names this build: the site's files and the server's own bytes.
    pub build: String,
    files: HashMap<String, Asset>,
    /// The service worker with its list filled in.
    pub worker: Bytes,
}

impl Site {
    /// Reads the site that `make site` built.
    ///
    /// # Errors
    /// Says which file is missing and how to make it.
    pub fn load(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join("manifest.json");
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}; `make site` builds it", path.display()))?;
        let manifest: Manifest = serde_json::from_str(&text)
            .with_context(|| format!("{} is damaged", path.display()))?;
        let build = build_id(&manifest.build_id)?;
        let mut files = HashMap::new();
        let mut precache = vec!["/_shell".to_owned()];
        let mut worker = None;
        for file in manifest.files {
            let asset = read(folder, &file)?;
            if file.precache {
                precache.push(format!("/assets/{build}/{}", file.path));
            }
            if file.template {
                worker = Some(asset.plain.clone());
            }
            files.insert(file.path, asset);
        }
        let template = worker.context("the site has no service worker")?;
        let template = String::from_utf8(template.to_vec()).context("sw.js is not text")?;
        let worker = template.replacen("__BUILD_ID__", &build, 1).replacen(
            "__PRECACHE__",
            &serde_json::to_string(&precache)?,
            1,
        );
        Ok(Self {
            build,
            files,
            worker: Bytes::from(worker),
        })
    }

    /// A file by its path below the site's root.
    pub fn file(&self, path: &str) -> Option<&Asset> {
        self.files.get(path)
    }
}

/// A new server with the old site is a new build too: it may render other pages.
fn build_id(site: &str) -> anyhow::Result<String> {
    let program = std::env::current_exe()
        .and_then(fs::read)
        .context("cannot read this program")?;
    let mut bytes = Hash::of(&program).0.to_vec();
    bytes.extend_from_slice(site.as_bytes());
    Ok(Hash::of(&bytes)
        .to_string()
        .chars()
        .take(BUILD_ID_HEX)
        .collect())
}

fn read(folder: &Path, file: &ManifestFile) -> anyhow::Result<Asset> {
    let path = folder.join(&file.path);
    let read = |extension: &str| {
        let mut name = path.clone().into_os_string();
        name.push(extension);
        fs::read(&name)
            .map(Bytes::from)
            .with_context(|| format!("cannot read {}; `make site` builds it", name.display()))
    };
    Ok(Asset {
        plain: read("")?,
        brotli: file.brotli.map(|_| read(".br")).transpose()?,
        gzip: file.gzip.map(|_| read(".gz")).transpose()?,
        media_type: media_type(&file.path),
        etag: format!("\"{}\"", file.sha256.get(..32).unwrap_or(&file.sha256)),
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
