//! What a process has used, as the kernel counts it.

use std::time::Duration;

/// The kernel tells processor time in hundredths of a second (`proc(5)`, `USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

/// A process of this machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Process(pub(crate) u32);

impl Process {
    pub(crate) fn this() -> Self {
        Self(std::process::id())
    }

    /// Processor time so far, user and system.
    pub(crate) fn cpu(self) -> Duration {
        let stat = self.file("stat");
        // The name in brackets may hold spaces; the fields after it are counted from 3.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let ticks = |field: usize| fields[field - 3].parse::<u32>().unwrap();
        TICK * (ticks(14) + ticks(15))
    }

    /// Processor time since it was `before`.
    pub(crate) fn cpu_since(self, before: Duration) -> Duration {
        self.cpu().saturating_sub(before)
    }

    /// Processor time to the nanosecond, summed over the threads that live now.
    pub(crate) fn exact_cpu(self) -> Duration {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.0)).unwrap();
        let times = threads.map(|thread| {
            let times = std::fs::read_to_string(thread.unwrap().path().join("schedstat")).unwrap();
            Duration::from_nanos(times.split(' ').next().unwrap().parse().unwrap())
        });
        times.sum()
    }

    /// Memory that is really there, in megabytes of 1024 × 1024 bytes.
    pub(crate) fn resident_megabytes(self) -> f64 {
        let status = self.file("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
    }

    fn file(self, name: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{name}", self.0)).unwrap()
    }
}
