//! A statement in the making that may hold secrets: what is shown of it, and what is run.
//!
//! In what is shown a variable of psql stands in the place of each secret, so that the script runs with `psql -v name=value`.

use super::Text;
use crate::model::Id;
use crate::text::quote;

/// A statement as it is shown and as it is run.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    shown: String,
    run: String,
    variables: Vec<String>,
}

impl Wording {
    /// Begins with these words.
    pub fn new(words: impl Into<String>) -> Wording {
        let shown: String = words.into();
        Wording {
            run: shown.clone(),
            shown,
            variables: Vec::new(),
        }
    }

    /// Adds words.
    pub fn text(&mut self, words: &str) {
        self.shown.push_str(words);
        self.run.push_str(words);
    }

    /// Adds an identifier.
    pub fn ident(&mut self, name: &str) {
        self.text(&quote::ident(name));
    }

    /// Adds a string constant.
    pub fn literal(&mut self, text: &str) {
        self.text(&quote::literal(text));
    }

    /// Adds a secret under the name of a variable; one that is not known is left to it when the statement is run too.
    pub fn secret(&mut self, variable: &str, value: Option<&str>) {
        let shown = format!(":'{variable}'");
        self.run
            .push_str(&value.map_or(shown.clone(), quote::literal));
        self.shown.push_str(&shown);
        self.variables.push(variable.to_string());
    }

    /// Returns what is shown.
    pub fn shown(self) -> String {
        self.shown
    }

    /// Returns it as a clause of ALTER TABLE behind a lead, or as a whole statement where it holds secrets.
    pub fn clause(self, head: String, table: &Id, lead: &str) -> Text {
        if self.variables.is_empty() {
            return Text::Clause {
                clause: format!("{lead}{}", self.shown).trim_start().to_string(),
                head,
                table: table.clone(),
                element: None,
            };
        }
        let whole = |words: &str| format!("{} {}", head, format!("{lead}{words}").trim_start());
        let whole = Wording {
            shown: whole(&self.shown),
            run: whole(&self.run),
            variables: self.variables,
        };
        whole.done()
    }

    /// Returns it as the text of an action; one with secrets says how psql is given them.
    pub fn done(self) -> Text {
        if self.variables.is_empty() {
            return Text::Plain(self.shown);
        }
        let given: Vec<String> = self.variables.iter().map(|v| format!("-v {v}=…")).collect();
        let note = format!("-- secrets are not shown: psql {}", given.join(" "));
        Text::Secret {
            shown: format!("{note}\n{}", self.shown),
            run: self.run,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_run_but_not_shown() {
        let mut words = Wording::new("create user mapping for app server s options (password ");
        words.secret("s_app_password", Some("it's"));
        words.text(")");
        let Text::Secret { shown, run } = words.done() else {
            panic!("it holds a secret");
        };
        assert!(run.ends_with("(password 'it''s')"));
        assert!(shown.ends_with("(password :'s_app_password')") && !shown.contains("it"));
    }
}
