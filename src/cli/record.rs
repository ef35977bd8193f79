//! The command `record`.

use super::Outcome;
use super::args::Record;
use super::environment::today;
use super::page::{failure, overwritten, read_page, tell_page, tell_page_without_notes};
use super::progress::{Progress, time};
use super::terminal;
use printaloud::audio::{AudioError, Gain, cd};
use printaloud::batch::studio::{
    self, Encoded, Recording, assemble, disc, encode, gain, recorder, sections, tags,
};
use printaloud::batch::{playlist, warned};
use printaloud::check;
use printaloud::config::{Sound, SoundFormat};
use printaloud::diag::Severity;
use printaloud::document::Document;
use printaloud::engine::recording::{Segment, join};
use printaloud::engine::synthesizer::{Recorder, SynthesisError};
use printaloud::project::Project;
use printaloud::speech::lexicon::Lexicon;
use printaloud::speech::{Narration, Script, narrate};
use printaloud::store::{self, StoreError};
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
    let read = Project::of_page(path).and_then(|project| {
        let lexicon = project.lexicon(record.lexicon.as_deref())?.lexicon;
        Ok((project, lexicon))
    });
    let (project, lexicon) = read.map_err(|error| Trouble::Usage(error.to_string()))?;
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
    let (sounds, silent) =
        recorder.say(&script).map_err(|error| no_sound(&page.name, &error))?;
    diagnostics.extend(silent);
    let checked = check::Page {
        source: &page.source,
        document: &document,
        lexicon: &Lexicon::default(),
    };
    let checks = project.publish_checks(today(), record.verbose);
    tell_page(&page, &warned(&page, &checked, &checks, diagnostics));
    let whole = join(&script, &sounds, 0..script.utterances.len()).with_opening();
    let gain = gain(&[&whole], f64::from(sound.volume) / 10.0);
    let artist = project.organisation().to_owned();
    let job = Recorded { record, document: &document, script: &script, gain, artist };
    let write = |error: StoreError| {
        let shown = match target {
            Target::Stdout => PathBuf::from("standard output"),
            Target::Path(path) => path.clone(),
        };
        Trouble::Failed(failure(&shown, &error))
    };
    let audio =
        |error: AudioError| Trouble::Failed(format!("{}: error: {error}", page.name));
    let length = whole.sound.duration().as_secs();
    let files = job.files(whole, &sounds, target).map_err(audio)?;
    let mut told = String::new();
    for file in &files {
        match (&file.path, target) {
            (None, Target::Stdout) => {
                terminal::data(&file.bytes).map_err(|error| write(error.into()))?;
            }
            (path, target) => {
                let path = match (path, target) {
                    (Some(path), _) | (None, Target::Path(path)) => path,
                    (None, Target::Stdout) => continue,
                };
                if let Some(folder) =
                    path.parent().filter(|it| !it.as_os_str().is_empty())
                {
                    store::make_folder(folder).map_err(write)?;
                }
                let named = file.path.is_none() && record.output.is_some();
                let save = if named { store::write_named } else { store::write_whole };
                save(path, &file.bytes).map_err(write)?;
            }
        }
    }
    let name = match target {
        Target::Stdout => "standard output".to_owned(),
        Target::Path(path) => path.display().to_string(),
    };
    told.push_str(&format!("{name}: {}", time(length as f64)));
    let sounds = files.iter().filter(|file| file.is_sound).count();
    if sounds > 1 {
        told.push_str(&format!(", {sounds} files"));
    }
    if record.format == SoundFormat::Cd
        && length > (cd::LONGEST / cd::RATE as usize) as u64
    {
        told.push_str("\n  help: this is longer than a CD of 80 minutes; part the page");
    }
    Ok(told)
}

fn no_sound(name: &str, error: &SynthesisError) -> Trouble {
    let message = format!("{name}: error: {error}\n  help: {}", error.help());
    match error {
        SynthesisError::Voice(_) => Trouble::NoVoice(message),
        _ => Trouble::Failed(message),
    }
}

/// A file to be written: beside the target, or the target itself.
struct File {
    path: Option<PathBuf>,
    bytes: Vec<u8>,
    is_sound: bool,
}

/// A page that was said.
struct Recorded<'r> {
    record: &'r Record,
    document: &'r Document,
    script: &'r Script,
    gain: Gain,
    artist: String,
}

impl Recorded<'_> {
    /// All files of the page.
    fn files(
        &self,
        whole: Segment,
        sounds: &[printaloud::audio::Pcm],
        target: &Target,
    ) -> Result<Vec<File>, AudioError> {
        let format = self.record.format;
        let folder = match target {
            Target::Path(path) => path.clone(),
            Target::Stdout => PathBuf::new(),
        };
        if format == SoundFormat::Cd {
            return self.cd(sounds, &folder);
        }
        if self.record.split.is_some() {
            return self.split(sounds, format, &folder);
        }
        let tags = tags(self.document, self.script, &self.artist);
        let encoded = encode(whole, self.gain, format)?;
        let recording = assemble(&[(0, &encoded)], self.script, &tags)?;
        let mut files = Vec::new();
        if self.record.timings {
            let (json, vtt) = self.timings(&recording);
            for (bytes, ending) in [(json, "timings.json"), (vtt, "vtt")] {
                let path = Some(folder.with_extension(ending));
                files.push(File { path, bytes: bytes.into_bytes(), is_sound: false });
            }
        }
        files.insert(0, File { path: None, bytes: recording.bytes, is_sound: true });
        Ok(files)
    }

    fn timings(&self, recording: &Recording) -> (String, String) {
        (
            studio::timings_json(self.document, self.script, recording),
            studio::timings_vtt(self.script, recording),
        )
    }

    /// A file a section, numbered, and a playlist.
    fn split(
        &self,
        sounds: &[printaloud::audio::Pcm],
        format: SoundFormat,
        folder: &Path,
    ) -> Result<Vec<File>, AudioError> {
        let sections = sections(self.script, &self.document.metadata.title);
        let count = u32::try_from(sections.len()).unwrap_or(u32::MAX);
        let mut files = Vec::new();
        let mut list = Vec::new();
        for (number, (title, range)) in (1..).zip(sections) {
            let first = range.start;
            let segment = join(self.script, sounds, range).with_opening();
            let mut tags = tags(self.document, self.script, &self.artist);
            tags.album = std::mem::replace(&mut tags.title, title.clone());
            tags.track = Some((number, count));
            tags.words = String::new();
            let encoded = encode(segment, self.gain, format)?;
            let recording = assemble(&[(first, &encoded)], self.script, &tags)?;
            let name = format!("{number:02}-{}.{}", slug(&title), format.extension());
            list.push((title, name.clone(), recording.length));
            let path = Some(folder.join(name));
            files.push(File { path, bytes: recording.bytes, is_sound: true });
        }
        let bytes = playlist(&list).into_bytes();
        files.push(File {
            path: Some(folder.join("playlist.m3u8")),
            bytes,
            is_sound: false,
        });
        Ok(files)
    }

    /// The tracks of a CD and its cue sheet.
    fn cd(
        &self,
        sounds: &[printaloud::audio::Pcm],
        folder: &Path,
    ) -> Result<Vec<File>, AudioError> {
        let title = &self.document.metadata.title;
        let sections = sections(self.script, title);
        let mut pieces = Vec::new();
        for (_, range) in &sections {
            let segment = join(self.script, sounds, range.clone());
            pieces.push((range.start, encode(segment, self.gain, SoundFormat::Cd)?));
        }
        let pieces: Vec<(usize, &Encoded)> =
            pieces.iter().map(|(at, piece)| (*at, piece)).collect();
        let disc = disc(&pieces, &sections, title, &self.artist)?;
        let track =
            |(name, bytes)| File { path: Some(folder.join(name)), bytes, is_sound: true };
        let mut files: Vec<File> = disc.tracks.into_iter().map(track).collect();
        let path = Some(folder.join(format!("{}.cue", slug(title))));
        files.push(File { path, bytes: disc.sheet.into_bytes(), is_sound: false });
        Ok(files)
    }
}
