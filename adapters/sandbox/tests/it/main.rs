//! The sandbox as a browser and a test program meet it: over HTTP, with a small world behind it.

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod http;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod live;
#[cfg(test)]
mod page;
#[cfg(test)]
mod restart;
