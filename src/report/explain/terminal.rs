//! A page on a terminal, and the list of all: Markdown with its paragraphs filled and its blocks indented; the same text in a pipe.

use super::{Page, pages};
use crate::report::paint::{Ink, Paint};

/// How wide the text is.
const WIDTH: usize = 80;
/// How wide the list is.
const LIST: usize = 100;

/// Returns a page.
pub fn page(page: &Page, paint: Paint) -> String {
    let mut out = format!("{}\n", paint.ink(Ink::Title, &page.name));
    for block in blocks(&page.text) {
        out.push('\n');
        match block {
            Block::Words(words) => {
                let text = words.join(" ");
                let filled = textwrap::wrap(&text, options(&text));
                filled
                    .iter()
                    .for_each(|line| out.push_str(&format!("{line}\n")));
            }
            Block::Copied(lines) => {
                for line in lines {
                    out.push_str(format!("    {line}").trim_end());
                    out.push('\n');
                }
            }
        }
    }
    out
}

/// Returns the names of all pages, by group, with what each means.
pub fn list(paint: Paint) -> String {
    let pages = pages();
    let groups = pages.chunk_by(|a, b| a.group == b.group);
    let shown: Vec<String> = groups.map(|group| listed(group, paint)).collect();
    shown.join("\n")
}

fn listed(group: &[Page], paint: Paint) -> String {
    let width = group.iter().map(|p| p.name.len()).max().unwrap_or(0);
    let indent = " ".repeat(width + 4);
    let heading = group.first().map_or("", |p| p.group.heading());
    let mut out = format!("{}\n", paint.ink(Ink::Title, heading));
    for page in group {
        let line = format!("  {:width$}  {}", page.name, page.summary);
        let options = textwrap::Options::new(LIST).subsequent_indent(&indent);
        textwrap::wrap(&line, options)
            .iter()
            .for_each(|l| out.push_str(&format!("{l}\n")));
    }
    out
}

/// A part of a page.
enum Block<'t> {
    /// The lines of a paragraph or an item of a list.
    Words(Vec<&'t str>),
    /// Lines that people copy.
    Copied(Vec<&'t str>),
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            blocks.push(Block::Copied(
                lines
                    .by_ref()
                    .take_while(|l| !l.starts_with("```"))
                    .collect(),
            ));
        } else if !line.trim().is_empty() {
            let rest = lines.by_ref().take_while(|l| !l.trim().is_empty());
            blocks.push(Block::Words(
                std::iter::once(line).chain(rest).map(str::trim).collect(),
            ));
        }
    }
    blocks
}

/// Returns how a paragraph is filled: words that are long are not broken, since people copy them.
fn options(text: &str) -> textwrap::Options<'static> {
    let indent = if text.starts_with("- ") { "  " } else { "" };
    textwrap::Options::new(WIDTH)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .subsequent_indent(indent)
}

#[cfg(test)]
mod tests {
    use super::super::Group;
    use super::*;

    #[test]
    fn paragraphs_are_filled_and_blocks_are_indented() {
        let shown = page(
            &Page {
                name: "a-code".into(),
                group: Group::Error,
                summary: String::new(),
                text: "One\nparagraph.\n\n```sql\nselect 1;\n\nselect 2;\n```\n\nInstead: two."
                    .into(),
            },
            Paint::new(false),
        );
        assert_eq!(
            shown,
            "a-code\n\nOne paragraph.\n\n    select 1;\n\n    select 2;\n\nInstead: two.\n"
        );
    }
}
