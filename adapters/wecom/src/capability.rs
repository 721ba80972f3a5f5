//! What each way of WeCom can do.

use std::time::Duration;

use chat::{Buttons, Capabilities, LengthLimit, MentionSupport, RateLimit};

use crate::address::Target;
use crate::settings::Settings;
use crate::text::{LONGEST_MARKDOWN, LONGEST_TEXT};

/// How long a callback may take (vendor pages 90930 and 101031).
const PASSIVE_REPLY: Duration = Duration::from_secs(5);

const MINUTE: Duration = Duration::from_mins(1);

/// The capabilities of every way, and of the platform as a whole.
pub(crate) struct Ways {
    usual: Capabilities,
    robot: Capabilities,
    webhook: Capabilities,
    app: Capabilities,
    app_group: Capabilities,
    robot_speaks_first: bool,
}

impl Ways {
    pub(crate) fn of(settings: &Settings) -> Self {
        let silent = silent(settings);
        let robot_speaks_first = settings.long_connection().is_some();
        let calls = settings.robot.as_ref().is_some_and(|robot| robot.mentions);
        let (robot, webhook) = (robot(&silent, calls), webhook(&silent));
        let (app, app_group) = (app(&silent), app_group(&silent));
        let has_group_voice = !settings.webhooks.is_empty();
        let usual = match settings.app {
            _ if robot_speaks_first => &robot,
            Some(_) if !has_group_voice => &app,
            _ => &webhook,
        };
        Self { usual: usual.clone(), robot, webhook, app, app_group, robot_speaks_first }
    }

    /// Of the way most messages take: the robot's where it speaks first, else the webhooks', else
    /// the app's.
    pub(crate) fn usual(&self) -> &Capabilities {
        &self.usual
    }

    /// Of the way to one address.
    pub(crate) fn at(&self, address: &str) -> &Capabilities {
        match Target::of(address) {
            Ok(Target::Robot(_) | Target::User(_)) if self.robot_speaks_first => &self.robot,
            Ok(Target::Robot(_) | Target::Webhook(_)) => &self.webhook,
            Ok(Target::User(_) | Target::App(_)) => &self.app,
            Ok(Target::AppChat(_)) => &self.app_group,
            Err(_) => &self.usual,
        }
    }
}

/// What all ways have in common.
fn silent(settings: &Settings) -> Capabilities {
    let app_receives = settings.app.as_ref().is_some_and(|app| app.callback.is_some());
    // The app's own calls and the long connection answer better than a response does: by the
    // outbox, with another try. A robot that is called back has nothing but the response.
    let only_responds = settings.robot_callback().is_some() || settings.group_robot.is_some();
    Capabilities {
        receives: settings.robot.is_some() || app_receives || settings.group_robot.is_some(),
        // A card can be changed once, and only after a press on it; that is part of answering the
        // press.
        edit: false,
        buttons: Buttons::None,
        thread: false,
        private_reply: false,
        passive_reply: only_responds.then_some(PASSIVE_REPLY),
        mention: MentionSupport::None,
        length: LengthLimit::Bytes(LONGEST_TEXT),
        rate: None,
        idempotency_key: false,
    }
}

fn robot(silent: &Capabilities, calls: bool) -> Capabilities {
    let accounts = MentionSupport::Accounts { at_most: None };
    Capabilities {
        buttons: Buttons::Callback,
        mention: if calls { accounts } else { MentionSupport::None },
        length: LengthLimit::Bytes(LONGEST_MARKDOWN),
        rate: Some(RateLimit { count: 30, per: MINUTE, mute: Duration::ZERO }),
        ..silent.clone()
    }
}

/// A message that calls somebody is text, which is shorter than markdown; the shorter one is
/// promised.
fn webhook(silent: &Capabilities) -> Capabilities {
    Capabilities {
        mention: MentionSupport::Accounts { at_most: None },
        rate: Some(RateLimit { count: 20, per: MINUTE, mute: MINUTE }),
        ..silent.clone()
    }
}

/// Above thirty a minute to one person the platform drops messages without a word (vendor page
/// 90454).
fn app(silent: &Capabilities) -> Capabilities {
    Capabilities {
        buttons: Buttons::Callback,
        rate: Some(RateLimit { count: 30, per: MINUTE, mute: Duration::ZERO }),
        ..silent.clone()
    }
}

/// Above two hundred a minute members miss messages without a word (vendor page 90454).
fn app_group(silent: &Capabilities) -> Capabilities {
    Capabilities {
        rate: Some(RateLimit { count: 200, per: MINUTE, mute: Duration::ZERO }),
        ..silent.clone()
    }
}
