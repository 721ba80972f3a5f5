//! A chat platform in a browser page, with a clock one can move.
//!
//! [`SandboxPlatform`] keeps the rooms of a few fictitious groups and the phones of their members;
//! [`router`] serves them as a page, as JSON and as a live stream. What happens when somebody
//! speaks is not decided here: the program behind implements [`World`], and cannot tell this
//! platform from another.
//!
//! Guarantees:
//! - What a person said is kept (and, with a data directory, written down) before the world
//!   receives it.
//! - An event id never comes twice, also after a restart with the same data directory.
//! - Nothing typed by a person reaches the page as markup: the page only ever sets text.
//!
//! There are no accounts: whoever reaches the port may speak as anybody. So the router refuses
//! requests which another site's page sends, and it belongs on loopback and never beside real
//! customers.
//!
//! Start reading at [`world`], then [`web`].

#![warn(missing_docs)]

mod journal;
pub mod platform;
mod receive;
pub mod record;
mod transcript;
pub mod view;
pub mod web;
pub mod world;

pub use platform::{SandboxOptions, SandboxPlatform};
pub use record::{Place, PlaceKind, Record, RecordKind};
pub use view::{
    ClockKind, GroupKind, GroupView, IncidentView, MemberView, PlatformLook, WorldState,
};
pub use web::router;
pub use world::{FARTHEST_MOVE, World, WorldError};
