create type price_kind as enum ('recurring', 'one_time');
create table prices (id bigint primary key, kind price_kind not null default 'one_time');
