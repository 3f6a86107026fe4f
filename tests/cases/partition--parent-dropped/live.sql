create table p (id int, at date, note text default 'n', check (id > 0), primary key (id, at)) partition by range (at);
create table p_1 partition of p for values from ('2025-01-01') to ('2026-01-01');
create index p_note on p (note);
create table q (id int, at date, note text) partition by list (note);
create table q_1 partition of q for values in ('a');
create index q_id on q (id);
