//! The machine, the account and the process that the program runs as, for operators to recognise.

/// What the machine calls itself.
pub fn name() -> String {
    let told = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let told = told.or_else(|| std::env::var("HOSTNAME").ok());
    let told = told.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    told.unwrap_or_else(|| "unknown host".to_owned())
}

/// The account that started the program, as its environment says.
pub fn account() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|key| std::env::var(key).ok());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown account".to_owned())
}

/// This process, told apart from the others on any machine.
pub fn process() -> String {
    format!("{}, process {}", name(), std::process::id())
}
