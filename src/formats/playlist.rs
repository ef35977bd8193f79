//! Playlists: the recordings of a folder in their order, for a player.

use std::time::Duration;

/// A playlist (M3U8) of files beside it: their titles, names and lengths.
pub fn playlist(files: &[(String, String, Duration)]) -> String {
    let mut list = String::from("#EXTM3U\n");
    for (title, name, length) in files {
        let title: String = title.chars().filter(|c| !c.is_control()).collect();
        list.push_str(&format!(
            "#EXTINF:{},{title}\n{name}\n",
            length.as_secs_f64().round()
        ));
    }
    list
}
