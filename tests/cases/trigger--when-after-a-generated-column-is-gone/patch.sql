begin;

alter table public.changed drop column label;

alter table public.fresh drop column label;

drop trigger t on public.replaced;

-- drops-data: drops column public.replaced.size (0 values)
alter table public.replaced
    drop column size,
    drop column label,
    add column kind text;

drop trigger t on public.changed;

drop trigger t on public.named;

alter table public.named drop column label;

drop trigger t on public.ordinary;

alter table public.ordinary alter column label drop expression;

set local search_path = public;

create trigger t
    before update on public.replaced
    for each row
    when (new is distinct from old)
    execute function public.note();

create trigger t
    before update on public.changed
    for each row
    when (new.* is distinct from old.*)
    execute function public.note();

create trigger t
    before insert or update on public.fresh
    for each row
    when (new is not null)
    execute function public.note();

create trigger t
    before update on public.ordinary
    for each row
    when (new.label <> 'x')
    execute function public.note();

create trigger t
    before update on public.named
    for each row
    when (new is distinct from old)
    execute function public.note();

commit;
