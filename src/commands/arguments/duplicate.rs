//! What follows the verbs about a request as a whole: `duplicate`, `rate`.

use super::parts::{Read, bad_incident, missing};
use crate::commands::command::Command;
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;

/// `duplicate #131 of #128`, `重复 #131 同 #128`, `duplicate of #128`. A lone number behind no `of`
/// could be either of the two, so it is asked back.
pub(super) fn duplicate(c: &mut Cursor<'_>) -> Read {
    let incident = c.incident_of_pair();
    let says_of = take_of(c);
    match c.incident_of_pair() {
        Some(original) => Ok(Command::Duplicate { incident, original }),
        None if c.is_at_end() && !says_of => {
            Err(missing(Verb::Duplicate, Argument::OriginalIncident))
        }
        None => Err(bad_incident(Verb::Duplicate, c)),
    }
}

fn take_of(c: &mut Cursor<'_>) -> bool {
    if c.choose(&[("of", ()), ("as", ()), ("same as", ())]).is_some() {
        return true;
    }
    c.skip_separators();
    ["同", "于", "与", "是", "为", "和"].iter().any(|word| c.take(word))
}

/// `rate #128 5 quick and clear`, `评价 5分`. A number that stands alone is the score.
pub(super) fn rate(c: &mut Cursor<'_>) -> Read {
    let mut behind = *c;
    let first = behind.incident_of_pair();
    let incident = first.filter(|_| c.is_at_marked_number() || is_at_digit(behind));
    if incident.is_some() {
        *c = behind;
    }
    let score = score(c)?;
    Ok(Command::Rate { incident, score, text: c.text() })
}

fn is_at_digit(mut c: Cursor<'_>) -> bool {
    c.skip_separators();
    c.peek().is_some_and(|next| next.is_ascii_digit())
}

fn score(c: &mut Cursor<'_>) -> Result<u8, ParseError> {
    c.skip_separators();
    if c.is_at_end() {
        return Err(missing(Verb::Rate, Argument::Score));
    }
    let typed = shown(c.rest());
    let out_of_range = || ParseError::BadChoice { verb: Verb::Rate, typed: typed.clone() };
    let number = c.whole_number().ok_or_else(out_of_range)?;
    let _unit = c.take("分") || c.take("星") || c.choose(&[("stars", ()), ("star", ())]).is_some();
    u8::try_from(number).ok().filter(|score| (1..=5).contains(score)).ok_or_else(out_of_range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::parse;
    use crate::commands::vocabulary::SeverityWords;
    use crate::ids::IncidentNumber;

    fn read(said: &str) -> Result<Command, ParseError> {
        parse(said, &SeverityWords::default())
    }

    const REPEATED: Option<IncidentNumber> = Some(IncidentNumber(131));
    const FIRST: Option<IncidentNumber> = Some(IncidentNumber(128));

    #[test]
    fn a_duplicate_names_both_numbers_or_the_original_alone() {
        let both = Command::Duplicate { incident: REPEATED, original: IncidentNumber(128) };
        for said in [
            "duplicate #131 of #128",
            "duplicate 131 128",
            "DUPLICATE INC-131 of INC-128",
            "重复 #131 同 #128",
            "重复 #131 #128",
            "重复 131 与 128",
            "重复 #131同#128",
            "重复#131 是 #128",
        ] {
            assert_eq!(read(said), Ok(both.clone()), "{said}");
        }
        let alone = Command::Duplicate { incident: None, original: IncidentNumber(128) };
        for said in ["duplicate of #128", "重复 同 #128"] {
            assert_eq!(read(said), Ok(alone.clone()), "{said}");
        }
    }

    #[test]
    fn a_duplicate_of_nothing_is_asked_back() {
        for said in ["duplicate", "duplicate #131", "重复 #131"] {
            let missing = ParseError::MissingArgument {
                verb: Verb::Duplicate,
                which: Argument::OriginalIncident,
            };
            assert_eq!(read(said), Err(missing), "{said}");
        }
        for said in ["duplicate of the other one", "重复 #131 同 上面那个"] {
            assert!(
                matches!(read(said), Err(ParseError::BadIncident { .. })),
                "{said}: {:?}",
                read(said)
            );
        }
    }

    #[test]
    fn a_rating_is_read_with_and_without_number_unit_and_words() {
        let rate = |incident, score, text: Option<&str>| {
            Ok(Command::Rate { incident, score, text: text.map(str::to_owned) })
        };
        assert_eq!(read("rate #128 5 quick and clear"), rate(FIRST, 5, Some("quick and clear")));
        assert_eq!(read("rate 128 5"), rate(FIRST, 5, None));
        assert_eq!(read("rate 4"), rate(None, 4, None));
        assert_eq!(read("rate 4 stars"), rate(None, 4, None));
        assert_eq!(read("评价 #128 5 处理很快"), rate(FIRST, 5, Some("处理很快")));
        assert_eq!(read("评价 #128 ５分，处理很快"), rate(FIRST, 5, Some("处理很快")));
        assert_eq!(read("评价 3分 2天才好"), rate(None, 3, Some("2天才好")));
    }

    #[test]
    fn a_score_is_a_number_from_one_to_five() {
        for said in ["rate #128 0", "rate #128 6", "rate #128 50", "rate good", "评价 #128 很好"]
        {
            assert!(
                matches!(read(said), Err(ParseError::BadChoice { verb: Verb::Rate, .. })),
                "{said}"
            );
        }
        let missing = ParseError::MissingArgument { verb: Verb::Rate, which: Argument::Score };
        for said in ["rate", "评价 #128"] {
            assert_eq!(read(said), Err(missing.clone()), "{said}");
        }
    }
}
