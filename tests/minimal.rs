//! No patch in `tests/cases` does more than it must: what one drops and makes again, alters in pieces or converts in words stands in
//! `tests/made-again` with the reason.
//!
//! The patches are read as they stand in the folders; that they are what trueup prints is held by `cases`.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use support::corpus::folders;
use support::shapes::{Reasons, found, statements};

#[test]
fn what_a_patch_makes_again_has_a_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let (mut ran, mut all) = (BTreeSet::new(), BTreeSet::new());
    for folder in folders(&root.join("cases")) {
        let name = folder.file_name().expect("a folder has a name");
        let name = name.to_string_lossy().into_owned();
        let patch = fs::read_to_string(newest(&folder)).unwrap_or_default();
        all.extend(found(&patch).into_iter().map(|what| (name.clone(), what)));
        ran.insert(name);
    }
    let judged = Reasons::read(&root.join("made-again")).judge(&ran, &all);
    assert!(judged.is_ok(), "{}", judged.unwrap_err());
}

/// Returns the patch of the newest version that has one of its own, which has the most forms of ALTER.
fn newest(folder: &Path) -> PathBuf {
    let of = |version: u32| folder.join(format!("patch.{version}.sql"));
    let own = (13..=20).rev().map(of).find(|file| file.exists());
    own.unwrap_or_else(|| folder.join("patch.sql"))
}

#[test]
fn what_is_made_again_is_told() {
    let script = "begin;\n\ndrop view public.v;\n\n-- a hazard\nalter table public.t\n    drop constraint c,\n    \
        alter column a type integer using a::integer;\n\ndrop trigger g on public.t;\n\ndrop index public.\"i x\";\n\n\
        create function public.f()\n    language sql\nas $$ select 1;\n select 2; $$;\n\n\
        alter table public.t add constraint c check (a > 0);\n\ncreate unique index \"i x\" on only public.t (a);\n\n\
        create constraint trigger g\n    after insert on public.t\n    for each row\n    execute function public.f();\n\n\
        create view public.v as\nselect 1;\n\ncommit;\n";
    let found: Vec<String> = found(script).into_iter().collect();
    let wanted = [
        "constraint c of public.t",
        "index public.\"i x\"",
        "public.t in 2 pieces",
        "trigger g on public.t",
        "using a of public.t",
        "view public.v",
    ];
    assert_eq!(found, wanted);
    assert_eq!(statements(script).len(), 9);
}
