//! Compares two outputs of pg_dump, the order of objects and of columns aside.
//!
//! pg_dump heads each object with a comment, and writes each column and constraint of a table on a line of its own; so
//! a dump is cut at those comments, and no SQL is parsed. What pg_dump does not print is not seen: the versions of
//! extensions, and the state of sequences.

use std::collections::BTreeMap;

use similar::TextDiff;

/// Lines between objects that are settings for what follows; the others of the kind say nothing about the schema.
const CARRIED: [(&str, &[&str]); 2] = [
    (
        "SET default_tablespace = ",
        &["TABLE", "INDEX", "CONSTRAINT", "MATERIALIZED VIEW"],
    ),
    (
        "SET default_table_access_method = ",
        &["TABLE", "MATERIALIZED VIEW"],
    ),
];

/// Returns the differences as text; nothing where there are none.
pub fn difference(got: &str, want: &str) -> String {
    let (mut got, mut want) = (objects(got), objects(want));
    want.retain(
        |object| match got.iter().position(|other| other == object) {
            Some(same) => {
                got.swap_remove(same);
                false
            }
            None => true,
        },
    );
    let mut pairs: BTreeMap<&str, [String; 2]> = BTreeMap::new();
    for (side, objects) in [(0, &got), (1, &want)] {
        for (head, text) in objects {
            pairs.entry(head).or_default()[side].push_str(text);
        }
    }
    let shown = pairs.into_iter().map(|(head, [got, want])| {
        let diff = TextDiff::from_lines(&got, &want);
        format!("{head}\n{}", diff.unified_diff().context_radius(50))
    });
    shown.collect()
}

/// Cuts a dump into objects: the heading, and the statements in a form that does not depend on the order of columns.
fn objects(dump: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = dump.lines().collect();
    let heads: Vec<usize> = (0..lines.len()).filter(|&at| is_head(&lines, at)).collect();
    let mut carried = [""; 2];
    let mut found = Vec::new();
    let mut end_before = 0;
    for (n, &head) in heads.iter().enumerate() {
        carry(&lines[end_before..head], &mut carried);
        let next = heads.get(n + 1).map_or(lines.len(), |next| next - 1);
        let end = last_statement(&lines, head + 2, next);
        found.push(object(lines[head], &lines[head + 2..end], &carried));
        end_before = end;
    }
    found
}

fn is_head(lines: &[&str], at: usize) -> bool {
    let bare = |n: Option<usize>| n.and_then(|n| lines.get(n)) == Some(&"--");
    lines[at].starts_with("-- Name: ") && bare(at.checked_sub(1)) && bare(Some(at + 1))
}

fn carry<'a>(between: &[&'a str], carried: &mut [&'a str; 2]) {
    for line in between {
        for (slot, (setting, _)) in carried.iter_mut().zip(CARRIED) {
            if line.starts_with(setting) {
                *slot = line;
            }
        }
    }
}

/// Returns the place behind the last line that belongs to the object itself.
fn last_statement(lines: &[&str], from: usize, to: usize) -> usize {
    let outside = |line: &str| {
        line.is_empty()
            || line.starts_with("--")
            || line.starts_with('\\')
            || CARRIED.iter().any(|(setting, _)| line.starts_with(setting))
    };
    let kept = lines[from..to].iter().rposition(|line| !outside(line));
    kept.map_or(from, |n| from + n + 1)
}

/// Takes the name off a NOT NULL where the server chose it: it hangs on what there was when the constraint was made.
fn without_chosen_name(line: &str) -> String {
    let parts = line
        .split_once("CONSTRAINT ")
        .and_then(|(before, rest)| Some((before, rest.split_once(" NOT NULL")?)));
    let Some((before, (name, after))) = parts else {
        return line.to_string();
    };
    let stem = name.trim_matches('"');
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    match stem.ends_with("_not_null") {
        true => format!("{before}NOT NULL{after}"),
        false => line.to_string(),
    }
}

fn object(head: &str, lines: &[&str], carried: &[&str; 2]) -> (String, String) {
    let mut lines: Vec<String> = lines
        .iter()
        .filter(|line| !line.is_empty())
        .map(ToString::to_string)
        .collect();
    let sort = head
        .split("; ")
        .find_map(|part| part.strip_prefix("Type: "))
        .unwrap_or("");
    match sort {
        // Columns, and what pg_dump says of them in their order; privileges in that of the ACL.
        "TABLE" | "ACL" | "DEFAULT ACL" => {
            for line in &mut lines {
                *line = without_chosen_name(line.trim_end_matches(','));
            }
            lines.sort();
        }
        // PostgreSQL keeps these lists of columns by the columns' numbers.
        "PUBLICATION TABLE" | "STATISTICS" => {
            let text = lines.join(" ");
            lines = text
                .split([' ', ',', '(', ')'])
                .map(str::to_string)
                .collect();
            lines.sort();
        }
        _ => {}
    }
    for (line, (_, sorts)) in carried.iter().zip(CARRIED) {
        if sorts.contains(&sort) {
            lines.push(line.to_string());
        }
    }
    (
        head.to_string(),
        lines.into_iter().map(|line| line + "\n").collect(),
    )
}
