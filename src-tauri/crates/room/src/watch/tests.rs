use std::time::Duration;

use sextant_api::screen::ChangeNotice;
use sextant_domain::id::WorkshopId;
use tokio::time::Instant;
use uuid::Uuid;

use super::{Hub, PATIENCE, Stream};
use crate::session::Scope;

const A: WorkshopId = WorkshopId(Uuid::from_u128(0xa));

async fn next(stream: &mut Stream) -> String {
    let bytes = stream.receiver.recv().await.expect("the stream goes on");
    String::from_utf8(bytes.to_vec()).expect("text")
}

fn tell(hub: &Hub, revision: u64) {
    hub.tell(ChangeNotice { workshop_id: Some(A), revision });
}

#[tokio::test(start_paused = true)]
async fn a_quiet_stream_is_kept_warm() {
    let hub = Hub::default();
    let mut stream = hub.watch(Scope::Console(A));
    assert_eq!(next(&mut stream).await, ": watching\n\n");
    for _ in 0..5 {
        let began = Instant::now();
        assert_eq!(next(&mut stream).await, ": quiet\n\n");
        assert!(began.elapsed() < Duration::from_secs(15), "pages give a silent connection up");
    }
}

#[tokio::test(start_paused = true)]
async fn notices_follow_each_other_no_faster_than_ten_a_second() {
    let hub = Hub::default();
    let mut stream = hub.watch(Scope::Console(A));
    next(&mut stream).await;
    let began = Instant::now();
    for revision in 1..=30 {
        tell(&hub, 2 * revision);
        tell(&hub, 2 * revision - 1);
        let notice = next(&mut stream).await;
        let newest = 2 * revision;
        assert_eq!(notice, format!("event: change\ndata: {{\"workshopId\":\"{A}\",\"revision\":{newest}}}\n\n"));
    }
    assert!(began.elapsed() >= Duration::from_millis(2_900), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn somebody_who_never_reads_is_let_go() {
    let hub = Hub::default();
    let stream = hub.watch(Scope::Console(A));
    for revision in 1..=3 {
        tell(&hub, revision);
        tokio::time::sleep(PATIENCE).await;
    }
    assert_eq!(hub.watching(), 0, "nothing is kept for a page that does not read");
    drop(stream);
}

#[tokio::test]
async fn a_stream_opened_after_the_end_ends_at_once() {
    let hub = Hub::default();
    hub.close();
    let mut stream = hub.watch(Scope::Library);
    next(&mut stream).await;
    tell(&hub, 1);
    hub.close();
    assert!(stream.receiver.recv().await.is_none());
}
