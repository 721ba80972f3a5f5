//! Whether operators are told by a second way when the bot itself is in trouble.

use secrecy::SecretString;

use super::finding::Finding;
use crate::alarm::reach;
use crate::config::Config;

/// Looks at the section `[alarm]`, and whether its hosts answer.
pub(super) async fn findings(config: &Config) -> Vec<Finding> {
    let alarm = &config.alarm;
    let mut findings = Vec::new();
    if !alarm.tells_somebody() {
        let what = "nobody is told by a second way when the bot is in trouble; set \
                    alarm.webhook_url or alarm.email";
        findings.push(Finding::warning("alarm", what));
    }
    if let Some(url) = &alarm.webhook_url {
        findings.push(reached("alarm webhook", url).await);
    }
    if !alarm.email.is_empty() {
        let what = format!("it goes to {}", alarm.email.join(", "));
        findings.push(Finding::ok("alarm mailboxes", what));
    }
    findings.push(if let Some(url) = &alarm.heartbeat_url {
        reached("heartbeat", url).await
    } else {
        let what = "no monitor notices when the whole machine is gone; set alarm.heartbeat_url";
        Finding::warning("heartbeat", what)
    });
    findings
}

async fn reached(subject: &str, url: &SecretString) -> Finding {
    match reach(url).await {
        (place, Ok(())) => Finding::ok(subject, format!("{place} accepts connections")),
        (place, Err(why)) => Finding::fault(subject, format!("{place} cannot be reached: {why}")),
    }
}
