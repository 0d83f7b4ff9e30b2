//! The counter as people see it: pages and components.
//!
//! A page reads signals of the [`counter::Counter`] and asks its
//! [`counter::Host`] to act; it never fetches, stores or waits for a network.
//! On the server there is no host: pages render their frame, without anyone's
//! data, and the browser fills them from its own store.

#![expect(
    unreachable_pub,
    reason = "the component macro puts the written function inside another"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "components and event handlers own what they are given"
)]
// A page is one deeply nested type.
#![recursion_limit = "512"]

mod alike;
pub mod backlog;
pub mod components;
pub mod counter;
pub mod lookup;
pub mod pages;
pub mod room;
pub mod shell;
pub mod texts;

mod routes;

pub use routes::App;
