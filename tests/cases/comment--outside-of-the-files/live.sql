comment on table auth.users is 'some';
comment on column auth.users.email is 'where';
comment on view auth.names is 'names';
