create table slots (user_id bigint, day date);
create unique index slots_once on slots (user_id, day);
