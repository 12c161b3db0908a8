//! Stand-in for the use cases until `sextant-api` has its door.
#![allow(dead_code)]
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct WorkshopId(pub(crate) uuid::Uuid);
impl std::fmt::Display for WorkshopId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

pub(crate) struct SystemClock;
pub(crate) struct RandomIds;
pub(crate) struct ApiOptions {
    pub(crate) data_dir: PathBuf,
    pub(crate) clock: Arc<SystemClock>,
    pub(crate) ids: Arc<RandomIds>,
    pub(crate) printer: Option<()>,
}
#[derive(Clone, serde::Serialize)]
pub(crate) struct ChangeNotice {
    pub(crate) workshop: Option<WorkshopId>,
}
pub(crate) struct Api;
impl Api {
    pub(crate) fn open(options: ApiOptions) -> std::io::Result<Self> {
        std::fs::create_dir_all(options.data_dir)?;
        Ok(Self)
    }
    pub(crate) fn subscribe(&self, _listener: Box<dyn Fn(ChangeNotice) + Send + Sync>) {}
}
pub(crate) mod door {
    use super::*;
    pub(crate) enum Caller {
        HostLibrary,
        Console,
        Projector(WorkshopId),
    }
    #[derive(PartialEq, Clone, Copy)]
    pub(crate) enum Method {
        Get,
        Post,
    }
    pub(crate) struct DoorRequest {
        pub(crate) method: Method,
        pub(crate) path: String,
        pub(crate) body: serde_json::Value,
    }
    pub(crate) struct DoorReply {
        pub(crate) status: u16,
        pub(crate) body: DoorBody,
    }
    pub(crate) enum DoorBody {
        Json(serde_json::Value),
        Bytes { media_type: String, file_name: String, bytes: Vec<u8> },
    }
    pub(crate) struct Door(Arc<Api>);
    impl Door {
        pub(crate) fn new(api: Arc<Api>) -> Self {
            Self(api)
        }
        pub(crate) fn handle(&self, _caller: Caller, request: DoorRequest) -> DoorReply {
            DoorReply { status: 200, body: DoorBody::Json(serde_json::json!({ "path": request.path })) }
        }
    }
}
