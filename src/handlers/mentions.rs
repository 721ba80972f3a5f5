//! People as the platform names them: a mention is an account, whatever the name looks like.
//!
//! Names with blanks and brackets cannot be told from the words behind them by reading alone. So a
//! mention is replaced by the id of the person before a command about a person is read.

use super::context::CommandContext;
use crate::commands::is_contact_right;
use crate::domain::directory::{Account, ApprovedGuest, Person};
use crate::ids::PersonId;

/// The text with every mention of somebody known written as their id. None where nobody known is
/// mentioned.
pub(super) fn with_ids(
    context: &CommandContext<'_>,
    text: &str,
    mentioned: &[String],
    meant: Meant,
) -> Option<String> {
    if !text.contains(is_sign) {
        return None;
    }
    let platform = context.origin.platform.as_str();
    let behind = |account: &String| context.directory.person_behind(platform, account);
    let mut accounts =
        mentioned.iter().filter_map(behind).filter(|person| meant.includes(context, person));
    let mut guests = guests_mentioned(context, mentioned).filter(|_| meant == Meant::Contacts);
    let (mut read, mut behind, mut found_any) = (String::new(), text, false);
    while let Some(at) = behind.find(is_sign) {
        let (before, mention) = behind.split_at(at);
        let sign = mention.chars().next().map_or(0, char::len_utf8);
        read.push_str(before);
        let name = &mention[sign..];
        let by_name =
            longest_name(context, name, meant).map(|(person, length)| (person.id.clone(), length));
        let found = match by_name {
            Some(found) => Some(found),
            // A name that only the platform knows: the account that it told in this place.
            None if !is_bot(context, name) => accounts
                .find(|person| !is_named_in(context, person, text))
                .map(|person| (person.id.clone(), first_word(name)))
                .or_else(|| Some((guests.next()?.0, guest_name(name)))),
            None => None,
        };
        if let Some((id, length)) = found {
            found_any = true;
            read.push('@');
            read.push_str(id.as_str());
            read.push(' ');
            behind = &name[length..];
        } else {
            read.push_str(&mention[..sign]);
            behind = name;
        }
    }
    read.push_str(behind);
    found_any.then_some(read)
}

/// Which people a command may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    Anybody,
    /// People of the caller's customer, and people whom the directory does not know.
    Contacts,
}

impl Meant {
    fn includes(self, context: &CommandContext<'_>, person: &Person) -> bool {
        let customer = context.customer.map(|customer| &customer.id);
        self == Self::Anybody || (customer.is_some() && person.customer.as_ref() == customer)
    }
}

/// Accounts that were mentioned and are nobody's in the directory, with the ids they would have.
pub(super) fn guests_mentioned<'m>(
    context: &CommandContext<'_>,
    mentioned: &'m [String],
) -> impl Iterator<Item = (PersonId, &'m String)> {
    let (directory, platform) = (context.directory, context.origin.platform.clone());
    mentioned.iter().filter_map(move |id| {
        let account = Account { platform: platform.clone(), id: id.clone() };
        let is_free = directory.person_behind(&platform, id).is_none();
        is_free.then(|| (ApprovedGuest::id_of(&account), id))
    })
}

/// What a guest who is mentioned is called in the text: the first mention that is nobody else's.
pub(super) fn name_of_guest(context: &CommandContext<'_>) -> Option<String> {
    let text = context.words.as_deref()?;
    let names = text.match_indices(is_sign).map(|(at, sign)| &text[at + sign.len()..]);
    let mut unknown = names
        .filter(|name| !is_bot(context, name))
        .filter(|name| longest_name(context, name, Meant::Anybody).is_none());
    let name = unknown.next()?;
    let name = name.get(..guest_name(name))?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn first_word(name: &str) -> usize {
    name.find(char::is_whitespace).unwrap_or(name.len())
}

/// How long the name of a guest is: to the end of what was typed, or to the right behind it.
fn guest_name(typed: &str) -> usize {
    let trimmed = typed.trim_end();
    let last = trimmed.rfind(char::is_whitespace).unwrap_or(trimmed.len());
    let (name, word) = trimmed.split_at(last);
    if is_contact_right(word.trim()) { name.trim_end().len() } else { trimmed.len() }
}

fn is_sign(typed: char) -> bool {
    matches!(typed, '@' | '＠')
}

fn is_bot(context: &CommandContext<'_>, name: &str) -> bool {
    let bot = context.bot_name();
    !bot.is_empty() && name.get(..bot.len()).is_some_and(|start| start.eq_ignore_ascii_case(bot))
}

/// The person with the longest name, id or account that the text begins with.
fn longest_name<'a>(
    context: &CommandContext<'a>,
    text: &str,
    meant: Meant,
) -> Option<(&'a Person, usize)> {
    let people = context.directory.people.values().filter(|it| meant.includes(context, it));
    let begun = people.flat_map(|person| {
        let names = names_of(context, person);
        names.into_iter().filter(|name| begins(text, name)).map(move |name| (person, name.len()))
    });
    let mut begun: Vec<(&Person, usize)> = begun.collect();
    begun.sort_by_key(|(_, length)| std::cmp::Reverse(*length));
    let &(person, length) = begun.first()?;
    // Two people of one name: the platform has to say which.
    let is_clear = begun.iter().all(|(other, of)| *of < length || other.id == person.id);
    is_clear.then_some((person, length))
}

fn names_of<'a>(context: &CommandContext<'_>, person: &'a Person) -> Vec<&'a str> {
    let account = person.account_on(&context.origin.platform);
    let without_remark = person.name.split(['（', '(']).next().unwrap_or_default().trim_end();
    let names = [person.name.as_str(), without_remark, person.id.as_str()];
    names.into_iter().chain(account).collect()
}

fn is_named_in(context: &CommandContext<'_>, person: &Person, text: &str) -> bool {
    let names = names_of(context, person);
    text.match_indices(is_sign)
        .any(|(at, sign)| names.iter().any(|name| begins(&text[at + sign.len()..], name)))
}

fn begins(text: &str, name: &str) -> bool {
    let is_next = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let behind = text.get(name.len()..).and_then(|behind| behind.chars().next());
    let runs_on =
        behind.is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '_'));
    let ends_in_letter = name.ends_with(|last: char| last.is_ascii_alphanumeric());
    !name.is_empty() && is_next && !(runs_on && ends_in_letter)
}
