//! What the help and the man page of each command show besides its options: examples, and how it may end.

use std::convert::identity;

/// What belongs to a command.
#[derive(Debug)]
pub struct Chapter {
    /// The name of the command; nothing for trueup itself.
    pub command: &'static str,
    /// What to type, and what it does.
    pub examples: &'static [(&'static str, &'static str)],
    /// The exit statuses besides 2, each with its meaning.
    pub ends: &'static [(u8, &'static str)],
}

/// Returns the chapter of a command; one that has none ends well or in trouble.
pub fn chapter(command: &str) -> &'static Chapter {
    let found = CHAPTERS.iter().find(|c| c.command == command);
    found.map_or(&NONE, identity)
}

/// Returns all chapters.
#[cfg(test)]
pub fn all() -> impl Iterator<Item = &'static Chapter> {
    std::iter::once(&ROOT).chain(CHAPTERS)
}

const DONE: &[(u8, &str)] = &[(0, "done")];
const NONE: Chapter = Chapter {
    command: "",
    examples: &[],
    ends: DONE,
};

/// The chapter of trueup itself.
pub const ROOT: Chapter = Chapter {
    command: "",
    examples: &[
        (
            "trueup diff schema/stripe.yaml",
            "what differs in the database that DATABASE_URL names, and the patch",
        ),
        (
            "trueup apply schema/stripe.yaml --dry-run",
            "the patch on the real rows: run, measured, rolled back",
        ),
        (
            "trueup apply schema/stripe.yaml",
            "the same for good: shown, asked about, run in one transaction",
        ),
        (
            "trueup check schema/stripe.yaml || echo 'out of step'",
            "for pipelines: exit status 1 if anything differs",
        ),
        (
            "trueup doctor schema/stripe.yaml",
            "which case it is if the schema is not as expected, and what to do",
        ),
    ],
    ends: &[
        (0, "in step, or done"),
        (
            1,
            "differences (check, diff --exit-code), findings (lint), something in the way (doctor)",
        ),
        (
            3,
            "refused: rows or values would be lost, or a policy forbids it",
        ),
    ],
};

const CHAPTERS: &[Chapter] = &[
    Chapter {
        command: "diff",
        examples: &[
            (
                "trueup diff schema/stripe.yaml",
                "what differs in the database that DATABASE_URL names, and the patch",
            ),
            (
                "trueup diff schema/stripe.yaml --format sql > patch.sql",
                "the patch as a script that psql runs as it stands",
            ),
            (
                "trueup diff schema/stripe.yaml --from git:main",
                "what this branch changes, without a database",
            ),
            (
                "trueup diff schema/stripe.yaml --from schema/stripe.sql",
                "whether two files mean the same",
            ),
            (
                "trueup diff schema/stripe.yaml --from git:main --format markdown",
                "a comment for the change in review",
            ),
        ],
        ends: &[
            (0, "done, whether anything differs or not"),
            (1, "there are differences, with --exit-code"),
            (3, "with --staged: a policy denies what the commit means"),
        ],
    },
    Chapter {
        command: "apply",
        examples: &[
            (
                "trueup apply schema/stripe.yaml --dry-run",
                "the patch on the real rows: run, measured, rolled back",
            ),
            (
                "trueup apply schema/stripe.yaml",
                "shows the patch, asks, and runs it in one transaction",
            ),
            (
                "trueup apply schema/stripe.yaml --yes --lock-timeout 2s",
                "in a deployment, where nobody answers and others must not wait",
            ),
            (
                "trueup apply schema/stripe.yaml --allow drops-data",
                "although rows or values are lost",
            ),
        ],
        ends: &[
            (0, "in step now, or tried and rolled back with --dry-run"),
            (3, "refused: a hazard was not allowed, or the answer was no"),
        ],
    },
    Chapter {
        command: "check",
        examples: &[
            (
                "trueup check schema/stripe.yaml || echo 'out of step'",
                "names each object that differs, and exits with 1",
            ),
            (
                "trueup check schema/stripe.yaml --format github",
                "in a workflow of GitHub: what differs, beside the lines of the files",
            ),
            (
                "trueup check schema/stripe.sql --from schema/stripe.yaml",
                "whether two files mean the same",
            ),
        ],
        ends: &[(0, "in step"), (1, "there are differences")],
    },
    Chapter {
        command: "doctor",
        examples: &[
            (
                "trueup doctor schema/stripe.yaml",
                "which case it is: never ran, half ran, drifted or in step",
            ),
            (
                "trueup doctor --error 'relation \"public.prices\" does not exist'",
                "why an application met this error, and what to do",
            ),
            (
                "tail -n 1 app.log | trueup doctor schema/stripe.yaml --error -",
                "the same, from its log and beside the database",
            ),
            (
                "trueup doctor schema/stripe.yaml --format markdown > ticket.md",
                "a checklist to send to somebody who may repair it",
            ),
        ],
        ends: &[
            (0, "nothing is in the way"),
            (1, "something is, and the list says what"),
        ],
    },
    Chapter {
        command: "rebuild",
        examples: &[
            (
                "trueup rebuild schema/stripe.yaml --dry-run",
                "does it all, says what would be lost, and rolls back",
            ),
            (
                "trueup rebuild schema/stripe.yaml",
                "asks for the name of the database, drops and makes again",
            ),
            (
                "trueup rebuild schema/stripe.yaml --yes --database app_test",
                "in the set-up of tests: this database and no other",
            ),
        ],
        ends: &[
            (0, "made again and in step"),
            (
                3,
                "refused: the database is protected or another one, or the answer was no",
            ),
        ],
    },
    Chapter {
        command: "init",
        examples: &[
            (
                "trueup init --tables 'stripe_*'",
                "trueup.yaml, and these tables with what they need, after showing them",
            ),
            (
                "trueup init --db postgres://localhost/app --format sql --yes",
                "all of a database in SQL, without asking",
            ),
            (
                "trueup init --hook",
                "a hook of git that shows what each commit means for the database",
            ),
        ],
        ends: &[(0, "written"), (3, "the answer was no")],
    },
    Chapter {
        command: "dump",
        examples: &[
            (
                "trueup dump 'stripe_*' prices",
                "these tables with all that belongs to them, in SQL",
            ),
            (
                "trueup dump --schema public --format yaml > schema/public.yaml",
                "a schema as a desired state in YAML",
            ),
            (
                "trueup dump --format yaml --output schema/tables",
                "a folder with a file for each table",
            ),
            (
                "trueup dump --format mermaid",
                "the tables as a diagram that GitHub draws",
            ),
        ],
        ends: DONE,
    },
    Chapter {
        command: "convert",
        examples: &[
            (
                "trueup convert schema/stripe.sql --to yaml",
                "the same in YAML, on stdout",
            ),
            (
                "trueup convert schema/stripe.yaml --to sql --output stripe.sql",
                "the same in SQL, in a file",
            ),
        ],
        ends: DONE,
    },
    Chapter {
        command: "lint",
        examples: &[
            (
                "trueup lint schema/stripe.yaml",
                "what is unsafe or slow in the file, and what to write instead",
            ),
            ("trueup lint --rules", "the rules, a line for each"),
            (
                "trueup lint --explain foreign-key-without-index",
                "the page of a rule",
            ),
            (
                "trueup lint schema/stripe.yaml --format sarif > lint.sarif",
                "for code scanning",
            ),
        ],
        ends: &[(0, "nothing was found"), (1, "there are findings")],
    },
    Chapter {
        command: "explain",
        examples: &[
            (
                "trueup explain drops-data",
                "what a hazard means, and how to do without it",
            ),
            (
                "trueup explain unknown-table 42P01",
                "an error of trueup, and one of PostgreSQL",
            ),
            ("trueup explain", "all names, a line for each"),
        ],
        ends: DONE,
    },
    Chapter {
        command: "schema",
        examples: &[
            (
                "trueup schema yaml > trueup.schema.json",
                "with which an editor completes and checks a desired state in YAML",
            ),
            (
                "trueup schema plan",
                "what `trueup diff --format json` prints",
            ),
            ("trueup schema", "a list of all"),
        ],
        ends: DONE,
    },
    Chapter {
        command: "completions",
        examples: &[
            (
                "trueup completions bash > /etc/bash_completion.d/trueup",
                "for all users of this machine",
            ),
            (
                "trueup completions zsh > ~/.zfunc/_trueup",
                "where ~/.zfunc is in fpath before compinit runs",
            ),
            (
                "trueup completions fish > ~/.config/fish/completions/trueup.fish",
                "read by the next shell",
            ),
            (
                "trueup completions powershell >> $PROFILE",
                "read by the next shell",
            ),
        ],
        ends: DONE,
    },
    Chapter {
        command: "man",
        examples: &[
            (
                "trueup man ~/.local/share/man/man1",
                "writes trueup.1, trueup-diff.1 and so on, which man finds there",
            ),
            ("trueup man | man -l -", "shows the first page"),
        ],
        ends: DONE,
    },
];
