//! Arguments of the special handling verbs, and the relief that a status update may begin with.

use super::parts::{Read, missing, severity, text};
use crate::commands::command::{Command, PersonName, Relief};
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;
use crate::commands::vocabulary::SeverityWords;

const ANSWERS: &[(&str, bool)] = &[
    ("granted", true),
    ("grant", true),
    ("授权", true),
    ("已授权", true),
    ("同意", true),
    ("允许", true),
    ("refused", false),
    ("refuse", false),
    ("拒绝", false),
    ("已拒绝", false),
    ("不同意", false),
    ("不授权", false),
];

const RELIEFS: &[(&str, Relief)] = &[
    ("restored", Relief::Restored),
    ("recovered", Relief::Restored),
    ("已恢复", Relief::Restored),
    ("恢复", Relief::Restored),
    ("workaround", Relief::Workaround),
    ("绕行", Relief::Workaround),
    ("已有绕行", Relief::Workaround),
    ("已绕行", Relief::Workaround),
];

/// `access granted #128 the account is ready`. People put the number before the answer or behind
/// it.
pub(super) fn access(c: &mut Cursor<'_>) -> Read {
    let mut incident = c.incident();
    let granted = match c.choose(ANSWERS) {
        Some(granted) => granted,
        None if c.is_at_end() => return Err(missing(Verb::Access, Argument::Answer)),
        None => return Err(ParseError::BadChoice { verb: Verb::Access, typed: shown(c.rest()) }),
    };
    incident = incident.or_else(|| c.incident_at_end());
    Ok(Command::Access { granted, incident, text: c.text() })
}

/// `regrade #128 L2 only reports are affected`. Both sides read the reason, so it may not be left
/// out.
pub(super) fn regrade(c: &mut Cursor<'_>, words: &SeverityWords) -> Read {
    let mut incident = c.incident();
    let severity =
        severity(Verb::Regrade, c, words)?.ok_or(missing(Verb::Regrade, Argument::Severity))?;
    incident = incident.or_else(|| c.incident_at_end());
    let reason = c.text().ok_or(missing(Verb::Regrade, Argument::Ruling))?;
    Ok(Command::Regrade { incident, severity, reason })
}

/// `dispatch #128 @zhang-qiang 15:30`, `dispatch @zhang-qiang 2h`.
pub(super) fn dispatch(c: &mut Cursor<'_>) -> Read {
    let mut incident = c.incident();
    let person = c.mention().or_else(|| c.bare_name().map(PersonName));
    let person = person.ok_or(missing(Verb::Dispatch, Argument::Traveller))?;
    // A bare number behind the person is a time of day or a length; only a marked one is the
    // incident.
    incident = incident.or_else(|| if c.is_at_marked_number() { c.incident() } else { None });
    if c.is_at_end() {
        return Err(missing(Verb::Dispatch, Argument::Arrival));
    }
    let eta = super::timing::until(Verb::Dispatch, c, false)
        .map_err(|_| ParseError::BadTime { verb: Verb::Dispatch, typed: shown(c.rest()) })?;
    Ok(Command::Dispatch { incident, person, eta })
}

/// `update #128 restored, logins work again`. The relief stays part of the text, which the customer
/// reads whole.
pub(super) fn update(c: &mut Cursor<'_>) -> Read {
    let incident = c.incident_before_text();
    let relief = c.clone().choose(RELIEFS);
    Ok(Command::Update { incident, relief, text: text(Verb::Update, c)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::parse::parse;
    use crate::commands::plans_for_tests::words;
    use crate::commands::wall_time::Until;
    use crate::ids::IncidentNumber;

    const INC_128: Option<IncidentNumber> = Some(IncidentNumber(128));

    fn read(said: &str) -> Read {
        parse(said, &words("daocloud", "standard", "im").unwrap())
    }

    #[test]
    fn access_is_granted_or_refused_in_either_order() {
        let text = Some("账号已开通".to_owned());
        for said in [
            "访问权限 授权 #128 账号已开通",
            "access granted #128 账号已开通",
            "access #128 granted 账号已开通",
        ] {
            let expected = Command::Access { granted: true, incident: INC_128, text: text.clone() };
            assert_eq!(read(said), Ok(expected), "{said}");
        }
        let refused = Command::Access { granted: false, incident: None, text: None };
        for said in ["访问权限：拒绝", "access refused"] {
            assert_eq!(read(said), Ok(refused.clone()), "{said}");
        }
        assert!(matches!(
            read("access"),
            Err(ParseError::MissingArgument { which: Argument::Answer, .. })
        ));
        assert!(matches!(read("access perhaps"), Err(ParseError::BadChoice { .. })));
    }

    #[test]
    fn a_ruling_needs_a_level_and_a_reason() {
        let expected = Command::Regrade {
            incident: INC_128,
            severity: "l2".into(),
            reason: "只影响报表".to_owned(),
        };
        assert_eq!(read("定级裁决 #128 二级 只影响报表"), Ok(expected));
        let missing = |said: &str| match read(said) {
            Err(ParseError::MissingArgument { which, .. }) => which,
            other => panic!("{said}: {other:?}"),
        };
        assert_eq!(missing("regrade #128"), Argument::Severity);
        assert_eq!(missing("regrade #128 L2"), Argument::Ruling);
    }

    #[test]
    fn somebody_is_sent_with_the_time_they_are_expected() {
        let sent = |incident, minutes| {
            let person = PersonName("张强".to_owned());
            Ok(Command::Dispatch { incident, person, eta: Until::Minutes(minutes) })
        };
        assert_eq!(read("派遣 #128 @张强 2小时"), sent(INC_128, 120));
        assert_eq!(read("dispatch @张强 #128 90m"), sent(INC_128, 90));
        assert_eq!(read("派遣 @张强 30分钟"), sent(None, 30));
        let Ok(Command::Dispatch { eta: Until::Time(_), .. }) = read("dispatch #128 @张强 15:30")
        else {
            panic!("a time of day is an arrival")
        };
        assert!(matches!(read("派遣 @张强"), Err(ParseError::MissingArgument { .. })));
        assert!(matches!(read("派遣 @张强 尽快"), Err(ParseError::BadTime { .. })));
    }

    #[test]
    fn news_keeps_the_word_of_relief_that_it_begins_with() {
        let update = |relief, text: &str| {
            Ok(Command::Update { incident: INC_128, relief, text: text.to_owned() })
        };
        let restored = Some(Relief::Restored);
        assert_eq!(
            read("update #128 restored logins work"),
            update(restored, "restored logins work")
        );
        assert_eq!(read("进展 #128 已恢复，登录正常"), update(restored, "已恢复，登录正常"));
        let around = Some(Relief::Workaround);
        assert_eq!(
            read("update #128 workaround: use zone b"),
            update(around, "workaround: use zone b")
        );
        assert_eq!(read("update #128 restoring the disk"), update(None, "restoring the disk"));
    }
}
