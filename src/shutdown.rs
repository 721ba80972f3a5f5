//! Stopping in order: first what brings work in, then what does it.
//!
//! What was accepted is safe in the database before anybody is answered, so a deadline that passes
//! loses nothing; it only leaves work for the next start.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The running parts of the program, by when they stop.
#[derive(Debug, Default, Clone)]
pub struct Shutdown {
    /// Tells the web and the gateways to take nothing more.
    pub stop_inbound: CancellationToken,
    /// The web and the gateways themselves.
    pub inbound: TaskTracker,
    /// Tells the engine to finish what it holds.
    pub stop_work: CancellationToken,
    /// The engine's workers.
    pub work: TaskTracker,
}

/// How the stop went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drained {
    /// Everything finished.
    Whole,
    /// The deadline passed while so many tasks were still running.
    Cut { left: usize },
}

impl Shutdown {
    /// Stops inbound, lets it finish, then stops the work and lets it finish; all within
    /// `deadline`.
    pub async fn run(&self, deadline: Duration) -> Drained {
        let in_order = async {
            self.stop_inbound.cancel();
            drain(&self.inbound).await;
            self.stop_work.cancel();
            drain(&self.work).await;
        };
        if tokio::time::timeout(deadline, in_order).await.is_ok() {
            return Drained::Whole;
        }
        // Intake that does not end must not keep the engine from learning that it is over.
        self.stop_work.cancel();
        Drained::Cut { left: self.inbound.len() + self.work.len() }
    }
}

async fn drain(tasks: &TaskTracker) {
    tasks.close();
    tasks.wait().await;
}

/// Waits for SIGTERM or SIGINT and says which it was. SIGHUP, which a closing terminal and the
/// reload command of many operators send, stops nothing.
pub async fn told_to_stop() -> std::io::Result<&'static str> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    loop {
        tokio::select! {
            _ = terminate.recv() => return Ok("SIGTERM"),
            _ = interrupt.recv() => return Ok("SIGINT"),
            _ = hang_up.recv() => tracing::info!(
                "SIGHUP changes nothing: `watchbell apply` changes the directory at once, and \
                 a changed configuration or plan is read at the next start"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[tokio::test]
    async fn work_is_stopped_only_after_intake_has_ended() {
        let shutdown = Shutdown::default();
        let order = Arc::new(Mutex::new(Vec::new()));
        for (name, stop, tasks) in [
            ("work", &shutdown.stop_work, &shutdown.work),
            ("inbound", &shutdown.stop_inbound, &shutdown.inbound),
        ] {
            let (stop, order) = (stop.clone(), Arc::clone(&order));
            tasks.spawn(async move {
                stop.cancelled().await;
                tokio::task::yield_now().await;
                order.lock().unwrap().push(name);
            });
        }
        assert_eq!(shutdown.run(Duration::from_secs(5)).await, Drained::Whole);
        assert_eq!(*order.lock().unwrap(), ["inbound", "work"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_does_not_end_is_left_behind_at_the_deadline() {
        let shutdown = Shutdown::default();
        shutdown.inbound.spawn(std::future::pending::<()>());
        assert_eq!(shutdown.run(Duration::from_secs(20)).await, Drained::Cut { left: 1 });
        assert!(shutdown.stop_work.is_cancelled());
    }
}
