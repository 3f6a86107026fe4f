//! What every input is put through: all of the reader that needs no server, and the patch to and from it.
//!
//! Where inputs come from, and how long one may take, is for those who call it.

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use trueup::apply::counts::Counts;
use trueup::compare::{CompareError, Side, compare};
use trueup::desired::Scripts;
use trueup::desired::files::Syntax;
use trueup::kind::{Reach, World};
use trueup::model::Files;
use trueup::report::sql;

/// Reads bytes as a desired state, where nothing is known of a server and where one is empty; compares it with nothing, both ways;
/// and renders all that is said.
pub fn read(bytes: &[u8], syntax: Syntax) {
    let scripts = parse(bytes, syntax);
    let (_, problems) = scripts.interpret(&empty_server());
    for problem in problems.finish(&scripts.files) {
        render(&problem);
    }
    let nothing = Scripts::default();
    patch(&scripts, &nothing);
    patch(&nothing, &scripts);
}

/// Reads two inputs, and makes the patch from each to the other.
#[allow(dead_code, reason = "the targets read one")]
pub fn read_pair(inputs: [&[u8]; 2], syntax: Syntax) {
    let [one, other] = inputs.map(|bytes| parse(bytes, syntax));
    patch(&one, &other);
    patch(&other, &one);
}

/// What is no UTF-8 the program refuses before it reads; here it stands for a strange character.
fn parse(bytes: &[u8], syntax: Syntax) -> Scripts {
    let mut files = Files::default();
    files.add("input", &String::from_utf8_lossy(bytes));
    Scripts::parse(files, &[syntax])
}

fn empty_server() -> World {
    World {
        known: true,
        version: 150_000,
        user: "postgres".into(),
        schemas: vec!["public".into()],
        roles: vec!["postgres".into()],
        ..World::default()
    }
}

fn patch(desired: &Scripts, live: &Scripts) {
    let reach = Reach {
        prune: true,
        schemas: vec!["*".into()],
        ..Reach::default()
    };
    match compare(desired, Side::Files(live), &reach) {
        Ok(comparison) => {
            comparison.warnings.iter().for_each(|w| render(w));
            sql::script(&comparison, &Counts::default());
        }
        Err(CompareError::Desired(problems)) => problems.iter().for_each(|p| render(p)),
        Err(error) => render(&error),
    }
}

fn render(problem: &dyn Diagnostic) {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor());
    let mut out = String::new();
    // What cannot be rendered is told in plain words.
    let _ = handler.render_report(&mut out, problem);
}
