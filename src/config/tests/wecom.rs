//! The section of WeCom.

use std::io::Write as _;

use chat_wecom::{Receive, Settings};
use chrono::TimeDelta;

use crate::config::{Config, ConfigRefused, PlatformConfig};

const KEY: &str = "FAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAz";

fn load(section: &str) -> Result<Config, ConfigRefused> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    write!(file, "[platforms.wecom]\nkind = \"wecom\"\n{section}").unwrap();
    Config::load_with(Some(file.path()), [])
}

fn wecom(section: &str) -> Settings {
    let config = load(section).unwrap();
    let PlatformConfig::WeCom(wecom) = &config.platforms["wecom"] else { panic!("another kind") };
    (**wecom).clone()
}

/// Every problem and what to do about it, without the name of the temporary file.
fn problems(section: &str) -> String {
    let told = load(section).unwrap_err().to_string();
    told.lines().filter(|line| line.starts_with(' ')).map(str::trim).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_webhook_alone_is_enough() {
    let wecom = wecom("[platforms.wecom.webhooks.oncall]\nkey = \"K\"\n");
    assert!(wecom.robot.is_none() && wecom.app.is_none());
    assert_eq!(
        (wecom.window, wecom.webhooks["oncall"].chat.as_deref()),
        (TimeDelta::minutes(5), None)
    );
}

#[test]
fn a_robot_receives_by_what_was_written_for_it() {
    let robot = |keys: &str| {
        wecom(&format!("[platforms.wecom.robot]\nbot_id = \"AIB\"\n{keys}")).robot.unwrap()
    };
    let connected = robot("secret = \"S\"\n").receive;
    assert!(
        matches!(connected, Receive::LongConnection(long) if long.socket.as_str() == "wss://openws.work.weixin.qq.com/")
    );
    let called_back = robot(&format!("token = \"T\"\nencoding_aes_key = \"{KEY}\"\n")).receive;
    assert!(matches!(called_back, Receive::Callback(_)));
}

#[test]
fn every_problem_is_told_with_what_to_do() {
    let section = "window_minutes = 60\n[platforms.wecom.robot]\nsecret = \"S\"\nsocket = \"ws://127.0.0.1:1\"\n\
                   [platforms.wecom.app]\ntoken = \"T\"\nencoding_aes_key = \"short\"\n\
                   [platforms.wecom.webhooks.oncall]\ntoken = \"x\"\n";
    insta::assert_snapshot!(problems(section), @r#"
    platforms.wecom.corp_id: is missing
    give the organisation's id, for the app's token
    platforms.wecom.robot.bot_id: is missing
    give the robot's id (aibotid)
    platforms.wecom.robot.socket: "ws://127.0.0.1:1" is not a wss address
    write an address such as "wss://openws.work.weixin.qq.com"
    platforms.wecom.app.agent_id: is missing or not a number
    give the app's number (AgentId)
    platforms.wecom.app.secret: is missing
    give the app's secret; or name a file that holds it as `secret_file`
    platforms.wecom.app.encoding_aes_key: is not an EncodingAESKey
    copy all 43 letters and digits
    platforms.wecom.webhooks.oncall.key: is missing
    give the part after key= in the webhook's address; or name a file that holds it as `key_file`
    platforms.wecom.webhooks.oncall.token: is not a known key
    did you mean `key`? If not, remove it
    platforms.wecom.window_minutes: 60 minutes is out of range
    write 1 to 10
    "#);
}

#[test]
fn two_ways_to_be_heard_and_none_to_speak_are_problems() {
    let both = format!(
        "[platforms.wecom.robot]\nbot_id = \"AIB\"\nsecret = \"S\"\ntoken = \"T\"\nencoding_aes_key = \"{KEY}\"\n"
    );
    insta::assert_snapshot!(problems(&both), @r"
    platforms.wecom.robot.secret: is a second way to receive events
    keep `secret` for the long connection, or `token` and `encoding_aes_key` for callbacks
    ");
    insta::assert_snapshot!(problems(""), @r"
    platforms.wecom.kind: can neither receive nor send
    give one of robot, app, webhooks: see the manual
    ");
}
