create unlogged table a (id serial);
alter sequence a_id_seq set logged;
create table b (id serial);
