//! Colours for the terminal: the one place that knows them.
//!
//! Whether there is a terminal is for the command line to find out.

use anstyle::{AnsiColor, Style};

/// What a piece of text means, and so how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// What is missing and will be added.
    Added,
    /// What is extra and will be dropped.
    Dropped,
    /// The words of a line that is dropped which another line has not.
    DroppedWord,
    /// The words of a line that is added which another line has not.
    AddedWord,
    /// What is different and will be changed.
    Changed,
    /// What may cost something.
    Hazard,
    /// The name of the thing that is spoken of.
    Title,
    /// What matters less, such as a place in a file.
    Faint,
    /// What is said without more ado.
    Plain,
}

/// Colours a text, or leaves it as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Paint {
    colour: bool,
}

impl Paint {
    /// Makes one that colours if it is told to.
    pub fn new(colour: bool) -> Paint {
        Paint { colour }
    }

    /// Returns whether it colours at all.
    pub fn is_coloured(self) -> bool {
        self.colour
    }

    /// Colours a text.
    pub fn ink(self, ink: Ink, text: &str) -> String {
        if !self.colour || text.is_empty() {
            return text.to_string();
        }
        let style = style(ink);
        format!("{style}{text}{style:#}")
    }
}

fn style(ink: Ink) -> Style {
    let colour = |c: AnsiColor| Style::new().fg_color(Some(c.into()));
    match ink {
        Ink::Added => colour(AnsiColor::Green),
        Ink::Dropped => colour(AnsiColor::Red),
        Ink::AddedWord => colour(AnsiColor::Green).bold(),
        Ink::DroppedWord => colour(AnsiColor::Red).bold(),
        Ink::Changed => colour(AnsiColor::Yellow),
        Ink::Hazard => colour(AnsiColor::Magenta),
        Ink::Title => Style::new().bold(),
        Ink::Faint => Style::new().dimmed(),
        Ink::Plain => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_a_text_stays_as_it_is() {
        assert_eq!(Paint::default().ink(Ink::Added, "x"), "x");
        assert_eq!(
            Paint::new(true).ink(Ink::Added, "x"),
            "\u{1b}[32mx\u{1b}[0m"
        );
    }
}
