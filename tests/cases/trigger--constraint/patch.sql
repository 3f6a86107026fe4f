begin;

drop trigger balanced on public.entries;

create table public.accounts (
    id bigint not null,
    constraint accounts_pkey primary key (id)
);

create constraint trigger balanced
    after insert or delete on public.entries
    from public.accounts deferrable initially deferred
    for each row
    when (true)
    execute function public.balanced();

commit;
