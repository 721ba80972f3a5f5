//! E-mail, from its section of the configuration.

use std::sync::Arc;

use anyhow::Context as _;
use chat::ChatPlatform;
use chat_mail::{Login, Mail, Settings, Tls};

use crate::clock::Clock;
use crate::config::{MailConfig, MailLogin, MailTls};

/// Builds the adapter.
pub(super) fn build(
    name: &str,
    config: &MailConfig,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let settings = settings_of(name, config)?;
    let mail = Mail::new(settings, Arc::new(move || clock.now()));
    Ok(Arc::new(mail.with_context(|| format!("platforms.{name}"))?))
}

fn settings_of(name: &str, config: &MailConfig) -> anyhow::Result<Settings> {
    let unreadable =
        |key: &'static str| move || format!("platforms.{name}.{key} is not an e-mail address");
    let from = config.from.parse().with_context(unreadable("from"))?;
    let reply_to = config.reply_to.as_deref().map(str::parse).transpose();
    let unsubscribe_to = config.unsubscribe_to.as_deref().map(str::parse).transpose();
    Ok(Settings {
        port: config.port,
        tls: match config.tls {
            MailTls::None => Tls::None,
            MailTls::StartTls => Tls::StartTls,
            MailTls::Implicit => Tls::Implicit,
        },
        authority: config.authority.clone(),
        login: config.login.clone().map(login_of),
        reply_to: reply_to.with_context(unreadable("reply_to"))?,
        unsubscribe_to: unsubscribe_to.with_context(unreadable("unsubscribe_to"))?,
        per_minute: config.per_minute,
        ..Settings::new(name, config.host.clone(), from)
    })
}

fn login_of(MailLogin { user, password }: MailLogin) -> Login {
    Login { user, password }
}
