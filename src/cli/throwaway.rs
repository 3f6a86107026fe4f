//! `--scratch`: files run on a server for one command, where reading them is not enough.
//!
//! The server is one of the binaries on this machine, or a database that is made on a server of one's own and dropped at
//! the end. How statements are run on it stands in `loading`.

use std::rc::Rc;

use clap::Args;

use super::live::Server;
use super::progress::Progress;
use super::trouble::Trouble;
use super::{dump, loading, output};
use crate::desired::Scripts;
use crate::desired::files::Syntax;
use crate::kind::World;
use crate::live::connect::{self, Settings, connect_with};
use crate::scratch::{self, Scratch};
use crate::text::quote;

/// What people read in the place of the database's name.
pub const NAME: &str = "the throwaway database";
/// What is told of one that takes long to start.
pub const STARTING: &str = "starting a throwaway server";
/// The name under which a desired state is shown that was read from a throwaway server.
const READ_BACK: &str = "the files as a throwaway server has them";
/// The version that is assumed where no server is asked.
const NEWEST: u32 = 180_000;

/// Whether a throwaway server may be used.
#[derive(Debug, Args, Default)]
pub struct Wish {
    /// Settle with a throwaway server what cannot be settled by reading
    ///
    /// That is how --from FILE spells an expression, and files with statements that trueup does not know. It is started from the
    /// server programs on this machine; with a URL, a database is made there for it and dropped again.
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = "", value_parser = url)]
    pub scratch: Option<String>,
}

/// Takes only what connects, since a file may follow.
fn url(text: &str) -> Result<String, String> {
    match text.is_empty() || text.contains("://") || text.contains('=') {
        true => Ok(text.to_string()),
        false => Err("it is no URL; to name a file, put it before --scratch".into()),
    }
}

impl Wish {
    /// Returns the server that is wished for; it starts when it is needed.
    pub fn throwaway(&self) -> Option<Throwaway> {
        let url = self.scratch.as_ref()?;
        Some(Throwaway {
            url: Some(url.clone()).filter(|u| !u.is_empty()),
            scratch: None,
            made: 0,
        })
    }
}

/// A server for one command.
pub struct Throwaway {
    url: Option<String>,
    scratch: Option<Rc<Scratch>>,
    made: u32,
}

/// A database on a server of one's own, dropped with the value.
pub struct Temporary {
    settings: Settings,
    name: String,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let drop = format!("drop database {} with (force)", quote::ident(&self.name));
        let dropped = connect_with(&self.settings).map(|mut c| c.client.batch_execute(&drop));
        if !matches!(dropped, Ok(Ok(()))) {
            output::status(&format!("warning: database {} stays behind", self.name));
        }
    }
}

impl Throwaway {
    /// Makes a database that holds what the files make.
    pub fn loaded(&mut self, scripts: &Scripts) -> Result<Server, Trouble> {
        let progress = Progress::start(STARTING);
        self.made += 1;
        let name = format!("trueup_scratch_{}_{}", std::process::id(), self.made);
        let mut server = match self.url.clone() {
            Some(url) => on_server(&url, name)?,
            None => self.on_machine(&name)?,
        };
        loading::load(&mut server.client, scripts, self.url.is_none(), &progress)?;
        Ok(server)
    }

    fn on_machine(&mut self, name: &str) -> Result<Server, Trouble> {
        let scratch = match &self.scratch {
            Some(running) => running.clone(),
            None => Rc::new(Scratch::start(&scratch::Options::default())?),
        };
        self.scratch = Some(scratch.clone());
        scratch.create_database(name, None)?;
        Ok(Server {
            client: scratch.connect(name)?,
            name: NAME.into(),
            database: NAME.into(),
            target: None,
            line: None,
            _scratch: Some(scratch),
            _temporary: None,
        })
    }

    /// Returns the files as they are if all of them can be read, else what a throwaway server makes of them.
    pub fn readable(&mut self, scripts: Scripts) -> Result<Scripts, Trouble> {
        let world = World {
            version: NEWEST,
            ..World::default()
        };
        let (_, problems) = scripts.interpret(&world);
        let list = problems.finish(&scripts.files);
        let Some(first) = list.iter().find(|p| !p.is_warning()) else {
            return Ok(scripts);
        };
        let place = first
            .place()
            .map(|p| format!(" ({})", scripts.files.show(p)));
        let mut server = self.loaded(&scripts)?;
        let message = format!(
            "note: a throwaway server has read the files, since {first}{}.",
            place.unwrap_or_default()
        );
        output::status(&message);
        let whole = dump::read(&mut server.client, dump::whole(&[], Vec::new()), &[])?;
        Ok(Scripts::of_text(READ_BACK, &whole.sql()?, Syntax::Sql))
    }
}

/// Makes a database beside the one that a URL names.
fn on_server(url: &str, name: String) -> Result<Server, Trouble> {
    let settings = connect::settings(Some(url), &connect::environment)?;
    let mut admin = connect_with(&settings)?;
    let make = format!("create database {} template template0", quote::ident(&name));
    if let Err(error) = admin.client.batch_execute(&make) {
        let said = error
            .as_db_error()
            .map_or(error.to_string(), |e| e.message().to_string());
        return Err(Trouble::Usage {
            message: format!(
                "no throwaway database can be made on {}: {said}",
                admin.target
            ),
            help: format!(
                "as a superuser there: ALTER ROLE {} CREATEDB;\nor use the server programs on this machine: --scratch without a URL",
                quote::ident(&settings.user)
            ),
        });
    }
    let temporary = Temporary {
        settings: settings.clone(),
        name: name.clone(),
    };
    let mut own = settings;
    own.database = name;
    Ok(Server {
        client: connect_with(&own)?.client,
        name: NAME.into(),
        database: NAME.into(),
        target: None,
        line: None,
        _scratch: None,
        _temporary: Some(temporary),
    })
}
