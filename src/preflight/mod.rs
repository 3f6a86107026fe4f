//! Whether the connected role may run each statement of a patch, found out in the catalog before anything is run.
//!
//! What the statements demand is said by the kinds; here it is held against what the role is and has. What cannot be found out counts
//! as allowed: the server has the last word, and nothing is refused that it would run.

mod lent;
mod standing;
mod words;

use std::collections::{HashMap, HashSet};

use postgres::Client;

use crate::compare::Comparison;
use crate::diagnostic::{Problem, Problems};
use crate::kind::words::count;
use crate::kind::{Action, Demand, Verb, names};
use crate::kinds;
use crate::kinds::grant::Grant;
use crate::kinds::grant::role::Role;
use crate::kinds::owner::{self, Owner};
use crate::live::QueryError;
use crate::model::{Fact, Files, Id, Pair, Place, State};
use crate::text::refs;
use standing::{Standing, Wanted};
use words::Words;

/// A statement that the role may not run, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// The numbers of the statements in the patch that need it, from zero.
    pub statements: Vec<usize>,
    /// Where the files ask for the first of them.
    pub place: Option<Place>,
    /// What is missing, in a sentence.
    pub says: String,
    /// Who can give it.
    pub by: String,
    /// The statement that gives it, if there is one.
    pub sql: Option<String>,
}

impl Denial {
    /// Returns how many statements need what is missing, with the verb: `2 statements`, `need`.
    pub fn needed_by(&self) -> (String, &'static str) {
        let number = self.statements.len();
        let need = if number == 1 { "needs" } else { "need" };
        (count(number, "statement"), need)
    }
}

/// Returns what the role lacks to run the patch; each thing that is missing is told once, with the statements that need it.
///
/// # Errors
/// When the server refuses a query.
pub fn preflight(client: &mut Client, comparison: &Comparison) -> Result<Vec<Denial>, QueryError> {
    let questions = questions(&comparison.plan.actions, &comparison.pair);
    let mut wanted = Wanted::default();
    questions.iter().for_each(|q| wanted.add(&q.matter));
    let standing = Standing::ask(client, &wanted, comparison.world.version)?;
    let mut denials: Vec<Denial> = Vec::new();
    for Question { statements, matter } in questions {
        let Some(lack) = standing.lacks(&matter) else {
            continue;
        };
        let Words { says, by, sql } = words::of(&lack, &standing);
        match denials.iter_mut().find(|d| d.says == says) {
            Some(told) => {
                told.statements.extend(statements);
                told.statements.sort_unstable();
                told.statements.dedup();
            }
            None => {
                let first = &comparison.plan.actions[statements[0]];
                denials.push(Denial {
                    place: first.origin.place().cloned(),
                    statements,
                    says,
                    by,
                    sql,
                });
            }
        }
    }
    Ok(denials)
}

/// Returns what the role lacks as problems with their places in the files.
pub fn problems(denials: &[Denial], files: &Files) -> Vec<Problem> {
    let mut out = Problems::default();
    for denial in denials {
        let (number, need) = denial.needed_by();
        let message = format!("{}, which {number} of the patch {need}", denial.says);
        let mut problem = Problem::error("not-permitted", message);
        if let Some(place) = &denial.place {
            problem = problem.at(place.clone(), "needed for this");
        }
        out.push(problem.help(match &denial.sql {
            Some(sql) => format!("as {}:\n  {sql}", denial.by),
            None => format!("let {} run the patch", denial.by),
        }));
    }
    out.finish(files)
}

/// Something to be found out for statements.
struct Question {
    statements: Vec<usize>,
    matter: Matter,
}

/// What is to be found out, once it is known what the patch itself makes and who owns what.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Matter {
    /// Whether the role is a superuser.
    Superuser,
    /// Whether it has CREATEROLE.
    CreateRole,
    /// Whether it has CREATE on the database.
    Database,
    /// Whether it has a privilege on a schema.
    Schema(&'static str, String),
    /// Whether another role has CREATE on a schema.
    RoleCreates(String, String),
    /// Whether it has the rights of a role that owns a thing, of the owner of its schema where that counts, or of one that may give
    /// privileges on.
    Owns {
        thing: Id,
        owner: Option<String>,
        schema: Option<String>,
        givers: Vec<String>,
    },
    /// Whether it has the rights of the owner of one of two things.
    OwnsOne([(Id, Option<String>); 2]),
    /// Whether it has a privilege on a relation, a server or a wrapper.
    Privilege(&'static str, Id),
    /// Whether it can act as a role.
    Member(String),
    /// Whether it can install an extension.
    Extension(String),
    /// Whether it can run what updates an extension.
    Update(String),
    /// Whether it has the rights of the owners of what an extension brought.
    Members(String),
}

/// Returns what is to be found out; what concerns things that the patch makes needs no question, for they are the role's own.
fn questions(actions: &[Action], pair: &Pair<State>) -> Vec<Question> {
    let mut asker = Asker {
        pair,
        made: HashSet::new(),
        owners: HashMap::new(),
    };
    let mut questions: Vec<Question> = Vec::new();
    let mut asked: HashMap<Matter, usize> = HashMap::new();
    for (statement, action) in actions.iter().enumerate() {
        let demanded = action.demands.iter().flat_map(|d| asker.matters(d));
        for matter in demanded.chain(asker.named(action)) {
            let at = *asked.entry(matter).or_insert_with_key(|matter| {
                questions.push(Question {
                    statements: Vec::new(),
                    matter: matter.clone(),
                });
                questions.len() - 1
            });
            let statements = &mut questions[at].statements;
            if statements.last() != Some(&statement) {
                statements.push(statement);
            }
        }
        asker.run(action);
    }
    questions
}

struct Asker<'a> {
    pair: &'a Pair<State>,
    /// What was made so far.
    made: HashSet<Id>,
    /// Whose what was given to another owner is now.
    owners: HashMap<Id, String>,
}

impl Asker<'_> {
    /// Takes note of what a statement makes.
    fn run(&mut self, action: &Action) {
        if action.verb != Verb::Rename && !action.stays {
            self.made.extend(action.makes.iter().cloned());
        }
        let done = action.makes.iter().chain([&action.about]);
        for owner in done.filter_map(|id| self.pair.desired.body::<Owner>(id)) {
            self.owners.insert(owner.on.clone(), owner.role.clone());
        }
    }

    fn matters(&self, demand: &Demand) -> Vec<Matter> {
        let mut out = Vec::new();
        match demand {
            Demand::Superuser => out.push(Matter::Superuser),
            Demand::CreateRole => out.push(Matter::CreateRole),
            Demand::Database => out.push(Matter::Database),
            Demand::CreateIn(schema) if self.is_new(schema) => {}
            Demand::CreateIn(schema) => {
                out.push(Matter::Schema("usage", schema.last()));
                out.push(Matter::Schema("create", schema.last()));
            }
            Demand::OwnerCreates(_, schema) if self.is_new(schema) => {}
            Demand::OwnerCreates(role, schema) => {
                out.push(Matter::RoleCreates(role.clone(), schema.last()));
            }
            Demand::Own(id) => out.extend(self.owns(id, false, Vec::new())),
            Demand::Grant(id) => out.extend(self.owns(id, false, self.givers(id))),
            Demand::Drop(id) => out.extend(self.owns(id, true, Vec::new())),
            Demand::OwnOne(one, other) if self.is_new(one) || self.is_new(other) => {}
            Demand::OwnOne(one, other) => {
                let all = [one, other].map(|id| {
                    (
                        id.clone(),
                        owner::of(id, &self.pair.live).map(str::to_string),
                    )
                });
                out.push(Matter::OwnsOne(all));
            }
            Demand::Privilege(privilege, id) if !self.is_new(id) => {
                out.extend(self.usage(id));
                out.push(Matter::Privilege(privilege, id.clone()));
            }
            Demand::Privilege(..) => {}
            Demand::Member(role) => out.push(Matter::Member(role.clone())),
            Demand::Extension(name) => out.push(Matter::Extension(name.clone())),
            Demand::Update(name) => out.push(Matter::Update(name.clone())),
            Demand::Members(name) => out.push(Matter::Members(name.clone())),
        }
        out
    }

    /// Returns what is to be found out for the names in a statement to be looked up.
    fn named(&self, action: &Action) -> Vec<Matter> {
        let looked_up = action.needs.iter().filter(|n| n.kind() != names::SCHEMA);
        let mut out: Vec<Matter> = looked_up.filter_map(|n| self.usage(n)).collect();
        let said = action.makes.iter().chain(&action.touches);
        for fact in said.filter_map(|id| self.pair.desired.get(id)) {
            let kind = kinds::kind(fact.id.kind());
            kind.expressions(&mut fact.clone(), &mut |expr, _| {
                let names = refs::scan(&expr.sql).names.into_iter();
                let qualified =
                    names.filter(|n| (n.call || n.source || n.cast) && n.parts.len() == 2);
                let ids = qualified.map(|n| Id::new("", &[&n.parts[0], &n.parts[1]]));
                out.extend(ids.filter_map(|id| self.usage(&id)));
            });
        }
        out
    }

    /// Returns the roles that have privileges on a thing with the right to give them on.
    fn givers(&self, id: &Id) -> Vec<String> {
        let grants = self.pair.live.of_kind(names::GRANT);
        let grants = grants.filter_map(Fact::get::<Grant>);
        let giving = grants.filter(|g| g.on == *id && g.grant_option);
        let mut roles: Vec<String> = giving
            .filter_map(|g| match &g.role {
                Role::Named(role) => Some(role.clone()),
                Role::Public => None,
            })
            .collect();
        roles.sort();
        roles.dedup();
        roles
    }

    /// Returns whether the patch makes a thing before, so that it is the role's own.
    fn is_new(&self, id: &Id) -> bool {
        self.made.contains(id)
    }

    fn usage(&self, id: &Id) -> Option<Matter> {
        let parts = id.parts();
        let name = parts.first().filter(|_| parts.len() > 1)?;
        let schema = Id::new(names::SCHEMA, &[name]);
        match self.owners.get(&schema) {
            Some(role) if self.is_new(&schema) => Some(Matter::Member(role.clone())),
            _ if self.is_new(&schema) => None,
            _ => Some(Matter::Schema("usage", name.clone())),
        }
    }

    fn owns(&self, id: &Id, or_schema: bool, givers: Vec<String>) -> Vec<Matter> {
        if let Some(role) = self.owners.get(id) {
            return vec![Matter::Member(role.clone())];
        }
        let usage = self.usage(id);
        if self.is_new(id) {
            return usage.into_iter().collect();
        }
        let owner = owner::of(id, &self.pair.live).map(str::to_string);
        let schema = match &usage {
            Some(Matter::Schema(_, schema)) if or_schema => Some(schema.clone()),
            _ => None,
        };
        let owns = Matter::Owns {
            thing: id.clone(),
            owner,
            schema,
            givers,
        };
        usage.into_iter().chain([owns]).collect()
    }
}
