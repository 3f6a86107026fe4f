//! Plays a page: runs its blocks from the top, and writes the page again with what its commands print now.
//!
//! `console` blocks are commands after `$ ` with what they print; a line `…` there stands for lines that the page leaves out. `sh` blocks are
//! scripts that must succeed, `diff` blocks are edits of the reader's files. Other blocks are not run.

use super::left_out::{shortened, tells};
use super::page::{Block, Page};
use super::stage::Stage;

/// Returns the page as it should be: as it is where it tells the truth.
pub fn played(page: &Page) -> String {
    if !page.is_played() {
        return whole(&page.lines);
    }
    let stage = Stage::of(page);
    let (mut out, mut at) = (String::new(), 0);
    for block in &page.blocks {
        out.push_str(&whole(&page.lines[at..block.lines.start]));
        out.push_str(&block_played(page, block, &stage));
        at = block.lines.end;
    }
    out + &whole(&page.lines[at..])
}

fn block_played(page: &Page, block: &Block, stage: &Stage) -> String {
    let body = page.body(block);
    block.first.iter().for_each(|command| stage.must(command));
    if let Some(path) = &block.file {
        stage.write(path, &whole(body));
    }
    if block.not_run.is_some() {
        return whole(body);
    }
    match block.language.as_str() {
        "console" => return console(body, stage),
        "sh" => stage.must(&format!("set -e\n{}", whole(body))),
        "diff" => {
            stage.write(".git/edit", &whole(body));
            stage.must("git apply .git/edit");
        }
        _ => {}
    }
    whole(body)
}

/// Runs the commands, and returns the block with what they print, in the words of the page where these are true.
fn console(body: &[String], stage: &Stage) -> String {
    let mut out = String::new();
    let mut parts = at_commands(body);
    if let Some(stray) = parts.next().filter(|part| !part.is_empty()) {
        panic!("output before a command: {}", stray[0]);
    }
    for part in parts {
        let command = part[0].trim_start_matches("$ ");
        let (shown, said) = (whole(&part[1..]), stage.run(command).text);
        out.push_str(&format!("$ {command}\n"));
        // A blank line between two commands is the page's own.
        let (shown_text, gap) = without_gap(&shown, &said);
        if tells(shown_text, &said) {
            out.push_str(shown_text);
        } else {
            out.push_str(&shortened(shown_text, &said).unwrap_or(said));
        }
        out.push_str(gap);
    }
    out
}

/// Splits off the blank line at the end of what is shown, where the command printed none there.
fn without_gap<'a>(shown: &'a str, said: &str) -> (&'a str, &'a str) {
    let has_gap = |text: &str| text == "\n" || text.ends_with("\n\n");
    if has_gap(shown) && !has_gap(said) {
        shown.split_at(shown.len() - 1)
    } else {
        (shown, "")
    }
}

/// Splits lines before each that is a command; the first part is what stands above all of them.
fn at_commands(lines: &[String]) -> impl Iterator<Item = &[String]> {
    let mut starts = vec![0];
    starts.extend((0..lines.len()).filter(|&at| lines[at].starts_with("$ ")));
    starts.push(lines.len());
    let ranges: Vec<_> = starts.windows(2).map(|pair| pair[0]..pair[1]).collect();
    ranges.into_iter().map(|range| &lines[range])
}

fn whole(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}
