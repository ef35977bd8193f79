//! The command `record`.

use super::Outcome;
use super::args::Record;
use super::environment::today;
use super::page::{failure, overwritten, read_page, tell_page, tell_page_without_notes};
use super::progress::{Progress, time};
use super::terminal;
use printaloud::audio::{AudioError, Gain, Tags, cd};
use printaloud::check;
use printaloud::config::{Sound, SoundFormat};
use printaloud::diag::Severity;
use printaloud::document::Document;
use printaloud::engine::sounds::Sounds;
use printaloud::engine::synthesizer::{Recorder, SynthesisError};
use printaloud::formats::{playlist, warned};
use printaloud::project::Project;
use printaloud::recording::{
    self, Piece, Segment, Timeline, disc, gain, recorder, tags, timings_json,
    timings_vtt, tracks,
};
use printaloud::speech::lexicon::Lexicon;
use printaloud::speech::{Narration, Script, narrate};
use printaloud::store::{self, NewFile, StoreError};
use printaloud::text::slug;
use std::path::{Path, PathBuf};
use std::rc::Rc;

pub(super) fn record(record: &Record) -> Outcome {
    let targets = match targets(record) {
        Ok(targets) => targets,
        Err(message) => {
            terminal::talk(&message);
            return Outcome::WrongUsage;
        }
    };
    let mut recorders = Recorders::default();
    let progress = Progress::new("pages", false);
    let mut outcome = Outcome::AllMade;
    let count = record.pages.len();
    for (done, (page, target)) in record.pages.iter().zip(targets).enumerate() {
        if count > 1 {
            progress.at(done, count);
        }
        match make(record, page, &target, &mut recorders) {
            Ok(told) => progress.talk(&told),
            Err(Trouble::Told) => outcome = Outcome::SomeFailed,
            Err(Trouble::Usage(message)) => {
                progress.talk(&message);
                outcome = Outcome::WrongUsage;
                break;
            }
            Err(Trouble::NoEngine(message)) => {
                progress.talk(&message);
                outcome = Outcome::NoSpeech;
                break;
            }
            Err(Trouble::Failed(message)) => {
                progress.talk(&message);
                outcome = Outcome::SomeFailed;
            }
            Err(Trouble::NoVoice(message)) => {
                progress.talk(&message);
                outcome =
                    if count == 1 { Outcome::NoSpeech } else { Outcome::SomeFailed };
            }
        }
    }
    progress.end();
    outcome
}

/// Why a page was not recorded.
enum Trouble {
    /// The user knows.
    Told,
    Usage(String),
    Failed(String),
    NoVoice(String),
    NoEngine(String),
}

/// What speaks, for each way in which pages are to sound: each is opened once.
#[derive(Default)]
struct Recorders(Vec<(Sound, Rc<Recorder>)>);

impl Recorders {
    fn get(&mut self, sound: &Sound, cached: bool) -> Result<Rc<Recorder>, Trouble> {
        if let Some((_, recorder)) = self.0.iter().find(|(known, _)| known == sound) {
            return Ok(Rc::clone(recorder));
        }
        let opened = recorder(sound, cached).map_err(|error| {
            Trouble::NoEngine(format!("error: {error}\n  help: {}", error.help()))
        })?;
        let opened = Rc::new(opened);
        self.0.push((sound.clone(), Rc::clone(&opened)));
        Ok(opened)
    }
}

/// Where recordings go.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Stdout,
    /// A file, or the folder of several files.
    Path(PathBuf),
}

/// Decides where each page's recording goes, before anything is written.
fn targets(record: &Record) -> Result<Vec<Target>, String> {
    let several = record.split.is_some() || record.format == SoundFormat::Cd;
    if record.output.is_some() && record.pages.len() > 1 {
        return Err("error: --output names one file, but there are several pages\n  help: use --out-dir DIR".into());
    }
    if record.timings && record.format == SoundFormat::Cd {
        return Err("error: --timings is for one file a page, and a CD has several\n  help: record it as MP3 as well".into());
    }
    let dash = Path::new("-");
    let mut targets: Vec<Target> = Vec::new();
    for page in &record.pages {
        let stem = page.file_stem().unwrap_or(page.as_os_str());
        let name = match record.format {
            SoundFormat::Cd => PathBuf::from(format!("{}-cd", stem.to_string_lossy())),
            _ if several => PathBuf::from(stem),
            format => PathBuf::from(format!(
                "{}.{}",
                stem.to_string_lossy(),
                format.extension()
            )),
        };
        let target = match (&record.output, &record.out_dir) {
            (Some(output), _) if output == dash => Target::Stdout,
            (Some(output), _) => Target::Path(output.clone()),
            (None, _) if page == dash => {
                return Err("error: standard input has no name to give its recording\n  help: name a file with -o FILE".into());
            }
            (None, Some(folder)) => Target::Path(folder.join(name)),
            (None, None) => Target::Path(name),
        };
        if target == Target::Stdout && (several || record.timings) {
            return Err("error: several files cannot go to standard output\n  help: name a folder with -o".into());
        }
        if target == Target::Stdout && terminal::is_terminal() {
            return Err("error: a recording is not text: it would garble this terminal\n  help: name a file with -o FILE".into());
        }
        if let Target::Path(path) = &target
            && record
                .pages
                .iter()
                .any(|page| store::real_path(page) == store::real_path(path))
        {
            return Err(overwritten(path));
        }
        if targets.contains(&target) {
            let path = page.display();
            return Err(format!(
                "error: {path} and another page would become one file\n  help: record them into different folders"
            ));
        }
        targets.push(target);
    }
    Ok(targets)
}

/// Records a page, and says what was made.
fn make(
    record: &Record,
    path: &Path,
    target: &Target,
    recorders: &mut Recorders,
) -> Result<String, Trouble> {
    let (project, lexicon) =
        Project::of_page_with_lexicon(path, record.lexicon.as_deref())
            .map_err(|error| Trouble::Usage(error.to_string()))?;
    let page = read_page(path).ok_or(Trouble::Told)?;
    let (document, mut diagnostics) = page.document(&project.lang(record.lang.as_ref()));
    let narration = Narration { lexicon, ..Narration::default() };
    let (script, more) = narrate(&document, &narration);
    diagnostics.extend(more);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        tell_page_without_notes(&page, diagnostics);
        return Err(Trouble::Told);
    }
    let sound = record.sound.choice().over(&project.sound()).sound();
    let recorder = recorders.get(&sound, !record.no_cache)?;
    let all: Vec<usize> = (0..script.utterances.len()).collect();
    let said = recorder.say(&script, &all);
    let (sounds, silent) = said.map_err(|error| no_sound(&page.name, &error))?;
    diagnostics.extend(silent);
    let checked = check::Page {
        source: &page.source,
        document: &document,
        lexicon: &Lexicon::default(),
    };
    let checks = project.publish_checks(today(), record.verbose);
    tell_page(&page, &warned(&page, &checked, &checks, diagnostics));
    let whole = Segment::opening(&script, &sounds, 0..script.utterances.len());
    let failed = |error| failed(&page.name, error);
    let said = Said {
        record,
        document: &document,
        script: &script,
        sounds: &sounds,
        gain: gain(&[&whole], &sound).map_err(|error| failed(Unwritten::Audio(error)))?,
        artist: project.organisation(),
        target,
    };
    let files = said.write(&whole).map_err(failed)?;
    let name = match target {
        Target::Stdout => "standard output".to_owned(),
        Target::Path(path) => path.display().to_string(),
    };
    let length = whole.duration().as_secs();
    let mut told = format!("{name}: {}", time(length as f64));
    if files > 1 {
        told.push_str(&format!(", {files} files"));
    }
    if record.format == SoundFormat::Cd
        && length > (cd::MAX_DISC_SAMPLES / cd::RATE as usize) as u64
    {
        told.push_str("\n  help: this is longer than a CD of 80 minutes; split the page");
    }
    Ok(told)
}

/// Why a recording was not written.
enum Unwritten {
    Audio(AudioError),
    Store(PathBuf, StoreError),
}

impl Unwritten {
    /// Why the sound in a file was not written.
    fn sound(path: &Path, error: AudioError) -> Self {
        match error {
            AudioError::Write(kind) => {
                Self::Store(path.to_owned(), std::io::Error::from(kind).into())
            }
            error => Self::Audio(error),
        }
    }
}

fn failed(page: &str, error: Unwritten) -> Trouble {
    Trouble::Failed(match error {
        Unwritten::Store(path, error) => failure(&path, &error),
        Unwritten::Audio(error) => format!("{page}: error: {error}"),
    })
}

fn no_sound(name: &str, error: &SynthesisError) -> Trouble {
    let message = format!("{name}: error: {error}\n  help: {}", error.help());
    match error {
        SynthesisError::Voice(_) => Trouble::NoVoice(message),
        _ => Trouble::Failed(message),
    }
}

/// A page that was said.
struct Said<'s> {
    record: &'s Record,
    document: &'s Document,
    script: &'s Script,
    sounds: &'s Sounds,
    gain: Gain,
    artist: &'s str,
    target: &'s Target,
}

impl Said<'_> {
    /// Writes all files of the page, and says how many are sound.
    fn write(&self, whole: &Segment<'_>) -> Result<usize, Unwritten> {
        match self.target {
            Target::Path(folder) if self.record.format == SoundFormat::Cd => {
                self.disc(folder)
            }
            Target::Path(folder) if self.record.split.is_some() => self.split(folder),
            _ => self.whole(whole),
        }
    }

    /// One file, with its times if they are asked for.
    fn whole(&self, whole: &Segment<'_>) -> Result<usize, Unwritten> {
        let tags = tags(self.document, self.script, self.artist);
        let timeline = match self.target {
            Target::Stdout => {
                let output = Path::new("standard output");
                let stored = |error| Unwritten::Store(output.to_owned(), error);
                let mut file = NewFile::nameless().map_err(stored)?;
                let timeline = self
                    .encode(&mut file, whole, &tags)
                    .map_err(|error| Unwritten::sound(output, error))?;
                file.read(&mut |bytes| terminal::data(bytes)).map_err(stored)?;
                timeline
            }
            Target::Path(path) => {
                let named = self.record.output.is_some();
                self.file(path, named, |file| self.encode(file, whole, &tags))?
            }
        };
        if let Target::Path(path) = self.target
            && self.record.timings
        {
            let json = timings_json(self.document, self.script, &timeline);
            let vtt = timings_vtt(self.script, &timeline);
            for (text, ending) in [(json, "timings.json"), (vtt, "vtt")] {
                save(&path.with_extension(ending), text.as_bytes())?;
            }
        }
        Ok(1)
    }

    fn encode(
        &self,
        file: &mut NewFile,
        segment: &Segment<'_>,
        tags: &Tags,
    ) -> Result<Timeline, AudioError> {
        let pieces = [Piece::Said(segment, self.gain)];
        recording::write(file, self.record.format, &pieces, self.script, tags)
    }

    /// Writes a sound whole or not at all.
    fn file<T>(
        &self,
        path: &Path,
        named: bool,
        write: impl FnOnce(&mut NewFile) -> Result<T, AudioError>,
    ) -> Result<T, Unwritten> {
        make_parent(path)?;
        let stored = |error| Unwritten::Store(path.to_owned(), error);
        let begin = if named { NewFile::named } else { NewFile::new };
        let mut file = begin(path).map_err(stored)?;
        let written = write(&mut file).map_err(|error| Unwritten::sound(path, error))?;
        file.finish().map_err(stored)?;
        Ok(written)
    }

    /// A file a section, numbered, and a playlist.
    fn split(&self, folder: &Path) -> Result<usize, Unwritten> {
        let tracks = tracks(self.script, &self.document.metadata.title);
        let count = u32::try_from(tracks.len()).unwrap_or(u32::MAX);
        let mut list = Vec::new();
        for (number, track) in (1..).zip(tracks) {
            let segment = Segment::opening(self.script, self.sounds, track.utterances);
            let mut tags = tags(self.document, self.script, self.artist);
            tags.album = std::mem::replace(&mut tags.title, track.title.clone());
            tags.track = Some((number, count));
            tags.words = String::new();
            let extension = self.record.format.extension();
            let name = format!("{number:02}-{}.{extension}", slug(&track.title));
            let path = folder.join(&name);
            let timeline =
                self.file(&path, false, |file| self.encode(file, &segment, &tags))?;
            list.push((track.title, name, timeline.length));
        }
        save(&folder.join("playlist.m3u8"), playlist(&list).as_bytes())?;
        Ok(list.len())
    }

    /// The tracks of a CD and its cue sheet.
    fn disc(&self, folder: &Path) -> Result<usize, Unwritten> {
        let title = &self.document.metadata.title;
        let tracks = tracks(self.script, title);
        let segments: Vec<Segment<'_>> = tracks
            .iter()
            .map(|it| Segment::new(self.script, self.sounds, it.utterances.clone()))
            .collect();
        let pieces: Vec<Piece<'_>> =
            segments.iter().map(|segment| Piece::Said(segment, self.gain)).collect();
        let disc = disc(&pieces, &tracks, title, self.artist);
        for track in &disc.tracks {
            self.file(&folder.join(&track.name), false, |file| track.write(file))?;
        }
        save(&folder.join(format!("{}.cue", slug(title))), disc.sheet.as_bytes())?;
        Ok(disc.tracks.len())
    }
}

/// Writes a text beside the sound.
fn save(path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    make_parent(path)?;
    let stored = |error| Unwritten::Store(path.to_owned(), error);
    store::write_whole(path, bytes).map_err(stored)
}

fn make_parent(path: &Path) -> Result<(), Unwritten> {
    let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) else {
        return Ok(());
    };
    let stored = |error| Unwritten::Store(folder.to_owned(), error);
    store::make_folder(folder).map_err(stored)
}
