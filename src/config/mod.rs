//! What is written down once: an organisation's settings, the job of a batch, its centres.
//!
//! Each is read from text to plain data. Reading never fails: what is wrong becomes a
//! [`Diagnostic`] with its place, all of them at once.

mod centres;
mod job;
mod keys;
mod settings;

pub use centres::{CentreEntry, centres_from_csv, centres_from_toml};
pub use job::{
    ENGINES, EngineName, Form, JobFile, SOUND_FORMATS, Sound, SoundChoice, SoundFormat,
    TEMPLATE,
};
pub use keys::{Located, nearest};
pub use settings::{Setting, Settings};

#[cfg(doc)]
use crate::diag::Diagnostic;
