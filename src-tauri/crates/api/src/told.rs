//! Failures of the store in the words and codes a page acts on.

use crate::error::{ApiError, ErrorCode};
use sextant_store::StoreError;

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::FolderMissing { .. }
            | StoreError::DatabaseMissing { .. }
            | StoreError::NoSuchWorkshop(_)
            | StoreError::WorkshopUnreadable { .. } => ErrorCode::NotFound,
            StoreError::InUse { .. } => ErrorCode::InUse,
            StoreError::ReadOnly { .. }
            | StoreError::NoLocks { .. }
            | StoreError::DiskFull { .. }
            | StoreError::Io { .. }
            | StoreError::Closed => ErrorCode::CannotSave,
            StoreError::NewerFile { .. } => ErrorCode::NewerFile,
            StoreError::NotADatabase { .. }
            | StoreError::Damaged { .. }
            | StoreError::UnknownSchemaObject { .. }
            | StoreError::BackupRefused { .. } => ErrorCode::Damaged,
            StoreError::Conflict { .. } | StoreError::CommandReused { .. } | StoreError::NameTaken { .. } => {
                ErrorCode::Conflict
            }
            StoreError::Misfit(_) | StoreError::SqliteTooOld(_) | StoreError::Sqlite { .. } => ErrorCode::Internal,
        };
        let told = error.told();
        tracing::warn!(%error, "the store said no");
        Self {
            id: format!("store-{code:?}").to_lowercase(),
            code,
            doing: told.doing,
            message: told.wrong,
            safe: told.safe,
            hint: told.next,
            field: None,
        }
    }
}
