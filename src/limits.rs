//! Input limits; anything larger is rejected with a message before work starts. `docs/limits.md`
//! lists them, and `tests/all/hostile/limits.rs` goes up to each and over it.

/// The most bytes of a page, or of another text such as a table of centres.
pub const MAX_TEXT: usize = 8 << 20;

/// The most blocks of a page: paragraphs, headings, items, rows, cells and what holds them.
pub const MAX_BLOCKS: usize = 100_000;

/// The most links of a page, references to notes among them.
pub const MAX_LINKS: usize = 100_000;

/// The most pictures of a page.
pub const MAX_PICTURES: usize = 100_000;

/// The most pieces into which the words of a page's blocks are parted: emphasis, code, tags of HTML
/// and ends of lines.
pub const MAX_PIECES: usize = 250_000;

/// The most pages of paper.
pub const MAX_PAGES: usize = 20_000;

/// The most levels that blocks and inlines may nest. What lies deeper keeps its words and loses
/// its nesting, with a warning: no reader follows a hundred levels, and every stage may recurse.
pub const MAX_NESTING: usize = 100;

/// The most levels that a value in front matter may nest. No key has more than one; what lies
/// deeper is read as plain words, with a warning.
pub const MAX_VALUE_NESTING: usize = 20;

/// The most bytes of a font file: the largest fonts for Chinese have a third of it.
pub const MAX_FONT: u64 = 64 << 20;

/// The most bytes of a picture's file.
pub const MAX_PICTURE: u64 = 32 << 20;

/// The most memory that the pixels of a picture may take: 24 million in colour, as much as a
/// large camera gives. Reading one takes three times that at most.
pub const MAX_PIXEL_BYTES: u64 = 72_000_000;
