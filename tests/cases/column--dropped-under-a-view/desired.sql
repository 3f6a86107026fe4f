create table users (id bigint primary key, name text);
create view user_names as select id, name from users;
create view short_names as select id, left(name, 3) as name from user_names;
comment on view short_names is 'For the badge';
