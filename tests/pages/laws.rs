//! What holds for all pages together, and for the tests of them.

use std::fs;

use libtest_mimic::{Failed, Trial};

use super::page::Page;
use super::{left_out, mask, pages, play, read, root, text};

/// Returns all laws.
pub fn trials() -> Vec<Trial> {
    vec![
        law("what_is_not_run_is_listed_with_its_reason", what_is_not_run),
        law("the_transcript_of_the_project_is_the_demo", transcript),
        law("a_page_that_lies_is_found_out", lies),
        law("what_a_page_leaves_out_is_marked", left_out),
        law("a_page_goes_on_to_leave_out_what_it_left_out", shortened),
        law("no_block_hides_a_command", hidden),
        law("a_link_of_a_page_leads_somewhere", links),
    ]
}

fn law(name: &str, holds: fn() -> Result<(), Failed>) -> Trial {
    Trial::test(name, holds)
}

/// Compares the list of the blocks that are not run with `tests/pages/not-run`.
fn what_is_not_run() -> Result<(), Failed> {
    let mut list = String::from(
        "# Blocks of commands in the pages that no test runs, each with the reason that stands above it. UPDATE=1 writes this list.\n",
    );
    for path in pages() {
        let page = read(&path)?;
        for block in &page.blocks {
            let Some(reason) = &block.not_run else {
                continue;
            };
            list += &format!("\n{path}: {reason}\n");
            list.extend(page.body(block).iter().map(|line| format!("    {line}\n")));
        }
    }
    let file = root().join("tests/pages/not-run");
    let known = fs::read_to_string(&file).unwrap_or_default();
    if known == list {
        return Ok(());
    }
    if std::env::var_os("UPDATE").is_some() {
        return Ok(fs::write(file, list)?);
    }
    let differences = super::differences(&known, &list);
    Err(format!("other blocks are not run (UPDATE=1 writes the list):\n{differences}").into())
}

fn transcript() -> Result<(), Failed> {
    let demo = mask::masked(&text("examples/half-run/README.md"));
    let readme = mask::masked(&text("README.md"));
    let page = Page::read(&readme).map_err(|faults| faults.join("\n"))?;
    let first = page.blocks.first().ok_or("README.md has no block")?;
    let mut rest = demo.lines();
    for line in page
        .body(first)
        .iter()
        .filter(|line| !["…", ""].contains(&line.as_str()))
    {
        if !rest.any(|shown| shown == line) {
            let says = "README.md shows a line that the demo does not print there";
            return Err(format!("{says}: {line}").into());
        }
    }
    Ok(())
}

fn lies() -> Result<(), Failed> {
    let lying = "```console\n$ echo one\ntwo\n\n$ echo 'in 3 ms'\nin 4 ms\n```\n";
    let page = Page::read(lying).map_err(|faults| faults.join("\n"))?;
    let true_page = "```console\n$ echo one\none\n\n$ echo 'in 3 ms'\nin 4 ms\n```\n";
    holds(play::played(&page) == true_page, "the page is mended")
}

fn left_out() -> Result<(), Failed> {
    let said = "a\nb\nc\nd\n";
    for shown in ["a\n…\nd\n", "a\n…\n", "…\nc\n…\n", said] {
        holds(left_out::tells(shown, said), shown)?;
    }
    for shown in ["a\nb\n", "a\n…\nc\n", "…\nc\nb\n…\n", "b\n…\nd\n"] {
        holds(!left_out::tells(shown, said), shown)?;
    }
    Ok(())
}

fn shortened() -> Result<(), Failed> {
    let said = "head\none\nTWO\nthree\nfour\nfive\nlast\n";
    for (shown, now) in [
        ("one\ntwo\n…\nlast\n", Some("…\none\nTWO\n…\nlast\n")),
        ("…\ntwo\nthree\n…\n", Some("…\nTWO\nthree\n…\n")),
        (
            "head\none\n…\nFOUR\nfive\nend\n",
            Some("head\none\n…\nfour\nfive\nlast\n"),
        ),
        ("head\none\n…\nsix\n", None),
        ("head\none\n", None),
    ] {
        let made = left_out::shortened(shown, said);
        holds(made.as_deref() == now, &format!("{shown} becomes {made:?}"))?;
    }
    Ok(())
}

fn hidden() -> Result<(), Failed> {
    for page in [
        "```\ntrueup diff\n```\n",
        "```text\n$ trueup diff\n```\n",
        "- so:\n  ```sh\n  trueup diff\n  ```\n",
        "<!-- skip: why not -->\n```sh\ntrueup diff\n```\n",
        "```sh\ntrueup diff\n",
    ] {
        holds(Page::read(page).is_err(), page)?;
    }
    Ok(())
}

/// Follows the links to files; other places of the net are not asked.
fn links() -> Result<(), Failed> {
    let mut lost = Vec::new();
    for path in pages() {
        let folder = root().join(&path);
        let folder = folder.parent().ok_or("a page is in a folder")?;
        for part in text(&path).split("](").skip(1) {
            let target = part.split([')', '#', ' ']).next().unwrap_or_default();
            let is_file = !target.is_empty() && !target.contains("://");
            if is_file && !folder.join(target).exists() {
                lost.push(format!("{path}: {target}"));
            }
        }
    }
    holds(lost.is_empty(), &lost.join("\n"))
}

fn holds(condition: bool, what: &str) -> Result<(), Failed> {
    condition.then_some(()).ok_or_else(|| what.into())
}
