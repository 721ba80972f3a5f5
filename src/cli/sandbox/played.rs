//! Whom a sandbox plays with: made-up customers, or an operator's own.
//!
//! An operator's rooms and accounts are on real platforms. Here every group is a room of the page
//! and every person has a phone on it, so that nothing leaves the machine.

use std::collections::HashMap;
use std::io::{IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use chat_sandbox::PlatformLook;

use crate::cli::apply::on_any_platform;
use crate::cli::directory_texts;
use crate::directory_file::{self, DirectoryText};
use crate::domain::directory::{Account, ContactMethod, Destination, Directory, Group, Person};
use crate::ids::GroupId;
use crate::plans::Plans;

/// The made-up customers and people.
const MADE_UP: &str = include_str!("directory.toml");
const MADE_UP_NAME: &str = "the sandbox's directory";

/// Inside the data directory: the operator's own files, as they were given last.
const KEPT: &str = "directory.d";

/// The customers, groups and people of one sandbox.
pub(super) struct Played {
    /// What the file is called.
    pub(super) name: String,
    pub(super) directory: Directory,
    /// Which platform each group shall look like.
    pub(super) looks: HashMap<GroupId, PlatformLook>,
}

/// A directory as text.
struct Written {
    name: String,
    texts: Vec<DirectoryText>,
    is_own: bool,
}

impl Played {
    /// Reads `own`, or else the operator's files that `data` was used with last, or else the made-up
    /// one. With a data directory the operator's files are kept there. On problems they are all
    /// written to `err` and `None` comes back.
    pub(super) fn load(
        own: Option<&Path>,
        data: Option<&Path>,
        plans: &Plans,
        err: &mut dyn Write,
    ) -> anyhow::Result<Option<Self>> {
        let written = Written::find(own, data)?;
        let Written { name, texts, is_own } = &written;
        let directory = match directory_file::read_all(name, texts, &on_any_platform(plans)) {
            Ok(directory) => directory,
            Err(refused) => {
                err.write_all(refused.render(std::io::stderr().is_terminal()).as_bytes())?;
                return Ok(None);
            }
        };
        if let (true, Some(data)) = (own.is_some(), data) {
            let kept = data.join(KEPT);
            keep(texts, &kept).with_context(|| format!("{} cannot be written", kept.display()))?;
        }
        let looks = looks(&directory, *is_own);
        let directory = if *is_own { brought_home(directory) } else { directory };
        Ok(Some(Self { name: written.name, directory, looks }))
    }

    /// Whether the customers are an operator's own.
    pub(super) fn is_own(&self) -> bool {
        self.name != MADE_UP_NAME
    }
}

impl Written {
    fn find(own: Option<&Path>, data: Option<&Path>) -> anyhow::Result<Self> {
        let kept = data.map(|data| data.join(KEPT)).filter(|kept| kept.exists());
        let Some(path) = own.map(Path::to_owned).or(kept) else {
            let name = MADE_UP_NAME.to_owned();
            let texts = vec![DirectoryText { name: name.clone(), text: MADE_UP.to_owned() }];
            return Ok(Self { name, texts, is_own: false });
        };
        let (name, texts) = (path.display().to_string(), directory_texts::read(&path)?);
        Ok(Self { name, texts, is_own: true })
    }
}

/// Puts the files, in their order, in the place of those that were kept before.
fn keep(texts: &[DirectoryText], folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    texts.iter().enumerate().try_for_each(|(place, text)| {
        std::fs::write(folder.join(format!("{place:03}.toml")), &text.text)
    })
}

/// The platform of an operator's room; of the made-up groups, the one that the vendor's customers
/// sit on.
fn looks(directory: &Directory, is_own: bool) -> HashMap<GroupId, PlatformLook> {
    let look = |group: &Group| {
        let plan = directory.customer_of(group).map(|customer| customer.contract.plan.as_str());
        if is_own { look_of_platform(&group.room.platform) } else { look_of_plan(plan) }
    };
    directory.groups.values().map(|group| (group.id.clone(), look(group))).collect()
}

fn look_of_platform(name: &str) -> PlatformLook {
    let looks = [
        ("wecom", PlatformLook::WeCom),
        ("dingtalk", PlatformLook::DingTalk),
        ("welink", PlatformLook::WeLink),
        ("discord", PlatformLook::Discord),
    ];
    let found = looks.into_iter().find(|(kind, _)| name.contains(kind));
    found.map_or(PlatformLook::Plain, |(_, look)| look)
}

fn look_of_plan(plan: Option<&str>) -> PlatformLook {
    match plan {
        Some("isoftstone") => PlatformLook::WeCom,
        Some("alibabacloud") => PlatformLook::DingTalk,
        Some("huaweicloud") => PlatformLook::WeLink,
        Some("zitadel") => PlatformLook::Discord,
        _ => PlatformLook::Plain,
    }
}

/// The directory with every room, account and contact method on the page.
fn brought_home(mut directory: Directory) -> Directory {
    for group in directory.groups.values_mut() {
        group.room = here(group.id.as_str());
    }
    for person in directory.people.values_mut() {
        person.accounts = vec![Account {
            platform: chat_sandbox::platform::NAME.to_owned(),
            id: person.id.to_string(),
        }];
        person.contact_methods = contact_methods(person);
        // No mail leaves the page.
        person.email = None;
    }
    for customer in directory.customers.values_mut() {
        customer.mail_domains.clear();
    }
    directory.indexed()
}

/// In the order of the file; all ways to the person alone are the one phone.
fn contact_methods(person: &Person) -> Vec<ContactMethod> {
    let mut methods: Vec<ContactMethod> = Vec::new();
    for method in &person.contact_methods {
        let method = match method {
            ContactMethod::Direct(_) => ContactMethod::Direct(here(person.id.as_str())),
            ContactMethod::StaffGroup(group) => ContactMethod::StaffGroup(group.clone()),
        };
        if !methods.contains(&method) {
            methods.push(method);
        }
    }
    methods
}

fn here(address: &str) -> Destination {
    Destination { platform: chat_sandbox::platform::NAME.to_owned(), address: address.to_owned() }
}
