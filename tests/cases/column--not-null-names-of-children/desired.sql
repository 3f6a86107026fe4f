create table p (id integer constraint p_id not null, at date not null) partition by range (id);
create table p_kept partition of p for values from (0) to (10);
create table p_own partition of p (id constraint own not null) for values from (10) to (20);
create table p_attached (id integer constraint theirs not null, at date not null);
alter table p attach partition p_attached for values from (20) to (30);
create table p_left (id integer constraint left_alone not null, at date not null);
create table q (id integer constraint new not null);
create table q_child () inherits (q);
create table q_own (a integer, constraint q_own_id not null id) inherits (q);
