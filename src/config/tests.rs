mod alarm;
mod reach;
mod wecom;

use std::io::Write;

use chat_discord::Mode;
use chat_mail::Tls;
use tempfile::NamedTempFile;

use super::*;

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn load(text: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigRefused> {
    let environment =
        environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load_with(Some(file(text).path()), environment)
}

/// What is told to the operator, with the name of the temporary file made the same each time.
fn refusal(text: &str, environment: &[(&str, &str)]) -> String {
    let file = file(text);
    let environment =
        environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let refused = Config::load_with(Some(file.path()), environment).unwrap_err();
    refused.to_string().replace(&file.path().display().to_string(), "own.toml")
}

const DINGTALK: &str = r#"
[platforms.dingtalk]
kind = "dingtalk"
robot_code = "dingrobot"
app_key = "dingkey"
app_secret = "S3CR3T"
[platforms.dingtalk.robots.oncall]
access_token = "T0K3N"
"#;

#[test]
fn the_manual_says_what_the_defaults_are() {
    let read = Config::load_with(None, []).unwrap();
    let Config { database, http, plans, calendars, log, engine, links, alarm, opening, platforms } =
        Config::default();
    assert_eq!(read.database.url.expose_secret(), database.url.expose_secret());
    assert_eq!(read.http, http);
    assert_eq!((read.plans, read.calendars), (plans, calendars));
    assert_eq!(read.log, log);
    assert_eq!((read.engine, read.opening), (engine, opening));
    assert_eq!((read.links.life_hours, read.links.editions), (links.life_hours, links.editions));
    assert!(read.links.key.is_none() && read.links.public_url.is_none());
    assert_eq!(
        (read.alarm.heartbeat, read.alarm.reminder, read.alarm.language),
        (alarm.heartbeat, alarm.reminder, alarm.language)
    );
    assert!(!read.alarm.tells_somebody() && read.alarm.heartbeat_url.is_none());
    assert!(read.platforms.is_empty() && platforms.is_empty());
}

/// The keys without a default are in the manual as comments; uncommented they must be what is read.
#[test]
fn what_the_manual_shows_in_comments_can_be_written_so() {
    let shown: Vec<&str> =
        MANUAL.lines().skip_while(|line| *line != "# [platforms.dingtalk]").collect();
    let keys = shown
        .iter()
        .map(|line| line.trim_start_matches("# "))
        .filter(|line| !line.starts_with('#'));
    let is_toml = |line: &&str| line.starts_with('[') || line.contains(" = ");
    let written: Vec<String> = keys.filter(is_toml).map(without_files).collect();
    let config = load(&written.join("\n"), &[]).unwrap();
    let PlatformConfig::DingTalk(dingtalk) = &config.platforms["dingtalk"] else {
        panic!("another kind")
    };
    assert_eq!(dingtalk.window, TimeDelta::minutes(5));
    assert_eq!(dingtalk.session_hosts, ["oapi.dingtalk.com", "api.dingtalk.com"]);
    assert!(dingtalk.robots["oncall"].secret.is_some());
    let PlatformConfig::WeLink(welink) = &config.platforms["welink"] else {
        panic!("another kind")
    };
    assert_eq!(welink.per_minute, 20);
    assert_eq!(welink.app.as_ref().unwrap().owner, "Watchbell");
    assert!(welink.tenant.is_some() && welink.relay.is_some());
    assert_eq!(welink.robots["tea"].chat.as_deref(), Some("300000000000001"));
    let PlatformConfig::Mail(mail) = &config.platforms["mail"] else { panic!("another kind") };
    assert_eq!((mail.port, mail.tls, mail.per_minute), (587, Tls::StartTls, 30));
    assert!(mail.login.is_some() && mail.authority.is_some());
}

/// Secrets as if they stood in the file itself; keys have a form that a path has not.
fn without_files(line: &str) -> String {
    if line.starts_with("encoding_aes_key") {
        return format!("encoding_aes_key = \"{}\"", "A".repeat(43));
    }
    line.replace("_file =", " =")
}

#[test]
fn the_file_wins_over_the_manual_and_the_environment_over_the_file() {
    let text = "[http]\nlisten = \"0.0.0.0:80\"\n[engine]\nretention_days = 7\n";
    let config =
        load(text, &[("WATCHBELL__HTTP__LISTEN", "[::1]:9000"), ("HTTP__LISTEN", "x")]).unwrap();
    assert_eq!(config.http.listen.to_string(), "[::1]:9000");
    assert_eq!(config.engine.retention_days, 7);
    assert_eq!(config.log.level, "info");
}

#[test]
fn what_a_link_did_is_remembered_for_as_long_as_the_link_lives() {
    let kept = |retention_days: u32, life_hours: u32| {
        let text = format!(
            "[engine]\nretention_days = {retention_days}\n[links]\nlife_hours = {life_hours}\n"
        );
        load(&text, &[]).unwrap().events_kept()
    };
    assert_eq!(kept(30, 12), TimeDelta::days(30));
    assert_eq!(kept(1, 12), TimeDelta::days(1));
    for hours in [25, 48, 168] {
        assert_eq!(kept(1, hours), TimeDelta::hours(hours.into()));
    }
}

#[test]
fn a_secret_in_a_file_and_one_in_the_text_are_one_key_whose_highest_layer_wins() {
    let url = file("postgres://bot:made-up@127.0.0.1/support");
    let path = url.path().to_str().unwrap();
    let by_environment = load(DINGTALK, &[("WATCHBELL__DATABASE__URL_FILE", path)]).unwrap();
    let by_file = load(&format!("{DINGTALK}\n[database]\nurl_file = \"{path}\"\n"), &[]).unwrap();
    for config in [by_environment, by_file] {
        assert!(config.database.url.expose_secret().starts_with("postgres://"), "not the default");
    }
    let text = format!("{DINGTALK}\n[database]\nurl_file = \"{path}\"\n");
    let config = load(&text, &[("WATCHBELL__DATABASE__URL", "sqlite:other.db")]).unwrap();
    assert_eq!(config.database.url.expose_secret(), "sqlite:other.db");
    let twice = format!("{DINGTALK}\n[database]\nurl = \"sqlite:a.db\"\nurl_file = \"{path}\"\n");
    assert!(refusal(&twice, &[]).contains("database.url: is given twice"));
}

#[test]
fn the_environment_sets_numbers_lists_and_keys_with_lines_in_them() {
    let environment = [
        ("WATCHBELL__ENGINE__RETENTION_DAYS", "90"),
        (
            "WATCHBELL__PLATFORMS__DINGTALK__ALLOWED_REPLY_HOSTS",
            "chat.example.com, oapi.example.com",
        ),
        ("WATCHBELL__PLATFORMS__DINGTALK__ROBOT_CODE", "0042"),
    ];
    let config = load(DINGTALK, &environment).unwrap();
    assert_eq!(config.engine.retention_days, 90);
    let PlatformConfig::DingTalk(dingtalk) = &config.platforms["dingtalk"] else {
        panic!("another kind")
    };
    assert_eq!(dingtalk.session_hosts, ["chat.example.com", "oapi.example.com"]);
    assert_eq!(dingtalk.app.as_ref().unwrap().robot_code, "0042");
}

#[test]
fn group_robots_alone_need_no_app() {
    let robots = &DINGTALK[DINGTALK.find("[platforms.dingtalk.robots").unwrap()..];
    let config =
        load(&format!("[platforms.dingtalk]\nkind = \"dingtalk\"\n{robots}"), &[]).unwrap();
    let PlatformConfig::DingTalk(dingtalk) = &config.platforms["dingtalk"] else {
        panic!("another kind")
    };
    assert!(dingtalk.app.is_none());
}

#[test]
fn a_secret_may_stand_in_a_file_of_its_own() {
    let secret = file("from-a-file\n");
    let path = secret.path().display().to_string();
    let text = DINGTALK.replace("app_secret = \"S3CR3T\"", "");
    let config =
        load(&text, &[("WATCHBELL__PLATFORMS__DINGTALK__APP_SECRET_FILE", &path)]).unwrap();
    let PlatformConfig::DingTalk(dingtalk) = &config.platforms["dingtalk"] else {
        panic!("another kind")
    };
    assert_eq!(dingtalk.app.as_ref().unwrap().secret.expose_secret(), "from-a-file");
}

#[test]
#[expect(clippy::too_many_lines, reason = "what is told is a table")]
fn all_problems_are_told_at_once_with_a_way_out() {
    let text = r#"
[http]
listen = "everywhere"
lisen = "127.0.0.1:8080"
public_url = "watchbell.example.com"
request_timeout_seconds = 0
[plans]
dir = "/nowhere/at/all"
[log]
format = "yaml"
level = "info,watchbell=loud"
[engine]
retention_days = 0
[platforms.dingtalk]
kind = "dingtalk"
app_key = ""
app_secret = "S3CR3T"
app_secret_file = "/run/secrets/x"
window_minutes = 600
oapi_base = "oapi.dingtalk.com"
[platforms.dingtalk.robots]
oncall = "T0K3N"
[platforms.Icq]
kind = "icq"
number = 1
[metrics]
"#;
    insta::assert_snapshot!(refusal(text, &[("WATCHBELL__DATABASE__URL", "mysql://root:P4SS@db/x")]), @r#"
    the configuration has 18 problems; nothing was started
      database.url: names no known database engine
        write "sqlite:PATH" or "postgres://USER@HOST/DATABASE"
      http.listen: "everywhere" is not an address and a port such as "127.0.0.1:8080"
        write an address and a port such as "127.0.0.1:8080"
      http.public_url: "watchbell.example.com" is not an http address
        write an address such as "https://watchbell.example.com"
      http.request_timeout_seconds: must be longer than zero
        write at least 1
      http.lisen: is not a known key
        did you mean `listen`? If not, remove it
      platforms.Icq.kind: "Icq" is not a valid platform name
        use lowercase letters, digits and hyphens: the name is part of addresses and of the webhook's path
      platforms.Icq.kind: "icq" is not a platform kind
        write "dingtalk", "discord", "mail", "wecom" or "welink"
      platforms.dingtalk.robot_code: is missing
        give the robot's code from the app's console
      platforms.dingtalk.app_key: is missing
        give the app's key (client id)
      platforms.dingtalk.app_secret: is given twice, once as a file
        keep one of `app_secret` and `app_secret_file`
      platforms.dingtalk.window_minutes: 600 minutes is out of range
        write 1 to 60; DingTalk itself accepts nothing older than an hour
      platforms.dingtalk.oapi_base: "oapi.dingtalk.com" is not an https address
        write an address such as "https://oapi.dingtalk.com"
      platforms.dingtalk.robots.oncall: is not a section
        write [platforms.dingtalk.robots.oncall] and its keys below
      plans.dir: there is no folder /nowhere/at/all
        create the folder, or remove the key
      log.level: "info,watchbell=loud" is not a log level
        write error, warn, info, debug or trace, or a list such as "info,watchbell::engine=debug"
      log.format: "yaml" is not "text" or "json"
        write "text" or "json"
      engine.retention_days: would keep nothing
        write at least 1: kept events identify repeats
      metrics: is not a known key
        remove it; known keys: alarm, calendars, database, engine, http, links, log, opening, plans, platforms
    "#);
}

#[test]
fn a_syntax_error_is_told_by_its_place_without_quoting_the_line() {
    let text = "[database]\nurl = \"postgres://bell:P4SS@db/bell\n";
    insta::assert_snapshot!(refusal(text, &[]), @r#"
    the configuration has 1 problem; nothing was started
      own.toml:2:36: invalid basic string, expected `"`
        correct the TOML there
    "#);
}

#[test]
fn a_secret_file_that_cannot_be_read_is_named() {
    let text = DINGTALK.replace("app_secret = \"S3CR3T\"", "app_secret_file = \"/nowhere/secret\"");
    insta::assert_snapshot!(refusal(&text, &[]), @"
    the configuration has 1 problem; nothing was started
      platforms.dingtalk.app_secret_file: /nowhere/secret cannot be used: No such file or directory (os error 2)
        name a file that this process may read and that holds only the secret
    ");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let refused = Config::load_with(Some(Path::new("/nowhere/watchbell.toml")), []).unwrap_err();
    insta::assert_snapshot!(refused, @"
    the configuration has 1 problem; nothing was started
      /nowhere/watchbell.toml: cannot be read: No such file or directory (os error 2)
        check the path after --config
    ");
}

#[test]
fn no_secret_is_printed() {
    let text = format!("{DINGTALK}[database]\nurl = \"postgres://bell:P4SS@db/bell\"");
    let printed = format!("{:?}", load(&text, &[]).unwrap());
    for secret in ["S3CR3T", "T0K3N", "P4SS"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn links_need_a_key_that_cannot_be_guessed_and_an_address() {
    insta::assert_snapshot!(refusal("[links]\nkey = \"short\"\nlife_hours = 0\n", &[]), @"
    the configuration has 3 problems; nothing was started
      links.key: has 5 bytes and could be guessed
        use at least 32, for example from `openssl rand -base64 48`
      links.public_url: links need an address
        write the address where people open the pages, here or as http.public_url
      links.life_hours: 0 hours is out of range
        write 1 to 168
    ");
    let text = "[http]\npublic_url = \"https://bot.example/\"\n[links]\nkey = \"0123456789abcdef0123456789abcdef\"\n";
    let config = load(text, &[]).unwrap();
    assert!(
        config.links.are_made()
            && config.links.public_url.as_deref() == Some("https://bot.example")
    );
}

#[test]
fn a_deaf_platform_without_links_is_remarked_on() {
    let welink =
        "[platforms.welink]\nkind = \"welink\"\n[platforms.welink.robots.tea]\ntoken = \"T0K3N\"\n";
    insta::assert_snapshot!(load(welink, &[]).unwrap().remarks().join("\n"), @"platforms.welink: WeLink bots cannot receive messages, and without links.key nobody can act from their messages");
    let links = "[links]\nkey = \"0123456789abcdef0123456789abcdef\"\npublic_url = \"https://bot.example\"\n";
    assert!(load(&format!("{links}{welink}"), &[]).unwrap().remarks().is_empty());
}

#[test]
fn every_problem_of_a_welink_section_is_told_at_once() {
    let text = "[platforms.welink]\nkind = \"welink\"\nowner = \"一二三四五六七\"\nper_minute = 0\n\
                tenant_callback = true\nrelay_secret = \"short\"\nbase = \"http://welink.example\"\n\
                [platforms.welink.robots.tea]\nchat = \"c\"\n";
    insta::assert_snapshot!(refusal(text, &[]), @r#"
    the configuration has 6 problems; nothing was started
      platforms.welink.owner: "一二三四五六七" is 21 bytes long
        write 1 to 18 bytes: six Chinese characters
      platforms.welink.tenant_callback: needs an app, whose secret decrypts callbacks
        give client_id and client_secret, or remove the key
      platforms.welink.relay_secret: has 5 bytes and could be guessed
        use at least 32 bytes
      platforms.welink.per_minute: would send nothing
        write at least 1
      platforms.welink.base: "http://welink.example" is not an https address
        write an address such as "https://open.welink.huaweicloud.com"
      platforms.welink.robots.tea.token: is missing
        give the token in the robot's webhook; or name a file that holds it as `token_file`
    "#);
}

#[test]
fn what_needs_stream_mode_is_refused_without_it() {
    let keys = "card_template = \"t.schema\"\nconnections = 3\n[platforms.dingtalk.robots";
    let called_back = DINGTALK.replace("[platforms.dingtalk.robots", keys);
    insta::assert_snapshot!(refusal(&called_back, &[]), @r#"
    the configuration has 2 problems; nothing was started
      platforms.dingtalk.connections: needs Stream mode
        write mode = "stream", and choose Stream mode in the app's console
      platforms.dingtalk.card_template: needs Stream mode
        write mode = "stream", and choose Stream mode in the app's console
    "#);
    let streaming = called_back.replace("kind =", "mode = \"stream\"\nkind =");
    let config = load(&streaming, &[]).unwrap();
    let PlatformConfig::DingTalk(dingtalk) = &config.platforms["dingtalk"] else {
        panic!("another kind")
    };
    assert_eq!(dingtalk.stream.as_ref().unwrap().connections, 3);
    assert_eq!(dingtalk.card_template.as_deref(), Some("t.schema"));
}

#[test]
fn stream_mode_is_refused_when_nobody_could_hear_or_its_numbers_are_odd() {
    let robots = &DINGTALK[DINGTALK.find("[platforms.dingtalk.robots").unwrap()..];
    let deaf = format!("[platforms.dingtalk]\nkind = \"dingtalk\"\nmode = \"stream\"\n{robots}");
    insta::assert_snapshot!(refusal(&deaf, &[]), @r"
    the configuration has 1 problem; nothing was started
      platforms.dingtalk.mode: needs an app to receive events
        write robot_code, app_key and app_secret, or remove mode
    ");
    let odd = "mode = \"stream\"\nconnections = 0\nkeepalive_seconds = 61\nkind =";
    insta::assert_snapshot!(refusal(&DINGTALK.replace("kind =", odd), &[]), @r"
    the configuration has 2 problems; nothing was started
      platforms.dingtalk.connections: 0 is out of range
        write 1 to 10
      platforms.dingtalk.keepalive_seconds: 61 is out of range
        write 1 to 60
    ");
    insta::assert_snapshot!(refusal(&DINGTALK.replace("kind =", "mode = \"socket\"\nkind ="), &[]), @r#"
    the configuration has 1 problem; nothing was started
      platforms.dingtalk.mode: "socket" is not a way to receive events
        write "http" or "stream", as in the app's console
    "#);
}

#[test]
fn discord_is_read_and_what_is_wrong_with_it_is_told() {
    let sound =
        "[platforms.discord]\nkind = \"discord\"\napplication_id = \"7001\"\ntoken = \"S3CR3T\"\n";
    let config = load(sound, &[]).unwrap();
    let PlatformConfig::Discord(discord) = &config.platforms["discord"] else {
        panic!("another kind")
    };
    assert_eq!((&discord.mode, discord.base.as_str()), (&Mode::Gateway, "https://discord.com/"));
    let text = r#"
[platforms.discord]
kind = "discord"
application_id = "watchbell"
mode = "interactions"
public_key = "5ECRET"
window_minutes = 60
guild_id = "our server"
base = "http://discord.com"
"#;
    insta::assert_snapshot!(refusal(text, &[]), @r#"
    the configuration has 6 problems; nothing was started
      platforms.discord.application_id: "watchbell" is not a Discord id
        write the digits, as "Copy ID" gives them
      platforms.discord.token: is missing
        give the bot's token from the developer portal; or name a file that holds it as `token_file`
      platforms.discord.window_minutes: 60 minutes is out of range
        write 1 to 15
      platforms.discord.public_key: is not a public key
        copy the 64 hexadecimal digits from "General Information"
      platforms.discord.guild_id: "our server" is not a Discord id
        write the digits, as "Copy ID" gives them
      platforms.discord.base: "http://discord.com" is not an https address
        write an address such as "https://discord.com"
    "#);
}

#[test]
fn mail_is_read_and_what_is_wrong_with_it_is_told() {
    let sound = "[platforms.mail]\nkind = \"mail\"\nhost = \"mail.vendor.example\"\ntls = \"implicit\"\n\
                 user = \"watchbell\"\npassword = \"S3CR3T\"\nfrom = \"Watchbell <bell@vendor.example>\"\n";
    let config = load(sound, &[]).unwrap();
    let PlatformConfig::Mail(mail) = &config.platforms["mail"] else { panic!("another kind") };
    assert_eq!((mail.port, mail.tls, mail.per_minute), (465, Tls::Implicit, 30));
    assert!(!format!("{mail:?}").contains("S3CR3T"));
    let text = r#"
[platforms.mail]
kind = "mail"
tls = "ssl"
user = "watchbell"
from = "Watchbell"
reply_to = "support"
unsubscribe_to = "no@body"
per_minute = 0
"#;
    insta::assert_snapshot!(refusal(text, &[]), @r#"
    the configuration has 7 problems; nothing was started
      platforms.mail.tls: "ssl" is not a TLS mode
        write "starttls", "implicit", or "none" for a server on this machine
      platforms.mail.host: is missing
        give the name of the mail server
      platforms.mail.password: is missing
        give the password for the login; or name a file that holds it as `password_file`
      platforms.mail.from: "Watchbell" is not an e-mail address
        write it like "bell@vendor.example"
      platforms.mail.reply_to: "support" is not an e-mail address
        write it like "bell@vendor.example"
      platforms.mail.unsubscribe_to: "no@body" is not an e-mail address
        write it like "bell@vendor.example"
      platforms.mail.per_minute: would send nothing
        write at least 1
    "#);
    let in_clear = sound.replace("implicit", "none");
    insta::assert_snapshot!(refusal(&in_clear, &[]), @r#"
    the configuration has 1 problem; nothing was started
      platforms.mail.tls: the password would cross the network unencrypted
        write "starttls" or "implicit"
    "#);
    assert!(load(&in_clear.replace("mail.vendor.example", "127.0.0.1"), &[]).is_ok());
}
