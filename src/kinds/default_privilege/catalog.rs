//! Reads `pg_default_acl`: what holds in one schema as it stands, what holds in all where it differs from the server's own default.

use super::DefaultPrivilege;
use crate::diagnostic::Problem;
use crate::kind::{Catalog, Query, Row, Target};
use crate::kinds::grant::DIFFERENCE;
use crate::kinds::grant::object::WITH_DEFAULTS;
use crate::kinds::grant::role::Role;
use crate::model::Fact;

/// Returns the query.
pub fn queries(target: &Target) -> Vec<Query> {
    // A list of one schema begins empty, so that the role's own privileges count in it.
    let sql = format!(
        "select pg_get_userbyid(o.role), pg_get_userbyid(o.role) = current_user, o.schema, o.objects, \
         case when p.grantee <> 0 then pg_get_userbyid(p.grantee) end, p.privilege_type, p.is_grantable, p.revoked \
         from (select defaclrole as role, nspname as schema, defaclobjtype as objects, defaclacl as acl, \
         case when defaclnamespace = 0 then defaclrole else 0 end as owner, \
         case when defaclnamespace = 0 then acldefault(case defaclobjtype when 'S' then 's' else defaclobjtype end, defaclrole) \
         end as base from pg_default_acl left join pg_namespace n on n.oid = defaclnamespace \
         where defaclnamespace = 0 or defaclnamespace = any('{}'::oid[])) o \
         cross join lateral ({}) p order by 1, 3, 4, 5, 6",
        target.schemas,
        DIFFERENCE.replace(
            "e.grantee <> o.owner",
            "(o.owner = 0 or e.grantee <> o.owner)"
        ),
    );
    vec![Query {
        sql,
        read: read_row,
    }]
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (owner, is_connected) = (row.text().to_string(), row.bool());
    let schema = row.opt().map(String::from);
    let letter = row.text();
    let role = Role::of(row.opt());
    let name = row.text();
    let objects = WITH_DEFAULTS.iter().find(|t| t.2 == letter).map(|t| t.0);
    let known = objects.and_then(|o| Some((o, o.privilege(name)?)));
    let Some((objects, privilege)) = known else {
        let message = format!(
            "the default privilege {name} of role {owner} is of a kind that trueup does not know"
        );
        catalog
            .warnings
            .push(Problem::warning("not-modelled", message));
        return;
    };
    let (grant_option, revoked) = (row.bool(), row.bool());
    let body = DefaultPrivilege {
        owner,
        is_connected,
        schema,
        objects,
        role,
        privilege,
        grant_option,
        revoked,
    };
    catalog.add(Fact::new(body.address(), body.parent(), body));
}
