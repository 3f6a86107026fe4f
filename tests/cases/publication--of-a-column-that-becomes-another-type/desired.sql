create table readings (id bigint primary key, n bigint, note text);
create table others (id bigint primary key, n bigint);
create publication listed for table readings (id, n) where (n > 5), others;
comment on publication listed is 'for the branches';
create publication filtered for table readings where (n > 5) with (publish = 'insert');
create publication aside for table readings (id, note);
