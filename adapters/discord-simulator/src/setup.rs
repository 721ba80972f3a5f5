//! The application, server and people which the simulator plays. All credentials are plainly
//! fictitious.

use std::time::Duration;

use ed25519_dalek::SigningKey;

/// What the simulator plays.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The application's id, which is also the bot's account.
    pub application: String,
    /// The bot's token.
    pub token: String,
    /// The server.
    pub guild: String,
    /// The role which Discord made for the bot on the server.
    pub role: String,
    /// Text channels of the server.
    pub channels: Vec<String>,
    /// Takes every id for a text channel of the server; for simulations, where nobody sets up
    /// channels.
    pub any_channel: bool,
    /// How often the bot has to show that it lives.
    pub heartbeat: Duration,
    /// How many connections Discord wants for a bot on so many servers.
    pub shards: u32,
    /// How many sessions may still be begun today.
    pub sessions_left: u32,
    /// From this the key is made that signs interactions.
    pub signing_seed: [u8; 32],
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            application: "7001".into(),
            token: "FAKE.DISCORD.TOKEN".into(),
            guild: "2001".into(),
            role: "6001".into(),
            channels: vec!["3001".into(), "3002".into()],
            any_channel: false,
            heartbeat: Duration::from_secs(2),
            shards: 1,
            sessions_left: 999,
            signing_seed: *b"not a secret: a seed for tests!!",
        }
    }
}

impl Setup {
    /// A server in which every id is a channel.
    pub fn for_simulations() -> Self {
        Self { any_channel: true, heartbeat: Duration::from_secs(10), ..Self::default() }
    }

    /// The key that signs interactions.
    pub fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.signing_seed)
    }

    /// The public key as the developer portal would show it.
    pub fn public_key_hex(&self) -> String {
        hex::encode(self.signing_key().verifying_key().as_bytes())
    }
}
