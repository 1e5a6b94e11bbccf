-- Who gets which variation: individual targets, rules and prerequisites. The engine checks them before they are stored.

alter table flag_configuration
  add column prerequisites jsonb not null default '[]' check (jsonb_typeof(prerequisites) = 'array'),
  add column targets jsonb not null default '[]' check (jsonb_typeof(targets) = 'array'),
  add column rules jsonb not null default '[]' check (jsonb_typeof(rules) = 'array');

create index segment_project on segment (project_id);
