mod address;
pub mod answer;
mod app_api;
pub mod callback;
mod capability;
mod card;
pub mod crypto;
#[cfg(feature = "fake-server")]
pub mod fake_server;
pub mod http;
mod passive;
mod platform;
mod reply;
pub mod response_url;
pub mod settings;
mod socket;
mod text;
mod token;
mod webhook;
mod xml;

pub use app_api::NewGroup;
pub use platform::{Chance, Now, WeCom};
pub use settings::{App, Hearing, LongConnection, Robot, Settings, SettingsError, Webhook};

#[cfg(test)]
mod tests;
