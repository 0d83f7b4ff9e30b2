//! Where whole attachments stay: a folder, or an S3-compatible store.

use anyhow::Context;
use axum::body::Bytes;
use domain::dossier::ContentHash;
use domain::id::UnitId;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
#[cfg(feature = "s3")]
use object_store::{ClientConfigKey, RetryConfig, aws::AmazonS3ConfigKey as S3Key};
use object_store::{ObjectStore, ObjectStoreExt};
use std::fs::{self, File};
use std::sync::Arc;
#[cfg(feature = "s3")]
use std::time::Duration;

/// How long a distant store may take: whoever uploads is told to come back while
/// he is still there to hear it, and loses nothing by it.
#[cfg(feature = "s3")]
const CONNECT_TIME: &str = "3s";
#[cfg(feature = "s3")]
const ANSWER_TIME: &str = "20s";
#[cfg(feature = "s3")]
const RETRIES_MAX: usize = 2;
#[cfg(feature = "s3")]
const RETRY_TIME: Duration = Duration::from_secs(20);

/// Whole attachments, each unit's apart, named by their content.
#[derive(Clone, Debug)]
pub struct Vault {
    objects: Arc<dyn ObjectStore>,
    prefix: Path,
    /// Set when the objects are files of this machine.
    folder: Option<Arc<LocalFileSystem>>,
}

impl Vault {
    /// Attachments in a folder, which is made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or used.
    pub fn in_folder(folder: &std::path::Path) -> anyhow::Result<Self> {
        make_private(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let files = LocalFileSystem::new_with_prefix(folder)
            .with_context(|| format!("cannot use {}", folder.display()))?;
        let files = Arc::new(files);
        Ok(Self {
            objects: Arc::clone(&files) as Arc<dyn ObjectStore>,
            prefix: Path::default(),
            folder: Some(files),
        })
    }

    /// Attachments at `s3://BUCKET/PREFIX`; endpoint, region and keys come from the
    /// usual `AWS_*` variables.
    ///
    /// # Errors
    /// When the address is not of that form, or this build knows no S3.
    #[cfg(feature = "s3")]
    pub fn at_url(url: &str) -> anyhow::Result<Self> {
        let rest = url.strip_prefix("s3://");
        let rest = rest.context("attachments: the address has the form s3://BUCKET/PREFIX")?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let objects = object_store::aws::AmazonS3Builder::from_env()
            .with_bucket_name(bucket)
            .with_config(S3Key::Client(ClientConfigKey::ConnectTimeout), CONNECT_TIME)
            .with_config(S3Key::Client(ClientConfigKey::Timeout), ANSWER_TIME)
            .with_retry(RetryConfig {
                max_retries: RETRIES_MAX,
                retry_timeout: RETRY_TIME,
                ..RetryConfig::default()
            })
            .build()
            .context("attachments: the S3 settings do not suffice")?;
        Ok(Self {
            objects: Arc::new(objects),
            prefix: Path::parse(prefix).context("attachments: the prefix is no path")?,
            folder: None,
        })
    }

    /// Attachments at `s3://BUCKET/PREFIX`, which this build does not know.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "s3"))]
    pub fn at_url(_url: &str) -> anyhow::Result<Self> {
        anyhow::bail!(
            "this build keeps attachments in a folder only; build it with `--features server/s3`"
        )
    }

    /// Keeps an attachment; when it returns, a power cut does not take it away.
    ///
    /// # Errors
    /// When the store fails; the attachment may or may not be there then.
    pub async fn put(&self, unit: &UnitId, hash: ContentHash, bytes: Bytes) -> anyhow::Result<()> {
        let path = self.path(unit, hash);
        self.objects.put(&path, bytes.into()).await?;
        let Some(files) = self.folder.clone() else {
            return Ok(());
        };
        // The crate renames a file into place and leaves the rest to the system.
        let synced = tokio::task::spawn_blocking(move || {
            let path = files.path_to_filesystem(&path)?;
            for place in path.ancestors().take(3) {
                File::open(place)?.sync_all()?;
            }
            anyhow::Ok(())
        });
        synced.await?
    }

    /// An attachment's bytes; `None` when it is not there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn get(&self, unit: &UnitId, hash: ContentHash) -> anyhow::Result<Option<Bytes>> {
        match self.objects.get(&self.path(unit, hash)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn path(&self, unit: &UnitId, hash: ContentHash) -> Path {
        self.prefix
            .clone()
            .join(unit.0.as_str())
            .join(hash.to_string())
    }
}

/// Makes a folder that nobody but the server's user may look into: what is inside are
/// citizens' papers.
fn make_private(folder: &std::path::Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}
