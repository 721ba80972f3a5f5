//! The contract every chat platform speaks: what comes in, what goes out, what a platform can do.
//!
//! A platform crate implements [`ChatPlatform`]; the bot knows nothing else about it. An
//! [`Address`], a [`MessageRef`] and a [`ReplyAddress`] are opaque texts which only the adapter
//! that made them can read, so the rest of the program can store *where* without knowing *what* a
//! channel is.
//!
//! What holds on both sides of the contract:
//! - A request is verified before it is parsed, and refused with a fixed short answer
//!   ([`Refusal`]).
//! - Text typed by people outside ([`Span::Typed`]) mentions nobody and forges no markup.
//! - What a platform lacks ([`Capabilities`]) is replaced by text, never dropped in silence.
//! - Whether a failed send is worth another try is part of its type ([`SendError`]).
//!
//! There is no SQL and no platform in this crate, and no runtime but in what features add for
//! adapters. Start reading at [`platform`].

#![warn(missing_docs)]

pub mod capability;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod draft;
pub mod error;
pub mod event;
#[cfg(feature = "http")]
pub mod http;
pub mod menu;
pub mod message;
pub mod neutralise;
pub mod platform;
pub mod reference;
#[cfg(feature = "settings")]
pub mod settings;
pub mod signature;
#[cfg(feature = "http")]
pub mod token;
#[cfg(feature = "http")]
pub mod vendor_url;
mod web_link;
pub mod webhook;

pub use capability::{Buttons, Capabilities, LengthLimit, MentionSupport, RateLimit};
pub use draft::Draft;
pub use error::{ConnectError, SendError};
pub use event::{
    Attachment, ChatEvent, EventBody, MembershipChange, Quoted, Room, RoomKind, Sender,
};
pub use menu::{Bilingual, Choice, Menu, MenuCommand, MenuOption, OptionKind, Question, Shelf};
pub use message::{Button, ButtonStyle, Line, Mention, Message, MessageKind, Span};
pub use platform::{
    ChatPlatform, EarlyResponse, EventOutcome, EventSink, Health, NotSaved, Now, SendOptions, Sent,
};
pub use reference::{Address, AddressKind, MessageRef, ReplyAddress, ThreadRef};
pub use webhook::{Inbound, RawRequest, RawResponse, Refusal};
