create type mood as enum ('ok', 'happy');
create table people (id bigint primary key, feels mood, note text);
create table parts (id bigint, whole bigint not null, primary key (id, whole)) partition by list (whole);
create table others (id bigint primary key);
create table leaving (id bigint primary key);
create publication p for table people (id, feels) where (id > 5), others with (publish = 'insert, delete');
create publication q for table people (id, note), parts;
comment on publication p is 'for the branches';
alter publication p owner to case_publisher;
