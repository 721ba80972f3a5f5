//! What an interaction says, read from its JSON, whichever way it came.
//!
//! Unknown fields are skipped and absent ones make an interaction unreadable only where nothing can
//! be done without them (Discord documentation, `interactions/receiving-and-responding`).

use chat::Sender;
use serde_json::Value;

use crate::places::thread_parent;
use crate::reply::Token;
use crate::snowflake::Snowflake;

/// An interaction, read.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Interaction {
    /// A check of the address.
    Ping,
    /// Somebody did something.
    Used(Box<Used>),
}

/// What somebody did, where, and by which token it is answered.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Used {
    pub(crate) id: Snowflake,
    pub(crate) application: Snowflake,
    pub(crate) token: Token,
    pub(crate) place: Place,
    pub(crate) sender: Sender,
    pub(crate) act: Act,
}

/// Where it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The channel, or the channel above the thread.
    pub(crate) channel: Snowflake,
    pub(crate) thread: Option<Snowflake>,
    /// Whether only the person and the bot are there.
    pub(crate) is_direct: bool,
    pub(crate) title: Option<String>,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    /// A command was used. Names are always the default ones, never the localized.
    Command {
        /// The command below the root.
        name: String,
        /// Its options, name and value.
        options: Vec<(String, String)>,
    },
    /// An option of a command is being typed.
    Typing {
        /// The command below the root.
        name: String,
        /// The option.
        option: String,
        /// What is there so far.
        typed: String,
    },
    /// A button was pressed.
    Press {
        /// The `custom_id` of the button.
        key: String,
        /// The message that holds it.
        message: Option<Snowflake>,
    },
    /// A form was sent.
    Form {
        /// The `custom_id` of the form.
        key: String,
        /// Its fields, name and value.
        fields: Vec<(String, String)>,
    },
    /// Something this adapter offers nobody.
    Other,
}

/// Reads an interaction; none when it lacks what every interaction has.
pub(crate) fn read(body: &Value) -> Option<Interaction> {
    let kind = body.get("type")?.as_u64()?;
    if kind == 1 {
        return Some(Interaction::Ping);
    }
    let user = body.pointer("/member/user").or_else(|| body.get("user"))?;
    Some(Interaction::Used(Box::new(Used {
        id: Snowflake::of(body, "id")?,
        application: Snowflake::of(body, "application_id")?,
        token: Token::parse(body.get("token")?.as_str()?)?,
        place: place(body)?,
        sender: sender(user, body.get("member"))?,
        act: act(kind, body),
    })))
}

/// The account and the name shown there: the name on the server, else the global one.
pub(crate) fn sender(user: &Value, member: Option<&Value>) -> Option<Sender> {
    let names = [
        member.and_then(|member| member.get("nick")),
        user.get("global_name"),
        user.get("username"),
    ];
    let display =
        names.into_iter().flatten().find_map(Value::as_str).unwrap_or_default().to_owned();
    Some(Sender { account: Snowflake::of(user, "id")?.as_str().to_owned(), display })
}

fn place(body: &Value) -> Option<Place> {
    let channel = Snowflake::of(body, "channel_id")?;
    let details = body.get("channel");
    let title =
        details.and_then(|channel| channel.get("name")).and_then(Value::as_str).map(str::to_owned);
    let is_direct = Snowflake::of(body, "guild_id").is_none();
    Some(match details.and_then(thread_parent) {
        Some(parent) => Place { channel: parent, thread: Some(channel), is_direct, title: None },
        None => Place { channel, thread: None, is_direct, title },
    })
}

fn act(kind: u64, body: &Value) -> Act {
    let data = body.get("data").unwrap_or(&Value::Null);
    let act = match kind {
        2 => command(data),
        3 => press(data, body),
        4 => typing(data),
        5 => form(data),
        _ => None,
    };
    act.unwrap_or(Act::Other)
}

fn command(data: &Value) -> Option<Act> {
    let (name, options) = subcommand(data)?;
    let named = |option: &Value| Some((text(option, "name")?, value(option)?));
    Some(Act::Command { name, options: options.iter().filter_map(named).collect() })
}

fn typing(data: &Value) -> Option<Act> {
    let (name, options) = subcommand(data)?;
    let focused =
        options.iter().find(|option| option.get("focused") == Some(&Value::Bool(true)))?;
    Some(Act::Typing {
        name,
        option: text(focused, "name")?,
        typed: value(focused).unwrap_or_default(),
    })
}

fn subcommand(data: &Value) -> Option<(String, &[Value])> {
    const SUBCOMMAND: u64 = 1;
    let command = data.get("options")?.as_array()?.first()?;
    if command.get("type")?.as_u64()? != SUBCOMMAND {
        return None;
    }
    let options = command.get("options").and_then(Value::as_array).map(Vec::as_slice);
    Some((text(command, "name")?, options.unwrap_or_default()))
}

fn press(data: &Value, body: &Value) -> Option<Act> {
    let message = body.get("message").and_then(|message| Snowflake::of(message, "id"));
    Some(Act::Press { key: text(data, "custom_id")?, message })
}

/// Each field stands alone in a row of its own.
fn form(data: &Value) -> Option<Act> {
    let rows = data.get("components")?.as_array()?;
    let fields = rows.iter().filter_map(|row| row.get("components")?.as_array()?.first());
    let named = |field: &Value| Some((text(field, "custom_id")?, text(field, "value")?));
    Some(Act::Form { key: text(data, "custom_id")?, fields: fields.filter_map(named).collect() })
}

fn text(object: &Value, field: &str) -> Option<String> {
    object.get(field)?.as_str().map(str::to_owned)
}

fn value(option: &Value) -> Option<String> {
    match option.get("value")? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_set) => Some(is_set.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn used(mut body: Value, more: Value) -> Used {
        let base = json!({"id": "9001", "application_id": "7001", "token": "T", "guild_id": "2001",
            "channel_id": "3001", "member": {"nick": "张工", "user": {"id": "42", "username": "zhang"}}});
        for part in [base, more] {
            body.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        }
        match read(&body) {
            Some(Interaction::Used(used)) => *used,
            _ => panic!("unreadable: {body}"),
        }
    }

    #[test]
    fn a_command_is_read_with_its_options() {
        let data = json!({"name": "incident", "options": [{"type": 1, "name": "open", "options":
            [{"type": 3, "name": "title", "value": "数据库宕机"}, {"type": 4, "name": "count", "value": 3}]}]});
        let used = used(json!({"type": 2, "data": data}), json!({}));
        assert_eq!((used.sender.account.as_str(), used.sender.display.as_str()), ("42", "张工"));
        let options = vec![("title".into(), "数据库宕机".into()), ("count".into(), "3".into())];
        assert_eq!(used.act, Act::Command { name: "open".into(), options });
    }

    #[test]
    fn what_is_done_in_a_thread_is_done_in_the_channel_above() {
        let pressed = json!({"type": 3, "data": {"custom_id": "ack:1"}, "message": {"id": "4001"}});
        let thread = json!({"channel_id": "4001", "channel": {"id": "4001", "type": 11, "parent_id": "3001"}});
        let used = used(pressed, thread);
        let id = |digits| Snowflake::parse(digits).unwrap();
        assert_eq!((used.place.channel, used.place.thread), (id("3001"), Some(id("4001"))));
        assert_eq!(used.act, Act::Press { key: "ack:1".into(), message: Some(id("4001")) });
    }

    #[test]
    fn a_category_above_a_channel_makes_no_thread_of_it() {
        let channel =
            json!({"channel": {"id": "3001", "type": 0, "parent_id": "1", "name": "ops"}});
        let used = used(json!({"type": 2, "data": {}}), channel);
        assert_eq!((used.place.thread, used.place.title.as_deref()), (None, Some("ops")));
        assert_eq!(used.act, Act::Other);
    }

    #[test]
    fn a_form_and_a_focused_option_are_read() {
        let field = |name: &str, value: &str| json!({"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]});
        let data = json!({"custom_id": "form:open", "components": [field("title", "x"), field("level", "")]});
        let fields = vec![("title".into(), "x".into()), ("level".into(), String::new())];
        let wanted = Act::Form { key: "form:open".into(), fields };
        assert_eq!(used(json!({"type": 5, "data": data}), json!({})).act, wanted);
        let data = json!({"options": [{"type": 1, "name": "ack", "options":
            [{"type": 3, "name": "number", "value": "12", "focused": true}]}]});
        let wanted =
            Act::Typing { name: "ack".into(), option: "number".into(), typed: "12".into() };
        assert_eq!(used(json!({"type": 4, "data": data}), json!({})).act, wanted);
    }

    #[test]
    fn what_cannot_be_answered_is_unreadable() {
        for body in
            [json!({}), json!({"type": 2}), json!({"type": 2, "user": {"id": "42"}, "id": "1"})]
        {
            assert!(read(&body).is_none(), "{body}");
        }
        assert!(read(&json!({"type": 1})) == Some(Interaction::Ping));
    }
}
