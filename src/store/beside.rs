//! Whether the pages that a page links to are there.

use percent_encoding::percent_decode_str;
use std::path::{Component, Path};

/// Whether a path from `folder` leads to a file or a folder: as it is written, with `.md` added,
/// or with `.md` in the place of `.html`. Special characters may be percent-encoded. Nothing is
/// opened, so it may lie anywhere.
pub fn is_beside(folder: &Path, path: &str) -> bool {
    let decoded = percent_decode_str(path).decode_utf8().ok();
    let decoded = decoded.as_deref().filter(|decoded| *decoded != path);
    [Some(path), decoded].into_iter().flatten().any(|path| {
        let page = path.trim_end_matches('/');
        let source = page.strip_suffix(".html").unwrap_or(page);
        leads_somewhere(folder, path) || leads_somewhere(folder, &format!("{source}.md"))
    })
}

fn leads_somewhere(folder: &Path, path: &str) -> bool {
    let path = Path::new(path);
    let beside = path.components().all(|part| {
        matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir)
    });
    beside && folder.join(path).exists()
}
