//! How secrets look: by the form their makers gave them, by the name they are given in front of
//! them, by the place where they are in an address.

/// One way in which a secret is written.
pub(super) struct Rule {
    pub(super) pattern: &'static str,
    /// Judges the group `secret` of the pattern, or the whole match.
    pub(super) is_secret: fn(&str) -> bool,
}

/// In the order in which they are applied; what is in an address is known best by the address.
pub(super) const RULES: &[Rule] = &[
    Rule { pattern: PRIVATE_KEY, is_secret: always },
    Rule { pattern: ADDRESS_WITH_PASSWORD, is_secret: is_no_placeholder },
    Rule { pattern: ADDRESS_PARAMETER, is_secret: is_no_placeholder },
    Rule { pattern: KEY_PARAMETER, is_secret: always },
    Rule { pattern: WEBHOOK, is_secret: always },
    Rule { pattern: FORM_OF_A_MAKER, is_secret: always },
    Rule { pattern: AUTHORIZATION, is_secret: has_digit },
    Rule { pattern: PASSWORD_ASSIGNED, is_secret: is_password },
    Rule { pattern: PASSWORD_SAID, is_secret: is_mixed },
    Rule { pattern: KEY_ASSIGNED, is_secret: is_key },
    Rule { pattern: KEY_SAID, is_secret: is_mixed },
    Rule { pattern: SECRET_KEY, is_secret: is_of_all_kinds },
];

/// A private key, whole or cut off at its end.
const PRIVATE_KEY: &str = r"(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)";

/// `postgres://user:password@host`.
const ADDRESS_WITH_PASSWORD: &str =
    r"(?i)(?-u:\b)[a-z][a-z0-9+.-]*://(?<taken>[^\s/:@]*:(?<secret>[^\s/@]+))@";

/// `…?access_token=…`, as in the addresses of group robots.
const ADDRESS_PARAMETER: &str = r"(?xi)
    [?&] (?: [0-9a-z_-]* (?: token | secret | password | passwd | signature | credential | api_?key
                           | access_?key(?:_?id)? )
           | sig | sign | auth )
    = (?<taken> (?<secret> [^\s&\#,，。；、）)]{8,} ) )";

/// `…?key=…`, where the value is too long for a name.
const KEY_PARAMETER: &str = r"(?i)[?&]key=(?<taken>[0-9a-z_-]{16,})";

/// Addresses to which whoever knows them can post.
const WEBHOOK: &str = r"(?xi)
    (?: discord(?:app)?\.com/api/(?:v[0-9]+/)?webhooks/[0-9]+/
      | hooks\.slack\.com/(?:services|workflows)/
      | open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook/ )
    (?<taken> [0-9a-z/_-]{8,} )";

/// What carries its maker's mark: AWS, Alibaba Cloud, Tencent Cloud, GitHub, GitLab, Slack, Stripe,
/// Google, npm, model services, DingTalk's robots, Discord's bots, JSON web tokens.
const FORM_OF_A_MAKER: &str = r"(?x)
    (?-u:\b)(?: (?:AKIA|ASIA)[0-9A-Z]{16}(?-u:\b) | LTAI[0-9A-Za-z]{12,30} | AKID[0-9A-Za-z]{13,40}
        | gh[pousr]_[0-9A-Za-z]{20,} | github_pat_[0-9A-Za-z_]{20,} | glpat-[0-9A-Za-z_-]{20,}
        | xox[abeprs]-[0-9A-Za-z-]{10,} | [rs]k_(?:live|test)_[0-9A-Za-z]{16,}
        | sk-(?:[a-z]+[0-9]*-){0,2}[0-9A-Za-z_]{16,} | hf_[0-9A-Za-z]{30,} | npm_[0-9A-Za-z]{36}
        | AIza[0-9A-Za-z_-]{35} | SEC[0-9a-f]{64}
        | eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*
        | [MNO][0-9A-Za-z_-]{23,28}\.[0-9A-Za-z_-]{6}\.[0-9A-Za-z_-]{27,} )";

/// `Bearer …`, `Basic …`.
const AUTHORIZATION: &str = r"(?i)(?-u:\b)(?:bearer|basic)\s+(?<secret>[0-9A-Za-z._~+/=-]{16,})";

/// `password=…`, `密码：…`, `"db_password": "…"`.
const PASSWORD_ASSIGNED: &str = concat!(
    "(?i)(?:(?-u:\\b)[0-9a-z_.-]*(?:password|passwd|passphrase|pwd)(?:[_.-][0-9a-z_.-]*)?|密码|口令)",
    "[\"'”]?\\s*[=:：]\\s*[\"'“]?(?<secret>[\\x21-\\x2B\\x2D-\\x3A\\x3C-\\x7E]{4,})"
);

/// `the password is …`, `密码是…`, `密码 …`.
const PASSWORD_SAID: &str = concat!(
    "(?i)(?:(?-u:\\b)(?:password|passwd|passphrase|pwd)|密码|口令)",
    "(?:\\s+is\\s+|\\s*[是为]\\s*|\\s+)[\"'“]?(?<secret>[\\x21-\\x2B\\x2D-\\x3A\\x3C-\\x7E]{6,})"
);

/// What else opens something and is called by a name.
macro_rules! key_names {
    () => {
        "(?:(?-u:\\b)[0-9a-z_.-]*(?:secret(?:[_ -]?(?:id|key))?|token|credential|access[_ -]?key(?:[_ -]?(?:id|secret))?|\
         api[_ -]?key|private[_ -]?key|webhook[_ -]?key)(?:[_.-][0-9a-z_.-]*)?\
         |(?-u:\\b)(?:ak|sk|ak/sk|akid)|密钥|秘钥|令牌|凭证|凭据)"
    };
}

/// `api_key=…`, `AK：…`, `密钥: …`.
const KEY_ASSIGNED: &str = concat!(
    "(?i)",
    key_names!(),
    "[\"'”]?\\s*[=:：]\\s*[\"'“]?(?<secret>[\\x21-\\x2B\\x2D-\\x3A\\x3C-\\x7E]{8,})"
);

/// `the token is …`, `密钥是…`.
const KEY_SAID: &str = concat!(
    "(?i)",
    key_names!(),
    "(?:\\s+is\\s+|\\s*[是为]\\s*|\\s+)[\"'“]?(?<secret>[\\x21-\\x2B\\x2D-\\x3A\\x3C-\\x7E]{12,})"
);

/// Forty letters of both kinds and digits: a secret key of AWS or Huawei Cloud without its name.
/// The hash of a commit is as long, and all in small letters.
const SECRET_KEY: &str = r"(?-u:\b)[0-9A-Za-z]{40}(?-u:\b)";

/// Words that stand behind "password:" when it is spoken about.
const ABOUT_PASSWORDS: &[&str] = &[
    "accepted",
    "changed",
    "correct",
    "denied",
    "empty",
    "error",
    "expired",
    "failed",
    "fails",
    "false",
    "forbidden",
    "forgotten",
    "hidden",
    "incorrect",
    "invalid",
    "locked",
    "mismatch",
    "missing",
    "none",
    "null",
    "policy",
    "rejected",
    "required",
    "reset",
    "true",
    "unchanged",
    "undefined",
    "unknown",
    "valid",
    "wrong",
];

fn always(_: &str) -> bool {
    true
}

fn has_digit(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit())
}

fn has_letter(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn has_both_cases(words: &str) -> bool {
    let has = |is: fn(&u8) -> bool| words.as_bytes().iter().any(is);
    has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase)
}

fn is_of_all_kinds(words: &str) -> bool {
    has_both_cases(words) && has_digit(words)
}

/// `<password>`, `${TOKEN}`, `****`: a place for one rather than one.
fn is_no_placeholder(words: &str) -> bool {
    let mut characters = words.chars();
    let first = characters.next();
    !matches!(first, Some('<' | '$' | '{' | '%'))
        && characters.any(|character| Some(character) != first)
}

fn is_password(words: &str) -> bool {
    let bare = words.trim_end_matches(|c: char| c.is_ascii_punctuation()).to_ascii_lowercase();
    let is_short_number = bare.len() < 6 && bare.bytes().all(|byte| byte.is_ascii_digit());
    !is_short_number
        && is_no_placeholder(words)
        && !bare.starts_with("http")
        && !ABOUT_PASSWORDS.contains(&bare.as_str())
}

/// A key is no word: it has digits, or capitals in its middle. `TOKEN_EXPIRED_401` is the name of
/// an error.
fn is_key(words: &str) -> bool {
    let is_constant = words.contains('_') && !words.bytes().any(|byte| byte.is_ascii_lowercase());
    (has_digit(words) || has_both_cases(words))
        && is_no_placeholder(words)
        && !words.starts_with("http")
        && !is_constant
}

/// Letters and digits together, as no word has them. A path, a version and an incident's number are
/// none.
fn is_mixed(words: &str) -> bool {
    let is_number = words.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("INC-"));
    has_letter(words) && has_digit(words) && !words.contains(['(', '/', '.', '#']) && !is_number
}
