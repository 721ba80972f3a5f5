//! `subscribe` and `unsubscribe`: who gets the news of an incident by mail. A mailbox must be the
//! customer's, and somebody of that mailbox must want it: the person it is declared for is taken at
//! their word; where only its domain is the customer's, a code is sent there, and whoever asked
//! brings it back.
//!
//! An address that is anybody else's is refused with the reason, and nothing is sent to it. A
//! member who has codes sent again and again has to wait: strangers' mailboxes are not filled from
//! here.

use chrono::TimeDelta;

use super::Handlers;
use super::confirmation::{Waiting, pending};
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::recent_commands::Guessed;
use super::reply::Reply;
use crate::domain::directory::{Destination, EmailAddress, Languages, Mailbox, Side};
use crate::domain::incident::{Incident, Refused};
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::ids::IncidentNumber;
use crate::render::{Acts, Audience, RenderContext, subscriptions};
use crate::store::Commit;

/// E-mails take their time, and people look for them.
const EXPIRES_AFTER: TimeDelta = TimeDelta::minutes(30);

impl Handlers {
    /// Sends updates on an incident to a mailbox, at once or after its code came back.
    pub(super) async fn subscribe(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        typed: Option<String>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let (address, mail) = self.mailbox_meant(context, &incident, typed)?;
        let customer = incident.contract_ref.customer();
        let known = customer.and_then(|customer| context.directory.mailbox_of(customer, &address));
        if known == Some(Mailbox::InDomain) {
            return self.send_code_to_mailbox(context, &incident, mail).await;
        }
        self.act(context, &incident, |i, s| i.subscribe(s, &context.actor, mail.clone())).await
    }

    /// Stops updates to a mailbox.
    pub(super) async fn unsubscribe(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        typed: Option<String>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let (_, mail) = self.mailbox_meant(context, &incident, typed)?;
        self.act(context, &incident, |i, _| i.unsubscribe(&context.actor, &mail)).await
    }

    /// The code that was sent to a mailbox came back from whoever asked for it.
    pub(super) async fn subscribe_confirmed(
        &self,
        context: &CommandContext<'_>,
        number: IncidentNumber,
        mailbox: &Destination,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, Some(number)).await?;
        self.act(context, &incident, |i, s| i.subscribe(s, &context.actor, mailbox.clone())).await
    }

    /// The mailbox that was typed, else the caller's own.
    fn mailbox_meant(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        typed: Option<String>,
    ) -> Result<(EmailAddress, Destination), Reply> {
        let platform = self.mail.as_deref().ok_or(Reply::NoMail)?.to_owned();
        let own = context.person.and_then(|person| person.email.clone());
        let address = match typed {
            Some(typed) => typed.parse().map_err(|_| Reply::NoAddress { typed })?,
            None => own.ok_or(Reply::AddressMissing { incident: incident.number })?,
        };
        let mail = Destination { platform, address: address.as_str().to_owned() };
        Ok((address, mail))
    }

    async fn send_code_to_mailbox(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        mail: Destination,
    ) -> Result<Outcome, Stopped> {
        let terms = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let refusal = incident.refuse_subscriber(terms.as_deref(), context.directory, &mail);
        refusal.map_err(|refused| refused_by(refused, incident, terms.clone()))?;
        if self.recent.has_guessed_too_often(context, Guessed::Account) {
            return Err(Reply::MailedTooOften.into());
        }
        self.recent.remember_guess(context, Guessed::Account);
        let code = self.actions.confirmation_code();
        let email = code_email(context, incident, &mail, &code);
        let waiting = Waiting::Subscription { incident: incident.number, mailbox: mail.clone() };
        let pending = pending(context, code, &waiting, EXPIRES_AFTER);
        let commit = Commit { new_confirmation: Some(pending), ..Commit::default() };
        let words = Reply::CodeMailed { address: mail.address }.message(context);
        self.commit_reply_and_tell(context, &words, true, vec![email], commit)
            .await
            .map(Outcome::ConfirmationAsked)
    }
}

fn refused_by(
    refused: Refused,
    incident: &Incident,
    entitlement: Option<std::sync::Arc<crate::domain::entitlement::Entitlement>>,
) -> Reply {
    Reply::Refused { refused: Box::new(refused), incident: Box::new(incident.clone()), entitlement }
}

/// The e-mail with the code, which only a reader of the mailbox can bring back.
fn code_email(
    context: &CommandContext<'_>,
    incident: &Incident,
    mail: &Destination,
    code: &str,
) -> Notice {
    let audience = Audience {
        language: Languages::Both,
        platform: &mail.platform,
        side: Side::Customer,
        keeps_cards: false,
        reader: None,
        group: None,
        acts: Acts::default(),
    };
    let render_context = RenderContext {
        now: context.now,
        directory: context.directory,
        entitlement: None,
        incident: Some(incident),
        audience,
    };
    let message = subscriptions::code(code, context.actor.name(), &render_context);
    Notice {
        to: Recipient::Subscriber(mail.clone()),
        priority: Priority::Reply,
        intent: Intent::Answer { message: Box::new(message), only_for: None },
    }
}
