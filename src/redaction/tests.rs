use std::borrow::Cow;

use super::*;

#[test]
fn every_rule_can_be_read() {
    assert_eq!(ALL.len(), RULES.len());
    assert!(EACH.iter().all(Option::is_some));
}

/// What somebody types, and what is kept of it.
const SECRETS: &[(&str, &str)] = &[
    ("重置后的密码：Xk29fjq，请登录", "重置后的[已隐去 hidden]，请登录"),
    ("密码是Abc@12345 请试一下", "[已隐去 hidden] 请试一下"),
    ("root 口令 Qw12er78 已改", "root [已隐去 hidden] 已改"),
    ("密码:123456", "[已隐去 hidden]"),
    ("the password is hunter2ab", "the [已隐去 hidden]"),
    ("db_password=changeme in the file", "[已隐去 hidden] in the file"),
    (r#"{"password": "s3cret!x", "user": "app"}"#, r#"{"[已隐去 hidden], "user": "app"}"#),
    ("use AKIAABCDEFGHIJKLMNOP for it", "use [已隐去 hidden] for it"),
    ("密钥LTAI5tAbCdEfGhIjKlMnOpQr在控制台", "密钥[已隐去 hidden]在控制台"),
    ("AccessKeySecret: AbCdEfGhIjKlMnOpQrStUvWxYz0123", "[已隐去 hidden]"),
    ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "[已隐去 hidden]"),
    ("AK：HPUAABCDEFGHIJ123456 SK：abcdEFGH1234", "[已隐去 hidden] [已隐去 hidden]"),
    ("华为云 AK/SK: HPUAABCDEFGHIJ123456/abcdEFGH1234", "华为云 [已隐去 hidden]"),
    ("try aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567890123 then", "try [已隐去 hidden] then"),
    ("Authorization: Bearer abcdefghijklmnop1234", "Authorization: [已隐去 hidden]"),
    ("curl -H 'Authorization: Basic YWRtaW46czNjcmV0'", "curl -H 'Authorization: [已隐去 hidden]'"),
    ("jwt eyJhbGciOiJI.eyJzdWIiOiIx.abc_def 过期", "jwt [已隐去 hidden] 过期"),
    ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "[已隐去 hidden]"),
    ("api key: 9f8e7d6c5b4a", "[已隐去 hidden]"),
    ("令牌是 a1b2c3d4e5f6g7 请勿外传", "[已隐去 hidden] 请勿外传"),
    ("postgres://app:pa55word@db.example/orders", "postgres://[已隐去 hidden]@db.example/orders"),
    (
        "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef 发不出",
        "https://oapi.dingtalk.com/robot/send?access_token=[已隐去 hidden] 发不出",
    ),
    (
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=[已隐去 hidden]",
    ),
    (
        "https://discord.com/api/webhooks/123456/AbC-dEf_ghi1",
        "https://discord.com/api/webhooks/123456/[已隐去 hidden]",
    ),
    (
        "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY----- done",
        "[已隐去 hidden] done",
    ),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", "[已隐去 hidden]"),
];

#[test]
fn secrets_are_taken_out() {
    for (typed, kept) in SECRETS {
        assert_eq!(without_secrets(typed), *kept, "{typed}");
    }
}

#[test]
fn what_was_cleaned_is_clean() {
    for (_, kept) in SECRETS {
        assert!(matches!(without_secrets(kept), Cow::Borrowed(_)), "{kept}");
    }
}

#[test]
fn ordinary_talk_stays_as_it_is() {
    for typed in [
        "支付接口返回 500，10:20 起，订单 20260310128 失败",
        "订单号 HPUA20260310ABCD123456，流水 4200001234202603101234567890",
        "commit 4f0c1b9a7d2e3f5a6b8c9d0e1f2a3b4c5d6e7f80 之后开始失败",
        "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "request id 6BB4D9A3-4A5C-4A45-9F0A-1B2C3D4E5F60, trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "热线 950808转6，请联系 13800001234 王伟（虚构）",
        "tokens per second went from 1200 to 300; max_tokens=4096",
        "node 10.0.0.12 restarted at 2026-03-10 12:05",
        "the password page is slow, the password is wrong since noon",
        "password: incorrect; token: expired",
        "密码是正确的但登录失败，密码为空时也一样",
        "密码：见邮件。密码 500 错误，修改密码 INC-128 已转交",
        "error code TOKEN_EXPIRED_401, token: TOKEN_EXPIRED_401",
        "password=<your password> or password=${DB_PASSWORD} or password: ********",
        "https://docs.example/keys?page=2&key=name#top",
        "secret: storage migration plan",
        "disk-storage-cluster-node-01 and task-abcdefghijklmnopqrst",
        "确认 8F3K",
        "绑定账号 8F3K-2QXM",
        "收到 5531",
        "open L1 payments return 500",
        "mirror add #128 storage-room",
    ] {
        assert!(
            matches!(without_secrets(typed), Cow::Borrowed(_)),
            "{typed}: {}",
            without_secrets(typed)
        );
    }
}

/// Texts made to lead a backtracking search astray; here they cost their length.
#[test]
fn long_hostile_texts_are_gone_through_once() {
    for piece in ["password", "-----BEGIN PRIVATE KEY- ", "a://b:c", "token_secret-"] {
        let hostile = piece.repeat(20_000);
        assert!(without_secrets(&hostile) == hostile, "{piece}");
    }
}
