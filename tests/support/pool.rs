//! Databases that are emptied and used again, for tests that need hundreds: making one costs much more than emptying it.
//!
//! A database that cannot be emptied, or is not what it was before, is dropped and another takes its place.

use std::ops::Deref;
use std::sync::Mutex;

use postgres::Client;

use super::server::{Database, World};

/// Drops what stands by itself, then the schemas, then what is in `public`, which keeps its privileges.
const EMPTY: &str = "
    set client_min_messages = error;
    do $$ declare o record; begin
      for o in select format('drop event trigger %I', evtname) as drop from pg_event_trigger
        union all select format('drop publication %I', pubname) from pg_publication
        union all select format('alter subscription %1$I disable; alter subscription %1$I set (slot_name = none); drop subscription %1$I', subname)
          from pg_subscription where subdbid = (select oid from pg_database where datname = current_database())
        union all select format('drop extension if exists %I cascade', extname) from pg_extension where extname <> 'plpgsql'
        union all select format('drop access method if exists %I cascade', amname) from pg_am where oid >= 16384
        union all select format('drop foreign data wrapper if exists %I cascade', fdwname) from pg_foreign_data_wrapper
        union all select format('drop schema if exists %I cascade', nspname) from pg_namespace
          where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
        union all select format('drop %s if exists %s cascade', i.type, i.identity)
          from pg_depend d, pg_identify_object(d.classid, d.objid, 0) i
          where d.refclassid = 'pg_namespace'::regclass and d.refobjid = 'public'::regnamespace and d.deptype = 'n'
            and d.classid <> 'pg_default_acl'::regclass
      loop execute o.drop; end loop;
    end $$;";

/// Counts the rows of all catalogs, and what can be said of `public`, of the privileges on what every database has, and of the
/// database itself.
const PRINT: &str = "
    select string_agg(format('%s %s', c.relname, (xpath('/row/n/text()',
             query_to_xml(format('select count(*) as n from %s', c.oid::regclass), true, true, '')))[1]), ' ' order by c.relname)
           || (select format(' %s %s %s', nspowner, nspacl, obj_description(oid)) from pg_namespace where nspname = 'public')
           || (select format(' %s', md5(string_agg(format('%s %s', a.oid, a.acl), ' ' order by a.oid, a.acl::text))) from (
               select oid, relacl from pg_class where oid < 16384 union all select oid, proacl from pg_proc where oid < 16384
               union all select oid, lanacl from pg_language union all select oid, typacl from pg_type where oid < 16384) a (oid, acl)
               where a.acl is not null)
           || (select format(' %s', count(*)) from pg_db_role_setting s
               join pg_database d on d.oid = s.setdatabase where d.datname = current_database())
           || (select format(' %s', count(*)) from pg_subscription s
               join pg_database d on d.oid = s.subdbid where d.datname = current_database())
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'pg_catalog'::regnamespace and not c.relisshared
      and c.relname !~ '^pg_(statistic|largeobject)'";

/// The names of the databases that nobody uses now, with their prints.
pub type Pool = Mutex<Vec<(String, String)>>;

/// An empty database, which goes back when the value is dropped.
pub struct Lent<'w> {
    world: &'w World,
    database: Option<Database<'w>>,
    print: String,
}

impl World {
    /// Lends an empty database.
    pub fn lend(&self) -> Result<Lent<'_>, String> {
        let free = self.pool.lock().map_err(|e| e.to_string())?.pop();
        let (database, print) = match free {
            Some((name, print)) => (self.known(name), print),
            None => {
                let made = self.database()?;
                let print = print(&mut made.connect()?)?;
                (made, print)
            }
        };
        Ok(Lent {
            world: self,
            database: Some(database),
            print,
        })
    }
}

impl<'w> Deref for Lent<'w> {
    type Target = Database<'w>;

    fn deref(&self) -> &Database<'w> {
        self.database.as_ref().expect("it is there until the drop")
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let Some(database) = self.database.take() else {
            return;
        };
        if is_empty_again(&database, &self.print)
            && let Ok(mut free) = self.world.pool.lock()
        {
            free.push((database.keep(), std::mem::take(&mut self.print)));
        }
    }
}

fn is_empty_again(database: &Database, wanted: &str) -> bool {
    let Ok(mut client) = database.connect() else {
        return false;
    };
    client.batch_execute(EMPTY).is_ok() && print(&mut client).is_ok_and(|print| print == wanted)
}

fn print(client: &mut Client) -> Result<String, String> {
    let row = client.query_one(PRINT, &[]).map_err(|e| e.to_string())?;
    row.try_get(0).map_err(|e| e.to_string())
}
