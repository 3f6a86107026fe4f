//! Output for pipelines: annotations as workflow commands of GitHub or as SARIF, of errors too.

use miette::Diagnostic;

use super::output;
use super::trouble::Trouble;
use crate::diagnostic::Problem;
use crate::model::Files;
use crate::report::annotation::sarif::{Rule, Run, sarif};
use crate::report::annotation::{Annotation, Level, github};

/// A format of annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Workflow commands.
    Github,
    /// A SARIF log.
    Sarif,
}

/// Which command prints annotations, in which format, and the rules that it knows.
pub struct Annotated {
    /// The format.
    pub shape: Shape,
    /// The command.
    pub of: &'static str,
    /// Its rules.
    pub rules: fn() -> Vec<Rule>,
}

impl Annotated {
    /// Prints annotations.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub fn print(&self, annotations: &[Annotation], file: Option<&str>) -> Result<(), Trouble> {
        output::data(&match self.shape {
            Shape::Github => github::github(annotations),
            Shape::Sarif => sarif(&Run {
                of: self.of,
                rules: (self.rules)(),
                annotations,
                file,
            }),
        })
    }

    /// Prints problems that were found in the files.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub fn print_problems(&self, problems: &[Problem]) -> Result<(), Trouble> {
        let annotations: Vec<_> = problems.iter().map(Annotation::of_problem).collect();
        self.print(&annotations, None)
    }
}

/// Says in annotations why a command could not do its work, and gives the reason back.
pub fn told(annotated: Option<&Annotated>, trouble: Trouble) -> Trouble {
    let Some(annotated) = annotated else {
        return trouble;
    };
    match annotated.print(&of_trouble(&trouble), None) {
        Ok(()) => trouble,
        Err(worse) => worse,
    }
}

/// Returns the annotations of a reason.
pub fn of_trouble(trouble: &Trouble) -> Vec<Annotation> {
    if let Some(problems) = trouble.problems() {
        return problems.iter().map(Annotation::of_problem).collect();
    }
    let code = trouble
        .code()
        .map_or_else(|| "trouble".into(), |c| c.to_string());
    vec![Annotation {
        level: Level::Error,
        rule: code,
        about: None,
        message: trouble.to_string(),
        help: trouble.help().map(|help| help.to_string()),
        at: None,
    }]
}

/// Returns the name of the first file, for readers that want one where there is no place.
pub fn first_file(files: &Files) -> Option<&str> {
    files.texts().next().map(|_| files.name(0))
}
