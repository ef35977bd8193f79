//! The command line, and what it teaches.

use super::examples::{
    BATCH_EXAMPLES, CHECK_EXAMPLES, COMPLETIONS_EXAMPLES, CONFIG_EXAMPLES,
    DOCTOR_EXAMPLES, EXAMPLES, MANUAL_EXAMPLES, NEW_EXAMPLES, PRINT_EXAMPLES,
    RECORD_EXAMPLES, SPEAK_EXAMPLES, VOICES_EXAMPLES,
};
use super::values::{
    date, factor, lang, millimetres, named, one_or_more, percent, points, verbosity,
};
use clap::{Args, Parser, Subcommand};
use printaloud::check::report::{FORMATS, Format};
#[cfg(feature = "record")]
use printaloud::config::SoundChoice;
use printaloud::config::{ENGINES, EngineName, SOUND_FORMATS, SoundFormat};
use printaloud::document::ReviewDate;
use printaloud::geom::Pt;
use printaloud::lang::Lang;
use printaloud::speech::Verbosity;
use printaloud::typeset::style::{
    BINDINGS, CONTENTS, Contents, HYPHENATIONS, Hyphenation, Look, PAPERS, Paper, THEMES,
    Theme,
};
use std::path::PathBuf;

/// Turns guidance pages written in Markdown into large-print PDF, and reads them aloud.
#[derive(Debug, Parser)]
#[command(version, about, disable_help_subcommand = true, after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Makes a large-print PDF of each page.
    #[command(after_help = PRINT_EXAMPLES)]
    Print(Print),
    /// Reads a page aloud through the computer's own voice.
    #[command(after_help = SPEAK_EXAMPLES, alias = "read")]
    Speak(Speak),
    /// Records pages as audio files.
    #[command(after_help = RECORD_EXAMPLES)]
    Record(Record),
    /// Makes every page in every form for every support centre.
    #[command(after_help = BATCH_EXAMPLES)]
    Batch(Batch),
    /// Looks for what would let a reader down, before a page is handed out.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Lists the voices that the computer has.
    #[command(after_help = VOICES_EXAMPLES)]
    Voices(Voices),
    /// Writes a page to fill in.
    #[command(after_help = NEW_EXAMPLES)]
    New(New),
    /// Tries what works on this computer, and says how to get the rest.
    #[command(after_help = DOCTOR_EXAMPLES)]
    Doctor(Doctor),
    /// Shows what is in force, and where each value comes from.
    #[command(after_help = CONFIG_EXAMPLES)]
    Config(Config),
    /// Writes what a shell needs to complete commands and options.
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// Writes the manual pages of all commands.
    #[command(after_help = MANUAL_EXAMPLES)]
    Manual(Manual),
}

#[derive(Debug, Args)]
pub(super) struct Speak {
    /// The page: a Markdown file, or - for standard input
    #[arg(value_name = "PAGE.md")]
    pub(super) page: PathBuf,

    /// The voice, by its name in `printaloud voices` [default: one of the page's language]
    #[arg(long, value_name = "NAME")]
    pub(super) voice: Option<String>,

    /// How fast, from -100 to 100 [default: 0, the voice's usual]
    #[arg(long, allow_negative_numbers = true, value_name = "N",
          value_parser = percent)]
    pub(super) rate: Option<i8>,

    /// How high, from -100 to 100; 0 is the voice's usual
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 0,
          value_parser = percent)]
    pub(super) pitch: i8,

    /// How loud, from -100 to 100 [default: the computer's usual]
    #[arg(long, allow_negative_numbers = true, value_name = "N",
          value_parser = percent)]
    pub(super) volume: Option<i8>,

    /// How much is said beside the page's words: nothing, what would be missed, or also headings,
    /// lists and links
    #[arg(long, default_value = "normal", ignore_case = true, value_parser = verbosity())]
    pub(super) verbosity: Verbosity,

    /// Say the addresses of links too
    #[arg(long)]
    pub(super) addresses: bool,

    /// Begin at a heading, by its words or its number in --list
    #[arg(long, value_name = "HEADING", conflicts_with = "resume")]
    pub(super) from: Option<String>,

    /// Go on from where this page was left
    #[arg(long)]
    pub(super) resume: bool,

    /// How words and names are said: a TOML file of `[[words]]` with `word` and `say`
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Option<PathBuf>,

    /// Print each sentence as it is said
    #[arg(long)]
    pub(super) show: bool,

    /// Print what would be said, a line an utterance, without speaking
    #[arg(long)]
    pub(super) script: bool,

    /// With --script: the language and role of each utterance before its words, parted by tabs, and
    /// comments that were left out
    #[arg(long, requires = "script")]
    pub(super) verbose: bool,

    /// List the headings
    #[arg(long, conflicts_with = "script")]
    pub(super) list: bool,

    /// Language of a page that names none, such as en-GB, cy or pl [default: en-GB]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub(super) lang: Option<Lang>,
}

#[derive(Debug, Args)]
pub(super) struct Voices {
    /// Those that speak this language; may be given more than once [default: your system's]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub(super) lang: Vec<Lang>,

    /// All of them, with every variant of each
    #[arg(long, conflicts_with = "lang")]
    pub(super) all: bool,
}

#[derive(Debug, Args)]
pub(super) struct Print {
    /// The pages: Markdown files, or - for standard input
    #[arg(required = true, value_name = "PAGE.md")]
    pub(super) pages: Vec<PathBuf>,

    /// Write the PDF to FILE, or to standard output with -
    #[arg(short, long, value_name = "FILE", conflicts_with = "out_dir")]
    pub(super) output: Option<PathBuf>,

    /// Write the PDFs into DIR, which is made if need be
    #[arg(long, value_name = "DIR")]
    pub(super) out_dir: Option<PathBuf>,

    /// A folder of pictures, for those that are not in the page's own; may be given more than once
    #[arg(long, value_name = "DIR")]
    pub(super) assets: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) look: LookOptions,

    /// A font file (TTF or OTF) for the text instead of Atkinson Hyperlegible Next
    #[arg(long, value_name = "FILE")]
    pub(super) font: Option<PathBuf>,

    /// A font file for headings and bold words
    #[arg(long, value_name = "FILE")]
    pub(super) bold_font: Option<PathBuf>,

    /// A font file (TTF, OTF or TTC) for letters that the others lack; of a collection the first
    /// face, or that of a number from 0: `FILE#2`. May be given more than once
    #[arg(long, value_name = "FILE[#INDEX]")]
    pub(super) fallback_font: Vec<String>,

    /// Do not use the fonts of this computer for letters that no other has
    #[arg(long)]
    pub(super) ignore_system_fonts: bool,

    /// Language of pages that name none, such as en-GB, cy or pl [default: en-GB]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub(super) lang: Option<Lang>,

    /// Tell also of comments that were left out
    #[arg(long)]
    pub(super) verbose: bool,
}

/// How what is printed looks. What is not given is looked up in `printaloud.toml`.
#[derive(Debug, Args)]
pub(super) struct LookOptions {
    /// Size of the text in points, from 16 to 72 [default: 18]
    #[arg(long, allow_negative_numbers = true, value_name = "PT", value_parser = points)]
    size: Option<f64>,

    /// The sheet [default: a4]
    #[arg(long, ignore_case = true, value_parser = named(&PAPERS))]
    paper: Option<Paper>,

    /// Margin on all sides in millimetres [default: 25, on A5 20]
    #[arg(long, allow_negative_numbers = true, value_name = "MM", value_parser = millimetres)]
    margin: Option<f64>,

    /// Distance of the lines as a factor of the size, from 1.2 to 3 [default: 1.5]
    #[arg(long, allow_negative_numbers = true, value_name = "FACTOR", value_parser = factor)]
    leading: Option<f64>,

    /// Colours of ink and page [default: black-on-white]
    #[arg(long, ignore_case = true, value_parser = named(&THEMES),
          aliases = ["colour", "color", "colours"])]
    theme: Option<Theme>,

    /// Do not paint the page, for tinted paper
    #[arg(long)]
    no_background: bool,

    /// How freely words are broken at a line's end: only where they are wider than it, also
    /// where it would stay a fifth empty, or wherever lines come out more even [default: sparing]
    #[arg(long, ignore_case = true, value_parser = named(&HYPHENATIONS))]
    hyphenation: Option<Hyphenation>,

    /// Whether the headings are listed below the title with their pages: where there are four or
    /// more and the text reaches a third page, always, or never [default: auto]
    #[arg(long, ignore_case = true, value_parser = named(&CONTENTS))]
    contents: Option<Contents>,

    /// Room for a binding: 15 mm more at the inner side of the page, or none [default: none]
    #[arg(long, value_name = "SIDE", ignore_case = true,
          action = clap::ArgAction::Set, value_parser = named(&BINDINGS))]
    binding: Option<bool>,

    /// For printing on both sides: the inner side is the left, then the right, in turn
    #[arg(long)]
    duplex: bool,

    /// Begin a new page at each heading of level 1; with --duplex, a new sheet
    #[arg(long)]
    sheet: bool,
}

impl LookOptions {
    /// What was chosen.
    pub(super) fn look(&self) -> Look {
        Look {
            size: self.size.map(Pt),
            leading: self.leading,
            paper: self.paper,
            margin: self.margin.map(Pt::from_mm),
            theme: self.theme,
            paint_background: self.no_background.then_some(false),
            hyphenation: self.hyphenation,
            contents: self.contents,
            binding: self.binding,
            duplex: self.duplex.then_some(true),
            sheets: self.sheet.then_some(true),
        }
    }
}

/// How what is recorded sounds. What is not given is looked up in `printaloud.toml`.
#[derive(Debug, Args)]
pub(super) struct SoundOptions {
    /// What speaks [default: espeak-ng]
    #[arg(long, ignore_case = true, value_parser = named(&ENGINES))]
    engine: Option<EngineName>,

    /// The voice: a name of espeak-ng's, or with Piper its .onnx file [default: one of the page's
    /// language]
    #[arg(long, value_name = "VOICE")]
    voice: Option<String>,

    /// How fast, from -100 to 100 [default: 0, the voice's usual]
    #[arg(long, allow_negative_numbers = true, value_name = "N",
          value_parser = percent)]
    rate: Option<i8>,

    /// How loud, from -100 to 100; 10 more is a decibel more [default: 0, which is -19 LUFS]
    #[arg(long, allow_negative_numbers = true, value_name = "N",
          value_parser = percent)]
    volume: Option<i8>,
}

#[cfg(feature = "record")]
impl SoundOptions {
    /// The choices of the command line.
    pub(super) fn choice(&self) -> SoundChoice {
        SoundChoice {
            engine: self.engine,
            voice: self.voice.clone(),
            rate: self.rate,
            volume: self.volume,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The pages: Markdown files, or - for standard input
    #[arg(required = true, value_name = "PAGE.md")]
    pub(super) pages: Vec<PathBuf>,

    /// Fail on warnings too
    #[arg(long)]
    pub(super) strict: bool,

    /// How findings are shown: plain lines, or JSON, SARIF or GitHub's commands for other programs
    #[arg(long, default_value = "text", ignore_case = true, value_parser = named(&FORMATS))]
    pub(super) format: Format,

    /// The day for which dates are past or not, such as 2027-01-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) today: Option<ReviewDate>,

    /// Also say how hard each section is to read
    #[arg(long)]
    pub(super) reading_age: bool,

    /// Leave out a check, by its name; may be given more than once
    #[arg(long, value_name = "CHECK")]
    pub(super) off: Vec<String>,

    /// A folder of pictures, for those that are not in the page's own; may be given more than once
    #[arg(long, value_name = "DIR")]
    pub(super) assets: Vec<PathBuf>,

    /// Check what would be printed without the fonts of this computer
    #[arg(long)]
    pub(super) ignore_system_fonts: bool,

    /// How words and names are said: a TOML file of `[[words]]` with `word` and `say`
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Option<PathBuf>,

    /// Language of pages that name none, such as en-GB, cy or pl [default: en-GB]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub(super) lang: Option<Lang>,

    /// Tell also of comments that were left out
    #[arg(long)]
    pub(super) verbose: bool,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The page to write: a Markdown file
    #[arg(value_name = "PAGE.md")]
    pub(super) page: PathBuf,

    /// Its title [default: the file's name in words]
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,

    /// Its language, such as en-GB, cy or pl [default: en-GB, or that of `printaloud.toml`]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub(super) lang: Option<Lang>,
}

#[derive(Debug, Args)]
pub(super) struct Config {
    /// The folder of the pages
    #[arg(default_value = ".", value_name = "DIR")]
    pub(super) folder: PathBuf,

    /// Show it as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Show it as JSON
    #[arg(long)]
    pub(super) json: bool,

    /// Say what can be printed without the fonts of this computer
    #[arg(long)]
    pub(super) ignore_system_fonts: bool,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Manual {
    /// The folder to write them into, which is made if need be
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Record {
    /// The pages: Markdown files, or - for standard input
    #[arg(required = true, value_name = "PAGE.md")]
    pub(super) pages: Vec<PathBuf>,

    /// Write the recording to FILE, or to standard output with -
    #[arg(short, long, value_name = "FILE", conflicts_with = "out_dir")]
    pub(super) output: Option<PathBuf>,

    /// Write the recordings into DIR, which is made if need be
    #[arg(long, value_name = "DIR")]
    pub(super) out_dir: Option<PathBuf>,

    /// MP3 for any player, Opus, which is half as large, WAV, or the tracks of an audio CD
    #[arg(long, default_value = "mp3", ignore_case = true, value_parser = named(&SOUND_FORMATS))]
    pub(super) format: SoundFormat,

    /// A file a section, in a folder with a playlist
    #[arg(long, value_name = "WHERE", value_parser = ["heading"])]
    pub(super) split: Option<String>,

    /// Also write when each sentence is heard: JSON, and WebVTT for captions
    #[arg(long, conflicts_with = "split")]
    pub(super) timings: bool,

    #[command(flatten)]
    pub(super) sound: SoundOptions,

    /// How words and names are said: a TOML file of `[[words]]` with `word` and `say`
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Option<PathBuf>,

    /// Do not keep the sounds of sentences for the next time
    #[arg(long)]
    pub(super) no_cache: bool,

    /// Language of pages that name none, such as en-GB, cy or pl [default: en-GB]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub(super) lang: Option<Lang>,

    /// Tell also of comments that were left out
    #[arg(long)]
    pub(super) verbose: bool,
}

#[derive(Debug, Args)]
pub(super) struct Batch {
    /// The job: a file such as batch.toml, or its folder; with --verify also a folder of leaflets
    /// [default: batch.toml here, or the job that `printaloud.toml` names]
    #[arg(value_name = "BATCH.toml")]
    pub(super) job: Option<PathBuf>,

    /// Write a job to begin from
    #[arg(long, conflicts_with_all = ["verify", "merge", "dry_run", "shard", "only", "prune", "force"])]
    pub(super) init: bool,

    /// How many leaflets are made at the same time [default: one a processor]
    #[arg(long, value_name = "N", value_parser = one_or_more)]
    pub(super) jobs: Option<u16>,

    /// Make only a centre's, a page's or a form's, by its name; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(super) only: Vec<String>,

    /// List what would be made, and make nothing
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Make every leaflet anew, also those that are up to date
    #[arg(long)]
    pub(super) force: bool,

    /// Remove the leaflets that the job no longer has
    #[arg(long, conflicts_with = "shard")]
    pub(super) prune: bool,

    /// Read every file again and compare it with the manifest
    #[arg(long, conflicts_with_all = ["merge", "dry_run", "shard", "only", "prune", "force"])]
    pub(super) verify: bool,

    /// Make one shard of several, I from 1 to N; auto/N takes I from Slurm, Kubernetes or GNU parallel
    #[arg(long, value_name = "I/N", conflicts_with = "merge")]
    pub(super) shard: Option<String>,

    /// Join what all shards made
    #[arg(long, conflicts_with_all = ["dry_run", "only", "prune", "force"])]
    pub(super) merge: bool,

    /// How progress is shown: a bar at a terminal, or a line every five seconds
    #[arg(long, ignore_case = true, action = clap::ArgAction::Set,
          value_parser = named(&[("bar", false), ("lines", true)]))]
    pub(super) progress: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
