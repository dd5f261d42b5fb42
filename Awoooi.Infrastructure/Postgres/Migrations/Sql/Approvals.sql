-- Approvals and trust: requests, signatures, executions, automation rules, standing orders, samples.
-- The migrating role owns everything; awoooi_app gets only what it needs.

insert into settings (key, value) values ('installed_at', to_jsonb(now())) on conflict (key) do nothing;

create sequence approval_numbers;

create table approvals (
  id uuid primary key,
  number bigint not null unique,
  incident_id uuid,
  class_key text not null,
  priority smallint not null,
  test boolean not null,
  cluster text not null,
  namespace text not null,
  workload text not null,
  workload_uid text not null,
  operation text not null,
  plan jsonb not null,
  plan_hash text not null check (plan_hash ~ '^[0-9a-f]{64}$'),
  risk smallint not null check (risk between 0 and 3),
  state text not null check (state in ('pending', 'partially_signed', 'approved', 'executing', 'verifying', 'rolling_back', 'succeeded', 'no_effect',
    'failed', 'rolled_back', 'undo_failed', 'unknown', 'rejected', 'expired', 'superseded', 'changed', 'withdrawn')),
  authority text not null check (authority in ('none', 'automatic', 'standing_order', 'quorum', 'one_person', 'break_glass')),
  standing_order_id uuid,
  reasons jsonb not null,
  proposed_by uuid,
  proposed_by_name text not null,
  edited_by uuid[] not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  extensions int not null default 0 check (extensions between 0 and 10),
  not_before timestamptz,
  new_installation boolean not null default false,
  state_since timestamptz not null,
  state_reason text,
  superseded_by bigint,
  -- Nothing runs or has run without authority.
  check (state not in ('approved', 'executing', 'verifying', 'rolling_back', 'succeeded', 'no_effect', 'failed', 'rolled_back', 'undo_failed', 'unknown')
    or (authority <> 'none' and not_before is not null))
);
-- The last guard: never two open requests for one workload. An unknown outcome keeps holding it.
create unique index approvals_one_open on approvals (cluster, workload_uid)
  where not test and state in ('pending', 'partially_signed', 'approved', 'executing', 'verifying', 'rolling_back', 'unknown');
create index approvals_board on approvals (state, expires_at)
  where state in ('pending', 'partially_signed', 'approved', 'executing', 'verifying', 'rolling_back', 'unknown');
create index approvals_history on approvals (created_at desc, id);
create index approvals_incident on approvals (incident_id, created_at desc);

create table signatures (
  approval_id uuid not null references approvals,
  -- position in the approval's list
  seq int not null,
  person_id uuid not null,
  name text not null,
  decision smallint not null check (decision in (0, 1)),
  weight smallint not null check (weight in (0, 1)),
  via smallint not null check (via between 0 and 2),
  plan_hash text not null,
  at timestamptz not null,
  reason text,
  raised_by uuid[] not null,
  standing_order int,
  voided text check (voided in ('taken_back', 'plan_changed', 'superseded', 'withdrawn')),
  primary key (approval_id, seq)
);
-- The last guard: one word per person.
create unique index signatures_one_each on signatures (approval_id, person_id) where voided is null;
create index signatures_person on signatures (person_id, at desc);

create table approval_preflights (
  approval_id uuid primary key references approvals,
  lines jsonb not null,
  observed_at timestamptz not null
);

-- Requests that were carried out, so that a repeat of one is answered and not carried out again.
create table approval_requests (
  person_id uuid not null,
  key text not null,
  approval_id uuid not null,
  request_hash text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (person_id, key)
);
create index approval_requests_at on approval_requests (at);

create table executions (
  id uuid primary key,
  approval_id uuid not null references approvals,
  class_key text not null,
  cluster text not null,
  workload_uid text not null,
  operation text not null,
  authority text not null,
  queued_at timestamptz not null,
  not_before timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- the end state of its approval
  outcome text
);
-- The last guard: one execution per approval, whoever races.
create unique index executions_once on executions (approval_id);
create index executions_workload on executions (cluster, workload_uid, started_at desc);
create index executions_started on executions (started_at desc);
create index executions_class on executions (class_key, operation, ended_at desc);

-- A person says that a workload may be tried again after failures in a row.
create table repair_resets (
  cluster text not null,
  workload_uid text not null,
  at timestamptz not null default clock_timestamp(),
  reset_by text not null,
  primary key (cluster, workload_uid)
);

create table automation_switch (
  singleton boolean primary key default true check (singleton),
  state text not null check (state in ('acting', 'asking', 'paused')),
  reason text,
  changed_by text not null,
  changed_at timestamptz not null default clock_timestamp()
);
insert into automation_switch (state, changed_by) values ('acting', 'awoooi');

create table namespace_rules (
  cluster text not null,
  namespace text not null,
  mode text not null default 'suggest' check (mode in ('observe', 'suggest', 'auto')),
  allowed boolean not null default false,
  -- null allows every operation
  operations text[],
  critical boolean not null default false,
  dry_run boolean not null default false,
  changed_by text not null,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (cluster, namespace)
);

create table change_windows (
  id uuid primary key,
  kind text not null check (kind in ('freeze', 'maintenance')),
  name text not null,
  -- null covers every namespace
  namespace text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_by text not null,
  check (ends_at > starts_at)
);
create index change_windows_ends on change_windows (ends_at);

create table standing_orders (
  id uuid primary key,
  class_key text not null,
  operation text not null,
  risk smallint not null check (risk between 0 and 1),
  template text not null,
  policy_version text not null,
  per_day int not null check (per_day between 1 and 20),
  granted_by text[] not null,
  granted_with uuid not null references approvals,
  granted_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text
);
create index standing_orders_class on standing_orders (class_key, operation) where revoked_at is null;

create table standing_order_uses (
  approval_id uuid primary key references approvals,
  standing_order_id uuid not null references standing_orders,
  at timestamptz not null
);
create index standing_order_uses_order on standing_order_uses (standing_order_id, at desc);

create table trust_samples (
  approval_id uuid primary key references approvals,
  at timestamptz not null default clock_timestamp(),
  class_key text not null,
  operation text not null,
  workload_kind text not null,
  succeeded boolean not null,
  reopened boolean not null default false
);
create index trust_samples_class on trust_samples (class_key, operation, workload_kind, at desc);

grant usage on sequence approval_numbers to awoooi_app;
grant select, insert, update on approvals, signatures, executions, repair_resets, namespace_rules, standing_orders, trust_samples to awoooi_app;
grant select, insert on standing_order_uses to awoooi_app;
grant select, insert, update, delete on approval_preflights, approval_requests, change_windows to awoooi_app;
grant select, update on automation_switch to awoooi_app;
