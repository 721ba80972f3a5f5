pub mod crypto;
mod xml;
mod address;
pub mod callback;
mod reply;
pub mod settings;
pub mod answer;
mod card;
pub mod http;
pub mod response_url;
mod text;
mod app_api;
mod passive;
mod token;
mod webhook;
mod capability;
mod platform;
mod socket;
#[cfg(feature = "fake-server")]
pub mod fake_server;

pub use app_api::NewGroup;
pub use platform::{Chance, Now, WeCom};
pub use settings::{App, Hearing, LongConnection, Robot, Settings, SettingsError, Webhook};

#[cfg(test)]
mod tests;
