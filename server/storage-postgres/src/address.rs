//! Where the database is.

use sqlx::postgres::PgConnectOptions;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// Where a PostgreSQL database is and how to get in. Its texts leave out the
/// password, so that they may be logged.
#[derive(Clone)]
pub struct Address(PgConnectOptions);

/// Why a text is no address. It may hold a password and is not repeated.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AddressError {
    /// Another database, or none.
    #[error(
        "a database URL begins with postgres:// or postgresql://; for SQLite in the data folder, give none"
    )]
    Scheme,
    /// Something else in it.
    #[error(
        "the database URL cannot be read: {0}; it should look like postgres://USER:PASSWORD@HOST:5432/DATABASE"
    )]
    Unreadable(String),
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(url: &str) -> Result<Self, AddressError> {
        if !SCHEMES.iter().any(|scheme| url.starts_with(scheme)) {
            return Err(AddressError::Scheme);
        }
        let options = url.parse().map(Self);
        options.map_err(|error: sqlx::Error| AddressError::Unreadable(error.to_string()))
    }
}

impl Address {
    /// As the driver wants it.
    pub(crate) fn options(&self) -> PgConnectOptions {
        self.0.clone()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.0.get_database().unwrap_or(self.0.get_username());
        match self.0.get_socket() {
            Some(socket) => write!(f, "PostgreSQL database {name} at {}", socket.display()),
            None => write!(
                f,
                "PostgreSQL database {name} at {}:{}",
                self.0.get_host(),
                self.0.get_port()
            ),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_schemes_are_known_and_the_password_stays_inside() {
        for scheme in SCHEMES {
            let url = format!("{scheme}hong:bi-mat@db.example:6543/xa?sslmode=disable");
            let address: Address = url.parse().unwrap();
            let texts = format!("{address} {address:?}");
            assert!(texts.contains("xa at db.example:6543"), "{texts}");
            assert!(!texts.contains("bi-mat"), "{texts}");
        }
        let address: Address = "postgres://hong@%2Frun%2Fpostgresql/xa".parse().unwrap();
        assert!(
            address.to_string().ends_with("xa at /run/postgresql"),
            "{address}"
        );
    }

    #[test]
    fn what_is_no_address_is_told_without_repeating_it() {
        let scheme = |url: &str| url.parse::<Address>().unwrap_err();
        assert_eq!(scheme("mysql://hong:bi-mat@db/xa"), AddressError::Scheme);
        assert_eq!(scheme(""), AddressError::Scheme);
        let error = scheme("postgres://hong:bi-mat@db:cong/xa").to_string();
        assert!(
            error.contains("USER:PASSWORD") && !error.contains("bi-mat"),
            "{error}"
        );
    }
}
