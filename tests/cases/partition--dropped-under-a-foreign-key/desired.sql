create table session (id bigint, day date, kind text, primary key (id, day, kind)) partition by range (day);
create table session_01 partition of session for values from ('2026-01-01') to ('2026-02-01');
create table session_02 partition of session for values from ('2026-02-01') to ('2026-03-01') partition by list (kind);
create table session_02_many partition of session_02 for values in ('many');
create table visit (id bigint primary key, session_id bigint, day date, kind text, foreign key (session_id, day, kind) references session);
