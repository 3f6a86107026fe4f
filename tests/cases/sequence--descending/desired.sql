create sequence countdown increment -1;
create table jobs (id bigint primary key, priority bigint not null default nextval('countdown'));
