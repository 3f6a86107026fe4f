//! Every folder in `tests/cases` is a pair of schemas; each is brought to the other by the real program on a real server.
//!
//! The law that both directions are held to is in `support::law`; here stands what a folder may hold:
//!
//! ```text
//! live.sql, desired.sql   the two sides; a folder `desired/` of files in its place is loaded in the order of names
//! desired.yaml            trueup is given this, and desired.sql is the same for psql
//! like.sql                what the patched database is like, where that is not as desired.sql since the columns of a table keep their
//!                         order; like.reverse.sql for the other direction
//! patch.sql               what `trueup diff --format sql` must print from live to desired; UPDATE=1 writes it
//! patch.15.sql            the same from version 15 on, where older servers need another patch; any version may stand there
//! setup.sql               run in both databases first: what the files refer to but do not define
//! roles.sql               statements on one line each, run once for all cases: roles, and what else belongs to the whole server
//! seed.sql                rows of the live database that must survive; seed.reverse.sql for the other direction
//! renames                 `new old` on each line, to know rows again: `public.t public.s`, `public.t.a public.t.b`
//! unlike                  columns whose values the files do not determine, where a case is about rows: `public.t.since`
//! flags                   lines that begin with `--` replace the usual flags, as `no-prune` does with nothing; `loses-data [direction]`
//!                         excuses lost rows; `forward-only` is for what trueup must not take away again; `made-otherwise` where, of
//!                         nothing, the server chooses names that the files choose and that are not compared
//! budget                  what no statement of the patch may contain, in any case; budget.reverse for the other direction
//! needs                   the oldest major version that can load it
//! ```

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Trial;

use support::folder::{is_too_new, lines, roles};
use support::known::{Known, trial_name};
use support::law::{Way, files};
use support::rows::Renames;
use support::server::{WHOLE, World};

/// What a folder may hold; anything else is a misspelt name.
const ENTRIES: [&str; 18] = [
    "live.sql",
    "live",
    "desired.sql",
    "desired",
    "desired.yaml",
    "like.sql",
    "like.reverse.sql",
    "patch.sql",
    "setup.sql",
    "roles.sql",
    "seed.sql",
    "seed.reverse.sql",
    "renames",
    "unlike",
    "flags",
    "budget",
    "budget.reverse",
    "needs",
];

#[derive(Clone, Copy)]
enum Direction {
    Forward,
    Reverse,
}

impl Direction {
    fn word(self) -> &'static str {
        match self {
            Direction::Forward => "forward",
            Direction::Reverse => "reverse",
        }
    }
}

/// A folder of `tests/cases`.
struct Case {
    name: String,
    folder: PathBuf,
}

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let cases = cases(&folder);
    let folders: Vec<PathBuf> = cases.iter().map(|case| case.folder.clone()).collect();
    support::run("tests/cases", &roles(&folders), |world| {
        let known = Arc::new(Known::read(&folder.join("known-failures"), world.version));
        let cases = cases.into_iter().map(Arc::new);
        let mut trials: Vec<Trial> = cases
            .flat_map(|case| trials(&case, &known, world))
            .collect();
        trials.push(known.names_exist(&trials));
        trials
    })
}

/// Returns the version in the name of a patch that is for servers from one on: `patch.15.sql`.
fn patch_since(name: &str) -> Option<u32> {
    let version = name.strip_prefix("patch.")?.strip_suffix(".sql")?;
    version.parse().ok()
}

fn cases(folder: &Path) -> Vec<Case> {
    let entries = fs::read_dir(folder).expect("tests/cases can be read");
    let paths = entries.map(|entry| entry.expect("tests/cases can be read").path());
    let mut cases: Vec<Case> = paths.filter(|path| path.is_dir()).map(Case::at).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn trials(case: &Arc<Case>, known: &Arc<Known>, world: &Arc<World>) -> Vec<Trial> {
    let too_old = is_too_new(&case.folder, world.version);
    let trial = |direction: Direction| {
        let name = trial_name(&case.name, direction.word());
        let (case, world) = (Arc::clone(case), Arc::clone(world));
        let listed = known.lists(&name);
        let body = move || case.hold(direction, listed, &world);
        known.trial(name, body).with_ignored_flag(too_old)
    };
    let one_way = case.lines("flags").contains(&"forward-only".to_string());
    let ways = if one_way {
        &[Direction::Forward][..]
    } else {
        &[Direction::Forward, Direction::Reverse]
    };
    ways.iter().copied().map(trial).collect()
}

impl Case {
    fn at(folder: PathBuf) -> Case {
        let entries = fs::read_dir(&folder).expect("a case's folder can be read");
        for entry in entries {
            let name = entry.expect("a case's folder can be read").file_name();
            let known = ENTRIES.iter().any(|entry| *entry == name)
                || patch_since(&name.to_string_lossy()).is_some();
            assert!(
                known,
                "{}: {} means nothing",
                folder.display(),
                name.display()
            );
        }
        let name = folder
            .file_name()
            .expect("a folder has a name")
            .to_string_lossy()
            .into_owned();
        Case { name, folder }
    }

    fn lines(&self, file: &str) -> Vec<String> {
        lines(&self.folder.join(file))
    }

    /// Holds the case to the law; what is known to fail has no patch.sql to be compared with.
    fn hold(&self, direction: Direction, listed: bool, world: &World) -> Result<(), String> {
        let way = self.way(direction)?;
        let stage = way.stage(world)?;
        stage.no_phantom()?;
        if !self.is_made_otherwise(direction) {
            let made = stage.made_of_nothing();
            made.map_err(|said| format!("of nothing: {said}"))?;
        }
        let script = stage.script()?;
        if let Direction::Forward = direction {
            stage.script_runs(&script)?;
        }
        let renames = self.renames(direction);
        let may_lose = self.may_lose(direction);
        let of_rows = self.name.starts_with("rows--");
        let kept = (!may_lose && !of_rows).then_some(&renames);
        stage.applies(&script, kept)?;
        if of_rows {
            stage.has_rows(&self.lines("unlike"), may_lose, &script)?;
        }
        self.within_budget(direction, &script)?;
        match direction {
            Direction::Forward if !listed => self.compare_patch(&script, world.version),
            Direction::Forward | Direction::Reverse => Ok(()),
        }
    }

    fn way(&self, direction: Direction) -> Result<Way, String> {
        let (live, desired, seed, like) = match direction {
            Direction::Forward => ("live", "desired", "seed.sql", "like.sql"),
            Direction::Reverse => ("desired", "live", "seed.reverse.sql", "like.reverse.sql"),
        };
        let file = |name: &str| Some(self.folder.join(name)).filter(|path| path.exists());
        Ok(Way {
            folder: self.folder.clone(),
            setup: file("setup.sql").into_iter().collect(),
            live: files(&self.folder.join(self.side(live, &[""])))?,
            seed: file(seed).into_iter().collect(),
            like: files(&file(like).unwrap_or(self.folder.join(self.side(desired, &[""]))))?,
            desired: self.side(desired, &[".yaml", ""]),
            flags: self.flags(),
        })
    }

    /// Returns whether the desired side is made otherwise where nothing is there.
    fn is_made_otherwise(&self, direction: Direction) -> bool {
        let like = match direction {
            Direction::Forward => "like.sql",
            Direction::Reverse => "like.reverse.sql",
        };
        let flags = self.lines("flags");
        self.folder.join(like).exists() || flags.contains(&"made-otherwise".to_string())
    }

    fn flags(&self) -> Vec<String> {
        let mut flags = self.lines("flags");
        let usual = !flags
            .iter()
            .any(|flag| flag == "no-prune" || flag.starts_with("--"));
        flags.retain(|flag| flag.starts_with("--"));
        flags.extend(WHOLE.iter().filter(|_| usual).map(ToString::to_string));
        flags
    }

    /// Returns the first name of a side that exists among its spellings; `SIDE.sql` if none does.
    fn side(&self, side: &str, endings: &[&str]) -> String {
        let spelt = endings.iter().map(|ending| format!("{side}{ending}"));
        spelt
            .into_iter()
            .find(|name| self.folder.join(name).exists())
            .unwrap_or(format!("{side}.sql"))
    }

    fn renames(&self, direction: Direction) -> Renames {
        let pair = |line: String| {
            let (new, old) = line
                .split_once(' ')
                .expect("`new old` on each line of renames");
            match direction {
                Direction::Forward => (new.to_string(), old.to_string()),
                Direction::Reverse => (old.to_string(), new.to_string()),
            }
        };
        self.lines("renames").into_iter().map(pair).collect()
    }

    fn may_lose(&self, direction: Direction) -> bool {
        let excuse = format!("loses-data {}", direction.word());
        self.lines("flags")
            .iter()
            .any(|flag| flag == "loses-data" || *flag == excuse)
    }

    fn within_budget(&self, direction: Direction, script: &str) -> Result<(), String> {
        let file = match direction {
            Direction::Forward => "budget",
            Direction::Reverse => "budget.reverse",
        };
        let statements: Vec<&str> = script
            .lines()
            .filter(|line| !line.starts_with("--"))
            .collect();
        let statements = statements.join("\n").to_lowercase();
        match self
            .lines(file)
            .iter()
            .find(|word| statements.contains(&word.to_lowercase()))
        {
            Some(word) => Err(format!(
                "over the budget, which forbids `{word}`:\n{script}"
            )),
            None => Ok(()),
        }
    }

    /// Returns the newest patch that is not newer than the server.
    fn patch(&self, version: u32) -> PathBuf {
        let names = files(&self.folder).unwrap_or_default().into_iter();
        let since = |path: &PathBuf| patch_since(&path.file_name()?.to_string_lossy());
        let newest = names
            .filter(|path| since(path).is_some_and(|v| v <= version))
            .max_by_key(since);
        newest.unwrap_or_else(|| self.folder.join("patch.sql"))
    }

    fn compare_patch(&self, script: &str, version: u32) -> Result<(), String> {
        let file = self.patch(version);
        if std::env::var_os("UPDATE").is_some() {
            return fs::write(&file, script).map_err(|error| error.to_string());
        }
        let wanted = fs::read_to_string(&file).unwrap_or_default();
        if wanted == script {
            return Ok(());
        }
        let diff = similar::TextDiff::from_lines(wanted.as_str(), script);
        let diff = diff
            .unified_diff()
            .header(
                &file.file_name().unwrap_or_default().to_string_lossy(),
                "what diff prints",
            )
            .to_string();
        Err(format!(
            "another patch than is kept (UPDATE=1 writes it)\n{diff}"
        ))
    }
}
