create table messages (id bigint not null, room bigint not null, body text);
create unique index messages_once on messages (room, id);
create table rooms (id bigint primary key);
alter table rooms replica identity full;
