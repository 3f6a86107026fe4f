//! The jobs of GitLab in the hands of gitlab-ci-local, the npm package of it: the file of the example is held against GitLab's schema,
//! the template is fetched at its tag from a repository, the rules choose among the jobs, and these run in a shell of this machine.
//!
//! There are no containers here: the server of `trueup-try` goes by another name, and nothing is copied for an image.

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};

use super::note::{self, Forge};
use super::{Job, SERVICE, aloud, npm, root, said};

/// The newest that node 20 takes.
const VERSION: &str = "4.61.0";

const OTHERS: &str = "create table public.others (id bigint primary key);\n";
const MOVED_ON: &str = "create table public.others (id bigint primary key, made date);\n";

/// A checkout in a project of GitLab, whose branch `main` has moved on since `change` left it.
struct Project {
    job: Job,
    program: PathBuf,
    forge: Arc<Mutex<Forge>>,
}

impl Project {
    /// Makes the project, or says aloud what is lacking.
    fn new() -> Option<Project> {
        let skipped = "no pipeline of GitLab runs";
        let folder = npm::installed("gitlab-ci-local", VERSION, skipped)?;
        let program = folder.join("node_modules/.bin/gitlab-ci-local");
        for program in [program.to_str()?, "bash", "curl", "jq"] {
            let done = Command::new(program).arg("--version").output();
            if !done.is_ok_and(|done| done.status.success()) {
                aloud::skipped(format!("{skipped}, for {program} does not run"));
                return None;
            }
        }
        let (url, forge) = note::serve(Forge::default());
        let url = url.strip_suffix("/api/v4").expect("it ends so");
        let job = Job::new();
        job.scripts();
        job.program("rsync", "#!/bin/sh\n");
        let text = |file: &str| std::fs::read_to_string(root().join(file)).expect("it is there");
        let template = text("ci/gitlab.yml").replace(SERVICE, &job.url);
        job.file("forge/template/ci/gitlab.yml", &template);
        let example = text("examples/ci/gitlab-ci.yml");
        let example = format!("{example}\ntrueup-try:\n  services: []\n");
        job.file(".gitlab-ci.yml", &example);
        job.file("others.sql", OTHERS);
        job.file("moved-on.sql", MOVED_ON);
        // What is fetched from the forge below OWNER comes from a folder; all else is asked of it as the API.
        job.shell(&format!(
            "git config --global url.file://$HOME/forge/.insteadOf {url}/OWNER/
             cd forge/template; git init -q; git add .; git commit -qm template; git tag v0.1.0
             git clone -q --bare . ../trueup.git; cd ../..
             git checkout -q main; mv others.sql schema; git add schema; git commit -qm others
             git checkout -q change; git rebase -q main
             git checkout -q main; mv moved-on.sql schema/others.sql; git commit -qam moved-on
             git clone -q --bare . forge/app.git
             git remote add origin $HOME/forge/app.git; git remote add gcl-origin {url}/group/app
             git fetch -q; git remote set-head origin main; git checkout -q change"
        ));
        Some(Project {
            job,
            program,
            forge,
        })
    }

    /// Runs a pipeline for a reason; what is said comes back with the exit status.
    fn pipeline(&self, source: &str, database: &str, arguments: &str) -> (i32, String) {
        let variables = [
            ("CI_PIPELINE_SOURCE", source),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
            ("CI_PROJECT_ID", "5"),
            ("CI_MERGE_REQUEST_IID", "7"),
            ("TRUEUP_TOKEN", note::TOKEN),
            ("TRUEUP_DB", database),
        ];
        let variables = variables.map(|(name, value)| format!("--variable '{name}={value}'"));
        let program = self.program.display();
        let line = format!(
            "{program} --force-shell-executor --no-color {} {arguments}",
            variables.join(" ")
        );
        let done = self.job.run(&line, &[]);
        (done.status.code().expect("it ends"), said(&done))
    }
}

#[test]
fn the_pipelines_of_gitlab_run_the_jobs_that_are_meant() {
    let Some(project) = Project::new() else {
        return;
    };
    let (job, nowhere) = (&project.job, "postgres://nowhere/production");
    let runs = |said: &str| {
        let names = ["trueup-try", "trueup-diff", "trueup-check", "trueup-apply"];
        names.map(|name| said.contains(&format!("{name} ")))
    };
    for _ in 0..2 {
        let (status, said) = project.pipeline("merge_request_event", nowhere, "");
        assert_eq!(
            (status, runs(&said)),
            (0, [true, true, false, false]),
            "{said}"
        );
        assert!(said.contains("in step"), "{said}");
    }
    let report = job.read("trueup.md");
    assert!(report.contains("add column body text"), "{report}");
    assert!(
        !report.contains("others"),
        "what others did is no part of it: {report}"
    );
    {
        let forge = project.forge.lock().expect("no answer panics");
        let [(_, note)] = forge.notes.as_slice() else {
            panic!("one note, changed in place: {:?}", forge.asked);
        };
        assert_eq!(*note, format!("<!-- trueup -->\n{report}"));
    }
    job.shell("git checkout -q main; git merge -q --no-edit change");
    let (status, said) = project.pipeline("schedule", &job.url, "");
    assert_eq!(
        (status, runs(&said)),
        (1, [false, false, true, false]),
        "{said}"
    );
    assert!(said.contains("public.others"), "{said}");
    let (status, said) = project.pipeline("push", &job.url, "");
    assert_eq!(
        (status, runs(&said)),
        (0, [false; 4]),
        "nobody asked for it: {said}"
    );
    let (status, said) = project.pipeline("push", &job.url, "--manual trueup-apply");
    assert_eq!(
        (status, runs(&said)),
        (0, [false, false, false, true]),
        "{said}"
    );
    let (status, said) = project.pipeline("schedule", &job.url, "");
    assert_eq!(
        (status, runs(&said)),
        (0, [false, false, true, false]),
        "{said}"
    );
}
