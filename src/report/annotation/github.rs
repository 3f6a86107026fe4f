//! Annotations as workflow commands of GitHub Actions, which shows each beside its line.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use super::{Annotation, At, Level};

/// Returns a command for each annotation.
pub fn github(annotations: &[Annotation]) -> String {
    annotations.iter().map(command).collect()
}

fn command(annotation: &Annotation) -> String {
    let level = match annotation.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let place = annotation.at.as_ref().map(place).unwrap_or_default();
    let title = property(&annotation.rule);
    let message = message(&annotation.text());
    format!("::{level} {place}title={title}::{message}\n")
}

/// Returns where it is; columns are taken only within one line.
fn place(at: &At) -> String {
    let lines = format!("line={},endLine={}", at.line, at.end_line);
    let file = property(&at.file);
    match at.line == at.end_line {
        true => format!(
            "file={file},{lines},col={},endColumn={},",
            at.column, at.end_column
        ),
        false => format!("file={file},{lines},"),
    }
}

/// Returns a message with the signs escaped that end one.
fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Returns a value with the signs escaped that end one.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_a_text_ends_the_command() {
        assert_eq!(message("100%\nno"), "100%25%0Ano");
        assert_eq!(property("a,b:c"), "a%2Cb%3Ac");
    }
}
