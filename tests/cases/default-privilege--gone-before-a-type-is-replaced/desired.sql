create type mood as enum ('done', 'new');
create table t (a mood);
