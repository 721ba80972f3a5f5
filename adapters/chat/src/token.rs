//! An access token that all senders of an adapter share: fetched once for everybody who waits, renewed before it
//! ends.

use std::future::Future;

use chrono::{DateTime, TimeDelta, Utc};
use futures::lock::Mutex;
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::SendError;

/// A token and when it is to be replaced.
#[derive(Debug, Clone)]
pub struct Token {
    /// The token itself.
    pub value: SecretString,
    /// From then on it is no longer used.
    pub renew_at: DateTime<Utc>,
}

impl Token {
    /// A token that was given out at `now` for `life` and is renewed `early`, so that none ends on its way.
    pub fn given(
        value: SecretString,
        now: DateTime<Utc>,
        life: TimeDelta,
        early: TimeDelta,
    ) -> Self {
        // A token shorter than twice the margin is used for half its life instead of being fetched each time.
        Self { value, renew_at: now + (life - early).max(life / 2) }
    }
}

/// The one token all senders share.
#[derive(Debug, Default)]
pub struct TokenCache {
    /// Held while a token is fetched: whoever comes meanwhile waits and takes the same one. Fetching too often is
    /// limited by itself on some platforms.
    held: Mutex<Option<Token>>,
}

impl TokenCache {
    /// A token that is good at `now`; `fetch` is awaited only where there is none.
    pub async fn get(
        &self,
        now: DateTime<Utc>,
        fetch: impl Future<Output = Result<Token, SendError>>,
    ) -> Result<SecretString, SendError> {
        let mut held = self.held.lock().await;
        if let Some(token) = held.as_ref().filter(|token| now < token.renew_at) {
            return Ok(token.value.clone());
        }
        let token = fetch.await?;
        let value = token.value.clone();
        *held = Some(token);
        Ok(value)
    }

    /// Forgets a token the platform no longer takes, unless somebody else has replaced it already.
    pub async fn forget(&self, rejected: &SecretString) {
        let mut held = self.held.lock().await;
        if held
            .as_ref()
            .is_some_and(|token| token.value.expose_secret() == rejected.expose_secret())
        {
            *held = None;
        }
    }
}
