//! Whole conversations in the sandbox, over HTTP and with its clock, written down as people would
//! read them.
//!
//! Each is kept in `docs/transcripts`. A change of a sentence or of a deadline shows there; look at
//! it, and keep it if it is meant.

mod alibabacloud;
mod daocloud;
mod everyday;
mod huaweicloud;
mod isoftstone;
mod scene;
mod zitadel;
