//! What the recordings of an organisation and of a page share.

use super::MakeError;
use crate::audio::Gain;
use crate::config::{Sound, SoundFormat};
use crate::diag::Diagnostic;
use crate::engine::synthesizer::{Recorder, SynthesisError};
use crate::recording::{Encoded, recorder};
use std::sync::{Arc, Mutex, PoisonError};

/// What speaks for an organisation, each opened when it is first needed.
#[derive(Debug, Default)]
pub struct Recorders(Mutex<Vec<(Sound, Opened)>>);

/// A recorder, or why there is none.
pub(super) type Opened = Arc<Result<Recorder, SynthesisError>>;

impl Recorders {
    pub(super) fn get(&self, sound: &Sound) -> Opened {
        let mut recorders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, recorder)) = recorders.iter().find(|(known, _)| known == sound) {
            return Arc::clone(recorder);
        }
        let recorder = Arc::new(recorder(sound, true));
        recorders.push((sound.clone(), Arc::clone(&recorder)));
        recorder
    }
}

/// What the recordings of a page in one form share.
#[derive(Debug)]
pub(super) struct Common {
    pub(super) gain: Gain,
    /// What is said before a centre's details, and after them.
    pub(super) pieces: Vec<Encoded>,
    pub(super) found: Vec<Diagnostic>,
}

/// What the recordings of a page share, form by form.
#[derive(Debug, Default)]
pub(super) struct PageSounds(Mutex<Vec<(SoundFormat, Sound, Arc<Common>)>>);

impl PageSounds {
    pub(super) fn get(
        &self,
        form: (SoundFormat, &Sound),
        make: impl FnOnce() -> Result<Common, MakeError>,
    ) -> Result<Arc<Common>, MakeError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., common)) = known.iter().find(|it| (it.0, &it.1) == form) {
            return Ok(Arc::clone(common));
        }
        let common = Arc::new(make()?);
        known.push((form.0, form.1.clone(), Arc::clone(&common)));
        Ok(common)
    }
}
