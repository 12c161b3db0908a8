//! One handle kept back, so that somebody can be told when there are no more (F28).

use std::io;
use std::net::{Ipv4Addr, UdpSocket};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::time::timeout;

/// How long telling may take.
const SHORT: Duration = Duration::from_millis(200);

/// A handle that is of no use until the system has none left.
pub(crate) struct LastHandle(Option<UdpSocket>);

impl LastHandle {
    pub(crate) fn keep() -> Self {
        // Not connected to anything and never read: it only counts as a handle.
        Self(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).ok())
    }

    /// Gives the handle up for one newcomer, who is told to come again, and takes it back.
    pub(crate) async fn tell_one(&mut self, listener: &TcpListener, answer: &[u8]) {
        if self.0.take().is_some()
            && let Ok(Ok((mut stream, _))) = timeout(SHORT, listener.accept()).await
        {
            // Reading first: closing over unread bytes would take the answer back.
            let _ = timeout(SHORT, stream.read(&mut [0; 4096])).await;
            let _ = timeout(SHORT, stream.write_all(answer)).await;
        }
        *self = Self::keep();
    }
}

/// Whether an error says that there are no more handles.
pub(crate) fn is_none_left(error: &io::Error) -> bool {
    // For the process and for the system, in this order on Unix; the one code of Windows.
    let codes: &[i32] = if cfg!(windows) { &[10_024] } else { &[24, 23] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}
