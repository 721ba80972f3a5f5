//! An access token that all senders of an adapter share: fetched once for everybody who waits,
//! renewed before it expires.

use std::future::Future;

use chrono::{DateTime, TimeDelta, Utc};
use futures::lock::Mutex;
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::SendError;
use crate::http::Response;

/// The usual life of a token, taken when the response of the platform names none.
const USUAL_LIFE_SECONDS: i64 = 7200;

/// A token and when it is to be replaced.
#[derive(Debug, Clone)]
pub struct Token {
    /// The token itself.
    pub value: SecretString,
    /// From then on it is no longer used.
    pub renew_at: DateTime<Utc>,
}

/// Why there is no token.
#[derive(Debug, Clone)]
pub struct NoToken {
    /// The error of the send that needed the token.
    pub error: SendError,
    /// How long no token is requested again, where too many wrong tries lock the app.
    pub pause: Option<TimeDelta>,
}

/// The one token all senders share.
#[derive(Debug, Default)]
pub struct TokenCache {
    /// Locked while a token is fetched: whoever comes meanwhile waits and takes the same one. Some
    /// platforms limit how often a token may be fetched.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Empty,
    Token(Token),
    Paused {
        error: SendError,
        until: DateTime<Utc>,
    },
}

impl Token {
    /// A token that was issued at `now` and is renewed `early`, so that none expires on its way.
    /// `life` is what the platform named, in seconds; it is believed up to the usual life.
    pub fn issued(
        value: SecretString,
        life: Option<i64>,
        now: DateTime<Utc>,
        early: TimeDelta,
    ) -> Self {
        let seconds = life.unwrap_or(USUAL_LIFE_SECONDS).clamp(0, USUAL_LIFE_SECONDS);
        let life = TimeDelta::seconds(seconds);
        // A token shorter than twice the margin is used for half its life instead of being fetched
        // each time.
        Self { value, renew_at: now + (life - early).max(life / 2) }
    }
}

impl From<SendError> for NoToken {
    fn from(error: SendError) -> Self {
        Self { error: error.before_sending(), pause: None }
    }
}

impl TokenCache {
    /// A token that is valid at `now`; `fetch` is awaited only if there is none.
    pub async fn get(
        &self,
        now: DateTime<Utc>,
        fetch: impl Future<Output = Result<Token, NoToken>>,
    ) -> Result<SecretString, SendError> {
        let mut state = self.state.lock().await;
        match &*state {
            State::Token(token) if now < token.renew_at => return Ok(token.value.clone()),
            State::Paused { error, until } if now < *until => return Err(error.clone()),
            _ => {}
        }
        match fetch.await {
            Ok(token) => {
                let value = token.value.clone();
                *state = State::Token(token);
                Ok(value)
            }
            Err(NoToken { error, pause }) => {
                *state = pause.map_or(State::Empty, |pause| State::Paused {
                    error: error.clone(),
                    until: now + pause,
                });
                Err(error)
            }
        }
    }

    /// Forgets a token that the platform no longer accepts, unless somebody else has replaced it
    /// already.
    pub async fn forget(&self, rejected: &SecretString) {
        let mut state = self.state.lock().await;
        let is_it = matches!(&*state, State::Token(token)
            if token.value.expose_secret() == rejected.expose_secret());
        if is_it {
            *state = State::Empty;
        }
    }

    /// Makes one call with the token, and once more with a new token if the platform rejects the
    /// one at hand. Platforms revoke tokens early: when the secret or a permission changes, or
    /// another program fetches one.
    pub async fn call<F, C>(
        &self,
        now: DateTime<Utc>,
        fetch: impl Fn() -> F,
        call: impl Fn(SecretString) -> C,
        is_rejected: impl Fn(&Response) -> bool,
    ) -> Result<Response, SendError>
    where
        F: Future<Output = Result<Token, NoToken>>,
        C: Future<Output = Result<Response, SendError>>,
    {
        let token = self.get(now, fetch()).await?;
        let first = call(token.clone()).await?;
        if !is_rejected(&first) {
            return Ok(first);
        }
        self.forget(&token).await;
        call(self.get(now, fetch()).await?).await
    }
}
