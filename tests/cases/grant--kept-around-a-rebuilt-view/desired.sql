create table orders (id bigint, total bigint);
create view totals as select id, total from orders;
grant select on totals to case_reader;
grant update (total) on totals to case_reader;
comment on view totals is 'What was charged';
alter table orders owner to case_reader;
