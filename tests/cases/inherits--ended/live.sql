create table docs (id bigint not null, title text default 'new');
create table contracts (id bigint not null, signed date, title text default 'contract') inherits (docs);
