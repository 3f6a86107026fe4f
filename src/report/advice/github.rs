//! Advice as workflow commands of GitHub Actions, which shows each beside its line.

use super::at;
use crate::lint::{Advice, Finding};
use crate::model::Files;

/// Returns a command for each finding.
pub fn github(advice: &Advice, files: &Files) -> String {
    let commands = advice.findings.iter().map(|f| command(f, files));
    commands.collect()
}

fn command(finding: &Finding, files: &Files) -> String {
    let place = at(finding, files).map(|at| {
        let file = property(at.file);
        format!("file={file},line={},endLine={},", at.line, at.end)
    });
    let place = place.unwrap_or_default();
    let write = finding.write.iter().map(|sql| format!("\n{sql}"));
    let write: String = write.collect();
    let says = format!("{}. {}{write}", finding.says, finding.because);
    format!(
        "::warning {place}title={}::{}\n",
        finding.rule,
        message(&says)
    )
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
