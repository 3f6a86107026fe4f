//! The configuration as somebody writes it, and what is told of one that is wrong.

use std::path::{Path, PathBuf};

use super::*;
use crate::text::yaml::{self, shape::Shape};

fn read(text: &str) -> Config {
    match Config::parse(Path::new("../trueup.yaml"), text) {
        Ok(config) => config,
        Err(error) => panic!("{}", told(&error)),
    }
}

/// Returns what is wrong with a file, a line for each problem, with the code before it.
fn wrong(text: &str) -> Vec<String> {
    match Config::parse(Path::new("trueup.yaml"), text) {
        Ok(_) => Vec::new(),
        Err(error) => told(&error).lines().map(str::to_string).collect(),
    }
}

fn told(error: &ConfigError) -> String {
    let ConfigError::Wrong(problems) = error else {
        return error.to_string();
    };
    let lines = problems
        .iter()
        .map(|p| format!("{}: {p}", p.code_name()))
        .collect::<Vec<_>>();
    lines.join("\n")
}

#[test]
fn paths_are_from_the_folder_of_the_file() {
    let config = read("desired: [db, ./more/billing.sql]");
    assert_eq!(
        config.desired,
        ["../db", "../more/billing.sql"].map(PathBuf::from)
    );
}

#[test]
fn an_environment_has_the_policy_of_the_file_where_it_says_nothing_else() {
    let config = read(
        "\
allow: rewrites-table
lock_timeout: 2s
environments:
  dev: {}
  production:
    url: {env: PRODUCTION}
    allow: []
    online: true
    protected: true
    lock_timeout: 500ms
    after: dev
",
    );
    let [dev, production] = &config.environments[..] else {
        panic!("there are two");
    };
    assert_eq!(dev.policy.allow, ["rewrites-table"]);
    assert_eq!(dev.policy.lock_timeout.as_deref(), Some("2s"));
    assert!(!dev.policy.protected && dev.policy.deny.is_empty());
    assert_eq!(
        production.policy,
        Policy {
            allow: vec![],
            deny: vec!["rewrites-table".into(), "blocks-writes".into()],
            protected: true,
            lock_timeout: Some("500ms".into()),
            statement_timeout: None,
        }
    );
    assert_eq!(production.after.as_deref(), Some("dev"));
    assert_eq!(
        production.address,
        Some(Address::Variable("PRODUCTION".into()))
    );
}

#[test]
fn a_password_is_refused_and_never_shown() {
    for url in [
        "postgres://app:geheim@db/app",
        "host=db password=geheim",
        "postgres://db/app?password=geheim",
    ] {
        let text = format!("environments:\n  dev: {{url: \"{url}\"}}\n  bad: 1\n");
        let Err(ConfigError::Wrong(problems)) = Config::parse(Path::new("trueup.yaml"), &text)
        else {
            panic!("{url} is refused");
        };
        let mut out = String::new();
        for problem in &problems {
            miette::NarratableReportHandler::new()
                .render_report(&mut out, problem)
                .expect("a problem can be shown");
        }
        assert!(out.contains("a password does not belong"), "{out}");
        assert!(!out.contains("geheim"), "{out}");
    }
}

#[test]
fn what_is_wrong_is_told_all_at_once() {
    let told = wrong(
        "\
desird: schema
deny: [drop-data]
lock_timeout: soon
default: live
environments:
  dev: {url: $DATABASE_URL}
  staging: {url: {env: A, command: b}, after: production}
  production: {after: staging}
  all: {}
",
    );
    assert_eq!(
        told,
        [
            "yaml-unknown-key: a configuration has no key `desird`",
            "unknown-hazard: there is no hazard `drop-data`",
            "yaml-value: this is no duration",
            "unknown-environment: no environment is called `live` here",
            "environment-url: no variable is looked up within a text",
            "environment-url: a URL comes from `env`, a variable, or from `command`: one of them",
            "environment-circle: staging comes after itself",
            "environment-circle: production comes after itself",
            "environment-name: `all` means every environment, and cannot be the name of one",
        ]
    );
}

#[test]
fn a_url_is_had_from_a_command() {
    let config = read("environments:\n  dev: {url: {command: echo postgres://db/app}}");
    let url = config.environments[0].url();
    assert_eq!(
        url.expect("the command succeeds").as_deref(),
        Some("postgres://db/app")
    );
    let config = read("environments:\n  dev: {url: {command: exit 3}}");
    let error = config.environments[0].url().expect_err("it fails");
    assert_eq!(
        error.to_string(),
        "environment dev has no URL now: the command failed (exit status: 3)"
    );
}

#[test]
fn an_environment_that_is_not_there_is_told_with_the_nearest() {
    let config = read("environments: {staging: {}, production: {}}");
    let error = config
        .environment(Some("stagin"))
        .expect_err("there is none");
    let ConfigError::Unknown { help, .. } = error else {
        panic!("it is unknown");
    };
    assert_eq!(help, "did you mean `staging`?");
}

#[test]
fn every_key_of_the_json_schema_is_described_and_has_an_example() {
    assert_eq!(yaml::bare(&json_schema()), [""; 0]);
}

#[test]
fn every_key_is_in_the_reference_and_its_examples_are_read() {
    let page = include_str!("../../docs/configuration.md");
    let mut keys = Vec::new();
    named(&Shape::Keys(&CONFIG), &mut keys);
    let missing: Vec<_> = keys
        .iter()
        .filter(|key| !page.contains(&format!("`{key}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    let examples: Vec<&str> = page.split("```yaml\n").skip(1).collect();
    assert!(!examples.is_empty());
    for example in examples {
        read(example.split("```").next().unwrap_or_default());
    }
}

fn named(shape: &Shape, keys: &mut Vec<&'static str>) {
    match shape {
        Shape::Keys(more) => {
            for key in more.keys {
                keys.push(key.name);
                named(&key.shape, keys);
            }
        }
        Shape::Any(shapes) => shapes.iter().for_each(|s| named(s, keys)),
        Shape::List(shape) | Shape::Named(shape) => named(shape, keys),
        _ => {}
    }
}
