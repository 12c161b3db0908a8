//! The pulse of a room: when views are asked for, and when the core hears who is here.

use std::sync::Arc;
use std::time::Duration;

use sextant_api::room::SeatKey;
use sextant_domain::id::WorkshopId;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until, timeout};

use crate::broadcast::Audience;
use crate::seat_core::SeatCore;

/// Views follow each other no faster: people read no faster, and the core has others to serve.
const BEAT: Duration = Duration::from_millis(100);
/// After views that took long to make, the core rests for as long as they took, so that seats
/// never take more than half of it from the facilitator (P4, T10).
const REST: u32 = 2;
/// The core hears who is connected at most twice a second: joining and leaving come in bursts.
const PRESENCE: Duration = Duration::from_millis(500);
/// A core that does not answer for so long is asked again.
const PATIENCE: Duration = Duration::from_secs(30);
/// And not before this, so that one that refuses is not pestered.
const AGAIN: Duration = Duration::from_secs(1);

/// Runs until the room is closed: one call of the core for each beat, whoever is connected.
pub(crate) async fn beat(audience: Arc<Audience>, core: Arc<dyn SeatCore>, workshop: WorkshopId) {
    let (mut views, mut presence) = (Instant::now(), Instant::now());
    loop {
        let moved = audience.has_moved();
        tokio::select! {
            () = audience.called() => {}
            () = sleep_until(presence), if moved => {}
        }
        if audience.has_moved() && Instant::now() >= presence {
            tell_who_is_here(&core, workshop, audience.present()).await;
            presence = Instant::now() + PRESENCE;
        }
        if audience.has_work() {
            sleep_until(views).await;
            let begun = Instant::now();
            let keys = audience.take_asking();
            if ask(&audience, &core, workshop, keys).await {
                views = begun + BEAT.max(begun.elapsed() * REST);
            } else {
                audience.tell();
                views = Instant::now() + AGAIN;
            }
        }
        if audience.is_closed() {
            return;
        }
    }
}

async fn tell_who_is_here(core: &Arc<dyn SeatCore>, workshop: WorkshopId, keys: Vec<SeatKey>) {
    let core = core.clone();
    if tokio::task::spawn_blocking(move || core.present(workshop, keys)).await.is_err() {
        tracing::error!("telling who is connected ended in a panic");
    }
}

/// Puts new views into the mailboxes. That happens while the core answers, so that no view
/// overtakes one that the core made later, for the answer to a command.
async fn ask(audience: &Arc<Audience>, core: &Arc<dyn SeatCore>, workshop: WorkshopId, keys: Vec<SeatKey>) -> bool {
    let (sender, receiver) = oneshot::channel();
    let (audience, asked) = (audience.clone(), keys.clone());
    core.screens(
        workshop,
        keys,
        Box::new(move |screens| {
            let came = match screens {
                Ok(screens) => {
                    audience.deliver(&asked, &screens);
                    true
                }
                Err(error) => {
                    tracing::warn!(id = %error.id, code = ?error.code, "seats cannot be shown");
                    false
                }
            };
            // The room may have closed meanwhile.
            let _ = sender.send(came);
        }),
    );
    let came = timeout(PATIENCE, receiver).await;
    if !matches!(came, Ok(Ok(_))) {
        tracing::error!("the core did not say what seats show");
    }
    matches!(came, Ok(Ok(true)))
}
