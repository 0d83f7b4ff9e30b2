//! What several tests need: a world of devices around a server, and PostgreSQL.

pub mod postgres;
pub mod world;
