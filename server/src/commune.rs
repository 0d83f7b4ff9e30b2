//! A commune and its officers, as a file says who they are.

use crate::{keys, password};
use domain::id::{OfficerId, UnitId};
use domain::instant::Instant;
use domain::officer::Officer;
use domain::register::{BookKind, Policies};
use domain::text::clean;
use serde::Deserialize;
use std::collections::HashSet;
use storage::{Access, OfficerRecord, Storage, StorageError, Transaction, UnitRecord};
use thiserror::Error;
use uuid::{Builder, Uuid};

/// Longest code of a unit, in characters.
const UNIT_CHARS_MAX: usize = 32;
/// Longest name or position, in characters.
const NAME_CHARS_MAX: usize = 200;
/// Longest sign-in name, in characters.
pub const LOGIN_CHARS_MAX: usize = 64;
/// Shortest password that a file may give, in characters.
const PASSWORD_CHARS_MIN: usize = 8;
/// Longest password, in bytes.
pub const PASSWORD_BYTES_MAX: usize = 1024;
/// What a password that the server makes consists of: 32 signs that are not mistaken for
/// each other when read aloud or copied from paper.
const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";

/// What a file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commune {
    unit: Unit,
    #[serde(rename = "officer", default)]
    officers: Vec<Person>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    id: String,
    name: String,
    /// Kinds of books of which no number is on paper this year.
    #[serde(default)]
    books: Vec<BookKind>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    id: Option<Uuid>,
    login: String,
    name: String,
    position: String,
    password: Option<String>,
    #[serde(default)]
    supervises: bool,
}

/// Why a file is not taken in. Nothing of it is then.
#[derive(Debug, Error)]
pub enum CommuneError {
    /// It is no TOML, or not of this form; with line and column.
    #[error("không đọc được tệp")]
    Form(#[from] toml::de::Error),
    /// What it says cannot be.
    #[error("{0}")]
    Content(String),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A password could not be made or hashed.
    #[error(transparent)]
    Password(anyhow::Error),
}

/// What became of one officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An account that was not there; the password, where the server made it.
    Added(Option<String>),
    /// Name, position, sign-in name, password or flag are others now.
    Changed,
    /// As it was.
    Same,
    /// The file does not name this one, who stays.
    NotNamed,
}

/// What became of a commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The unit, and whether it was there before.
    pub unit: UnitRecord,
    /// It was not there before.
    pub is_new: bool,
    /// Each officer's sign-in name, name, and what became of the account.
    pub officers: Vec<(String, String, Change)>,
}

impl Commune {
    /// Reads a file.
    ///
    /// # Errors
    /// [`CommuneError::Form`] or [`CommuneError::Content`].
    pub fn read(text: &str) -> Result<Self, CommuneError> {
        let commune: Self = toml::from_str(text)?;
        commune.check()?;
        Ok(commune)
    }

    /// The code of the unit.
    pub fn unit(&self) -> UnitId {
        UnitId(self.unit.id.clone())
    }

    /// The first officer's sign-in name and password.
    pub fn first(&self) -> Option<(&str, &str)> {
        let first = self.officers.first()?;
        Some((&first.login, first.password.as_deref()?))
    }

    fn check(&self) -> Result<(), CommuneError> {
        let Unit { id, name, .. } = &self.unit;
        let of_code =
            |sign: char| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '.';
        if id.is_empty() || id.len() > UNIT_CHARS_MAX || !id.chars().all(of_code) {
            return Err(content(format!(
                "mã đơn vị “{id}” không hợp lệ: dùng mã định danh chỉ gồm chữ in hoa, chữ số và dấu chấm, như H25.30.01"
            )));
        }
        named("tên đơn vị", name)?;
        let (mut logins, mut ids) = (HashSet::new(), HashSet::new());
        for person in &self.officers {
            person.check()?;
            if !logins.insert(&person.login) {
                return Err(content(format!(
                    "tên đăng nhập “{}” có hai lần",
                    person.login
                )));
            }
            if person.id.is_some_and(|id| !ids.insert(id)) {
                return Err(content(format!(
                    "id của “{}” đã dùng cho người khác",
                    person.login
                )));
            }
        }
        Ok(())
    }

    /// Takes it into the database, whole or not at all: a new unit with its books open
    /// from the first number, or what has changed of one that is there.
    ///
    /// # Errors
    /// [`CommuneError`].
    pub async fn take_in(
        self,
        storage: &dyn Storage,
        policies: &Policies,
        now: Instant,
    ) -> Result<Taken, CommuneError> {
        let mut tx = storage.begin(Access::Write).await?;
        let taken = self.put(&mut *tx, now).await?;
        if taken.is_new {
            self.open_books(&mut *tx, policies, now).await?;
        }
        tx.commit().await?;
        Ok(taken)
    }

    /// Writes the unit and its accounts.
    ///
    /// # Errors
    /// [`CommuneError`].
    pub async fn put(&self, tx: &mut dyn Transaction, now: Instant) -> Result<Taken, CommuneError> {
        let unit = UnitRecord {
            id: self.unit(),
            name: clean(&self.unit.name),
        };
        let mut is_new = true;
        for known in tx.units().await? {
            is_new &= known.id != unit.id;
            if known.id != unit.id {
                self.check_elsewhere(&known, &tx.officers(&known.id).await?)?;
            }
        }
        tx.put_unit(&unit).await?;
        let known = tx.officers(&unit.id).await?;
        let mut rest = known.clone();
        let mut officers = vec![];
        let mut supervised = false;
        for person in &self.officers {
            let before = known.iter().find(|known| person.is(known));
            rest.retain(|other| before.is_none_or(|known| known.officer.id != other.officer.id));
            let (record, change) = person.account(before, now)?;
            supervised |= record.officer.supervises;
            officers.push((
                record.login.clone(),
                record.officer.name.clone(),
                change.clone(),
            ));
            if change != Change::Same {
                tx.put_officer(&unit.id, &record).await?;
            }
        }
        for OfficerRecord { officer, login, .. } in rest {
            supervised |= officer.supervises;
            officers.push((login, officer.name, Change::NotNamed));
        }
        if !supervised {
            return Err(content(
                "cần ít nhất một người phụ trách (supervises = true) để khóa sổ và thu hồi số"
                    .into(),
            ));
        }
        Ok(Taken {
            unit,
            is_new,
            officers,
        })
    }

    /// Nobody of another unit signs in with the same name: the form asks for no unit.
    fn check_elsewhere(
        &self,
        other: &UnitRecord,
        officers: &[OfficerRecord],
    ) -> Result<(), CommuneError> {
        let taken = |person: &&Person| officers.iter().any(|known| known.login == person.login);
        match self.officers.iter().find(taken) {
            Some(person) => Err(content(format!(
                "tên đăng nhập “{}” đã có người dùng ở {} ({})",
                person.login, other.name, other.id.0
            ))),
            None => Ok(()),
        }
    }

    /// Opens its books from the first number.
    ///
    /// # Errors
    /// [`CommuneError`].
    pub async fn open_books(
        &self,
        tx: &mut dyn Transaction,
        policies: &Policies,
        now: Instant,
    ) -> Result<(), CommuneError> {
        let (unit, books) = (self.unit(), &self.unit.books);
        let is_known = |kind: &&BookKind| {
            let policy = now
                .day()
                .and_then(|day| policies.in_force(kind, &unit, day));
            policy.is_some()
        };
        if let Some(kind) = books.iter().find(|kind| !is_known(kind)) {
            return Err(content(format!(
                "không có quy định về loại sổ “{kind}”; xem registers.csv"
            )));
        }
        Ok(storage::open_books(tx, &unit, books, policies, now).await?)
    }
}

impl Person {
    fn check(&self) -> Result<(), CommuneError> {
        let login = &self.login;
        let of_login =
            |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "._-".contains(sign);
        if login.is_empty() || login.len() > LOGIN_CHARS_MAX || !login.chars().all(of_login) {
            return Err(content(format!(
                "tên đăng nhập “{login}” không hợp lệ: chỉ dùng chữ thường không dấu, chữ số, dấu chấm, gạch dưới và gạch nối"
            )));
        }
        named(&format!("họ tên của “{login}”"), &self.name)?;
        named(&format!("chức danh của “{login}”"), &self.position)?;
        let Some(password) = &self.password else {
            return Ok(());
        };
        if password.chars().count() < PASSWORD_CHARS_MIN
            || password.len() > PASSWORD_BYTES_MAX
            || password == login
        {
            return Err(content(format!(
                "mật khẩu của “{login}” phải có ít nhất {PASSWORD_CHARS_MIN} ký tự và khác tên đăng nhập; bỏ trống thì máy chủ tự đặt"
            )));
        }
        Ok(())
    }

    /// Whether this is the account of that person.
    fn is(&self, known: &OfficerRecord) -> bool {
        match self.id {
            Some(id) => known.officer.id.0 == id,
            None => known.login == self.login,
        }
    }

    /// The account as it is to be, and what that changes.
    fn account(
        &self,
        before: Option<&OfficerRecord>,
        now: Instant,
    ) -> Result<(OfficerRecord, Change), CommuneError> {
        let mut made = None;
        let password_hash = match (&self.password, before) {
            (Some(password), Some(known))
                if password::fits(password, &known.password_hash) == Some(true) =>
            {
                known.password_hash.clone()
            }
            (Some(password), _) => hash(password)?,
            (None, Some(known)) => known.password_hash.clone(),
            (None, None) => hash(made.insert(new_password()?))?,
        };
        let id = match (self.id, before) {
            (Some(id), _) => id,
            (None, Some(known)) => known.officer.id.0,
            (None, None) => new_id(now)?,
        };
        let record = OfficerRecord {
            officer: Officer {
                id: OfficerId(id),
                name: clean(&self.name),
                position: clean(&self.position),
                supervises: self.supervises,
            },
            login: self.login.clone(),
            password_hash,
        };
        let change = match before {
            None => Change::Added(made),
            Some(known) if *known == record => Change::Same,
            Some(_) => Change::Changed,
        };
        Ok((record, change))
    }
}

fn content(text: String) -> CommuneError {
    CommuneError::Content(text)
}

fn named(what: &str, name: &str) -> Result<(), CommuneError> {
    let chars = clean(name).chars().count();
    if chars == 0 || chars > NAME_CHARS_MAX {
        return Err(content(format!(
            "{what} phải có từ 1 đến {NAME_CHARS_MAX} ký tự"
        )));
    }
    Ok(())
}

fn hash(password: &str) -> Result<String, CommuneError> {
    let salt = keys::random_bytes().map_err(CommuneError::Password)?;
    password::hash(password, salt).map_err(CommuneError::Password)
}

/// Sixty bits, which nobody tries through a desk that waits longer after each try.
fn new_password() -> Result<String, CommuneError> {
    let bytes: [u8; 12] = keys::random_bytes().map_err(CommuneError::Password)?;
    let sign = |byte: &u8| SIGNS.get(usize::from(byte % 32));
    Ok(bytes
        .iter()
        .filter_map(sign)
        .copied()
        .map(char::from)
        .collect())
}

/// A UUID of version 7 (RFC 9562).
fn new_id(now: Instant) -> Result<Uuid, CommuneError> {
    let random = keys::random_bytes().map_err(CommuneError::Password)?;
    let millis = u64::try_from(now.0).unwrap_or(0);
    Ok(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
