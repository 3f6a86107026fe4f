//! Whether a trigger, rule or event trigger fires, which the catalogs keep as one letter for all three.

use crate::text::sql::Reader;

/// When it fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enabled {
    /// In all sessions but those that apply a replica's changes.
    Origin,
    /// In none.
    Disabled,
    /// Only in those that apply a replica's changes.
    Replica,
    /// In all.
    Always,
}

impl Enabled {
    const ALL: [(Enabled, &'static str, &'static str); 4] = [
        (Enabled::Origin, "O", "enable"),
        (Enabled::Disabled, "D", "disable"),
        (Enabled::Replica, "R", "enable replica"),
        (Enabled::Always, "A", "enable always"),
    ];

    /// Takes the letter of `tgenabled`, `ev_enabled` or `evtenabled`.
    pub fn of_letter(letter: &str) -> Enabled {
        let row = Enabled::ALL.iter().find(|row| row.1 == letter);
        row.map_or(Enabled::Origin, |row| row.0)
    }

    /// Returns the words that ALTER has for it.
    pub fn words(self) -> &'static str {
        let row = Enabled::ALL.iter().find(|row| row.0 == self);
        row.map_or("enable", |row| row.2)
    }

    /// Reads those words, behind which these others stand: `trigger`.
    pub fn read(reader: &mut Reader, behind: &str) -> Option<Enabled> {
        let whole = |words: &str| format!("{words} {behind}").trim_end().to_string();
        // The longer words come first, since `enable` begins three of them.
        let mut all = Enabled::ALL.iter().rev();
        all.find(|row| reader.accept(&whole(row.2)))
            .map(|row| row.0)
    }

    /// Says for people when it fires, if that is not the usual.
    pub fn note(self) -> Option<&'static str> {
        match self {
            Enabled::Origin => None,
            Enabled::Disabled => Some("(disabled)"),
            Enabled::Replica => Some("(enabled for replicas only)"),
            Enabled::Always => Some("(always enabled)"),
        }
    }
}
