//! A comparison as a comment below a change in review: the verdict, a table, a diagram, and the patch folded away.
//!
//! It always fits into a comment; what has no room is counted. Names and statements are never markup.

mod rows;

use super::diagram::{self, mermaid::mermaid};
use super::groups::{Group, groups};
use super::markup::markdown::{code, fenced, plain};
use super::{costs, line, sql, verdict};
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::kind::{Hazard, words};

/// How many bytes a comment has at most.
pub const LIMIT: usize = 60_000;
/// How many bytes the lines of the table have at most.
const ROWS: usize = 18_000;
/// How many bytes the list of dangers has at most.
const HAZARDS: usize = 6_000;
/// How many bytes the list of warnings has at most.
const WARNINGS: usize = 4_000;
/// How many bytes the diagram has at most.
const DIAGRAM: usize = 12_000;
/// How many characters of a sentence are shown.
const SENTENCE: usize = 500;
/// How many characters of a command are shown.
const COMMAND: usize = 1_000;
/// How many bytes the fences and folds around the patch take, and what counts the statements that are not shown.
const AROUND: usize = 1_000;

/// Returns the comment; `next` is what to type, with a word about it: `Try it on the data: trueup apply --dry-run`.
pub fn markdown(comparison: &Comparison, counts: &Counts, next: Option<&str>) -> String {
    let mut out = String::new();
    if comparison.in_step() {
        out.push_str(&format!("**{}**\n", plain(&line::in_step(comparison))));
        out.push_str(&warnings(comparison));
        return out;
    }
    let groups = groups(comparison);
    out.push_str(&head(&groups, comparison, counts));
    out.push_str(&table(&groups, comparison, counts));
    out.push_str(&hazards(comparison, counts));
    out.push_str(&picture(comparison));
    let end = [unconfirmed(comparison), warnings(comparison), advice(next)].concat();
    let room = LIMIT - out.len() - end.len() - AROUND;
    out.push_str(&patch(comparison, counts, room));
    out.push_str(&end);
    out
}

/// Returns the verdict in one sentence.
fn head(groups: &[Group], comparison: &Comparison, counts: &Counts) -> String {
    let objects = words::count(groups.len(), "object");
    let differ = if groups.len() == 1 {
        "differs"
    } else {
        "differ"
    };
    let tally = verdict::tally(groups, comparison, counts);
    format!("**{objects} {differ}: {}.**\n", plain(&tally))
}

fn table(groups: &[Group], comparison: &Comparison, counts: &Counts) -> String {
    let lines: Vec<String> = groups
        .iter()
        .flat_map(|g| rows::rows(g, comparison, counts))
        .collect();
    let (shown, left) = within(lines, ROWS);
    let mut out = format!("\n| change | what | definition | hazards |\n|---|---|---|---|\n{shown}");
    if left > 0 {
        let lines = words::count(left, "more line");
        out.push_str(&format!("\n{lines}: `trueup diff` shows all of them.\n"));
    }
    out
}

/// Returns the first lines that have room, and the number of the others.
fn within(lines: Vec<String>, room: usize) -> (String, usize) {
    let (all, mut out) = (lines.len(), String::new());
    for (number, line) in lines.into_iter().enumerate() {
        if out.len() + line.len() > room {
            return (out, all - number);
        }
        out.push_str(&line);
    }
    (out, 0)
}

/// Returns the dangers with their numbers, each once.
fn hazards(comparison: &Comparison, counts: &Counts) -> String {
    let all = comparison.plan.actions.iter().flat_map(|a| &a.hazards);
    let mut lines: Vec<String> = Vec::new();
    for hazard in all.filter(|h| !counts.harmless(h)) {
        let line = danger(hazard, counts);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    let (shown, left) = within(lines, HAZARDS);
    let more = match left {
        0 => String::new(),
        left => format!("- {}\n", words::count(left, "more hazard")),
    };
    format!("\n### Hazards\n\n{shown}{more}")
}

fn danger(hazard: &Hazard, counts: &Counts) -> String {
    let amount = costs::amount(hazard, counts);
    let amount = amount.map(|a| format!(" ({a})")).unwrap_or_default();
    let allow = match hazard.refused {
        true => format!("; `apply` refuses it without `--allow {}`", hazard.name),
        false => String::new(),
    };
    format!(
        "- **{}**{amount}: {}{allow}\n",
        hazard.name,
        with_code(&hazard.sentence, hazard.about.name())
    )
}

/// Returns a sentence in which the names of what it is about, and of its parts, are code.
fn with_code(sentence: &str, name: &str) -> String {
    let sentence = words::cut(sentence, SENTENCE);
    let (mut out, mut rest) = (String::new(), sentence.as_str());
    while let Some(at) = rest.find(name).filter(|_| !name.is_empty()) {
        let end = at + name.len();
        let end = end + more(&rest[end..]);
        out.push_str(&plain(&rest[..at]));
        out.push_str(&code(&rest[at..end]));
        rest = &rest[end..];
    }
    out + &plain(rest)
}

/// Returns how many bytes a name goes on: as `.email`, `."e mail"` or `_by_email`.
fn more(rest: &str) -> usize {
    let mut quoted = false;
    let end = rest.find(|c: char| {
        quoted ^= c == '"';
        !quoted && (c.is_whitespace() || ",;:()".contains(c))
    });
    rest[..end.unwrap_or(rest.len())]
        .trim_end_matches('.')
        .len()
}

/// Returns the diagram of the tables that are touched and of their neighbours; nothing if no table is.
fn picture(comparison: &Comparison) -> String {
    let picture = diagram::between(comparison);
    if picture.entities.is_empty() {
        return String::new();
    }
    let drawn = mermaid(&picture, DIAGRAM);
    let left_out = drawn
        .left_out
        .map(|l| format!("\nNot in the diagram, for want of room: {l}.\n"));
    format!(
        "\n### Tables\n\n{}{}",
        fenced("mermaid", &drawn.text),
        left_out.unwrap_or_default()
    )
}

/// Returns the patch, folded; where it has no room, its first statements.
fn patch(comparison: &Comparison, counts: &Counts, room: usize) -> String {
    let number = comparison.plan.actions.len();
    if number == 0 {
        return String::new();
    }
    let script = sql::script(comparison, counts);
    let (title, text) = match fenced("sql", &script).len() <= room {
        true => ("one transaction".to_string(), script),
        false => {
            let (text, shown) = first(sql::statements(comparison, counts), room);
            (format!("the first {shown} of them"), text)
        }
    };
    format!(
        "\n<details>\n<summary>Patch: {}, {title}</summary>\n\n{}\n</details>\n",
        words::count(number, "statement"),
        fenced("sql", &text)
    )
}

/// Returns the first statements that have room, what is left out counted, and their number.
fn first(statements: Vec<String>, room: usize) -> (String, usize) {
    let all = statements.len();
    // Fences grow with the longest run of backticks.
    let fits = |text: &str| fenced("sql", text).len() <= room;
    let (mut text, mut shown) = (String::new(), 0);
    for statement in statements {
        text.push_str(&statement);
        if !fits(&text) {
            text.truncate(text.len() - statement.len());
            break;
        }
        shown += 1;
    }
    text.push_str(&format!(
        "\n-- {} not shown here: trueup diff --format sql\n",
        words::count(all - shown, "statement")
    ));
    (text, shown)
}

/// Says how many differences may be of spelling only.
fn unconfirmed(comparison: &Comparison) -> String {
    let differences = comparison.plan.differences.iter();
    let number = differences
        .filter(|d| comparison.is_unconfirmed(d.id()))
        .count();
    match number {
        0 => String::new(),
        number => format!(
            "\n{} unconfirmed: perhaps only spelled differently, which a server would settle.\n",
            match number {
                1 => "1 difference is".to_string(),
                number => format!("{} are", words::count(number, "difference")),
            }
        ),
    }
}

/// Returns the warnings with their places.
fn warnings(comparison: &Comparison) -> String {
    let all = &comparison.warnings;
    if all.is_empty() {
        return String::new();
    }
    let lines = all.iter().map(|w| {
        let place = w.place().map(|p| comparison.files().show(p));
        let place = place
            .map(|p| format!(" ({})", code(&p)))
            .unwrap_or_default();
        format!(
            "- {}{place}\n",
            plain(&words::cut(&w.to_string(), SENTENCE))
        )
    });
    let (shown, left) = within(lines.collect(), WARNINGS);
    let more = match left {
        0 => String::new(),
        left => format!("- {}\n", words::count(left, "more warning")),
    };
    format!("\n### Warnings\n\n{shown}{more}")
}

/// Returns what to do next: a sentence, with the command in it as a block.
fn advice(next: Option<&str>) -> String {
    match next.map(|n| (n, n.split_once(": "))) {
        None => String::new(),
        Some((_, Some((what, command)))) if command.starts_with("trueup ") => {
            format!(
                "\n{}:\n\n{}",
                plain(what),
                fenced("sh", &words::cut(command, COMMAND))
            )
        }
        Some((next, _)) => format!("\n{}\n", plain(next)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_in_a_sentence_are_code() {
        assert_eq!(
            with_code(
                "checking public.t.\"a b\" reads public.t, no other_table",
                "public.t"
            ),
            "checking `public.t.\"a b\"` reads `public.t`, no other\\_table"
        );
        assert_eq!(
            with_code("building index public.t_by_a reads public.t", "public.t"),
            "building index `public.t_by_a` reads `public.t`"
        );
        assert_eq!(
            with_code("ends with public.t.", "public.t"),
            "ends with `public.t`."
        );
    }
}
