//! Makes every page in every form for every centre.
//!
//! ```text
//! batch.toml, centres, printaloud.toml --Job::open--> Job --Plan::new--> Plan --run--> files, journal
//!                                                                         manifest, checksums, index
//! ```
//!
//! A [`Job`] is what was asked for, a [`Plan`] is every file that it comes to, each with a hash of
//! all that it is made of. A run makes the files whose hash is not that of the file in place.

mod commit;
mod ending;
mod index;
mod job;
mod journal;
mod manifest;
mod merge;
mod message;
mod place;
mod plan;
mod report;
mod run;
mod shard;
mod verify;
mod workshop;

pub use job::{Centre, Job, PagePath, PlannedForm};
pub use merge::merge;
pub use message::Message;
pub use plan::{Item, Plan};
pub use report::{Event, Failure, Options, Report};
pub use run::run;
pub use shard::{Shard, ShardError};
pub use verify::{Verified, verify};
