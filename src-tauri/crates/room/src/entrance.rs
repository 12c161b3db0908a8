//! Where rooms are reached: which addresses are listened on and announced (F33, F34, F35, F36).

use std::io;
use std::net::{IpAddr, SocketAddr};

use sextant_api::error::{ApiError, ErrorCode};
use sextant_api::room::RoomAddress;
use tokio::net::{TcpListener, TcpSocket};

use crate::guard::Announcement;
use crate::room::Spot;

/// The port that is tried first on a local network.
pub const USUAL_PORT: u16 = 7040;
/// How many ports from the wanted one on are tried (F33).
const PORTS_TRIED: u16 = 20;
/// Connections that may wait for a place: a room that joins within a second (F53).
const QUEUE: u32 = 1024;

/// How phones get in.
pub enum Entrance {
    /// Over an address of this computer, chosen when a room is opened. Nothing is listened on
    /// while no room is open.
    Lan {
        /// The port that is tried first.
        port: u16,
    },
    /// Over one listener for as long as the program runs.
    Fixed {
        /// Already bound, so that its port is known.
        listener: TcpListener,
        /// Under which addresses it is reached; the first one is shown. Without any, the
        /// listener's own address, or all of this computer's when it listens on all.
        announced: Vec<Announcement>,
    },
}

/// Listens on an address, or on one of the next ports when its own is taken (F33).
///
/// # Errors
/// When no port is free, or the address is not this computer's.
pub fn bind(wanted: SocketAddr) -> io::Result<TcpListener> {
    let mut address = wanted;
    let mut tries = PORTS_TRIED;
    loop {
        tries -= 1;
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // After a restart the port is free at once, although old connections are still dying (F47).
        #[cfg(not(windows))]
        socket.set_reuseaddr(true)?;
        match socket.bind(address).and_then(|()| socket.listen(QUEUE)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && tries > 0 && address.port() < u16::MAX => {
                address.set_port(address.port() + 1);
            }
            Err(error) => return Err(error),
        }
    }
}

/// The address an interface is announced under.
pub(crate) fn spot_on(found: &RoomAddress, port: u16) -> Spot {
    let pair = SocketAddr::new(found.address, port);
    Spot { origin: format!("http://{pair}"), interface: found.interface.clone(), address: Some(found.address) }
}

/// A name that was announced.
pub(crate) fn spot_named(name: &Announcement) -> Spot {
    Spot { origin: name.origin().to_owned(), interface: String::new(), address: None }
}

/// There is no network (F34).
pub(crate) fn no_network() -> ApiError {
    refused(
        "This computer is on no network, so phones cannot join.",
        "Join a Wi-Fi or switch on this computer's hotspot. Until then everybody can use this one device in turn.",
    )
}

/// The address that was asked for is not there, or not there any more (F36).
pub(crate) fn no_such_address() -> ApiError {
    refused("This computer does not have that address now.", "Choose one of the networks in the list.")
}

/// No port is free, or the system refuses (F33).
pub(crate) fn cannot_listen(error: &io::Error) -> ApiError {
    tracing::warn!(kind = ?error.kind(), "a room's address cannot be listened on");
    let reason = match error.kind() {
        io::ErrorKind::AddrInUse => "every port the room could use is taken",
        io::ErrorKind::AddrNotAvailable => "the address is gone",
        io::ErrorKind::PermissionDenied => "the system does not allow it",
        _ => "the system refused",
    };
    let message = format!("The room cannot be opened there: {reason}.");
    refused(&message, "Choose another network, or close other programs that answer on the network.")
}

fn refused(message: &str, hint: &str) -> ApiError {
    ApiError::plain(ErrorCode::Refused, "open the room", message, hint)
}

/// Which of the addresses is meant: the one asked for, or the likeliest.
pub(crate) fn choose(addresses: &[RoomAddress], wanted: Option<IpAddr>) -> Result<&RoomAddress, ApiError> {
    match wanted {
        Some(wanted) => addresses.iter().find(|found| found.address == wanted).ok_or_else(no_such_address),
        None => addresses.first().ok_or_else(no_network),
    }
}
