begin;

-- blocks-writes: building the index of public.lines.lines_once reads
-- public.lines while writes to it wait (0 rows)
-- may-fail: fails if rows of public.lines have the same "position" (0 rows)
alter table public.lines
    drop constraint lines_once,
    add constraint lines_once unique ("position") deferrable;

-- blocks-writes: building the index of public.steps.steps_once reads
-- public.steps while writes to it wait (2 rows)
-- may-fail: fails if rows of public.steps have the same recipe, "position" (0
-- rows)
alter table public.steps
    drop constraint steps_once,
    add constraint steps_once unique (recipe, "position") deferrable initially deferred;

commit;
