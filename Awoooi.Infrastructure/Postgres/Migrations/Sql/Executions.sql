-- Executions: the lock on a workload, what an execution has done so far, every request byte for byte.
-- The migrating role owns everything; awoooi_app gets only what it needs.

-- One action per workload. The row lives from the start of an execution to its end; an unknown outcome keeps it.
create table workload_locks (
  cluster text not null,
  workload_uid text not null,
  execution_id uuid not null unique references executions,
  -- of the worker that may record; rises when another takes over
  fence bigint not null,
  taken_at timestamptz not null default clock_timestamp(),
  primary key (cluster, workload_uid)
);

create table execution_runs (
  execution_id uuid primary key references executions,
  phase text not null check (phase in ('acting', 'verifying', 'undoing', 'checking_undo', 'ended')),
  progress jsonb not null,
  stop_requested_at timestamptz,
  stop_requested_by text,
  updated_at timestamptz not null default clock_timestamp()
);
create index execution_runs_open on execution_runs (phase) where phase <> 'ended';

create table execution_steps (
  execution_id uuid not null references execution_runs,
  seq int not null,
  kind text not null check (kind in ('act', 'undo')),
  mutation text not null check (mutation in ('restart', 'scale', 'rollback', 'evict_pod')),
  marker text not null,
  method text not null,
  path text not null,
  content_type text not null,
  -- exactly as sent; emptied after the end where a pod template may hold secrets
  body bytea,
  body_sha256 bytea not null,
  pod text,
  pod_uid text,
  base_generation bigint not null,
  stored_at timestamptz not null default clock_timestamp(),
  sends int not null default 1,
  fence bigint not null,
  result text check (result in ('applied', 'refused', 'no_answer')),
  detail text,
  generation bigint,
  answered_at timestamptz,
  primary key (execution_id, seq),
  check ((result is null) = (answered_at is null))
);
-- The last guard: at most one change and one undo of an execution may be in the world.
create unique index execution_steps_one_effect on execution_steps (execution_id, kind) where result is distinct from 'refused';

grant select, insert, update, delete on workload_locks to awoooi_app;
grant select, insert, update on execution_runs, execution_steps to awoooi_app;
