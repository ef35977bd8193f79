//! What the help of each command shows.

/// What the program says when it is given nothing.
pub(super) const OVERVIEW: &str = "\
printaloud turns guidance pages into large print, and reads them aloud.

  printaloud print leaflet.md     makes leaflet.pdf, to be printed
  printaloud speak leaflet.md     reads it aloud
  printaloud record leaflet.md    makes leaflet.mp3, to be handed out

No page yet? printaloud new leaflet.md writes one to fill in.
All commands: printaloud --help. All of one: printaloud print --help.
";

pub(super) const EXAMPLES: &str = "\
Examples:
  printaloud print leaflet.md                 makes leaflet.pdf in this folder
  printaloud print pages/*.md --out-dir out   makes a PDF of every page in out/
  printaloud speak leaflet.md                 reads leaflet.md aloud
  printaloud check leaflet.md                 says what would let a reader down
  printaloud batch                            makes every page for every centre
  printaloud print --help                     shows what can be chosen";

pub(super) const NEW_EXAMPLES: &str = "\
Examples:
  printaloud new leaflet.md                          a page whose title is \"Leaflet\"
  printaloud new rest.md --title \"Rest and sleep\"   with a title
  printaloud new cwsg.md --lang cy                   in Welsh

Exit status: 0 written, 1 it could not be written, 2 wrong usage, or there is such a file.";

pub(super) const CONFIG_EXAMPLES: &str = "\
Examples:
  printaloud config           what holds for pages in this folder
  printaloud config pages     what holds for those in pages/
  printaloud config --json    the same for a program

Values are set in printaloud.toml, in the pages' folder or in one above it: see docs/settings.md.

Exit status: 0 shown, 2 something is wrong in printaloud.toml.";

pub(super) const DOCTOR_EXAMPLES: &str = "\
Examples:
  printaloud doctor           a line for each thing; a word is spoken
  printaloud doctor --json    the same for a program

Exit status: 0 nothing is broken, 1 something is.";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  printaloud completions bash > ~/.local/share/bash-completion/completions/printaloud
  printaloud completions zsh > ~/.zfunc/_printaloud
  printaloud completions fish > ~/.config/fish/completions/printaloud.fish
  printaloud completions powershell >> $PROFILE

Exit status: 0 written, 2 wrong usage.";

pub(super) const MANUAL_EXAMPLES: &str = "\
Examples:
  printaloud manual ~/.local/share/man/man1    then: man printaloud

Exit status: 0 written, 1 it could not be written, 2 wrong usage.";

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  printaloud check leaflet.md                     what to mend, with the line
  printaloud check pages/*.md --strict            warnings count as failures, as in CI
  printaloud check leaflet.md --reading-age       how hard each section is to read
  printaloud check leaflet.md --off list-of-one   without one of the checks
  printaloud check pages/*.md --format sarif      for a program that shows findings

Exit status: 0 nothing that lets a reader down, 1 errors, or warnings with --strict, 2 wrong usage.
docs/checks.md says why each check is there.";

pub(super) const PRINT_EXAMPLES: &str = "\
Examples:
  printaloud print leaflet.md                             18 pt on A4, black on white
  printaloud print leaflet.md --size 24                   larger
  printaloud print leaflet.md --paper a5 --size 16        a booklet
  printaloud print leaflet.md --theme black-on-yellow     for readers who asked for it
  printaloud print leaflet.md --theme black-on-cream --no-background
                                                          for cream paper in the printer
  printaloud print pages/*.md --out-dir out               many pages at once
  cat leaflet.md | printaloud print - -o leaflet.pdf      from another program

Exit status: 0 all made, 1 some pages failed, 2 wrong usage.";

pub(super) const SPEAK_EXAMPLES: &str = "\
Keys at a terminal:
  space                pauses, and goes on from the start of the sentence
  left, right arrow    go to the sentence before or after
  [ and ]              go to the heading before or after
  + and -              speak faster or slower
  r                    says the sentence again
  p                    shows each sentence as it is said
  ?                    lists the keys
  q                    stops, and keeps the place

Beside a screen reader: nothing is printed while a page is read, so that the screen reader does
not talk over the voice; p or --show turn that on.

Examples:
  printaloud speak leaflet.md                          from the start
  printaloud speak leaflet.md --resume                 from where it was left
  printaloud speak leaflet.md --list                   lists the headings
  printaloud speak leaflet.md --from \"How you may feel\"
                                                       from a heading, by its words or number
  printaloud speak leaflet.md --rate -30               more slowly
  printaloud speak leaflet.md --script                 prints what would be said

Exit status: 0 said, 1 the page failed, 2 wrong usage, 3 no speech engine, voice or sound,
130 ended by Ctrl-C or another signal.";

pub(super) const RECORD_EXAMPLES: &str = "\
Examples:
  printaloud record leaflet.md                        leaflet.mp3, with a chapter a heading
  printaloud record pages/*.md --out-dir recordings   many pages at once
  printaloud record leaflet.md --format cd            leaflet-cd/: tracks and a cue sheet to burn
  printaloud record leaflet.md --split heading        leaflet/01-….mp3: a file a section
  printaloud record leaflet.md --rate -30             more slowly
  printaloud record leaflet.md --engine piper --voice en_GB-alba-medium.onnx
                                                      with a natural voice of your own

Exit status: 0 all recorded, 1 some pages failed, 2 wrong usage, 3 no speech engine or voice.";

pub(super) const BATCH_EXAMPLES: &str = "\
Examples:
  printaloud batch --init                 writes batch.toml, a job to begin from
  printaloud batch                        does the job of batch.toml in this folder
  printaloud batch --dry-run              lists what it would make
  printaloud batch --only northbridge     makes the leaflets of one centre
  printaloud batch --prune                also removes leaflets that are no longer wanted
  printaloud batch --verify               checks that every leaflet is as it was made
  printaloud batch --shard 2/4            makes the second of four shards, on another machine
  printaloud batch --merge                joins the shards

What is up to date is not made again. A run that was ended goes on where it was.

Exit status: 0 all made, 1 some failed, 2 wrong usage or a mistake in the job.";

pub(super) const VOICES_EXAMPLES: &str = "\
Examples:
  printaloud voices              the voices of your language: a name, a tab, its language
  printaloud voices --lang pl    those that speak Polish
  printaloud voices --all        all, with every variant

Exit status: 0 listed, 2 wrong usage, 3 no speech engine or no such voice.";
