create table p_1 (id int not null, at date not null, note text default 'n', constraint p_id_check check (id > 0), primary key (id, at));
create index p_1_note_idx on p_1 (note);
create table q (id int, at date, note text) partition by list (note);
create table q_1 (id int, at date, note text);
create table r (id int, at date, note text) partition by list (note);
alter table r attach partition q_1 for values in ('a');
create index q_id on q (id);
create index r_id on r (id);
