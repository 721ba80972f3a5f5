//! Whom the program tells that it is in trouble.

use super::{load, refusal};

#[test]
fn an_alarm_needs_addresses_that_work_and_shows_none() {
    let told = refusal(
        "[alarm]\nwebhook_url = \"hooks.example/S3CR3T\"\nheartbeat_url = \"ftp://K3Y\"\n\
         email = [\"ops\"]\nreminder_seconds = 0\nlanguage = \"fr\"\n",
        &[],
    );
    insta::assert_snapshot!(told, @r#"
    the configuration has 6 problems; nothing was started
      alarm.webhook_url: is not an http address
        write an address such as "https://alerts.example.com/watchbell"
      alarm.email: "ops" is not an e-mail address
        write it like "ops@vendor.example"
      alarm.heartbeat_url: is not an http address
        write an address such as "https://alerts.example.com/watchbell"
      alarm.reminder_seconds: must be longer than zero
        write at least 1
      alarm.language: "fr" is not "zh", "en" or "both"
        write "zh", "en" or "both"
      alarm.email: needs a mail server, and none is configured
        add a platform with kind = "mail", or use webhook_url
    "#);
}

#[test]
fn an_alarm_goes_to_the_mailboxes_of_the_configuration() {
    let mail = "[platforms.mail]\nkind = \"mail\"\nhost = \"mail.vendor.example\"\n\
                from = \"bell@vendor.example\"\n";
    let alarm = "[alarm]\nwebhook_url = \"http://alerts:9093/x\"\n";
    let environment = [("WATCHBELL__ALARM__EMAIL", "ops@vendor.example,duty@vendor.example")];
    let config = load(&format!("{alarm}{mail}"), &environment).unwrap();
    assert_eq!(config.alarm.email, ["ops@vendor.example", "duty@vendor.example"]);
    assert!(config.alarm.tells_somebody());
    assert!(!format!("{config:?}").contains("alerts:9093"));
}
