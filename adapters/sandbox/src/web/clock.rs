//! Moving the world's clock.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use super::Sandbox;
use super::error::{ApiError, Body};
use crate::view::WorldState;
use crate::world::FARTHEST_MOVE;

/// How far to move.
#[derive(Debug, Deserialize)]
pub(super) struct Advance {
    seconds: u32,
}

/// Answers with the state when everything that fell due on the way has been done.
pub(super) async fn advance(
    State(sandbox): State<Sandbox>,
    Body(Advance { seconds }): Body<Advance>,
) -> Result<Json<WorldState>, ApiError> {
    if u64::from(seconds) > FARTHEST_MOVE.as_secs() {
        return Err(ApiError::too_far(seconds));
    }
    sandbox.world.advance(seconds).await?;
    sandbox.after_the_move().await
}

/// Moves the clock to the next instant at which something is due.
pub(super) async fn advance_to_next_due(
    State(sandbox): State<Sandbox>,
) -> Result<Json<WorldState>, ApiError> {
    sandbox.world.advance_to_next_due().await?;
    sandbox.after_the_move().await
}

impl Sandbox {
    async fn after_the_move(&self) -> Result<Json<WorldState>, ApiError> {
        self.platform.state_changed();
        Ok(Json(self.world.state().await?))
    }
}
