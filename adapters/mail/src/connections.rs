//! Connections to the server, kept for the next e-mail.
//!
//! A connection is put back only after a whole conversation. One that was given up in the middle,
//! because time ran out or the program ends, is dropped with whatever half-sent e-mail it holds; a
//! server forgets an e-mail whose end it never saw.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use chat::SendError;
use chrono::{DateTime, TimeDelta, Utc};
use lettre::Address;
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use secrecy::ExposeSecret as _;
use tokio::sync::Semaphore;

use crate::reply::{Broken, Place};
use crate::settings::{Settings, SettingsError, Tls};

/// So many conversations at a time; servers let few more in from one place.
const AT_A_TIME: usize = 4;
/// After so long unused a connection is not trusted any more. Servers close them after minutes.
const KEPT: TimeDelta = TimeDelta::seconds(60);

/// The connections to one server.
pub(crate) struct Connections {
    settings: Settings,
    tls: TlsParameters,
    hello: ClientId,
    places: Semaphore,
    idle: Mutex<Vec<(DateTime<Utc>, AsyncSmtpConnection)>>,
}

/// An e-mail in its envelope.
pub(crate) struct Envelope {
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) email: Vec<u8>,
}

impl Connections {
    pub(crate) fn to(settings: Settings) -> Result<Self, SettingsError> {
        let tls = tls_of(&settings)?;
        let hello = ClientId::Domain(settings.from.email.domain().to_owned());
        Ok(Self { tls, hello, places: Semaphore::new(AT_A_TIME), idle: Mutex::default(), settings })
    }

    /// Hands one e-mail over, once.
    pub(crate) async fn deliver(
        &self,
        envelope: Envelope,
        now: DateTime<Utc>,
    ) -> Result<(), SendError> {
        let place = AtomicPlace::default();
        self.in_time(&place, async {
            let mut connection = self.take(now).await?;
            hand_over(&mut connection, envelope, &place).await?;
            self.put_back(connection, now);
            Ok(())
        })
        .await
    }

    /// Whether the server would let us in now.
    pub(crate) async fn check(&self, now: DateTime<Utc>) -> Result<(), SendError> {
        self.in_time(&AtomicPlace::default(), async {
            let connection = self.take(now).await?;
            self.put_back(connection, now);
            Ok(())
        })
        .await
    }

    async fn in_time(
        &self,
        place: &AtomicPlace,
        work: impl Future<Output = Result<(), Broken>>,
    ) -> Result<(), SendError> {
        let work = async {
            let _place = self.places.acquire().await;
            work.await
        };
        match tokio::time::timeout(self.settings.patience, work).await {
            Ok(done) => done.map_err(SendError::from),
            Err(_) => Err(place.get().lost("the mail server did not answer in time")),
        }
    }

    /// A connection that answers: one that was kept, else a new one.
    async fn take(&self, now: DateTime<Utc>) -> Result<AsyncSmtpConnection, Broken> {
        while let Some(mut kept) = self.pop(now) {
            if kept.test_connected().await {
                return Ok(kept);
            }
        }
        self.open().await.map_err(|error| Broken { place: Place::Opening, error })
    }

    fn pop(&self, now: DateTime<Utc>) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(since, _)| now - *since < KEPT);
        idle.pop().map(|(_, connection)| connection)
    }

    fn put_back(&self, connection: AsyncSmtpConnection, now: DateTime<Utc>) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push((now, connection));
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, smtp::Error> {
        let server = (self.settings.host.as_str(), self.settings.port);
        let from_first_byte = (self.settings.tls == Tls::Implicit).then(|| self.tls.clone());
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            server,
            Some(self.settings.patience),
            &self.hello,
            from_first_byte,
            None,
        )
        .await?;
        if self.settings.tls == Tls::StartTls {
            connection.starttls(self.tls.clone(), &self.hello).await?;
        }
        if let Some(login) = &self.settings.login {
            let password = login.password.expose_secret().to_owned();
            let credentials = Credentials::new(login.user.clone(), password);
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
        }
        Ok(connection)
    }
}

/// How far a conversation has come, for whoever gives it up.
#[derive(Default)]
struct AtomicPlace(AtomicBool);

impl AtomicPlace {
    fn begin_content(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn get(&self) -> Place {
        if self.0.load(Ordering::Relaxed) { Place::Content } else { Place::Opening }
    }
}

async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    envelope: Envelope,
    place: &AtomicPlace,
) -> Result<(), Broken> {
    let at = |place| move |error| Broken { place, error };
    connection
        .command(Mail::new(Some(envelope.from), Vec::new()))
        .await
        .map_err(at(Place::Sender))?;
    connection.command(Rcpt::new(envelope.to, Vec::new())).await.map_err(at(Place::Recipient))?;
    connection.command(Data).await.map_err(at(Place::Data))?;
    place.begin_content();
    connection.message(&envelope.email).await.map_err(at(Place::Content))?;
    Ok(())
}

fn tls_of(settings: &Settings) -> Result<TlsParameters, SettingsError> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.authority {
        let authority = Certificate::from_pem(pem.as_bytes());
        builder = builder
            .add_root_certificate(authority.map_err(|_| SettingsError::UnreadableAuthority)?);
    }
    builder.build_rustls().map_err(|_| SettingsError::UnreadableAuthority)
}
