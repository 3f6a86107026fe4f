//! The man pages: what `clap_mangen` makes of the options, with the examples and exit statuses of the command.

use std::io;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, roman};

use super::{Chapter, chapter, chapters};

/// How trouble ends, in every command.
const TROUBLE: (u8, &str) = (2, "trouble: usage, a file, the database");

/// Returns the pages, each with the name of its file; that of trueup itself is the first.
///
/// # Errors
/// Never in fact: they are written into memory.
pub fn pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut root = super::command().disable_help_subcommand(true);
    root.build();
    let mut pages = vec![page(&root, &chapters::ROOT)?];
    for command in root.get_subcommands() {
        pages.push(page(command, chapter(command.get_name()))?);
    }
    Ok(pages)
}

fn page(command: &Command, chapter: &Chapter) -> io::Result<(String, Vec<u8>)> {
    let man = Man::new(command.clone());
    let name = command.get_display_name().unwrap_or("trueup");
    // Without a date, so that the same version always gives the same page.
    let version = env!("CARGO_PKG_VERSION");
    let title = format!(".TH \"{name}\" 1 \"\" \"trueup {version}\" \"trueup\"\n");
    let mut out = title.into_bytes();
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    rest(command, chapter).to_writer(&mut out)?;
    // An empty line between breaks is a break itself.
    let text = String::from_utf8_lossy(&out).replace("\n.br\n\n.br\n", "\n.sp\n");
    Ok((man.get_filename(), text.into_bytes()))
}

/// Returns the sections behind the options.
fn rest(command: &Command, chapter: &Chapter) -> Roff {
    let mut roff = Roff::new();
    if !chapter.examples.is_empty() {
        roff.control("SH", ["EXAMPLES"]);
    }
    for (typed, does) in chapter.examples {
        item(&mut roff, bold(*typed), does);
    }
    roff.control("SH", ["EXIT STATUS"]);
    let mut ends: Vec<(u8, &str)> = chapter.ends.to_vec();
    ends.push(TROUBLE);
    ends.sort();
    for (status, means) in ends {
        item(&mut roff, bold(status.to_string()), means);
    }
    roff.control("SH", ["SEE ALSO"]);
    let others: &[&str] = match command.has_subcommands() {
        true => &["psql(1)", "pg_dump(1)"],
        false => &["trueup(1)"],
    };
    roff.text([roman(others.join(", "))]);
    roff
}

fn item(roff: &mut Roff, head: Inline, text: &str) {
    roff.control("TP", []);
    roff.text([head]);
    roff.text([roman(text)]);
}
