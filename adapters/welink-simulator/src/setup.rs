//! The tenant which the simulator plays.

use std::collections::BTreeMap;

use url::Url;

use chat_welink::settings::{App, Relay, Robot, Settings, Tenant};

/// A tenant: one app, robots in groups, and a gateway of the customer's own.
#[derive(Debug, Clone)]
pub struct Setup {
    /// `client_id` of the app.
    pub client_id: String,
    /// `client_secret` of the app; callbacks are encrypted under a key made from it.
    pub client_secret: String,
    /// The tenant's id.
    pub tenant_id: String,
    /// The secret shared with the gateway; none if there is no gateway.
    pub relay_secret: Option<String>,
    /// What every account of the tenant ends in.
    pub suffix: String,
    /// Robots.
    pub robots: Vec<SetupRobot>,
}

/// A robot and the group it speaks in.
#[derive(Debug, Clone)]
pub struct SetupRobot {
    /// The name it gets in the adapter's settings; the simulator calls its group the same.
    pub name: String,
    /// The token of its address.
    pub token: String,
}

/// The tenant `demo` with robots in the groups `tea`, `bank` and `oncall`, and a gateway.
impl Default for Setup {
    fn default() -> Self {
        Self {
            client_id: "20990101000000fake".into(),
            client_secret: "21636369-fake-app-secret".into(),
            tenant_id: "FAKETENANT01".into(),
            relay_secret: Some("a-made-up-secret-of-the-gateway-relay".into()),
            suffix: "@demo".into(),
            robots: ["tea", "bank", "oncall"].map(SetupRobot::named).to_vec(),
        }
    }
}

impl SetupRobot {
    /// A robot whose token follows from its name.
    pub fn named(name: &str) -> Self {
        Self { name: name.into(), token: format!("fake-token-{name}") }
    }
}

impl Setup {
    /// Settings for an adapter that talks to a simulator of this tenant at `base`.
    pub fn settings(&self, name: &str, base: &Url) -> Result<Settings, url::ParseError> {
        let robot = |robot: &SetupRobot| Robot { token: robot.token.clone().into(), chat: None };
        let robots: BTreeMap<_, _> =
            self.robots.iter().map(|known| (known.name.clone(), robot(known))).collect();
        Ok(Settings {
            robots,
            app: Some(App {
                client_id: self.client_id.clone(),
                client_secret: self.client_secret.clone().into(),
                owner: "值班".into(),
                public_account: None,
            }),
            tenant: Some(Tenant {
                secret: self.client_secret.clone().into(),
                tenant_id: Some(self.tenant_id.clone()),
                left_events: Tenant::usual_left_events(),
            }),
            relay: self.relay_secret.clone().map(|secret| Relay { secret: secret.into() }),
            base: base.clone(),
            allow_loopback: true,
            ..Settings::new(name)?
        })
    }

    pub(crate) fn robot_of_token(&self, token: &str) -> Option<&SetupRobot> {
        self.robots.iter().find(|robot| robot.token == token)
    }

    /// Whether somebody of this account works here.
    pub(crate) fn knows(&self, account: &str) -> bool {
        account.len() > self.suffix.len() && account.ends_with(&self.suffix)
    }
}
