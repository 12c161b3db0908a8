//! Plays the sample through the same commands a person sends.

use crate::Api;
use crate::error::ApiError;
use sextant_domain::id::WorkshopId;

pub(crate) fn play(_api: &Api, _id: WorkshopId) -> Result<WorkshopId, ApiError> {
    Err(ApiError::invalid("opening the sample", "The sample is not there yet.", "Make a workshop of your own."))
}
