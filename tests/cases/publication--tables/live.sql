create table messages (id bigint primary key, room bigint, body text, draft boolean);
create table rooms (id bigint primary key);
create publication realtime for table messages;
