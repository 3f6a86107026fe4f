begin;

comment on column auth.users.email is null;

comment on view auth.names is null;

set local search_path = public;

comment on table auth.users is 'those who sign in';

comment on column auth.names.email is 'shown';

comment on function auth.who(integer) is 'who it is';

comment on type auth.mood is 'how';

comment on foreign data wrapper postgres_fdw is 'far';

comment on server far is 'there';

commit;
