create table nodes (id bigint primary key, next_id bigint);
alter table nodes add constraint nodes_next foreign key (next_id) references nodes;
