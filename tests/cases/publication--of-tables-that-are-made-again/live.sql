create type mood as enum ('sad', 'ok', 'happy');
create table people (id bigint primary key, feels mood, note text);
create table parts (id bigint primary key, whole bigint);
create table others (id bigint primary key);
create table leaving (id bigint primary key);
create publication p for table people (id, feels) where (id > 5), others, leaving with (publish = 'insert');
create publication q for table people (id, note), parts;
comment on publication p is 'for the branches';
alter publication p owner to case_publisher;
