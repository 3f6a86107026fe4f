create table a (id serial);
create unlogged table b (id serial);
alter sequence b_id_seq set logged;
