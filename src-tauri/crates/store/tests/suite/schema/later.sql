alter table candidates add column note text;
