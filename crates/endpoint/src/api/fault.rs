//! What is wrong with a request, as an answer. Not here: who finds it wrong.

use std::time::Duration;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jipan_sync::hub::Rejected;
use jipan_sync::wire::{ErrorBody, ErrorCode};

use super::body::json;
use crate::database::NoAnswer;
use crate::limits::TooOften;

/// Seconds after which it is worth to ask a database again that did not answer.
const AGAIN_SECONDS: u64 = 2;

/// An answer of 4xx or 5xx.
#[derive(Debug)]
pub(crate) struct Fault {
    status: StatusCode,
    body: ErrorBody,
    after: Option<Duration>,
}

impl Fault {
    /// Of this status, with this code and a word for a person who debugs.
    pub(crate) fn new(status: StatusCode, error: ErrorCode, detail: &str) -> Self {
        Self { status, body: ErrorBody { error, detail: detail.to_owned() }, after: None }
    }

    /// The body is not what the route takes.
    pub(crate) fn malformed(detail: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, ErrorCode::Malformed, detail)
    }

    /// Larger than is taken.
    pub(crate) fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge, "the body")
    }
}

impl From<Rejected> for Fault {
    fn from(rejected: Rejected) -> Self {
        let status = match rejected.code {
            ErrorCode::Malformed | ErrorCode::Version => StatusCode::BAD_REQUEST,
            ErrorCode::Unauthorized => StatusCode::UNAUTHORIZED,
            ErrorCode::Forbidden => StatusCode::FORBIDDEN,
            ErrorCode::LinkGone => StatusCode::GONE,
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::Conflict | ErrorCode::DeviceTaken => StatusCode::CONFLICT,
            ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::Full => StatusCode::INSUFFICIENT_STORAGE,
            ErrorCode::Unavailable => {
                // What the database says names tables, never what is in them.
                tracing::error!(detail = rejected.detail, "the database did not do it");
                StatusCode::SERVICE_UNAVAILABLE
            }
        };
        let after = (status == StatusCode::SERVICE_UNAVAILABLE)
            .then_some(Duration::from_secs(AGAIN_SECONDS));
        Self { status, body: ErrorBody { error: rejected.code, detail: rejected.detail }, after }
    }
}

impl From<NoAnswer> for Fault {
    fn from(error: NoAnswer) -> Self {
        Rejected { code: ErrorCode::Unavailable, detail: error.to_string() }.into()
    }
}

impl From<TooOften> for Fault {
    fn from(TooOften(after): TooOften) -> Self {
        let fault = Self::new(StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooMany, "too often");
        Self { after: Some(after), ..fault }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = json(self.status, &self.body);
        if let Some(after) = self.after {
            // At least a second: 0 would be at once.
            let seconds = after.as_secs().saturating_add(1);
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
