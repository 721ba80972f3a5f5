//! Objects as Discord shows them: messages, channels, people, the application.

use serde_json::{Value, json};

use crate::setup::Setup;
use crate::state::{Channel, Posted, State};

pub(crate) fn bot(setup: &Setup) -> Value {
    json!({"id": setup.application, "username": "watchbell", "discriminator": "0", "avatar": null, "bot": true,
        "global_name": null, "flags": 0, "public_flags": 0, "mfa_enabled": false, "verified": true, "email": null,
        "locale": "en-US"})
}

pub(crate) fn person(account: &str) -> Value {
    json!({"id": account, "username": format!("person{account}"), "global_name": format!("Person {account}"),
        "discriminator": "0", "avatar": null, "bot": false, "public_flags": 0})
}

pub(crate) fn member(account: &str) -> Value {
    json!({"user": person(account), "nick": null, "avatar": null, "roles": [], "permissions": "8",
        "joined_at": "2026-01-01T00:00:00+00:00", "deaf": false, "mute": false, "pending": false, "flags": 0})
}

/// The server as a bot gets it after it has connected: with its roles, and without other members.
pub(crate) fn guild(setup: &Setup) -> Value {
    let role = |id: &str, name: &str, managed: bool| {
        json!({"id": id, "name": name, "color": 0,
            "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
            "hoist": false, "icon": null, "unicode_emoji": null, "position": u8::from(managed),
            "permissions": "8", "managed": managed, "mentionable": false, "flags": 0})
    };
    let mut own = role(&setup.role, "watchbell", true);
    own["tags"] = json!({"bot_id": setup.application});
    json!({
        "id": setup.guild, "name": "Lantern Bank (fictitious)", "icon": null, "splash": null,
        "discovery_splash": null, "owner_id": "1", "afk_channel_id": null, "afk_timeout": 300,
        "verification_level": 0, "default_message_notifications": 1, "explicit_content_filter": 0,
        "roles": [role(&setup.guild, "@everyone", false), own], "emojis": [], "features": [], "mfa_level": 0,
        "application_id": null, "system_channel_id": null, "system_channel_flags": 0, "rules_channel_id": null,
        "vanity_url_code": null, "description": null, "banner": null, "premium_tier": 0,
        "preferred_locale": "en-US", "public_updates_channel_id": null, "nsfw_level": 0, "stickers": [],
        "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null,
        "joined_at": "2026-01-01T00:00:00+00:00", "large": false, "unavailable": false, "member_count": 1,
        "voice_states": [], "members": [], "channels": [], "threads": [], "presences": [],
        "stage_instances": [], "guild_scheduled_events": [],
    })
}

pub(crate) fn application(setup: &Setup) -> Value {
    json!({"id": setup.application, "name": "watchbell", "icon": null, "description": "", "bot_public": false,
        "bot_require_code_grant": false, "verify_key": setup.public_key_hex(), "team": null, "flags": 0,
        "owner": person("1"), "summary": ""})
}

pub(crate) fn message(setup: &Setup, message: &Posted) -> Value {
    let flags =
        if message.only_for.is_some() { 64 } else { 0 } | if message.is_loading { 128 } else { 0 };
    let mentions: Vec<Value> = message
        .mentioned
        .iter()
        .filter(|account| *account != "everyone")
        .map(|account| person(account))
        .collect();
    json!({
        "id": message.id, "channel_id": message.channel, "author": bot(setup), "content": message.content,
        "timestamp": message.at.to_rfc3339(),
        "edited_timestamp": (message.edits > 0).then(|| message.at.to_rfc3339()),
        "tts": false, "mention_everyone": message.mentioned.iter().any(|account| account == "everyone"),
        "mentions": mentions, "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
        "flags": flags, "components": message.components, "nonce": message.nonce,
    })
}

pub(crate) fn channel(setup: &Setup, state: &State, id: &str) -> Value {
    match state.channels.get(id) {
        Some(Channel::Direct(person)) => {
            json!({"id": id, "type": 1, "recipients": [self::person(person)], "last_message_id": null})
        }
        Some(Channel::Thread(parent)) => json!({"id": id, "type": 11, "guild_id": setup.guild,
            "parent_id": parent, "name": "thread", "owner_id": setup.application, "permissions": "8",
            "message_count": 0, "member_count": 1, "rate_limit_per_user": 0,
            "thread_metadata": {"archived": false, "auto_archive_duration": 1440, "locked": false,
                "archive_timestamp": "2026-01-01T00:00:00+00:00"}}),
        Some(Channel::Text) | None => {
            json!({"id": id, "type": 0, "guild_id": setup.guild, "name": format!("room-{id}"),
            "position": 0, "permission_overwrites": [], "nsfw": false, "parent_id": null, "permissions": "8"})
        }
    }
}
