//! The registers, tried: step by step, and in a small world of many devices.

mod closing;
mod conflicts;
mod desk;
mod device;
mod leases;
mod network;
mod properties;
mod reopening;
mod supervisor;
mod world;
