//! PostgreSQL goes back to a second, as the README says that it is kept: the log archived
//! all the time, a base backup, `recovery_target_time`. A cluster of this test's own,
//! beside the one that the others share, since that keeps no log.

use domain::dossier::Event;
use domain::id::UnitId;
use domain::instant::Instant;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use storage::exchange::{Cursor, ExchangeError, Outcome, run};
use storage::testing::{EVERYTHING, Pen, Told, dossier, registrar};
use storage::{Access, Contact, Storage};
use storage_postgres::Postgres;
use sync::envelope::Sealed;
use sync::ruling::Ruling;
use tempfile::TempDir;

/// Whom Debian's package makes; PostgreSQL refuses to run as root.
const OWNER: &str = "postgres";
const POLL: Duration = Duration::from_millis(50);
/// How many polls a start or a recovery may take.
const POLLS_MAX: u32 = 600;

/// A folder in which a cluster, its archive, its socket and what is restored lie.
struct Place {
    folder: TempDir,
    programs: PathBuf,
}

/// A cluster that runs until it is dropped.
struct Running<'a> {
    place: &'a Place,
    child: Child,
    data: PathBuf,
}

impl Place {
    fn make() -> io::Result<Self> {
        // A socket's path has little room: not in the build folder.
        let folder = TempDir::with_prefix_in("khongcho-recovery-", "/tmp")?;
        let versions = fs::read_dir("/usr/lib/postgresql")?;
        let mut versions: Vec<_> = versions
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        versions.sort();
        let newest = versions
            .pop()
            .ok_or_else(|| io::Error::other("no PostgreSQL"))?;
        let place = Self {
            folder,
            programs: newest.join("bin"),
        };
        fs::create_dir(place.path("archive"))?;
        if is_root() {
            let all = [place.folder.path(), &place.path("archive")];
            told(&Command::new("chown").arg(OWNER).args(all).output()?)?;
        }
        let data = place.path("data").display().to_string();
        let owner = ["--username=postgres", "--auth=trust", "--encoding=UTF8"];
        let quickly = ["--locale=C", "--no-sync", "--no-instructions"];
        place.run(
            "initdb",
            &[&owner[..], &quickly, &["--pgdata", &data]].concat(),
        )?;
        Ok(place)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A program of PostgreSQL's, run by somebody whom it takes.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", OWNER, "--regid", OWNER, "--clear-groups"]);
            command.arg(program);
            command
        } else {
            Command::new(program)
        };
        command.stdin(Stdio::null()).current_dir(self.folder.path());
        command
    }

    fn run(&self, name: &str, arguments: &[&str]) -> io::Result<String> {
        let mut command = self.program(name);
        command.env("PGHOST", self.folder.path());
        told(&command.args(arguments).output()?)
    }

    fn sql(&self, text: &str) -> io::Result<String> {
        let arguments = [
            "--username=postgres",
            "--no-psqlrc",
            "--tuples-only",
            "--no-align",
        ];
        self.run("psql", &[&arguments[..], &["--command", text]].concat())
    }

    /// A cluster that archives its log all the time.
    fn start(&self, data: &str) -> io::Result<Running<'_>> {
        let data = self.path(data);
        let archive = self.path("archive");
        let archiving = format!("archive_command=cp %p {}/%f", archive.display());
        let log = fs::File::create(self.path("log"))?;
        let mut command = self.program("postgres");
        command
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(self.folder.path());
        for setting in [
            "listen_addresses=",
            "archive_mode=on",
            &archiving,
            "max_wal_size=64MB",
        ] {
            command.args(["-c", setting]);
        }
        let child = command.stdout(log.try_clone()?).stderr(log).spawn()?;
        let place = self;
        let mut running = Running { place, child, data };
        running.wait()?;
        Ok(running)
    }

    async fn open(&self) -> Result<Postgres, Box<dyn std::error::Error + Send + Sync>> {
        let host = self.folder.path().display().to_string().replace('/', "%2F");
        let address = format!("postgres://postgres@{host}/postgres").parse()?;
        Ok(Postgres::open(&address).await?)
    }
}

impl Running<'_> {
    /// Waits until it takes writes: a recovery is over then.
    fn wait(&mut self) -> io::Result<()> {
        for _ in 0..POLLS_MAX {
            if let Some(status) = self.child.try_wait()? {
                let log = fs::read_to_string(self.place.path("log"))?;
                return Err(io::Error::other(format!(
                    "PostgreSQL ended, {status}: {log}"
                )));
            }
            let recovering = self.place.sql("select pg_is_in_recovery()");
            if recovering.is_ok_and(|answer| answer == "f") {
                return Ok(());
            }
            thread::sleep(POLL);
        }
        Err(io::Error::other("PostgreSQL did not start"))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let data = self.data.display().to_string();
        drop(
            self.place
                .run("pg_ctl", &["stop", "--mode=immediate", "--pgdata", &data]),
        );
        drop(self.child.wait());
    }
}

fn is_root() -> bool {
    let asked = Command::new("id").arg("-u").output();
    asked.is_ok_and(|output| output.stdout == b"0\n")
}

/// What a program said, when it did what it was told.
fn told(output: &Output) -> io::Result<String> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr)))
}

/// Waits until all that was written is in the archive.
fn archive_all(place: &Place) -> io::Result<()> {
    let last = place.sql("select pg_walfile_name(pg_switch_wal())")?;
    let there = format!("select last_archived_wal >= '{last}' from pg_stat_archiver");
    for _ in 0..POLLS_MAX {
        if place.sql(&there)? == "t" {
            return Ok(());
        }
        thread::sleep(POLL);
    }
    Err(io::Error::other("the log is not archived"))
}

fn restore(place: &Place, base: &Path, until: &str) -> io::Result<()> {
    let archive = place.path("archive");
    let settings = format!(
        "restore_command = 'cp {}/%f %p'\n\
        recovery_target_time = '{until}'\n\
        recovery_target_action = 'promote'\n",
        archive.display()
    );
    let configuration = base.join("postgresql.auto.conf");
    let before = fs::read_to_string(&configuration)?;
    fs::write(&configuration, before + &settings)?;
    fs::write(base.join("recovery.signal"), "")
}

/// The stream as bytes, its head, and the ends of the devices' chains.
async fn seen(storage: &dyn Storage, unit: &UnitId) -> Result<String, storage::StorageError> {
    let mut tx = storage.begin(Access::Read).await?;
    let head = tx.stream_head(unit).await?;
    let news = tx.news(unit, 0, EVERYTHING).await?;
    let found = tx
        .dossiers(unit, &[dossier(1), dossier(2), dossier(3)], &[])
        .await?;
    let stages: Vec<_> = (1..=3)
        .map(|number| found.get(&dossier(number)).map(|dossier| dossier.stage))
        .collect();
    let devices = tx.devices(unit).await?;
    let heads: Vec<_> = devices.iter().map(|device| device.record.head).collect();
    Ok(format!("{head} {news:?} {stages:?} {heads:?}"))
}

/// A base backup beside the cluster, while it runs.
fn back_up(place: &Place, base: &Path) -> io::Result<()> {
    let to = base.display().to_string();
    let quickly = ["--username=postgres", "--checkpoint=fast", "--no-sync"];
    place.run(
        "pg_basebackup",
        &[&quickly[..], &["--pgdata", &to]].concat(),
    )?;
    Ok(())
}

/// What a device is told whose cursor is at this envelope.
async fn asks(
    storage: &dyn Storage,
    pen: &Pen,
    after: u64,
    last: &Sealed,
) -> Result<Outcome, ExchangeError> {
    let mut tx = storage.begin(Access::Write).await?;
    let cursor = Cursor {
        after,
        seen: Some(last.hash),
        holds: None,
    };
    let contact = Contact {
        at: Instant(0),
        clock_lacks_ms: 0,
        at_hand: 0,
    };
    let unit = &last.envelope.unit;
    let own = pen.delivery(&[]);
    run(
        &mut *tx,
        unit,
        Some(cursor),
        own,
        None,
        contact,
        &registrar(),
    )
    .await
}

#[tokio::test]
async fn x7_recovery_ends_where_it_was_told_and_devices_notice() -> Told {
    let place = Place::make()?;
    let unit = UnitId("H15.50".into());
    let base = place.path("base");

    let running = place.start("data")?;
    let postgres = place.open().await?;
    postgres.migrate().await?;
    assert_eq!(postgres.integrity_faults().await?, Vec::<String>::new());
    let storage: Arc<dyn Storage> = Arc::new(postgres.clone());
    let mut pen = Pen::register(&storage, &unit, 1).await?;
    let first = pen.receive(1).await?;
    pen.send(0, &[&first]).await?;
    back_up(&place, &base)?;
    let (second, resolved) = (pen.receive(2).await?, pen.seal(dossier(1), Event::Resolved));
    pen.send(1, &[&second, &resolved]).await?;
    let then = seen(&*storage, &unit).await?;
    // Asked between two commits, of the clock that dates them.
    let moment = place.sql("select clock_timestamp()")?;
    let third = pen.receive(3).await?;
    let outcome = pen.send(3, &[&third]).await?;
    assert_eq!(outcome.head, 4);
    let now = seen(&*storage, &unit).await?;
    archive_all(&place)?;
    postgres.close().await;
    drop(running);

    restore(&place, &base, &moment)?;
    let running = place.start("base")?;
    let postgres = place.open().await?;
    assert_eq!(postgres.migrations_missing().await?, 0);
    let storage: Arc<dyn Storage> = Arc::new(postgres.clone());
    assert_eq!(seen(&*storage, &unit).await?, then);

    // Who has seen what came later is told so; who has not goes on, and what is sent
    // again takes the place that it had.
    let ahead = asks(&*storage, &pen, 4, &third).await;
    let told = matches!(
        ahead,
        Err(ExchangeError::OtherHistory { after: 4, head: 3 })
    );
    assert!(told, "{ahead:?}");
    assert_eq!(asks(&*storage, &pen, 3, &resolved).await?.head, 3);
    let again = Pen::register(&storage, &unit, 1).await?;
    let outcome = again.send(3, &[&third]).await?;
    assert_eq!(outcome.rulings, [Ruling::Accepted { position: 4 }]);
    assert_eq!(seen(&*storage, &unit).await?, now);
    postgres.close().await;
    drop(running);
    Ok(())
}
