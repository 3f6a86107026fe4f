create type usage_range as range (subtype = float8, subtype_diff = float8mi, multirange_type_name = usage_ranges);
create table tariffs (
  id bigint primary key,
  units usage_range not null default '[0,)',
  excluded usage_ranges,
  exclude using gist (units with &&)
);
