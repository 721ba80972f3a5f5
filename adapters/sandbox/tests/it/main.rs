//! The sandbox as a browser and a test program meet it: over HTTP, with a small world behind it.

mod conformance;
mod http;
mod kit;
mod live;
mod page;
mod restart;
