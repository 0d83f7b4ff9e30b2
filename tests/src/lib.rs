//! What several tests need: a world of devices around a server.

pub mod world;
