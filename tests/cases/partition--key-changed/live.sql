create table notes (id bigint not null, kind text not null) partition by list (kind);
create table notes_a partition of notes for values in ('a');
create view kinds as select kind, count(*) as n from notes group by kind;
comment on table notes is 'what was noted';
