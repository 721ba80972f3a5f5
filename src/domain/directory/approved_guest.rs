//! Somebody of a customer who is not in the operator's file, and whom an administrator of the
//! customer approved.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::group::Languages;
use super::person::{Account, Person, Role};
use crate::domain::fingerprint::fingerprint;
use crate::ids::{CustomerId, GroupId, PersonId};

/// The approval. It lies beside the declared people, so that declaring them anew does not take it
/// away; an account that the file declares is whose the file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedGuest {
    pub account: Account,
    /// As the person is called in the group.
    pub name: String,
    pub customer: CustomerId,
    /// The group in which it was approved; for this group they write to the bot alone.
    pub group: GroupId,
    pub language: Languages,
    /// Which administrator approved.
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

impl ApprovedGuest {
    /// The id of somebody with this account as a person: one word, whatever the platform's ids look
    /// like, because people are named by it in commands.
    pub fn id_of(account: &Account) -> PersonId {
        PersonId::new(format!("guest-{}", fingerprint(&account.key())))
    }

    /// The id they have as a person.
    pub fn person_id(&self) -> PersonId {
        Self::id_of(&self.account)
    }

    pub(super) fn person(&self) -> Person {
        Person {
            id: self.person_id(),
            name: self.name.clone(),
            role: Role::Customer,
            customer: Some(self.customer.clone()),
            language: self.language,
            zone: None,
            accounts: vec![self.account.clone()],
            contact_methods: Vec::new(),
            email: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Directory, Side};
    use super::*;

    fn guest() -> ApprovedGuest {
        ApprovedGuest {
            account: Account { platform: "fake".to_owned(), id: "u:7$x".to_owned() },
            name: "林（虚构）".to_owned(),
            customer: "tea".into(),
            group: "tea-main".into(),
            language: Languages::Zh,
            by: "shen-yi".into(),
            at: DateTime::UNIX_EPOCH,
        }
    }

    fn directory(customers: &[&str], declared: Option<&str>) -> Directory {
        let mut directory = Directory::default();
        directory.guests.push(guest());
        for id in customers {
            let customer = serde_json::json!({
                "id": id, "name": id, "zone": "Asia/Shanghai", "policy": "standard",
                "contract": { "plan": "p", "tier": "t", "from": "2026-01-01", "until": "2026-12-31" },
            });
            directory.customers.insert((*id).into(), serde_json::from_value(customer).unwrap());
        }
        if let Some(id) = declared {
            let person = Person { id: id.into(), ..guest().person() };
            directory.people.insert(id.into(), person);
        }
        directory.indexed()
    }

    #[test]
    fn an_approved_guest_is_a_person_unless_the_file_says_otherwise() {
        let own = guest().person_id();
        for (customers, declared, expected) in [
            (&["tea"][..], None, Some(own.as_str())),
            (&["tea", "coffee"], Some("lin"), Some("lin")),
            (&["coffee"], None, None),
        ] {
            let directory = directory(customers, declared);
            let found = directory.person_behind("fake", "u:7$x");
            assert_eq!(found.map(|person| person.id.as_str()), expected);
            assert!(found.is_none_or(|person| person.role.side() == Side::Customer));
        }
    }

    #[test]
    fn the_id_of_a_guest_is_one_word() {
        assert_eq!(
            guest().person_id().as_str().split(|c: char| !c.is_alphanumeric() && c != '-').count(),
            1
        );
    }
}
