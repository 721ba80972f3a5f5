//! The machine, the account and the process that the program runs as, for operators to recognise.

/// What the machine calls itself.
pub fn name() -> String {
    let told = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let told = told.or_else(|| std::env::var("HOSTNAME").ok());
    let told = told.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    told.unwrap_or_else(|| "unknown host".to_owned())
}

/// How many files the process may have open at once, where the system tells.
pub fn most_open_files() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    let soft = line.split_whitespace().next()?;
    if soft == "unlimited" { Some(usize::MAX) } else { soft.parse().ok() }
}

/// The account that started the program, as its environment says.
pub fn account() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|key| std::env::var(key).ok());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown account".to_owned())
}

/// Whoever runs the program by hand, for the record: the account and the machine.
pub fn operator() -> String {
    operator_named(&account())
}

/// The same for somebody who says who they are.
pub fn operator_named(name_of_person: &str) -> String {
    format!("{name_of_person}@{}", name())
}

/// This process, told apart from the others on any machine.
pub fn process() -> String {
    format!("{}, process {}", name(), std::process::id())
}
