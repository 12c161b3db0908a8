//! The time box of a stage: starting, stopping, booking. Monotonic time only (F24).

use crate::actor::OpenWorkshop;
use crate::console::ClockChange;
use crate::session::Session;
use sextant_domain::stage::{Stage, Timer};
use sextant_domain::view::ProjectorFocus;
use sextant_domain::workshop::Workshop;

impl OpenWorkshop {
    /// The time box after a change of the clock.
    pub(crate) fn changed_clock(&self, workshop: &Workshop, change: ClockChange, session: &mut Session) -> Timer {
        let monotonic = self.shared.clock.monotonic();
        let mut timer = session.timer_now(workshop.timer(), monotonic);
        if timer.planned_seconds == 0 {
            timer = full_box(workshop);
        }
        match change {
            ClockChange::Start => timer.running = true,
            ClockChange::Pause => timer.running = false,
            ClockChange::AddMinute => timer.remaining_ms += 60_000,
            ClockChange::Reset { seconds } => {
                timer = Timer { planned_seconds: seconds, remaining_ms: i64::from(seconds) * 1000, running: false };
            }
        }
        session.timer_started = timer.running.then_some(monotonic);
        timer
    }

    /// Books the time since the clock was started; it counts anew from here.
    pub(crate) fn spend_time(&self, copy: &mut Workshop) {
        let seconds = self.session.seconds_run(self.workshop.timer(), self.shared.clock.monotonic());
        if seconds > 0 {
            copy.spend(copy.stage(), seconds);
        }
    }

    /// The time box of the stage that was left is booked, and the new one stands full.
    pub(crate) fn stop_clock_for_new_stage(&self, left: Stage, copy: &mut Workshop, session: &mut Session) {
        let seconds = session.seconds_run(copy.timer(), self.shared.clock.monotonic());
        if seconds > 0 {
            copy.spend(left, seconds);
        }
        copy.set_timer(full_box(copy));
        session.timer_started = None;
        session.projector = ProjectorFocus::Stage;
        session.forget_who_is_done_writing();
        // Whoever goes back while people write must not see what was held back of their count (T1).
        if copy.candidates_revealed() {
            session.has_written.clear();
            session.count_shown = None;
        }
    }
}

/// The stage's whole time box, standing.
fn full_box(workshop: &Workshop) -> Timer {
    let planned_seconds = workshop.stage().planned_minutes(workshop.head().path) * 60;
    Timer { planned_seconds, remaining_ms: i64::from(planned_seconds) * 1000, running: false }
}
