//! A directory in several files, and places that nothing can be sent to.

use std::sync::Arc;

use super::*;
use crate::domain::directory::Destination;

fn texts(files: &[(&str, &str)]) -> Vec<DirectoryText> {
    let text = |(name, text): &(&str, &str)| DirectoryText {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    };
    files.iter().map(text).collect()
}

/// The example in three files: customers and groups, people, and the rest.
fn split() -> [String; 3] {
    let people = EXAMPLE.find("# ---- people").unwrap();
    let rotations = EXAMPLE.find("# ---- rotations").unwrap();
    let (customers, rest) = EXAMPLE.split_at(people);
    let (people, rest) = rest.split_at(rotations - customers.len());
    let top = customers.find("duty_manager =").unwrap();
    let end = top + customers[top..].find('\n').unwrap();
    let duty_manager = &customers[top..end];
    let customers = customers.replace(duty_manager, "");
    [customers, people.to_owned(), format!("{duty_manager}\n{rest}")]
}

#[test]
fn several_files_are_one_directory() {
    let [customers, people, rest] = split();
    let files = texts(&[("10.toml", &customers), ("20.toml", &people), ("30.toml", &rest)]);
    let merged = read_all("directory.d", &files, &offered()).unwrap();
    let whole = read("directory.toml", EXAMPLE, &offered()).unwrap();
    assert_eq!(merged.customers, whole.customers);
    assert_eq!(merged.people, whole.people);
    assert_eq!(merged.policies, whole.policies);
    assert_eq!(merged.duty_manager, whole.duty_manager);
}

#[test]
fn what_is_declared_twice_is_refused_with_both_files() {
    let [customers, people, rest] = split();
    for (more, told) in [
        ("[people.li-na]\nname = \"Li\"\n", "people.li-na is declared in 20.toml and in 40.toml"),
        ("[customers.harbour-bank]\n", "customers.harbour-bank is declared in 10.toml and in"),
        ("duty_manager = \"person:li-na\"\n", "duty_manager is declared in 30.toml and in 40.toml"),
        ("[policies.standard]\n", "policies.standard is declared in 30.toml and in 40.toml"),
    ] {
        let files = texts(&[
            ("10.toml", &customers),
            ("20.toml", &people),
            ("30.toml", &rest),
            ("40.toml", more),
        ]);
        let refused = read_all("directory.d", &files, &offered()).unwrap_err().render(false);
        assert!(refused.contains(told), "{refused}");
        assert!(refused.contains("[40.toml:1:"), "{refused}");
        assert!(refused.ends_with("directory.d has 1 problem; nothing was applied\n"), "{refused}");
    }
}

#[test]
fn a_problem_is_told_in_its_own_file() {
    let [customers, people, rest] = split();
    let people = people.replace("role = \"tam\"", "role = \"tan\"");
    let files = texts(&[("10.toml", &customers), ("20.toml", &people), ("30.toml", &rest)]);
    let refused = read_all("directory.d", &files, &offered()).unwrap_err().render(false);
    let line = people.lines().position(|line| line.contains("\"tan\"")).unwrap() + 1;
    assert!(refused.contains(&format!("[20.toml:{line}:")), "{refused}");
    let broken = texts(&[("10.toml", &customers), ("20.toml", "[people\n"), ("30.toml", &rest)]);
    let refused = read_all("directory.d", &broken, &offered()).unwrap_err().render(false);
    assert!(refused.contains("[20.toml:1:"), "{refused}");
}

#[derive(Debug)]
struct OnlyGroups;

impl Reach for OnlyGroups {
    fn unreachable(&self, to: &Destination) -> Option<String> {
        (!to.address.starts_with("group:")).then(|| "the settings know groups alone".to_owned())
    }
}

#[test]
fn a_place_that_nothing_can_be_sent_to_is_refused() {
    let offered = Offered { reach: Some(Arc::new(OnlyGroups)), ..offered() };
    let refused = read("directory.toml", EXAMPLE, &offered).unwrap_err();
    let told: Vec<&str> = refused.problems.iter().map(|problem| problem.what.as_str()).collect();
    assert!(
        told.contains(
            &"nothing can be sent to dingtalk:robot:oncall: the settings know groups alone"
        ),
        "{told:?}"
    );
    assert_eq!(told.iter().filter(|told| told.contains("dingtalk:user:")).count(), 5, "{told:?}");
    assert!(!told.iter().any(|told| told.contains("cidHARBOUR")), "{told:?}");
}
