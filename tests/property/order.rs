//! The same schema made in another order, with the rows of its catalogs moved: nobody may see a difference.

use postgres::Client;

use super::said;

/// The catalogs whose rows are moved.
const CATALOGS: [&str; 21] = [
    "pg_class",
    "pg_attribute",
    "pg_attrdef",
    "pg_constraint",
    "pg_index",
    "pg_depend",
    "pg_proc",
    "pg_type",
    "pg_enum",
    "pg_trigger",
    "pg_policy",
    "pg_rewrite",
    "pg_namespace",
    "pg_sequence",
    "pg_inherits",
    "pg_description",
    "pg_statistic_ext",
    "pg_publication_rel",
    "pg_default_acl",
    "pg_collation",
    "pg_range",
];

/// Runs statements in a random order: one that cannot run yet is tried again later.
pub fn make(client: &mut Client, statements: &[String], seed: u64) -> Result<(), String> {
    let mut random = seed | 1;
    let mut below = |end: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 11) as usize % end
    };
    // What holds for all that is made later, owners whom all that belongs to a table must have, publications, which take the children that
    // a table has then, and indexes of a table alone, which partitions made later would get, come at the end as in the file.
    let is_last = |s: &String| {
        s.starts_with("alter default privileges")
            || s.contains(" owner to ")
            || s.contains("grant ")
            || s.contains(" publication ")
            || s.contains(" on only ")
    };
    let (last, mut left): (Vec<String>, Vec<String>) =
        statements.iter().cloned().partition(is_last);
    while !left.is_empty() {
        for at in (1..left.len()).rev() {
            left.swap(at, below(at + 1));
        }
        let before = left.len();
        let mut why = String::new();
        left.retain(|statement| match client.batch_execute(statement) {
            Ok(()) => false,
            Err(error) => {
                why = format!("{statement}: {}", said(&error));
                true
            }
        });
        if left.len() == before {
            return Err(format!("in another order: {why}"));
        }
    }
    let done = client.batch_execute(&last.join(";\n"));
    done.map_err(|error| said(&error))
}

/// Moves the rows of the catalogs about, and reads them in the order in which they lie there.
pub fn shuffle(client: &mut Client, seed: u64) -> Result<(), String> {
    let mut script = String::from("set allow_system_table_mods = on; begin;");
    for catalog in CATALOGS {
        script += &format!(
            "do $$ declare place tid; first name; begin
               select attname into first from pg_attribute where attrelid = '{catalog}'::regclass and attnum = 1;
               for place in select c.ctid from {catalog} c where c.xmin::text::bigint > 700 order by md5(c.ctid::text || '{seed}') loop
                 execute format('update {catalog} set %1$I = %1$I where ctid = %2$L', first, place);
               end loop;
             end $$;"
        );
    }
    script += "commit; set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off";
    let done = client.batch_execute(&script);
    done.map_err(|error| format!("the catalogs cannot be moved: {}", said(&error)))
}
