//! Which rooms and people can be written to with which settings.

use super::*;

#[test]
fn a_place_is_reachable_as_far_as_the_settings_go() {
    let config = "[platforms.ding]\nkind = \"dingtalk\"\n\
        [platforms.ding.robots.oncall]\naccess_token = \"t\"\nsecret = \"s\"\n\
        [platforms.we]\nkind = \"wecom\"\n[platforms.we.webhooks.oncall]\nkey = \"k\"\n\
        [platforms.link]\nkind = \"welink\"\n[platforms.link.robots.tea]\ntoken = \"t\"\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("watchbell.toml");
    std::fs::write(&path, config).unwrap();
    let config = Config::load_with(Some(&path), []).unwrap_or_else(|no| panic!("{no}"));
    for (platform, address, why) in [
        ("ding", "robot:oncall", None),
        ("ding", "robot:nobody", Some("no robot `nobody`")),
        ("ding", "group:cid1", Some("no app")),
        ("ding", "cid1", Some("write group:ID")),
        ("we", "webhook:oncall", None),
        ("we", "webhook:nobody", Some("no webhook `nobody`")),
        ("we", "robot:wr1", Some("give this group a webhook")),
        ("we", "user:zhang", Some("no app")),
        ("link", "robot:tea", None),
        ("link", "group:c1", Some("write robot:NAME")),
        ("link", "user:zhang", Some("no app")),
    ] {
        let told = config.platforms[platform].unreachable(address);
        match (told, why) {
            (None, None) => {}
            (Some(told), Some(why)) => assert!(told.contains(why), "{address}: {told}"),
            (told, _) => panic!("{platform}:{address}: {told:?}"),
        }
    }
}
