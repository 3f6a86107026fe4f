create table one (a integer primary key, b integer unique, c integer, unique (a, b));
create table two (a integer primary key, b integer);

-- mutation: columns
create table t (a integer, b integer, constraint k foreign key (a) references one);
-- to
create table t (a integer, b integer, constraint k foreign key (b) references one);

-- mutation: referenced table
create table t (a integer, constraint k foreign key (a) references one);
-- to
create table t (a integer, constraint k foreign key (a) references two);

-- mutation: referenced columns
create table t (a integer, constraint k foreign key (a) references one (a));
-- to
create table t (a integer, constraint k foreign key (a) references one (b));

-- mutation: match
create table t (a integer, b integer, constraint k foreign key (a, b) references one (a, b));
-- to
create table t (a integer, b integer, constraint k foreign key (a, b) references one (a, b) match full);

-- mutation: on update
create table t (a integer, constraint k foreign key (a) references one);
-- to
create table t (a integer, constraint k foreign key (a) references one on update cascade);

-- mutation: on delete
create table t (a integer, constraint k foreign key (a) references one on delete restrict);
-- to
create table t (a integer, constraint k foreign key (a) references one on delete set default);

-- mutation: columns that deletion sets
create table t (a integer, b integer, constraint k foreign key (a, b) references one (a, b) on delete set null);
-- to
create table t (a integer, b integer, constraint k foreign key (a, b) references one (a, b) on delete set null (b));

-- mutation: deferral
create table t (a integer, constraint k foreign key (a) references one);
-- to
create table t (a integer, constraint k foreign key (a) references one deferrable);

-- mutation: deferral
create table t (a integer, constraint k foreign key (a) references one deferrable);
-- to
create table t (a integer, constraint k foreign key (a) references one deferrable initially deferred);

-- mutation: validity
create table t (a integer);
alter table t add constraint k foreign key (a) references one not valid;
-- to
create table t (a integer, constraint k foreign key (a) references one);

-- mutation: enforced
create table enforced_target (a integer primary key);
create table enforced_source (a integer, constraint k foreign key (a) references enforced_target not enforced);
-- to
create table enforced_target (a integer primary key);
create table enforced_source (a integer, constraint k foreign key (a) references enforced_target);

-- mutation: period
create table period_target (a int4range, b int4range, unique (a, b));
alter table period_target add constraint p primary key (a, b without overlaps);
create table period_source (a int4range, b int4range, constraint k foreign key (a, b) references period_target (a, b));
-- to
create table period_target (a int4range, b int4range, unique (a, b));
alter table period_target add constraint p primary key (a, b without overlaps);
create table period_source (a int4range, b int4range, constraint k foreign key (a, period b) references period_target (a, period b));
