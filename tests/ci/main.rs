//! The files for pipelines: they are what their systems take, and the lines of shell in them do what they say, on a real server.
//!
//! What only GitHub or Docker can run is not run here; `gh` is a script that writes down how it was called.

#[path = "../support/aloud.rs"]
mod aloud;
mod gitlab;
mod note;
#[path = "../support/npm.rs"]
mod npm;
mod release;
mod workflows;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Weak};

use serde_yaml::Value;
use tempfile::TempDir;
use trueup::scratch::{Options, Scratch};

const NOTES: &str = "create table public.notes (id bigint primary key);\n";
const MORE: &str = "create table public.notes (id bigint primary key, body text);\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml(path: &str) -> Value {
    let text = fs::read_to_string(root().join(path)).expect("the file can be read");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns one server for all tests that run at once; it ends with the last of them.
fn server() -> Arc<Scratch> {
    static SERVER: Mutex<Weak<Scratch>> = Mutex::new(Weak::new());
    let mut known = SERVER.lock().expect("no test panics here");
    known.upgrade().unwrap_or_else(|| {
        let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
        let server = Arc::new(server);
        *known = Arc::downgrade(&server);
        server
    })
}

/// A checkout in a job, with a database.
struct Job {
    server: Arc<Scratch>,
    folder: TempDir,
    database: String,
    url: String,
}

impl Job {
    /// Makes a repository whose branch `main` has one table and whose branch `change` has a column more.
    fn new() -> Job {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = server();
        let database = format!("ci{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        server
            .create_database(&database, None)
            .expect("the database is new");
        let folder = TempDir::new().expect("a folder can be made");
        let url = server.url(&database);
        let job = Job {
            server,
            folder,
            database,
            url,
        };
        job.file("schema/notes.sql", NOTES);
        job.shell(
            "git init -q -b main && git add . && git commit -qm first && git checkout -qb change",
        );
        job.file("schema/notes.sql", MORE);
        job.shell("git commit -qam second");
        job
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("it can be made");
        fs::write(&path, text).expect("the folder can be written");
        path
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    /// Runs lines of shell that must succeed.
    fn shell(&self, lines: &str) {
        let done = self.run(lines, &[]);
        assert!(done.status.success(), "{lines}: {}", said(&done));
    }

    /// Runs lines of shell as a job does.
    fn run(&self, lines: &str, variables: &[(&str, &str)]) -> Output {
        let own = Path::new(env!("CARGO_BIN_EXE_trueup"))
            .parent()
            .expect("it is in a folder");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let own = [self.folder.path().join("bin"), own.to_path_buf()];
        let path = std::env::join_paths(own.into_iter().chain(std::env::split_paths(&path)));
        let mut shell = Command::new("sh");
        shell
            .args(["-e", "-c", lines])
            .current_dir(self.folder.path())
            .env_clear();
        shell
            .env("PATH", path.expect("no folder has a colon"))
            .env("HOME", self.folder.path());
        for who in ["AUTHOR", "COMMITTER"] {
            shell.env(format!("GIT_{who}_NAME"), "tester");
            shell.env(format!("GIT_{who}_EMAIL"), "tester@example.com");
        }
        shell
            .envs(variables.iter().copied())
            .output()
            .expect("sh runs")
    }

    /// Makes a program for the job.
    fn program(&self, name: &str, text: &str) {
        let path = self.file(&format!("bin/{name}"), text);
        self.shell(&format!("chmod +x {}", path.display()));
    }

    /// Makes the scripts that an image for pipelines has.
    fn scripts(&self) {
        for (name, script) in [("trueup-ci", "run"), ("trueup-note", "note")] {
            let script = root().join("ci").join(script);
            self.program(
                name,
                &format!("#!/bin/sh\nexec {} \"$@\"\n", script.display()),
            );
        }
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        // A database that stays is no reason for a test to fail.
        let _ = self.server.drop_database(&self.database);
    }
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

/// The action as GitHub runs it: inputs, and the variables and files of a job.
struct Action<'j> {
    job: &'j Job,
    inputs: BTreeMap<String, String>,
}

impl Action<'_> {
    fn new<'j>(job: &'j Job, given: &[(&str, &str)]) -> Action<'j> {
        let action = yaml("action.yml");
        let inputs = action["inputs"].as_mapping().expect("there are inputs");
        let default = |value: &Value| value["default"].as_str().unwrap_or_default().to_string();
        let name = |name: &Value| name.as_str().expect("a name").to_string();
        let mut inputs: BTreeMap<_, _> =
            inputs.iter().map(|(k, v)| (name(k), default(v))).collect();
        for (name, value) in given {
            let known = inputs.insert(name.to_string(), value.to_string());
            assert!(known.is_some(), "{name} is an input");
        }
        Action { job, inputs }
    }

    /// Returns the value of an expression; one that is not known here fails the test.
    fn value(&self, expression: &str) -> String {
        if let Some(input) = expression.strip_prefix("inputs.") {
            return self.inputs[input].clone();
        }
        match expression {
            "steps.run.outputs.report" => self.report(),
            "github.server_url" => "https://github.invalid".into(),
            "github.action_repository" => "owner/trueup".into(),
            "github.event.pull_request.number" => "7".into(),
            other => panic!("the test does not know {other}"),
        }
    }

    /// Returns the file with the patch.
    fn report(&self) -> String {
        let file = self.job.folder.path().join("trueup.md");
        file.display().to_string()
    }

    fn expanded(&self, text: &str) -> String {
        let mut parts = text.split("${{");
        let mut out = parts.next().unwrap_or_default().to_string();
        for part in parts {
            let (expression, rest) = part.split_once("}}").expect("an expression ends");
            out.push_str(&self.value(expression.trim()));
            out.push_str(rest);
        }
        out
    }

    /// Runs the step of a name, and returns what it printed with its exit status.
    fn step(&self, name: &str) -> (i32, String) {
        let action = yaml("action.yml");
        let steps = action["runs"]["steps"]
            .as_sequence()
            .expect("there are steps");
        let step = steps
            .iter()
            .find(|s| s["name"] == name)
            .expect("there is such a step");
        let run = step["run"].as_str().expect("it runs something");
        assert!(
            !run.contains("${{"),
            "no text of an input becomes a script: {run}"
        );
        let empty = Default::default();
        let own = step["env"].as_mapping().unwrap_or(&empty).iter();
        let own = own.map(|(k, v)| (k.as_str().expect("a name"), v.as_str().expect("a text")));
        let own: Vec<(&str, String)> = own.map(|(k, v)| (k, self.expanded(v))).collect();
        let mut variables: Vec<(&str, &str)> = own.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let folder = self.job.folder.path().to_str().expect("it is UTF-8");
        variables.extend([
            ("RUNNER_TEMP", folder),
            ("RUNNER_TOOL_CACHE", folder),
            ("GITHUB_SERVER_URL", "https://github.invalid"),
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR")),
            ("GITHUB_OUTPUT", "output"),
            ("GITHUB_STEP_SUMMARY", "summary"),
            ("GITHUB_PATH", "path"),
            ("GITHUB_REPOSITORY", "owner/app"),
        ]);
        let done = self.job.run(run, &variables);
        (done.status.code().expect("it ends"), said(&done))
    }
}

#[test]
fn the_action_checks_applies_and_says_what_a_change_means() {
    let job = Job::new();
    let run = |given: &[(&str, &str)]| {
        let _ = fs::remove_file(job.folder.path().join("output"));
        let url = ("database-url", job.url.as_str());
        let given: Vec<_> = given.iter().copied().chain([url]).collect();
        let action = Action::new(&job, &given);
        let (status, said) = action.step("Install trueup");
        assert_eq!(status, 0, "{said}");
        let (status, said) = action.step("Run trueup");
        assert!(!said.contains(&job.url), "no log has a URL: {said}");
        (status, job.read("output"), said)
    };
    let (status, output, said) = run(&[("command", "check")]);
    assert_eq!(
        (status, output.as_str()),
        (1, "differs=true\nstatus=1\n"),
        "{said}"
    );
    assert!(
        said.contains("::error file=schema/notes.sql,line=1"),
        "{said}"
    );
    let (status, output, said) = run(&[("command", "apply")]);
    assert_eq!((status, output.as_str()), (0, "status=0\n"), "{said}");
    let (status, output, said) = run(&[("command", "check"), ("files", "schema/notes.sql")]);
    assert_eq!(
        (status, output.as_str()),
        (0, "differs=false\nstatus=0\n"),
        "{said}"
    );
    let (status, output, said) = run(&[("command", "diff"), ("from", "git:main")]);
    let report = Action::new(&job, &[]).report();
    let outputs = format!("differs=true\nreport={report}\nstatus=1\n");
    assert_eq!((status, output), (0, outputs), "{said}");
    assert!(
        job.read("summary").contains("add column body text"),
        "{}",
        job.read("summary")
    );
    assert_eq!(job.read("summary"), job.read("trueup.md"));
    job.file(
        "schema/notes.sql",
        "create table public.notes (id bigint primary key, body text",
    );
    let (status, output, said) = run(&[("command", "diff")]);
    assert_eq!((status, output.as_str()), (2, "status=2\n"), "{said}");
}

#[test]
fn the_database_that_is_named_is_the_one_that_is_meant() {
    let job = Job::new();
    let config = "default: other\nenvironments:\n  other: {url: {env: NOWHERE}}\n  \
                  production: {url: {env: DATABASE_URL}, deny: all}\n";
    job.file("trueup.yaml", config);
    let run = |command: &str, environment: &str| {
        let url = ("database-url", job.url.as_str());
        let given = [("command", command), ("environment", environment), url];
        Action::new(&job, &given).step("Run trueup")
    };
    let (status, said) = run("apply", "");
    assert_eq!(status, 0, "not the default of the file: {said}");
    let (status, said) = run("check", "production");
    assert_eq!(status, 0, "{said}");
    let (status, said) = run("check", "other");
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("NOWHERE"), "{said}");
}

#[test]
fn what_loses_data_is_allowed_by_an_input() {
    let job = Job::new();
    let apply = |allow: &str| {
        let given = [
            ("command", "apply"),
            ("database-url", &job.url),
            ("allow", allow),
        ];
        Action::new(&job, &given).step("Run trueup")
    };
    assert_eq!(apply("").0, 0);
    let mut client = job
        .server
        .connect(&job.database)
        .expect("the database is there");
    let insert = "insert into notes values (1, 'a')";
    client.batch_execute(insert).expect("the table is there");
    job.file("schema/notes.sql", NOTES);
    let (status, said) = apply("");
    assert_eq!(status, 3, "{said}");
    let (status, said) = apply("drops-data");
    assert_eq!(status, 0, "{said}");
}

#[test]
fn the_comment_is_written_once_and_changed_after_that() {
    let job = Job::new();
    job.program("gh", "#!/bin/sh\nfor word; do case $word in body=@*) cat \"${word#body=@}\" ;; esac; done >body\n\
                       echo \"$*\" >>calls\ncase $* in *--paginate*) cat comments 2>/dev/null || true ;; esac\n");
    job.file("trueup.md", "the patch\n");
    let action = Action::new(&job, &[("command", "diff"), ("environment", "production")]);
    let (status, said) = action.step("Comment on the pull request");
    assert_eq!(status, 0, "{said}");
    assert!(
        job.read("calls")
            .contains("--method POST repos/owner/app/issues/7/comments")
    );
    assert_eq!(job.read("body"), "<!-- trueup production -->\nthe patch\n");
    job.file("comments", "12\n13\n");
    let (status, said) = action.step("Comment on the pull request");
    assert_eq!(status, 0, "{said}");
    assert!(
        job.read("calls")
            .contains("--method PATCH repos/owner/app/issues/comments/12")
    );
    job.program("gh", "#!/bin/sh\necho \"$*\" >>calls\nexit 1\n");
    job.file("calls", "");
    let (status, said) = action.step("Comment on the pull request");
    assert_eq!(status, 1, "{said}");
    assert!(
        !job.read("calls").contains("--method"),
        "no second comment where the first cannot be looked for"
    );
}

/// The server of a job, as the template names it.
const SERVICE: &str = "postgres://postgres@postgres/postgres";

#[test]
fn the_jobs_of_gitlab_do_what_they_say() {
    let job = Job::new();
    let template = yaml("ci/gitlab.yml");
    job.scripts();
    job.shell("git remote add origin .");
    let run = |name: &str, url: &str| {
        let lines = template[name]["script"]
            .as_sequence()
            .expect("a job has a script");
        let lines: Vec<_> = lines.iter().map(|l| l.as_str().expect("a line")).collect();
        let variables = [
            ("TRUEUP_DB", url),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ];
        let done = job.run(&lines.join("\n").replace(SERVICE, &job.url), &variables);
        (done.status.code().expect("it ends"), said(&done))
    };
    let (status, said) = run("trueup-check", &job.url);
    assert_eq!(status, 1, "nothing is applied yet: {said}");
    let (status, said) = run("trueup-try", "postgres://nowhere/production");
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("in step"), "{said}");
    let (status, said) = run("trueup-diff", &job.url);
    assert_eq!(status, 0, "{said}");
    assert!(
        job.read("trueup.md").contains("add column body text"),
        "{}",
        job.read("trueup.md")
    );
    let (status, said) = run("trueup-apply", &job.url);
    assert_eq!(status, 0, "{said}");
}

#[test]
fn the_examples_use_what_there_is() {
    let inputs = &yaml("action.yml")["inputs"];
    let workflow = yaml("examples/ci/github.yml");
    let mut used = 0;
    for (_, job) in workflow["jobs"].as_mapping().expect("there are jobs") {
        for step in job["steps"].as_sequence().expect("there are steps") {
            if !step["uses"]
                .as_str()
                .is_some_and(|u| u.contains("/trueup@"))
            {
                continue;
            }
            used += 1;
            let with = step["with"].as_mapping().expect("a command is wanted");
            let unknown = with.keys().filter(|k| inputs.get(k).is_none());
            assert_eq!(unknown.collect::<Vec<_>>(), Vec::<&Value>::new());
            assert!(with.contains_key("command"));
        }
    }
    assert_eq!(used, 5);
    let template = yaml("ci/gitlab.yml");
    let example = yaml("examples/ci/gitlab-ci.yml");
    assert_eq!(example["include"][0]["file"], "ci/gitlab.yml");
    assert!(template.get("trueup-apply").is_some() && example.get("trueup-apply").is_some());
    let compose = yaml("examples/ci/compose.yaml");
    let command = compose["services"]["schema"]["command"]
        .as_sequence()
        .expect("a command");
    let command: Vec<_> = command.iter().filter_map(Value::as_str).collect();
    let job = Job::new();
    let schema = root().join("examples/ci");
    let line = format!("cd {} && trueup {}", schema.display(), command.join(" "));
    let done = job.run(&line, &[("DATABASE_URL", &job.url)]);
    assert!(done.status.success(), "{}", said(&done));
}

#[test]
fn the_image_copies_what_there_is() {
    let text = fs::read_to_string(root().join("Dockerfile")).expect("the file can be read");
    let copied = text.lines().filter_map(|line| line.strip_prefix("COPY "));
    let own: Vec<&str> = copied.filter(|line| !line.starts_with("--from")).collect();
    assert!(!own.is_empty());
    for line in own {
        let source = line.split(' ').next().expect("something is copied");
        assert!(root().join(source).exists(), "{line}");
    }
}
