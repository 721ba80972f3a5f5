//! `WeLink`, from its section of the configuration.

use std::sync::{Arc, Mutex, PoisonError};

use chat::ChatPlatform;
use chat_welink::{App, Door, Fresh, Robot, Settings, Tenant, WeLink};
use rand::RngExt;
use rand::rngs::StdRng;

use crate::clock::Clock;
use crate::config::{WeLinkApp, WeLinkConfig, WeLinkTenant};

/// Builds the adapter.
pub(super) fn build(
    name: &str,
    config: &WeLinkConfig,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_welink::http::client()?;
    let now = Arc::new(move || clock.now());
    Ok(Arc::new(WeLink::new(settings_of(name, config)?, client, now, fresh_bytes())?))
}

/// Chance for uuids and nonces, seeded by the operating system.
fn fresh_bytes() -> Fresh {
    let generator: Mutex<StdRng> = Mutex::new(rand::make_rng());
    Arc::new(move || generator.lock().unwrap_or_else(PoisonError::into_inner).random())
}

fn settings_of(name: &str, config: &WeLinkConfig) -> anyhow::Result<Settings> {
    let robots = config.robots.clone().into_iter();
    let app = config.app.as_ref();
    Ok(Settings {
        name: name.to_owned(),
        robots: robots.map(|(name, it)| (name, Robot { token: it.token, chat: it.chat })).collect(),
        app: app.cloned().map(app_of),
        tenant: app.zip(config.tenant.clone()).map(|(app, tenant)| tenant_of(app, tenant)),
        door: config.door_secret.clone().map(|secret| Door { secret }),
        per_minute: config.per_minute,
        base: config.base.parse()?,
        allow_loopback: config.allow_loopback,
    })
}

fn app_of(app: WeLinkApp) -> App {
    let WeLinkApp { client_id, client_secret, owner, public_account } = app;
    App { client_id, client_secret, owner, public_account }
}

fn tenant_of(app: &WeLinkApp, tenant: WeLinkTenant) -> Tenant {
    Tenant {
        secret: app.client_secret.clone(),
        tenant_id: tenant.tenant_id,
        left_events: tenant.left_events.unwrap_or_else(Tenant::usual_left_events),
    }
}
