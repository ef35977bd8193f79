//! A look-ahead limiter of true peaks: those of the wave between samples (ITU-R BS.1770-5, annex 2).

use super::Pcm;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::LazyLock;

/// How long before and after a peak the sound is turned down, in seconds.
const LOOK_AHEAD: f64 = 0.008;

/// How many points between two samples are looked at.
const POINTS: usize = 4;

/// How many samples on either side decide what lies between.
const REACH: usize = 12;

/// Where samples are so far under the ceiling, nothing between them can be over it: a wave of
/// speech rises between samples by half at the most.
const NEAR: f32 = 0.6;

/// Windowed sinc: the weights of the samples around, for each point between two samples.
static WEIGHTS: LazyLock<[[f32; 2 * REACH]; POINTS - 1]> = LazyLock::new(|| {
    std::array::from_fn(|point| {
        let offset = (point + 1) as f64 / POINTS as f64;
        std::array::from_fn(|at| {
            let x = at as f64 - (REACH as f64 - 1.0) - offset;
            let wave = std::f64::consts::PI * x;
            let sinc = if x == 0.0 { 1.0 } else { wave.sin() / wave };
            let window = (std::f64::consts::PI * x / (2.0 * REACH as f64)).cos();
            (sinc * window * window) as f32
        })
    })
});

/// Limits a sound piece by piece: nothing that comes out has a true peak over the ceiling, and what
/// is under it stays as it is. It keeps what one stretch of high peaks needs, which ends at the next
/// pause of a voice.
pub struct Limiter {
    ceiling: f32,
    /// How long before and after a peak the sound is turned down, in samples.
    reach: usize,
    /// Samples that came in and are not yet out, with some that are out before them.
    kept: Vec<f32>,
    /// The index of the first of those in the sound.
    start: usize,
    /// Up to where they are out.
    out: usize,
    /// Up to where peaks were looked for.
    seen: usize,
    /// The stretch that has to be turned down: where it begins, and what each sample up to its last
    /// peak needs at the most.
    high: Option<(usize, Vec<f32>)>,
}

impl Limiter {
    /// A limiter for a sound of that rate. The ceiling is from 0 to 1.
    pub fn new(rate: u32, ceiling: f32) -> Self {
        let reach = (LOOK_AHEAD * f64::from(rate)) as usize;
        let (kept, high) = (Vec::new(), None);
        Self { ceiling, reach, kept, start: 0, out: 0, seen: 0, high }
    }

    /// Takes some samples, and adds those that are ready to `out`.
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        self.kept.extend(samples);
        let end = self.start + self.kept.len();
        self.look(end.saturating_sub(REACH));
        let ready = self.ready();
        self.put(ready, out);
    }

    /// Adds the last samples to `out`.
    pub fn finish(mut self, out: &mut Vec<f32>) {
        let end = self.start + self.kept.len();
        self.look(end);
        self.turn_down(end);
        self.put(end, out);
    }

    /// Looks for peaks up to a sample, after which there are enough to tell.
    fn look(&mut self, to: usize) {
        if to <= self.seen {
            return;
        }
        let range = self.seen - self.start..to - self.start;
        for (at, peak) in over(&self.kept, range, self.ceiling) {
            self.peak(self.start + at, self.ceiling / peak);
        }
        self.seen = to;
        if let Some((from, needed)) = &self.high
            && to > from + needed.len() - 1 + 4 * self.reach + 1
        {
            self.turn_down(to);
        }
    }

    /// Notes a peak that needs such a gain.
    fn peak(&mut self, at: usize, gain: f32) {
        // Peaks whose surroundings meet are turned down together.
        let is_near =
            |from: usize, count: usize| at - (from + count - 1) <= 4 * self.reach + 1;
        if self.high.as_ref().is_some_and(|(from, needed)| !is_near(*from, needed.len()))
        {
            self.turn_down(at);
        }
        let first = at.saturating_sub(2 * self.reach);
        let (from, needed) = self.high.get_or_insert((first, Vec::new()));
        needed.resize(at - *from, 1.0);
        needed.push(gain);
    }

    /// Turns the stretch down whose last peak has been passed. `end` is at most the sound's.
    fn turn_down(&mut self, end: usize) {
        let Some((from, mut needed)) = self.high.take() else { return };
        needed.resize((needed.len() + 2 * self.reach).min(end - from), 1.0);
        let gains = smooth(&lowest(&needed, self.reach), self.reach);
        for (sample, gain) in self.kept[from - self.start..].iter_mut().zip(gains) {
            *sample *= gain;
        }
    }

    /// Up to where samples stay as they are now.
    fn ready(&self) -> usize {
        let unseen = self.seen.saturating_sub(2 * self.reach);
        self.high.as_ref().map_or(unseen, |(from, _)| unseen.min(*from))
    }

    fn put(&mut self, to: usize, out: &mut Vec<f32>) {
        if to > self.out {
            out.extend(&self.kept[self.out - self.start..to - self.start]);
            self.out = to;
        }
        // A peak is recognised by the samples around it.
        let needless = self.out.min(self.seen).saturating_sub(REACH) - self.start;
        if needless > KEPT {
            self.kept.drain(..needless);
            self.start += needless;
        }
    }
}

/// How many samples that are out are kept before they are dropped together.
const KEPT: usize = 1 << 14;

/// Where a wave is high.
#[derive(Debug)]
pub(super) struct Peaks {
    /// The samples at which, or between which and the next, it is, and how high.
    high: Vec<(usize, f32)>,
    /// How long before and after a peak the sound is turned down, in samples.
    reach: usize,
    /// How many samples the sound has.
    length: usize,
}

impl Peaks {
    /// Where a sound is over a level. It is looked through in two halves at the same time.
    pub(super) fn over(sound: &Pcm, level: f32) -> Self {
        let samples = &sound.samples;
        let middle = (samples.len() / 2).next_multiple_of(STRETCH).min(samples.len());
        let high = std::thread::scope(|scope| {
            let second = scope.spawn(|| over(samples, middle..samples.len(), level));
            let mut high = over(samples, 0..middle, level);
            high.extend(second.join().expect("looking for peaks does not panic"));
            high
        });
        let reach = (LOOK_AHEAD * f64::from(sound.rate)) as usize;
        Self { high, reach, length: samples.len() }
    }

    /// The stretches that have to be turned down so that nothing is over a ceiling: where each
    /// begins, and what its samples are multiplied by.
    pub(super) fn turned_down(
        &self,
        ceiling: f32,
    ) -> impl Iterator<Item = (usize, Vec<f32>)> {
        let reach = self.reach;
        let mut over =
            self.high.iter().filter(move |(_, peak)| *peak > ceiling).peekable();
        std::iter::from_fn(move || {
            let (first, peak) = over.next()?;
            let from = first.saturating_sub(2 * reach);
            let mut needed = vec![1.0; first - from];
            needed.push(ceiling / peak);
            // Peaks whose surroundings meet are turned down together.
            let near = |last: usize, at: usize| at - last <= 4 * reach + 1;
            while let Some((at, peak)) =
                over.next_if(|(at, _)| near(from + needed.len() - 1, *at))
            {
                needed.resize(at - from, 1.0);
                needed.push(ceiling / peak);
            }
            needed.resize((needed.len() + 2 * reach).min(self.length - from), 1.0);
            Some((from, smooth(&lowest(&needed, reach), reach)))
        })
    }
}

/// How many samples are passed over together where all of them are small.
const STRETCH: usize = 64;

/// The samples of a range at which, or between which and the next, the wave is over a level, and
/// how high it is there.
fn over(samples: &[f32], range: Range<usize>, level: f32) -> Vec<(usize, f32)> {
    let near = level * NEAR;
    let mut over = Vec::new();
    for start in range.clone().step_by(STRETCH) {
        let end = (start + STRETCH).min(range.end);
        let stretch = &samples[start..(end + 1).min(samples.len())];
        // Written so that it is done for several samples at once.
        let mut highest = [0.0f32; 8];
        let (eights, rest) = stretch.as_chunks::<8>();
        for eight in eights {
            for (highest, sample) in highest.iter_mut().zip(eight) {
                *highest = highest.max(sample.abs());
            }
        }
        let is_low = |sample: &f32| sample.abs() < near;
        if highest.iter().chain(rest).all(is_low) {
            continue;
        }
        for at in start..end {
            let peak = peak(samples, at, near);
            if peak > level {
                over.push((at, peak));
            }
        }
    }
    over
}

/// The highest point of the wave at a sample and up to the next.
fn peak(samples: &[f32], at: usize, near: f32) -> f32 {
    let own = samples[at].abs();
    let next = samples.get(at + 1).map_or(0.0, |sample| sample.abs());
    if own < near && next < near {
        return own;
    }
    let weights = &*WEIGHTS;
    let between = weights.iter().map(|weights| {
        let sum: f32 = match samples.get((at + 1).wrapping_sub(REACH)..at + 1 + REACH) {
            Some(around) => around.iter().zip(weights).map(|(a, b)| a * b).sum(),
            None => weights
                .iter()
                .enumerate()
                .filter_map(|(k, weight)| {
                    let place = (at + k + 1).checked_sub(REACH)?;
                    samples.get(place).map(|sample| sample * weight)
                })
                .sum(),
        };
        sum.abs()
    });
    between.fold(own, f32::max)
}

/// The lowest gain within reach of each sample.
fn lowest(gains: &[f32], reach: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(gains.len());
    // The places within reach whose gains rise: the first is the lowest.
    let mut rising: VecDeque<usize> = VecDeque::new();
    let mut next = 0;
    for at in 0..gains.len() {
        while next < gains.len() && next <= at + reach {
            while rising.back().is_some_and(|&last| gains[last] >= gains[next]) {
                rising.pop_back();
            }
            rising.push_back(next);
            next += 1;
        }
        while rising.front().is_some_and(|&first| first + reach < at) {
            rising.pop_front();
        }
        out.push(rising.front().map_or(1.0, |&first| gains[first]));
    }
    out
}

/// The mean gain within reach of each sample: every gain in it is low enough for that sample.
fn smooth(gains: &[f32], reach: usize) -> Vec<f32> {
    let mut sums = Vec::with_capacity(gains.len() + 1);
    sums.push(0.0f64);
    for gain in gains {
        sums.push(sums.last().copied().unwrap_or(0.0) + f64::from(*gain));
    }
    (0..gains.len())
        .map(|at| {
            let from = at.saturating_sub(reach);
            let to = (at + reach + 1).min(gains.len());
            ((sums[to] - sums[from]) / (to - from) as f64) as f32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sound limited in pieces of a number of samples.
    fn limited(sound: &Pcm, ceiling: f32, piece: usize) -> Pcm {
        let mut limiter = Limiter::new(sound.rate, ceiling);
        let mut samples = Vec::new();
        for piece in sound.samples.chunks(piece) {
            limiter.push(piece, &mut samples);
        }
        limiter.finish(&mut samples);
        Pcm { rate: sound.rate, samples }
    }

    #[test]
    fn pieces_make_no_difference() {
        let mut sound = wave(22_050, 440.0, 0.3);
        // High peaks near and far from each other, and at both ends.
        for (at, level) in
            [(0, 0.9), (900, 0.8), (1_500, -0.95), (9_000, 0.85), (22_049, 0.9)]
        {
            sound.samples[at] = level;
        }
        let mut whole = sound.clone();
        for (place, gains) in Peaks::over(&sound, 0.7).turned_down(0.7) {
            for (sample, gain) in whole.samples[place..].iter_mut().zip(gains) {
                *sample *= gain;
            }
        }
        assert!(whole != sound);
        for piece in [1, 7, 100, 5_000, 100_000] {
            assert!(limited(&sound, 0.7, piece) == whole, "{piece}");
        }
    }

    fn wave(rate: u32, frequency: f64, level: f32) -> Pcm {
        let step = std::f64::consts::TAU * frequency / f64::from(rate);
        let samples =
            (0..rate).map(|at| (f64::from(at) * step + 0.8).sin() as f32 * level);
        Pcm { rate, samples: samples.collect() }
    }

    #[test]
    fn peaks_between_samples_are_seen_and_limited() {
        // A quarter of the rate: the samples miss the peaks by up to 3 dB.
        let sound = wave(44_100, 11_025.0, 1.0);
        let highest = |sound: &Pcm| {
            let peaks = (0..sound.samples.len()).map(|at| peak(&sound.samples, at, 0.3));
            peaks.fold(0.0, f32::max)
        };
        assert!(highest(&sound) > 0.95, "{}", highest(&sound));
        let limited = limited(&sound, 0.7, 4_096);
        assert!(highest(&limited) <= 0.72, "{}", highest(&limited));
    }

    #[test]
    fn what_is_under_the_ceiling_stays_as_it_is() {
        let sound = wave(22_050, 440.0, 0.5);
        assert_eq!(limited(&sound, 0.7, 4_096), sound);
    }
}
