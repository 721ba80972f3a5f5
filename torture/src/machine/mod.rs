//! What the program runs on: processes, network, disk and database server, each of which a fault
//! can spoil.

pub(crate) mod postgres;
pub(crate) mod process;
pub(crate) mod proxy;
pub(crate) mod replicated;
