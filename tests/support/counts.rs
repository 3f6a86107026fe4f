//! How many statements each patch has: a list that is changed by hand only, so that none grows unseen.
//!
//! A line is a case with its direction, and a number; a patch without statements has none.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The numbers by the case and its direction.
pub type Counts = BTreeMap<String, usize>;

/// Says which patches have more statements or fewer than the list; what did not run is not judged. UPDATE=1 writes the list.
pub fn judge(file: &Path, found: &Counts) -> Result<(), String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let mut listed = read(&text);
    if std::env::var_os("UPDATE").is_some() {
        listed.extend(found.clone());
        return fs::write(file, written(&text, &listed)).map_err(|error| error.to_string());
    }
    let faults = found.iter().filter_map(|(case, count)| {
        let known = listed.get(case).copied().unwrap_or_default();
        (known != *count).then(|| format!("{case} has {count} statements, and had {known}"))
    });
    let faults: Vec<String> = faults.collect();
    match faults.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "{} (UPDATE=1 writes it; look at each patch that grew)\n{}",
            file.display(),
            faults.join("\n")
        )),
    }
}

fn read(text: &str) -> Counts {
    let lines = text
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    let entry = |line: &str| {
        let (case, count) = line.rsplit_once(' ')?;
        Some((case.to_string(), count.parse().ok()?))
    };
    lines
        .map(|line| entry(line).unwrap_or_else(|| panic!("not `case number`: {line}")))
        .collect()
}

fn written(text: &str, counts: &Counts) -> String {
    let head = text.lines().take_while(|line| line.starts_with('#'));
    let head = head.map(str::to_string);
    let lines = counts.iter().filter(|(_, count)| **count > 0);
    let lines = lines.map(|(case, count)| format!("{case} {count}"));
    let all: Vec<String> = head.chain(lines).collect();
    all.join("\n") + "\n"
}
