-- The foundation: what Holdfast keeps, and the rules that hold whatever the application does.

create domain key as text check (value ~ '^[a-z0-9][a-z0-9._-]{0,99}$');
create domain stage as text check (value in ('OFF', 'OBSERVE', 'WARN', 'ENFORCE'));
create domain shed_level as smallint check (value between 0 and 4);
create domain role as text check (value in ('viewer', 'editor', 'operator', 'admin'));

create table project (
  id bigint generated always as identity primary key,
  key key not null unique,
  name text not null check (length(name) between 1 and 200),
  description text check (length(description) <= 2000),
  version bigint not null default 0,
  created_at timestamptz not null
);

create table environment (
  id bigint generated always as identity primary key,
  key key not null unique,
  name text not null check (length(name) between 1 and 200),
  description text check (length(description) <= 2000),
  production boolean not null default false,
  epoch bigint not null default 1 check (epoch >= 1),
  revision bigint not null default 0 check (revision >= 0),
  version bigint not null default 0,
  created_at timestamptz not null
);

-- Revisions only move forward, and one at a time unless the epoch rises.
create function environment_moves_forward() returns trigger language plpgsql as $$
begin
  if new.epoch < old.epoch or (new.epoch = old.epoch and new.revision not in (old.revision, old.revision + 1)) then
    raise exception 'environment % cannot go from %.% to %.%', old.key, old.epoch, old.revision, new.epoch, new.revision
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger environment_moves_forward before update on environment
  for each row execute function environment_moves_forward();

create table flag (
  id bigint generated always as identity primary key,
  project_id bigint not null references project,
  key key not null unique,
  type text not null check (type in ('boolean', 'string', 'number', 'json')),
  kind text not null check (kind in ('release', 'operational', 'kill-switch', 'experiment', 'permission')),
  name text check (length(name) <= 200),
  description text check (length(description) <= 2000),
  variations jsonb not null check (jsonb_typeof(variations) = 'array' and jsonb_array_length(variations) between 1 and 100),
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null
);
create index flag_project on flag (project_id);

create table flag_configuration (
  id bigint generated always as identity primary key,
  flag_id bigint not null references flag on delete cascade,
  environment_id bigint not null references environment on delete cascade,
  is_on boolean not null,
  off_variation key not null,
  -- What an enabled flag serves; later also its rules. The engine checks it before it is stored.
  fallthrough jsonb not null check (jsonb_typeof(fallthrough) = 'object' and pg_column_size(fallthrough) < 262144),
  shed_at smallint check (shed_at between 1 and 4),
  shed_variation key,
  version bigint not null default 0,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (flag_id, environment_id)
);
create index flag_configuration_environment on flag_configuration (environment_id);

create table segment (
  id bigint generated always as identity primary key,
  project_id bigint not null references project,
  key key not null unique,
  name text check (length(name) <= 200),
  description text check (length(description) <= 2000),
  definition jsonb not null check (jsonb_typeof(definition) = 'object'),
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null
);

create table hold (
  id uuid primary key,
  environment_id bigint not null references environment on delete cascade,
  stage stage not null,
  shed_level shed_level not null default 0,
  reason text not null check (length(reason) between 1 and 500),
  message text check (length(message) <= 500),
  incident text check (length(incident) <= 500),
  applications text[] not null default '{}' check (cardinality(applications) <= 100),
  regions text[] not null default '{}' check (cardinality(regions) <= 100),
  percent smallint not null default 100 check (percent between 0 and 100),
  actor text not null,
  actor_kind text not null check (actor_kind in ('person', 'program', 'system')),
  created_at timestamptz not null,
  starts_at timestamptz,
  expires_at timestamptz,
  released_at timestamptz,
  released_by text,
  -- A hold that neither raises the stage nor sheds would hold nothing.
  check (stage <> 'OFF' or shed_level > 0),
  check (expires_at > coalesce(starts_at, created_at)),
  check ((released_at is null) = (released_by is null))
);
create index hold_environment on hold (environment_id, created_at desc);
create index hold_unreleased on hold (environment_id) where released_at is null;

-- Which revision changed what. Gap-free within an epoch: written in the transaction that raises the revision.
create table change_log (
  environment_id bigint not null references environment on delete cascade,
  epoch bigint not null,
  revision bigint not null,
  what text not null check (length(what) <= 300),
  at timestamptz not null,
  primary key (environment_id, epoch, revision)
);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  actor_kind text not null check (actor_kind in ('person', 'program', 'system')),
  address text,
  action text not null check (length(action) between 1 and 100),
  subject text not null check (length(subject) <= 300),
  before jsonb,
  after jsonb
);
create index audit_subject on audit (subject, id);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_is_append_only before update or delete or truncate on audit
  for each statement execute function audit_is_append_only();

create table account (
  id bigint generated always as identity primary key,
  username text not null check (length(username) between 1 and 100),
  display_name text not null check (length(display_name) between 1 and 200),
  password_hash text not null,
  role role not null,
  created_at timestamptz not null
);
create unique index account_username on account (lower(username));

-- Keys of applications (SDK) and tokens of programs (API). Only the hash of a secret is kept.
create table token (
  id uuid primary key,
  kind text not null check (kind in ('SDK', 'API')),
  name text not null check (length(name) between 1 and 100),
  prefix text not null check (length(prefix) between 1 and 20),
  hash bytea not null unique check (length(hash) = 32),
  role role,
  environment_id bigint references environment on delete cascade,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  check ((kind = 'SDK') = (environment_id is not null)),
  check ((kind = 'API') = (role is not null))
);

create table instance (
  id uuid primary key,
  environment_id bigint not null references environment on delete cascade,
  application key not null,
  region text not null default '' check (region = '' or region ~ '^[a-z0-9][a-z0-9._-]{0,99}$'),
  version text check (length(version) <= 100),
  sdk text not null check (length(sdk) <= 100),
  epoch bigint,
  revision bigint,
  stage stage,
  shed_level shed_level,
  applied_at timestamptz,
  last_heard_at timestamptz not null
);
create index instance_heard on instance (environment_id, last_heard_at desc);
