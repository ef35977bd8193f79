//! What was said of a script, utterance by utterance, on the disk until it is encoded.

use crate::audio::Pcm;
use crate::store::Spool;
use std::io;
use std::ops::Range;

/// How many bytes a sample takes.
const SAMPLE: usize = 2;

/// The sounds of some utterances of a script, without silence around them.
#[derive(Debug)]
pub struct Sounds {
    spool: Spool,
    rate: u32,
    /// Where the sound of each utterance is; `None` of one that was not said.
    places: Vec<Option<Place>>,
}

/// Where a sound lies in the file, and how long it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    at: u64,
    samples: usize,
    rate: u32,
}

impl Sounds {
    /// Room for the sounds of a number of utterances.
    pub(super) fn new(utterances: usize) -> Self {
        Self { spool: Spool::new(), rate: 0, places: vec![None; utterances] }
    }

    /// Puts sounds aside, and says where each is.
    pub(super) fn put(&self, sounds: &[Pcm]) -> io::Result<Vec<Place>> {
        let mut bytes = Vec::new();
        let starts: Vec<usize> = sounds
            .iter()
            .map(|sound| {
                let start = bytes.len();
                bytes.extend(sound.to_bytes());
                start
            })
            .collect();
        let first = self.spool.add(&bytes)?;
        let place = |(sound, start): (&Pcm, usize)| Place {
            at: first + start as u64,
            samples: sound.samples.len(),
            rate: sound.rate,
        };
        Ok(sounds.iter().zip(starts).map(place).collect())
    }

    /// Says which utterance a sound is of.
    pub(super) fn set(&mut self, utterance: usize, place: Place) {
        self.rate = self.rate.max(place.rate);
        self.places[utterance] = Some(place);
    }

    /// Samples a second, of all sounds; 0 where there are none.
    pub const fn rate(&self) -> u32 {
        self.rate
    }

    /// How many samples an utterance has; none where it was not said, or gave no sound.
    pub fn length(&self, utterance: usize) -> usize {
        self.place(utterance).map_or(0, |place| place.samples)
    }

    fn place(&self, utterance: usize) -> Option<Place> {
        self.places.get(utterance).copied().flatten()
    }

    /// Adds some samples of an utterance to `out`.
    ///
    /// # Errors
    /// When the disk does not give them.
    pub fn read(
        &self,
        utterance: usize,
        samples: Range<usize>,
        out: &mut Vec<f32>,
    ) -> io::Result<()> {
        let Some(place) = self.place(utterance) else { return Ok(()) };
        let mut bytes = vec![0; samples.len() * SAMPLE];
        self.spool.read(place.at + (samples.start * SAMPLE) as u64, &mut bytes)?;
        out.extend(Pcm::from_bytes(place.rate, &bytes).samples);
        Ok(())
    }
}
