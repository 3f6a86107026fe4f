create table messages (id bigint not null, room bigint not null);
create unique index messages_once on messages (id, room);
alter table messages replica identity using index messages_once;
