//! A database of a throwaway PostgreSQL cluster, for one test.
//!
//! One cluster serves all tests of a run, whether they share a process or not:
//! `.make/throwaway-postgres` keeps it for as long as somebody holds a lock, which
//! the kernel takes back from a test that was killed. It starts with the first
//! test that asks and is gone some seconds after the last.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio, id};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use storage_postgres::Postgres;

/// A database with the schema and nothing in it; gone when dropped.
#[derive(Debug)]
pub struct Database {
    name: String,
}

impl Database {
    /// Makes one.
    pub async fn make() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let template = template().await;
        let name = format!("test_{}_{}", id(), MADE.fetch_add(1, Ordering::Relaxed));
        run("createdb", &["--template", &template, &name]);
        Self { name }
    }

    /// Its address.
    pub fn url(&self) -> String {
        url(&self.name)
    }

    /// Connects, as one more server would.
    pub async fn open(&self) -> Postgres {
        open(&self.name).await
    }

    /// The socket of its cluster.
    pub fn socket(&self) -> PathBuf {
        cluster().join(".s.PGSQL.5432")
    }

    /// Connects over a port of this machine that leads to the socket.
    ///
    /// # Panics
    /// When nothing that answers is there.
    pub async fn open_at(&self, port: u16) -> Postgres {
        let url = format!("postgres://postgres@127.0.0.1:{port}/{}", self.name);
        let address = url.parse().expect("an address");
        Postgres::open(&address).await.expect("a connection")
    }

    /// Connects over a socket, or a link to one, in a folder.
    ///
    /// # Panics
    /// When nothing that answers is there.
    pub async fn open_in(&self, folder: &Path) -> Postgres {
        let address = url_in(folder, &self.name).parse().expect("an address");
        Postgres::open(&address).await.expect("a connection")
    }

    /// Connects only to read.
    pub async fn open_to_look(&self) -> Postgres {
        open_to_look(&self.name).await
    }

    /// Runs SQL beside the servers.
    pub fn sql(&self, text: &str) {
        run(
            "psql",
            &["--quiet", "--dbname", &self.name, "--command", text],
        );
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Left over, it goes with the cluster.
        drop(command("dropdb", &["--force", &self.name]).status());
    }
}

/// The folder of the running cluster, which stays while this process lives.
fn cluster() -> &'static Path {
    static CLUSTER: OnceLock<(PathBuf, File)> = OnceLock::new();
    let (folder, _in_use) = CLUSTER.get_or_init(|| {
        // A socket's path has little room: not in the build folder.
        let folder = PathBuf::from(format!("/tmp/khongcho-postgres-{:x}", hash(&root())));
        let script = root().join(".make/throwaway-postgres");
        let starting = File::open(root().join(".make/lib.sh")).expect("the repository's file");
        starting.lock().expect("a lock among tests");
        let in_use = File::open(&script).expect("the repository's file");
        in_use.lock_shared().expect("a lock among tests");
        if !runs(&folder) {
            start(&script, &folder);
        }
        (folder, in_use)
    });
    folder
}

/// Whether somebody looks after a cluster there.
fn runs(folder: &Path) -> bool {
    let watched = File::open(folder.join("alive")).is_ok_and(|alive| alive.try_lock().is_err());
    watched && folder.join("ready").exists()
}

#[expect(clippy::zombie_processes, reason = "it outlives this process")]
fn start(script: &Path, folder: &Path) {
    // In a session of its own: it outlives this test, and whoever kills it.
    let mut child = Command::new("setsid")
        .arg(script)
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("setsid, of Debian's util-linux");
    // It says so when it is ready, and nothing when it ends before that.
    let mut said = String::new();
    let output = child.stdout.take().expect("it is piped");
    let read = BufReader::new(output).read_line(&mut said);
    read.expect("the script's words");
    let ready = said == "ready\n" && runs(folder);
    assert!(ready, "{} failed; run it by hand", script.display());
}

/// The name of a database that has the schema, to be copied.
async fn template() -> String {
    let folder = cluster();
    let mut migrations: Vec<_> = fs::read_dir(root().join("server/storage-postgres/migrations"))
        .expect("migrations")
        .map(|entry| entry.expect("a file").path())
        .collect();
    migrations.sort();
    let texts: Vec<_> = migrations
        .iter()
        .map(|path| fs::read(path).expect("a migration"))
        .collect();
    let name = format!("template_{:x}", hash(&texts));
    let stamp = folder.join(&name);
    let making = File::open(folder).expect("the cluster's folder");
    making.lock().expect("a lock among tests");
    if !stamp.exists() {
        run("dropdb", &["--if-exists", &name]);
        run("createdb", &[&name]);
        let postgres = open(&name).await;
        postgres.migrate().await.expect("the schema is made");
        postgres.close().await;
        File::create(stamp).expect("a stamp in the cluster's folder");
    }
    name
}

async fn open(name: &str) -> Postgres {
    let address = url(name).parse().expect("an address");
    Postgres::open(&address).await.expect("a connection")
}

async fn open_to_look(name: &str) -> Postgres {
    let address = url(name).parse().expect("an address");
    Postgres::open_to_look(&address)
        .await
        .expect("a connection")
}

fn url(name: &str) -> String {
    url_in(cluster(), name)
}

fn url_in(folder: &Path, name: &str) -> String {
    let host = folder.display().to_string().replace('/', "%2F");
    format!("postgres://postgres@{host}/{name}")
}

fn run(program: &str, arguments: &[&str]) {
    let done = command(program, arguments)
        .output()
        .expect("PostgreSQL's programs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program} {arguments:?}: {said}");
}

fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .arg("--host")
        .arg(cluster())
        .args(["--username", "postgres"]);
    command.args(arguments).stdin(Stdio::null());
    command
}

fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the repository").to_path_buf()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
