create table reports (id bigint primary key);
grant group_of_readers to member_of_readers with admin option;
grant select on reports to group_of_readers;
