create table p (id int, at date not null, note text default 'n', primary key (id, at)) partition by range (at);
create index p_note on p (note);
alter table p alter note set statistics 70;
create table p_1 partition of p for values from ('2025-01-01') to ('2026-01-01');
create table p_2 partition of p for values from ('2026-01-01') to ('2027-01-01');
alter table p add column kind text default 'k';
alter table p_2 alter kind set default 'two';
create table refs (id int, at date, foreign key (id, at) references p_1);
create table copied (like p_2 including all);
