//! A support centre, as its leaflets tell of it.

/// What readers learn of a centre. All of it is plain text, and any of it may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Centre {
    /// What it is called.
    pub name: String,
    /// The organisation it belongs to.
    pub organisation: String,
    /// The numbers to call.
    pub telephones: Vec<String>,
    /// Where it is, a line a line.
    pub address: Vec<String>,
    /// Its email address.
    pub email: String,
    /// The address of its website, with its scheme or without.
    pub website: String,
    /// When it is open, a line a line.
    pub opening_hours: Vec<String>,
    /// What else there is to be said, a paragraph a paragraph.
    pub notes: Vec<String>,
}
