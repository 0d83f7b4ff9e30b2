//! Parts of pages: values in, events out.

mod frame;

pub use frame::Frame;
