//! What a release packs is what `ci/install` takes, by the names of the workflow that makes it.

use std::fs;

use serde_yaml::Value;

use super::{Job, root, said, yaml};

const WORKFLOW: &str = ".github/workflows/release.yml";

/// Returns the systems that a release is built for.
fn targets() -> Vec<String> {
    let workflow = yaml(WORKFLOW);
    let rows = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_sequence();
    let rows = rows.expect("there is a list of systems").iter();
    rows.map(|row| row["target"].as_str().expect("a name").to_string())
        .collect()
}

/// Runs `ci/install` as on a system.
fn installed(job: &Job, (system, machine): (&str, &str), home: &str) -> (bool, String) {
    let uname = format!("#!/bin/sh\ncase $1 in -s) echo {system} ;; *) echo {machine} ;; esac\n");
    job.program("uname", &uname);
    let releases = format!("file://{}/release", job.folder.path().display());
    let variables = [
        ("TRUEUP_VERSION", "v9"),
        ("TRUEUP_RELEASES", releases.as_str()),
        ("TRUEUP_HOME", home),
        ("GITHUB_PATH", "path"),
    ];
    let script = root().join("ci/install");
    let done = job.run(&script.display().to_string(), &variables);
    (done.status.success(), said(&done))
}

/// What stands for the program where only its archive matters.
const STAND_IN: &str = "#!/bin/sh\ncase $1 in man) mkdir \"$2\" ;; *) echo trueup 9 ;; esac\n";

fn packed(job: &Job, target: &str, program: &str) {
    fs::create_dir_all(job.folder.path().join("release/v9")).expect("a folder can be made");
    let line = format!(
        "{} {target} {program} release/v9",
        root().join("ci/archive").display(),
    );
    job.shell(&line);
}

#[test]
fn each_archive_of_a_release_is_found_and_installed_where_it_belongs() {
    let job = Job::new();
    let systems = [
        ("x86_64-unknown-linux-musl", ("Linux", "x86_64")),
        ("aarch64-unknown-linux-musl", ("Linux", "aarch64")),
        ("x86_64-apple-darwin", ("Darwin", "x86_64")),
        ("aarch64-apple-darwin", ("Darwin", "arm64")),
    ];
    assert_eq!(targets(), systems.map(|(target, _)| target));
    let licences = fs::read_to_string(root().join("deny.toml")).expect("the file can be read");
    job.program("stand-in", STAND_IN);
    for (target, system) in systems {
        assert!(
            licences.contains(&format!("\"{target}\"")),
            "deny.toml has {target}"
        );
        packed(&job, target, "bin/stand-in");
        let (well, said) = installed(&job, system, target);
        assert_eq!((well, said.as_str()), (true, "trueup 9\n"));
        fs::remove_dir_all(job.folder.path().join("release")).expect("it was there");
    }
    let (well, said) = installed(&job, ("Plan9", "mips"), "none");
    assert!(
        !well && said.contains("no release for Plan9 on mips"),
        "{said}"
    );
}

#[test]
fn an_archive_has_the_manual_the_completions_and_the_licences() {
    let job = Job::new();
    packed(&job, "here", env!("CARGO_BIN_EXE_trueup"));
    job.shell("tar -tzf release/v9/trueup-here.tar.gz | grep -v '/$' | sort >list");
    let list = job.read("list");
    for name in [
        "trueup",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "CHANGELOG.md",
        "man/trueup.1",
        "man/trueup-diff.1",
        "completions/trueup.bash",
        "completions/_trueup",
        "completions/trueup.fish",
        "completions/trueup.psm1",
    ] {
        assert!(list.lines().any(|line| line == name), "{name} in\n{list}");
    }
}

#[test]
fn a_release_is_installed_only_with_its_checksum() {
    let job = Job::new();
    job.program("stand-in", STAND_IN);
    packed(&job, "x86_64-unknown-linux-musl", "bin/stand-in");
    let (well, said) = installed(&job, ("Linux", "x86_64"), "tools");
    assert!(well, "{said}");
    assert_eq!(job.read("path"), "tools/v9/bin\n");
    job.shell("echo more >>release/v9/trueup-x86_64-unknown-linux-musl.tar.gz");
    let (well, said) = installed(&job, ("Linux", "x86_64"), "others");
    assert!(!well, "{said}");
    assert!(!job.folder.path().join("others/v9/bin/trueup").exists());
    let (well, said) = installed(&job, ("Linux", "x86_64"), "tools");
    assert!(well, "what is there is not fetched again: {said}");
}

#[test]
fn what_is_built_is_built_again_where_the_sources_are_others() {
    let job = Job::new();
    let built = "#!/bin/sh\necho built >>builds\nfor root; do :; done\nmkdir -p $root/bin\ncp bin/stand-in $root/bin/trueup\n";
    job.program("cargo", built);
    job.program("stand-in", STAND_IN);
    let script = root().join("ci/install").display().to_string();
    job.shell(&format!(
        "mkdir -p sources/ci sources/src sources/docs sources/schema; cp {script} sources/ci; touch sources/Cargo.toml sources/Cargo.lock"
    ));
    let builds = |main: &str| {
        job.file("sources/src/main.rs", main);
        let line = "PATH=$HOME/bin:/usr/bin:/bin TRUEUP_HOME=$HOME/tools sources/ci/install";
        job.shell(line);
        job.read("builds").lines().count()
    };
    assert_eq!(
        ["fn main() {}", "fn main() {}", "fn main() { other() }"].map(builds),
        [1, 1, 2]
    );
}

/// Returns the script of the step that has these words.
fn step(job: &str, words: &str) -> String {
    let workflow = yaml(WORKFLOW);
    let steps = workflow["jobs"][job]["steps"].as_sequence();
    let runs = steps.expect("there are steps").iter();
    let mut runs = runs.filter_map(|step: &Value| step["run"].as_str());
    let found = runs.find(|run| run.contains(words));
    found
        .unwrap_or_else(|| panic!("a step with {words}"))
        .into()
}

#[test]
fn a_release_has_the_version_of_its_tag_and_what_the_changelog_says_of_it() {
    let job = Job::new();
    job.shell(&format!("cp {}/Cargo.toml .", root().display()));
    let version = env!("CARGO_PKG_VERSION");
    let check = step("build", "Cargo.toml");
    for (tag, fits) in [(format!("v{version}"), true), ("v99.0.0".into(), false)] {
        let done = job.run(&check, &[("GITHUB_REF_NAME", &tag)]);
        assert_eq!(done.status.success(), fits, "{tag}");
    }
    job.file(
        "CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-02\n\n- New.\n\n## [1.2.2] - 2026-01-01\n\n- Old.\n",
    );
    let notes = step("release", "CHANGELOG.md");
    let done = job.run(&notes, &[("GITHUB_REF_NAME", "v1.2.3")]);
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(job.read("notes.md").trim(), "- New.");
    let done = job.run(&notes, &[("GITHUB_REF_NAME", "v1.2")]);
    assert!(!done.status.success(), "a version that it does not have");
}
