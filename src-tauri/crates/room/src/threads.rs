//! Threads of their own for phones. Whoever floods the room keeps these busy and no others: the
//! facilitator's requests never stand in one queue with a stranger's (T10, P4).

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

/// Two serve a room of three thousand (P6), and a flood takes no more of the computer than that.
const THREADS: usize = 2;
/// Questions to the core block: those at the door, those about unknown seats, and who is here.
const CALLS_AT_ONCE: usize = 24;

/// Runs the sockets of rooms until it is dropped.
pub struct Threads(Option<Runtime>);

impl Threads {
    /// Starts them.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn start() -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(THREADS)
            .max_blocking_threads(CALLS_AT_ONCE)
            .thread_name("room")
            .enable_all()
            .build()?;
        Ok(Self(Some(runtime)))
    }

    /// For [`crate::rooms::Options`], and for whoever binds a listener for phones.
    pub fn handle(&self) -> Handle {
        self.0.as_ref().expect("they run until they are dropped").handle().clone()
    }
}

impl Drop for Threads {
    /// Without waiting: also whoever answers a request may drop them.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
