//! The law, step by step: no phantom difference; a script that runs; in step afterwards; the same dump; no row lost.
//!
//! Each step is asked of the real program and judged by an observer that shares no code with it.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use super::dump;
use super::pool::Lent;
use super::rows::{Renames, Rows, Unlike};
use super::server::{Answer, Database, World};

/// One direction of one case.
pub struct Way {
    /// Where trueup runs.
    pub folder: PathBuf,
    /// What is loaded into both databases first.
    pub setup: Vec<PathBuf>,
    /// What makes the live database.
    pub live: Vec<PathBuf>,
    /// The rows put into it.
    pub seed: Vec<PathBuf>,
    /// What makes a database by psql that is as desired.
    pub like: Vec<PathBuf>,
    /// The desired state as trueup is given it, relative to the folder.
    pub desired: String,
    /// The flags of every command.
    pub flags: Vec<String>,
}

/// The two databases of a way.
pub struct Stage<'w> {
    way: &'w Way,
    world: &'w World,
    live: Lent<'w>,
    like: Lent<'w>,
    wanted: OnceCell<String>,
}

impl Way {
    /// Makes the databases.
    pub fn stage<'w>(&'w self, world: &'w World) -> Result<Stage<'w>, String> {
        Ok(Stage {
            way: self,
            world,
            live: self.load_live(world)?,
            like: load(world, &[&self.setup, &self.like])?,
            wanted: OnceCell::new(),
        })
    }

    fn load_live<'w>(&self, world: &'w World) -> Result<Lent<'w>, String> {
        load(world, &[&self.setup, &self.live, &self.seed])
    }
}

fn load<'w>(world: &'w World, files: &[&Vec<PathBuf>]) -> Result<Lent<'w>, String> {
    let database = world.lend()?;
    for file in files.iter().copied().flatten() {
        database.load(file)?;
    }
    Ok(database)
}

impl<'w> Stage<'w> {
    fn trueup(&self, on: &Database, command: &str, more: &[&str]) -> Result<Answer, String> {
        let mut arguments = vec![command, &self.way.desired];
        arguments.extend(self.way.flags.iter().map(String::as_str));
        arguments.extend(more);
        on.trueup(&self.way.folder, &arguments)
    }

    /// A database loaded with the desired state by psql is in step with it.
    pub fn no_phantom(&self) -> Result<(), String> {
        let answer = self.trueup(&self.like, "check", &[])?;
        self.expect("a phantom difference", &self.like, answer)
            .map(drop)
    }

    /// Returns the script that leads from the live database to the desired state.
    pub fn script(&self) -> Result<String, String> {
        let answer = self.trueup(&self.live, "diff", &["--format", "sql"])?;
        match answer.status {
            Some(0) => Ok(answer.stdout),
            _ => Err(format!("diff failed\n{}", told(&answer))),
        }
    }

    /// The script runs under psql on a database like the live one, which is then as desired.
    pub fn script_runs(&self, script: &str) -> Result<(), String> {
        let copy = self.way.load_live(self.world)?;
        let file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
        std::fs::write(file.path(), script).map_err(|error| error.to_string())?;
        copy.load(file.path())
            .map_err(|said| format!("the script stops: {said}\n{script}"))?;
        self.as_desired(&copy, script)
    }

    /// `apply` succeeds, the database is then as desired, and no row is lost.
    pub fn applies(&self, script: &str, renames: Option<&Renames>) -> Result<(), String> {
        let before = Rows::read(&mut self.live.connect()?)?;
        let answer = self.trueup(&self.live, "apply", &["--yes", "--allow", "all"])?;
        if answer.status != Some(0) {
            return Err(format!("apply failed\n{}\n{script}", told(&answer)));
        }
        self.as_desired(&self.live, script)?;
        let Some(renames) = renames else {
            return Ok(());
        };
        let mut client = self.live.connect()?;
        let after = Rows::read(&mut client)?;
        let lost = before.lost(&after, renames, &mut client);
        lost.map_err(|said| format!("{said}\n{script}"))
    }

    /// Where nothing is there but what the files refer to, `apply` makes what psql makes.
    pub fn made_of_nothing(&self) -> Result<(), String> {
        let none = load(self.world, &[&self.way.setup])?;
        let script = self.trueup(&none, "diff", &["--format", "sql"])?.stdout;
        let answer = self.trueup(&none, "apply", &["--yes", "--allow", "all"])?;
        match answer.status {
            Some(0) => self.as_desired(&none, &script),
            _ => Err(told(&answer)),
        }
    }

    /// The patched database has the rows that psql made, some columns left out, and no fewer than before unless it may lose some.
    pub fn has_rows(&self, unlike: &Unlike, may_lose: bool, script: &str) -> Result<(), String> {
        let before = Rows::read(&mut self.way.load_live(self.world)?.connect()?)?;
        let wanted = Rows::read(&mut self.like.connect()?)?;
        let has = Rows::read(&mut self.live.connect()?)?;
        let mut told = has.lack(&wanted, unlike);
        if has.count() < before.count() && !may_lose {
            told.push("rows are lost".into());
        }
        match told.is_empty() {
            true => Ok(()),
            false => Err(format!("{}\n{script}", told.join("\n"))),
        }
    }

    /// Returns the dump of the database that psql made, which no step changes.
    fn wanted(&self) -> Result<&str, String> {
        if self.wanted.get().is_none() {
            let dump = self.like.dump()?;
            return Ok(self.wanted.get_or_init(|| dump));
        }
        Ok(self.wanted.get().map_or("", String::as_str))
    }

    fn as_desired(&self, database: &Database, script: &str) -> Result<(), String> {
        let difference = dump::difference(&database.dump()?, self.wanted()?);
        if !difference.is_empty() {
            return Err(format!(
                "pg_dump differs (- as patched, + as desired)\n{difference}\n{script}"
            ));
        }
        let answer = self.trueup(database, "check", &[])?;
        let in_step = self.expect("not in step after the patch", database, answer);
        in_step.map_err(|said| format!("{said}\n{script}"))
    }

    fn expect(&self, otherwise: &str, on: &Database, answer: Answer) -> Result<(), String> {
        if answer.status == Some(0) {
            return Ok(());
        }
        let script = self.trueup(on, "diff", &["--format", "sql"])?;
        Err(format!("{otherwise}\n{}\n{}", told(&answer), script.stdout))
    }
}

fn told(answer: &Answer) -> String {
    let status = answer
        .status
        .map_or("a signal".to_string(), |status| status.to_string());
    format!("exit {status}\n{}{}", answer.stdout, answer.stderr)
}

/// Returns the files of a side: one file, or the files of a folder in the order of their names.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let said = |error: std::io::Error| format!("{}: {error}", path.display());
    let entries: Result<Vec<_>, _> = std::fs::read_dir(path).map_err(said)?.collect();
    let mut found: Vec<PathBuf> = entries
        .map_err(said)?
        .iter()
        .map(|entry| entry.path())
        .collect();
    found.sort();
    Ok(found)
}
