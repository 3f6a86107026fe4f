create table events (at date not null, body text) partition by range (at);
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger check_body before insert on events for each row execute function f();
