//! The pages that list leaflets: accessible by axe-core in a browser, from a file, at every width
//! and in both colour schemes, with links that lead somewhere.

use crate::support::workspace::{Workspace, sample_batch};
use crate::support::{root, run, tool};
use percent_encoding::percent_decode_str;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

fn indexes(room: &Workspace) -> Vec<PathBuf> {
    let files = room.files().into_keys().filter(|name| name.ends_with("index.html"));
    files.map(|name| room.path("out").join(name)).collect()
}

#[test]
fn every_link_of_an_index_leads_to_a_file() {
    let room = sample_batch();
    room.write("content/Ünïcode & <b>.md", "# Tom & Jerry <b>\n\nWords.\n");
    room.make(&[]);
    let indexes = indexes(&room);
    assert_eq!(indexes.len(), 13);
    let mut links = 0;
    for index in indexes {
        let html = fs::read_to_string(&index).unwrap();
        assert!(
            !html.contains("<b>") && !html.contains("<script"),
            "{}",
            index.display()
        );
        for link in html.split("href=\"").skip(1) {
            let target = link.split('"').next().unwrap();
            let target = percent_decode_str(target).decode_utf8().unwrap();
            assert!(index.parent().unwrap().join(&*target).is_file(), "{target}");
            links += 1;
        }
    }
    assert!(links > 180, "{links}");
}

#[test]
fn indexes_are_accessible_in_a_browser() {
    let (Some(chromium), Some(python), Some(axe)) =
        (tool("chromium"), tool("axe"), tool("axe.min.js"))
    else {
        return;
    };
    let room = sample_batch();
    room.make(&["--only", "northbridge", "--only", "llanfair"]);
    let mut command = Command::new(python);
    command
        .arg(root().join("tests/tools/axe.py"))
        .arg(chromium)
        .arg(axe)
        .arg(room.path("picture.png"));
    let said = run(command.args(indexes(&room)));
    print!("{said}");
    // Three pages, two colour schemes, two sizes.
    assert_eq!(
        said.matches("no violation, no sideways scrolling").count(),
        3 * 2 * 2,
        "{said}"
    );
}
