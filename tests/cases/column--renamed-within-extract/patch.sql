begin;

alter table public.people rename constraint people_note_check to people_remark_check;

alter table public.people rename column note to remark;

commit;
