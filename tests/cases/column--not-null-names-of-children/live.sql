create table p (id integer constraint p_id not null, at date not null) partition by range (id);
create table p_kept partition of p for values from (0) to (10);
create table p_left partition of p for values from (30) to (40);
create table q (id integer constraint old not null);
create table q_child () inherits (q);
