-- An input keeps the words of a goal that was no metric (R4).
alter table input_metrics add column target text not null default '';
