//! Who gets the news of an incident by mail. A mailbox must be the customer's, and somebody of that mailbox must want
//! it: the person it is declared for is taken at their word; where only its domain is the customer's, a code is sent
//! there, and whoever asked brings it back.
//!
//! An address that is anybody else's is refused with the reason, and nothing is sent to it. A member who has codes
//! sent again and again has to wait: strangers' mailboxes are not filled from here.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::caller::Hearing;
use super::words::Words;
use super::{Desk, Said, Stopped};
use crate::commands::command::ConfirmationCode;
use crate::domain::directory::{Destination, EmailAddress, Language, Mailbox, Side};
use crate::domain::incident::{Incident, Refused};
use crate::domain::notice::{Intent, Lane, Notice, Recipient};
use crate::ids::IncidentNumber;
use crate::render::{Acts, Audience, Scene, subscriptions};
use crate::store::{Commit, PendingConfirmation};

/// Letters take their time, and people look for them.
const EXPIRES_AFTER: TimeDelta = TimeDelta::minutes(30);

/// What waits for a code that was sent to a mailbox.
#[derive(Debug, Serialize, Deserialize)]
struct Mailed {
    incident: IncidentNumber,
    subscribes: Destination,
}

impl Desk {
    /// Has the news of an incident sent to a mailbox, at once or after it brought a code back.
    pub(super) async fn subscribe(
        &self,
        hearing: &Hearing<'_>,
        incident: &Incident,
        typed: Option<String>,
    ) -> Result<Said, Stopped> {
        let (address, mail) = self.mailbox_meant(hearing, incident, typed)?;
        let customer = incident.footing.customer();
        let known = customer.and_then(|customer| hearing.directory.mailbox_of(customer, &address));
        if known == Some(Mailbox::InDomain) {
            return self.send_code_to_mailbox(hearing, incident, mail).await;
        }
        let actor = hearing.actor.clone();
        self.act(hearing, incident, None, |i, s| i.subscribe(s, &actor, mail.clone())).await
    }

    /// Ends the news to a mailbox.
    pub(super) async fn unsubscribe(
        &self,
        hearing: &Hearing<'_>,
        incident: &Incident,
        typed: Option<String>,
    ) -> Result<Said, Stopped> {
        let (_, mail) = self.mailbox_meant(hearing, incident, typed)?;
        let actor = hearing.actor.clone();
        self.act(hearing, incident, None, |i, _| i.unsubscribe(&actor, &mail)).await
    }

    /// The code that was sent to a mailbox, brought back by whoever asked for it.
    pub(super) async fn take_mailed_code(
        &self,
        hearing: &Hearing<'_>,
        code: &ConfirmationCode,
    ) -> Result<Said, Stopped> {
        let pending = self.actions.store.confirmation(code.as_str()).await?;
        let pending = pending.filter(|pending| super::question::is_theirs(pending, hearing));
        let mailed =
            pending.and_then(|pending| serde_json::from_str::<Mailed>(&pending.command).ok());
        let Some(mailed) = mailed else { return Err(Words::ConfirmationUnknown.into()) };
        let incident = self.find(hearing, Some(mailed.incident)).await?;
        let actor = hearing.actor.clone();
        let takes = Some(code.as_str());
        self.act(hearing, &incident, takes, |i, s| {
            i.subscribe(s, &actor, mailed.subscribes.clone())
        })
        .await
    }

    /// The mailbox that was typed, else the caller's own.
    fn mailbox_meant(
        &self,
        hearing: &Hearing<'_>,
        incident: &Incident,
        typed: Option<String>,
    ) -> Result<(EmailAddress, Destination), Words> {
        let platform = self.mail.as_deref().ok_or(Words::NoMail)?.to_owned();
        let own = hearing.person.and_then(|person| person.email.clone());
        let address = match typed {
            Some(typed) => typed.parse().map_err(|_| Words::NoAddress { typed })?,
            None => own.ok_or(Words::AddressMissing { incident: incident.number })?,
        };
        let mail = Destination { platform, address: address.as_str().to_owned() };
        Ok((address, mail))
    }

    async fn send_code_to_mailbox(
        &self,
        hearing: &Hearing<'_>,
        incident: &Incident,
        mail: Destination,
    ) -> Result<Said, Stopped> {
        let terms = self.actions.entitlement_on(hearing.directory, &incident.footing);
        let refusal = incident.refuse_subscriber(terms.as_deref(), hearing.directory, &mail);
        refusal.map_err(|refused| refused_by(refused, incident, terms.clone()))?;
        if self.memory.has_guessed_too_often(hearing) {
            return Err(Words::MailedTooOften.into());
        }
        self.memory.remember_guess(hearing);
        let code = self.actions.confirmation_code();
        let letter = code_letter(hearing, incident, &mail, &code);
        let commit =
            Commit { asks: Some(waiting(hearing, incident, &mail, &code)), ..Commit::default() };
        let words = Words::CodeMailed { address: mail.address }.message(hearing);
        self.commit_words_and_tell(hearing, &words, true, vec![letter], commit)
            .await
            .map(Said::Asked)
    }
}

fn refused_by(
    refused: Refused,
    incident: &Incident,
    entitlement: Option<std::sync::Arc<crate::domain::entitlement::Entitlement>>,
) -> Words {
    Words::Refused { refused: Box::new(refused), incident: Box::new(incident.clone()), entitlement }
}

fn waiting(
    hearing: &Hearing<'_>,
    incident: &Incident,
    mail: &Destination,
    code: &str,
) -> PendingConfirmation {
    let mailed = Mailed { incident: incident.number, subscribes: mail.clone() };
    PendingConfirmation {
        code: code.to_owned(),
        platform: hearing.origin.platform.clone(),
        account: hearing.account.clone(),
        room: hearing.origin.room.to_string(),
        command: serde_json::to_string(&mailed).unwrap_or_default(),
        expires_at: hearing.now + EXPIRES_AFTER,
    }
}

/// The code, for whoever reads the mailbox: they alone can say it.
fn code_letter(
    hearing: &Hearing<'_>,
    incident: &Incident,
    mail: &Destination,
    code: &str,
) -> Notice {
    let audience = Audience {
        language: Language::Both,
        platform: &mail.platform,
        side: Side::Customer,
        keeps_cards: false,
        reader: None,
        group: None,
        acts: Acts::default(),
    };
    let scene = Scene {
        now: hearing.now,
        directory: hearing.directory,
        entitlement: None,
        incident: Some(incident),
        audience,
    };
    let message = subscriptions::code(code, hearing.actor.name(), &scene);
    Notice {
        to: Recipient::Subscriber(mail.clone()),
        lane: Lane::Echo,
        intent: Intent::Answer {
            message: serde_json::to_string(&message).unwrap_or_default(),
            only_for: None,
        },
    }
}
