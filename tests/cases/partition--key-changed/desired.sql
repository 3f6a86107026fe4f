create table notes (id bigint not null, kind text not null) partition by range (id);
create table notes_a partition of notes for values from (1) to (100);
create view kinds as select kind, count(*) as n from notes group by kind;
comment on table notes is 'what was noted';
