create type price_kind as enum ('recurring', 'one_time', 'metered');
create table prices (id bigint primary key, kind price_kind not null default 'metered');
