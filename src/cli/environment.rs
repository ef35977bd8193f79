//! The time, as the commands are given it.

use printaloud::document::ReviewDate;
use std::time::{SystemTime, UNIX_EPOCH};

/// Today (UTC).
#[expect(clippy::disallowed_methods, reason = "no leaflet depends on it")]
pub(super) fn today() -> ReviewDate {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    ReviewDate::of_time(since.as_secs()).expect("the clock is between 1970 and 9999")
}

/// The time that `SOURCE_DATE_EPOCH` names (reproducible-builds.org).
pub(super) fn created() -> Result<Option<u64>, String> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(None),
        Ok(value) => {
            // The year 9999 is the last that a PDF date can say.
            let seconds =
                value.trim().parse().ok().filter(|seconds| *seconds <= 253_402_300_799);
            seconds.map(Some).ok_or_else(|| {
                format!("error: SOURCE_DATE_EPOCH is `{value}`, not seconds since 1970")
            })
        }
    }
}
