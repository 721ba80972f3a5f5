//! What people of a customer may do: by their role, by what their administrators decided, else by
//! the plan.

use super::{Directory, Permission, Person, Role};
use crate::domain::plan::{Right, RightsOfPeople};
use crate::ids::CustomerId;

impl Directory {
    /// What was decided about somebody by the customer they belong to.
    pub fn permission_of(&self, person: &Person) -> Option<&Permission> {
        let permission = self.permissions.get(&person.id)?;
        (Some(&permission.customer) == person.customer.as_ref()).then_some(permission)
    }

    /// Whether somebody on the customer's side has a right: administrators always, the others as
    /// was decided, else by the plan.
    pub fn has_right(&self, person: &Person, right: Right, by_plan: &RightsOfPeople) -> bool {
        let decided =
            self.permission_of(person).and_then(|permission| permission.decided.get(&right));
        match (person.role, decided) {
            (Role::CustomerAdmin, _) => true,
            (_, Some(allowed)) => *allowed,
            (_, None) => by_plan.people.contains(&right),
        }
    }

    /// A customer's own administrators, the primary first, then in the order of their ids.
    pub fn administrators_of(&self, customer: &CustomerId) -> Vec<&Person> {
        let primary =
            self.customers.get(customer).and_then(|known| known.primary_administrator.as_ref());
        let mut people = self.people_with(Role::CustomerAdmin);
        people.retain(|person| person.customer.as_ref() == Some(customer));
        people.sort_by_key(|person| Some(&person.id) != primary);
        people
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn person(role: Role, customer: &str) -> Person {
        Person {
            id: "han-mei".into(),
            name: "韩梅（虚构）".to_owned(),
            role,
            customer: Some(customer.into()),
            email: None,
            language: super::super::Languages::Zh,
            zone: None,
            accounts: Vec::new(),
            contact_methods: Vec::new(),
        }
    }

    fn decided(right: Right, allowed: bool) -> Directory {
        let permission = Permission {
            person: "han-mei".into(),
            customer: "tea".into(),
            decided: [(right, allowed)].into(),
            by: "shen-yi".into(),
            at: DateTime::UNIX_EPOCH,
        };
        let mut directory = Directory::default();
        directory.permissions.insert("han-mei".into(), permission);
        directory
    }

    #[test]
    fn the_plan_counts_until_somebody_decides() {
        let (plan, nothing) = (RightsOfPeople::default(), Directory::default());
        let han = person(Role::Customer, "tea");
        let rights = [Right::Open, Right::Spend, Right::Confirm]
            .map(|right| nothing.has_right(&han, right, &plan));
        assert_eq!(rights, [true, false, true]);
        assert!(decided(Right::Spend, true).has_right(&han, Right::Spend, &plan));
        assert!(!decided(Right::Open, false).has_right(&han, Right::Open, &plan));
        assert!(decided(Right::Open, false).has_right(&han, Right::Confirm, &plan));
    }

    #[test]
    fn administrators_have_all_rights_and_what_another_customer_decided_is_worth_nothing() {
        let plan = RightsOfPeople::default();
        let denied = decided(Right::Open, false);
        assert!(denied.has_right(&person(Role::CustomerAdmin, "tea"), Right::Open, &plan));
        assert!(denied.has_right(&person(Role::Customer, "coffee"), Right::Open, &plan));
    }
}
