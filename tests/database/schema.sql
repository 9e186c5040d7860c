-- The schema that the migrations make. Written by `UPDATE_SCHEMA=1 npx vitest run -c tests/vitest.config.ts tests/database/schema`.

table api_keys: Keys of programs. The hash is not readable by clients.
  id uuid not null default gen_random_uuid()
  workspace_id uuid not null
  created_by uuid
  name text not null
  prefix text not null
  key_hash text not null
  created_at timestamp with time zone not null default now()
  last_used_at timestamp with time zone
  revoked_at timestamp with time zone
  constraint api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL
  constraint api_keys_key_hash_key UNIQUE (key_hash)
  constraint api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint api_keys_pkey PRIMARY KEY (id)
  constraint api_keys_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX api_keys_workspace ON public.api_keys USING btree (workspace_id)
  policy "members can read the keys of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select (created_at, created_by, id, last_used_at, name, prefix, revoked_at, workspace_id) to authenticated
  grant select to service_role

table audit_log: Who did what, for support and for audits. Not readable by clients.
  id bigint not null identity
  workspace_id uuid
  actor uuid
  action text not null
  subject text
  detail jsonb not null default '{}'::jsonb
  created_at timestamp with time zone not null default now()
  constraint audit_log_pkey PRIMARY KEY (id)
  constraint audit_log_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX audit_log_workspace ON public.audit_log USING btree (workspace_id, id)
  grant select to service_role

table calibration_snapshots: Counted outcomes, by evidence. Never changed: a result names the one it was judged by. Not readable by clients.
  id bigint not null identity
  sandbox boolean not null
  counts jsonb not null
  feedback_id bigint not null
  created_at timestamp with time zone not null default now()
  constraint calibration_snapshots_pkey PRIMARY KEY (id)
  CREATE INDEX calibration_snapshots_newest ON public.calibration_snapshots USING btree (sandbox, id)
  grant select to service_role
  CREATE TRIGGER calibration_snapshots_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.calibration_snapshots FOR EACH STATEMENT EXECUTE FUNCTION private.refuse_change()

table companies: Companies of account searches and account pages; their domains complete people who bring none.
  id bigint not null identity
  workspace_id uuid not null
  key text not null
  linkedin_id text
  name text not null
  name_raw text not null
  website text
  domain text
  industry text
  employees text
  location text
  description text
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint companies_key_check CHECK (((length(key) >= 4) AND (length(key) <= 400)))
  constraint companies_linkedin_id_check CHECK ((linkedin_id ~ '^[0-9]{1,15}$'::text))
  constraint companies_pkey PRIMARY KEY (id)
  constraint companies_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  constraint companies_workspace_id_key_key UNIQUE (workspace_id, key)
  policy "members can read the companies of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table contact_keys: Who is known already: the first contact to bring a key owns it.
  workspace_id uuid not null
  key text not null
  contact_id uuid not null
  constraint contact_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 400)))
  constraint contact_keys_pkey PRIMARY KEY (workspace_id, key)
  grant select to service_role

table contacts: One person of one import: what was given, and what was found.
  id uuid not null default gen_random_uuid()
  workspace_id uuid not null
  job_id uuid not null
  row_number integer not null
  cells jsonb not null default '[]'::jsonb
  first_name text
  last_name text
  full_name text
  name_raw text
  company text
  company_raw text
  domain text
  title text
  location text
  country text
  linkedin_url text
  linkedin_id text
  given_email text
  given_phone text
  keys text[] not null default '{}'::text[]
  status text not null default 'draft'::text
  duplicate_of uuid
  duplicate_of_row integer
  result text
  reason text
  email text
  email_status text
  email_confidence integer
  email_source text
  email_verdict jsonb
  phone text
  phone_type text
  phone_status text
  phone_source text
  held jsonb
  email_done boolean not null default false
  phone_done boolean not null default false
  email_result text
  email_reason text
  phone_result text
  phone_reason text
  cost_micros bigint not null default 0
  credits_milli bigint not null default 0
  held_credits_milli bigint not null default 0
  created_at timestamp with time zone not null default now()
  started_at timestamp with time zone
  finished_at timestamp with time zone
  updated_at timestamp with time zone not null default now()
  redrives integer not null default 0
  email_assessment jsonb
  email_feedback text
  email_feedback_at timestamp with time zone
  email_refunded_milli bigint not null default 0
  continues uuid
  email_from uuid
  phone_from uuid
  constraint contacts_continues_fkey FOREIGN KEY (continues) REFERENCES contacts(id) ON DELETE SET NULL
  constraint contacts_duplicate_of_fkey FOREIGN KEY (duplicate_of) REFERENCES contacts(id) ON DELETE SET NULL
  constraint contacts_email_confidence_check CHECK (((email_confidence >= 0) AND (email_confidence <= 100)))
  constraint contacts_email_feedback_check CHECK ((email_feedback = ANY (ARRAY['works'::text, 'wrong_person'::text, 'bounced'::text])))
  constraint contacts_email_from_fkey FOREIGN KEY (email_from) REFERENCES contacts(id) ON DELETE SET NULL
  constraint contacts_email_refunded_milli_check CHECK ((email_refunded_milli >= 0))
  constraint contacts_email_status_check CHECK ((email_status = ANY (ARRAY['deliverable'::text, 'risky'::text, 'undeliverable'::text, 'unknown'::text])))
  constraint contacts_held_credits_milli_check CHECK ((held_credits_milli >= 0))
  constraint contacts_job_id_fkey FOREIGN KEY (job_id) REFERENCES import_jobs(id) ON DELETE CASCADE
  constraint contacts_job_id_row_number_key UNIQUE (job_id, row_number)
  constraint contacts_phone_from_fkey FOREIGN KEY (phone_from) REFERENCES contacts(id) ON DELETE SET NULL
  constraint contacts_pkey PRIMARY KEY (id)
  constraint contacts_result_check CHECK ((result = ANY (ARRAY['found'::text, 'partial'::text, 'not_found'::text, 'invalid_row'::text, 'suppressed'::text, 'failed'::text])))
  constraint contacts_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'pending'::text, 'working'::text, 'done'::text, 'duplicate'::text, 'cancelled'::text])))
  CREATE INDEX contacts_continues ON public.contacts USING btree (continues) WHERE (continues IS NOT NULL)
  CREATE INDEX contacts_duplicate_of ON public.contacts USING btree (duplicate_of) WHERE (duplicate_of IS NOT NULL)
  CREATE INDEX contacts_email_from ON public.contacts USING btree (email_from) WHERE (email_from IS NOT NULL)
  CREATE INDEX contacts_feedback ON public.contacts USING btree (workspace_id) WHERE (email_feedback IS NOT NULL)
  CREATE INDEX contacts_phone_from ON public.contacts USING btree (phone_from) WHERE (phone_from IS NOT NULL)
  CREATE INDEX contacts_phone_pending ON public.contacts USING btree (job_id) WHERE ((phone_status = 'pending'::text) AND (status = 'working'::text))
  CREATE INDEX contacts_workspace ON public.contacts USING btree (workspace_id, created_at DESC)
  policy "members can read the contacts of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role
  CREATE TRIGGER contacts_charge_channel AFTER UPDATE ON public.contacts FOR EACH ROW WHEN (((new.status = 'working'::text) AND (new.credits_milli > old.credits_milli) AND (new.held_credits_milli > 0))) EXECUTE FUNCTION private.charge_channel()
  CREATE TRIGGER contacts_email_assessment BEFORE UPDATE ON public.contacts FOR EACH ROW WHEN (((new.email_verdict ? 'assessment'::text) OR ((new.email IS NULL) AND (new.email_assessment IS NOT NULL)))) EXECUTE FUNCTION private.split_email_assessment()
  CREATE TRIGGER contacts_phone_pending BEFORE UPDATE ON public.contacts FOR EACH ROW WHEN (((new.phone_status = 'pending'::text) OR (new.email_done AND (NOT new.phone_done)))) EXECUTE FUNCTION private.mark_phone_pending()

table credit_accounts: Four accounts for each workspace: granted, available, held, spent.
  id uuid not null default gen_random_uuid()
  workspace_id uuid not null
  kind text not null
  balance_milli bigint not null default 0
  constraint credit_accounts_kind_check CHECK ((kind = ANY (ARRAY['granted'::text, 'available'::text, 'held'::text, 'spent'::text])))
  constraint credit_accounts_not_overdrawn CHECK (((kind = 'granted'::text) OR (balance_milli >= 0)))
  constraint credit_accounts_pkey PRIMARY KEY (id)
  constraint credit_accounts_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE RESTRICT
  constraint credit_accounts_workspace_id_kind_key UNIQUE (workspace_id, kind)
  policy "members can read the accounts of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table credit_logs: The ledger. UPDATE and DELETE are refused for everybody.
  id bigint not null identity
  transfer_id uuid not null
  workspace_id uuid not null
  account_id uuid not null
  contact_id uuid
  job_id uuid
  kind text not null
  amount_milli bigint not null
  balance_after_milli bigint not null
  idempotency_key text not null
  reverses uuid
  note text
  created_at timestamp with time zone not null default now()
  constraint credit_logs_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_accounts(id)
  constraint credit_logs_amount_milli_check CHECK ((amount_milli <> 0))
  constraint credit_logs_idempotency_key_account_id_key UNIQUE (idempotency_key, account_id)
  constraint credit_logs_kind_check CHECK ((kind = ANY (ARRAY['grant'::text, 'hold'::text, 'capture'::text, 'release'::text, 'refund'::text])))
  constraint credit_logs_pkey PRIMARY KEY (id)
  CREATE INDEX credit_logs_account ON public.credit_logs USING btree (account_id) INCLUDE (amount_milli)
  CREATE INDEX credit_logs_contact ON public.credit_logs USING btree (contact_id) WHERE (contact_id IS NOT NULL)
  CREATE INDEX credit_logs_reverses ON public.credit_logs USING btree (reverses) WHERE (reverses IS NOT NULL)
  CREATE INDEX credit_logs_workspace ON public.credit_logs USING btree (workspace_id, id)
  policy "members can read the ledger of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role
  CREATE TRIGGER credit_logs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.credit_logs FOR EACH STATEMENT EXECUTE FUNCTION private.refuse_change()
  CREATE TRIGGER credit_logs_balanced AFTER INSERT ON public.credit_logs REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.check_transfers()

table dead_letters: Contacts that were given up, with the reason, until they are sent again.
  id bigint not null identity
  workspace_id uuid not null
  job_id uuid not null
  contact_id uuid not null
  task_id bigint not null
  provider text not null
  channel text not null
  reason text not null
  tries integer not null
  held jsonb
  created_at timestamp with time zone not null default now()
  redriven_at timestamp with time zone
  redriven_by uuid
  constraint dead_letters_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'phone'::text])))
  constraint dead_letters_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id) ON DELETE CASCADE
  constraint dead_letters_pkey PRIMARY KEY (id)
  CREATE INDEX dead_letters_contact ON public.dead_letters USING btree (contact_id)
  CREATE INDEX dead_letters_open ON public.dead_letters USING btree (id) WHERE (redriven_at IS NULL)
  grant select to service_role

table deliveries: What became of each contact at each destination, the last time it was sent there.
  contact_id uuid not null
  destination_id uuid not null
  workspace_id uuid not null
  state text not null
  reason text
  detail text
  external_id text
  fingerprint text not null
  at timestamp with time zone not null default clock_timestamp()
  constraint deliveries_check CHECK (((state = 'sent'::text) = (reason IS NULL)))
  constraint deliveries_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id) ON DELETE CASCADE
  constraint deliveries_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES destinations(id) ON DELETE CASCADE
  constraint deliveries_detail_check CHECK ((length(detail) <= 300))
  constraint deliveries_pkey PRIMARY KEY (contact_id, destination_id)
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'refused'::text, 'failed'::text])))
  CREATE INDEX deliveries_destination ON public.deliveries USING btree (destination_id)
  policy "members can read the deliveries of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table destinations: Connected destinations of a workspace. The token is not readable by clients.
  id uuid not null default gen_random_uuid()
  workspace_id uuid not null
  kind text not null
  secret_ciphertext text not null
  last_four text not null
  account text
  created_by uuid
  created_at timestamp with time zone not null default now()
  refused_at timestamp with time zone
  busy_until timestamp with time zone
  busy_with uuid
  constraint destinations_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL
  constraint destinations_kind_check CHECK ((kind = 'hubspot'::text))
  constraint destinations_pkey PRIMARY KEY (id)
  constraint destinations_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  constraint destinations_workspace_id_kind_key UNIQUE (workspace_id, kind)
  policy "members can read the destinations of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select (account, created_at, created_by, id, kind, last_four, refused_at, workspace_id) to authenticated
  grant select to service_role

table disposable_domains: Throw-away mail domains beyond the curated set.
  domain text not null
  constraint disposable_domains_pkey PRIMARY KEY (domain)
  grant select to service_role

table disposable_lists: Which data the table of disposable domains holds.
  only_row boolean not null default true
  version text not null
  domains integer not null
  loaded_at timestamp with time zone not null default now()
  constraint disposable_lists_only_row_check CHECK (only_row)
  constraint disposable_lists_pkey PRIMARY KEY (only_row)
  grant select to service_role

table enrichment_results: Who was asked when, what came back, what it cost, and why the cascade went on or stopped.
  id bigint not null identity
  workspace_id uuid not null
  job_id uuid not null
  contact_id uuid not null
  task_id bigint not null
  ask_number integer not null
  provider text not null
  channel text not null
  attempt integer not null
  asked_at timestamp with time zone not null
  answered_at timestamp with time zone not null default now()
  latency_ms integer
  outcome text not null
  native_label text
  label text
  email text
  phone text
  phone_kind text
  score numeric
  confidence integer
  verdict jsonb
  cost_micros bigint not null default 0
  detail text
  decision jsonb
  assessment jsonb
  constraint enrichment_results_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'phone'::text])))
  constraint enrichment_results_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id) ON DELETE CASCADE
  constraint enrichment_results_cost_micros_check CHECK ((cost_micros >= 0))
  constraint enrichment_results_pkey PRIMARY KEY (id)
  constraint enrichment_results_task_id_ask_number_key UNIQUE (task_id, ask_number)
  CREATE INDEX enrichment_results_contact ON public.enrichment_results USING btree (contact_id, id)
  CREATE INDEX enrichment_results_job ON public.enrichment_results USING btree (job_id)
  policy "members can read the trails of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role
  CREATE TRIGGER enrichment_results_assessment BEFORE INSERT ON public.enrichment_results FOR EACH ROW WHEN ((new.verdict ? 'assessment'::text)) EXECUTE FUNCTION private.split_assessment()

table export_logs: Who downloaded which results.
  id bigint not null identity
  workspace_id uuid not null
  job_id uuid
  actor uuid
  format text not null
  row_count integer not null
  created_at timestamp with time zone not null default now()
  constraint export_logs_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'json'::text, 'hubspot'::text])))
  constraint export_logs_job_id_fkey FOREIGN KEY (job_id) REFERENCES import_jobs(id) ON DELETE SET NULL
  constraint export_logs_pkey PRIMARY KEY (id)
  constraint export_logs_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX export_logs_job ON public.export_logs USING btree (job_id)
  CREATE INDEX export_logs_workspace ON public.export_logs USING btree (workspace_id, id)
  policy "members can read the exports of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table extension_codes: Codes that connect the extension; each good once and for minutes. Not readable by clients.
  id bigint not null identity
  user_id uuid not null
  code_hash text not null
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  constraint extension_codes_code_hash_key UNIQUE (code_hash)
  constraint extension_codes_pkey PRIMARY KEY (id)
  constraint extension_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
  CREATE INDEX extension_codes_user ON public.extension_codes USING btree (user_id)
  grant select to service_role

table feedback: Every word of users on an address, in order. The newest of a contact counts.
  id bigint not null identity
  workspace_id uuid not null
  contact_id uuid not null
  email text not null
  kind text not null
  actor uuid
  refunded_milli bigint not null default 0
  sandbox boolean not null
  created_at timestamp with time zone not null default now()
  constraint feedback_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id) ON DELETE CASCADE
  constraint feedback_kind_check CHECK ((kind = ANY (ARRAY['works'::text, 'wrong_person'::text, 'bounced'::text])))
  constraint feedback_pkey PRIMARY KEY (id)
  constraint feedback_refunded_milli_check CHECK ((refunded_milli >= 0))
  constraint feedback_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX feedback_contact ON public.feedback USING btree (contact_id, id)
  CREATE INDEX feedback_workspace ON public.feedback USING btree (workspace_id, id)
  CREATE INDEX feedback_world ON public.feedback USING btree (sandbox, id)
  policy "members can read the feedback of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table idempotency_keys: Requests with an Idempotency-Key and the answers they got. Kept for 24 hours.
  workspace_id uuid not null
  key text not null
  route text not null
  body_hash text not null
  status text not null default 'running'::text
  response_status integer
  response jsonb
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null default (now() + '24:00:00'::interval)
  constraint idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255)))
  constraint idempotency_keys_pkey PRIMARY KEY (workspace_id, route, key)
  constraint idempotency_keys_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text])))
  constraint idempotency_keys_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX idempotency_keys_expiry ON public.idempotency_keys USING btree (expires_at)
  grant select to service_role

table import_issues: Rows that hold nobody we could ask for, by number and reason.
  job_id uuid not null
  row_number integer not null
  workspace_id uuid not null
  reason text not null
  detail text not null default ''::text
  cells jsonb not null default '[]'::jsonb
  constraint import_issues_job_id_fkey FOREIGN KEY (job_id) REFERENCES import_jobs(id) ON DELETE CASCADE
  constraint import_issues_pkey PRIMARY KEY (job_id, row_number)
  policy "members can read the invalid rows of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table import_jobs: One import and its enrichment: what was asked for, and how far it is.
  id uuid not null default gen_random_uuid()
  workspace_id uuid not null
  created_by uuid
  name text not null default ''::text
  source text not null
  status text not null default 'draft'::text
  columns jsonb not null default '[]'::jsonb
  mapping jsonb not null default '{}'::jsonb
  options jsonb not null default '{}'::jsonb
  row_count integer not null default 0
  contact_count integer not null default 0
  invalid_count integer not null default 0
  duplicate_count integer not null default 0
  done_count integer not null default 0
  found_count integer not null default 0
  partial_count integer not null default 0
  not_found_count integer not null default 0
  suppressed_count integer not null default 0
  failed_count integer not null default 0
  email_count integer not null default 0
  phone_count integer not null default 0
  credits_milli bigint not null default 0
  cost_micros bigint not null default 0
  reserved_micros bigint not null default 0
  waiting_reason text
  waiting_hold_milli bigint
  created_at timestamp with time zone not null default now()
  started_at timestamp with time zone
  finished_at timestamp with time zone
  updated_at timestamp with time zone not null default now()
  constraint import_jobs_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL
  constraint import_jobs_pkey PRIMARY KEY (id)
  constraint import_jobs_reserved_micros_check CHECK ((reserved_micros >= 0))
  constraint import_jobs_source_check CHECK ((source = ANY (ARRAY['csv'::text, 'xlsx'::text, 'api'::text, 'extension'::text, 'cli'::text])))
  constraint import_jobs_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'running'::text, 'paused'::text, 'waiting'::text, 'completed'::text, 'cancelled'::text, 'failed'::text])))
  constraint import_jobs_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX import_jobs_waiting ON public.import_jobs USING btree (workspace_id) WHERE (status = 'waiting'::text)
  CREATE INDEX import_jobs_workspace ON public.import_jobs USING btree (workspace_id, created_at DESC, id)
  policy "members can read the imports of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role
  CREATE TRIGGER import_jobs_spending AFTER UPDATE OF cost_micros ON public.import_jobs FOR EACH ROW WHEN ((new.cost_micros > old.cost_micros)) EXECUTE FUNCTION private.note_spending()
  CREATE TRIGGER import_jobs_take_policy BEFORE UPDATE OF status ON public.import_jobs FOR EACH ROW WHEN (((old.status = 'draft'::text) AND (new.status <> 'draft'::text))) EXECUTE FUNCTION private.take_policy()

table list_contacts: Which contact is on which list. A duplicate stands for its original.
  list_id uuid not null
  contact_id uuid not null
  workspace_id uuid not null
  added_by uuid
  added_at timestamp with time zone not null default now()
  constraint list_contacts_added_by_fkey FOREIGN KEY (added_by) REFERENCES auth.users(id) ON DELETE SET NULL
  constraint list_contacts_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id) ON DELETE CASCADE
  constraint list_contacts_list_id_fkey FOREIGN KEY (list_id) REFERENCES lists(id) ON DELETE CASCADE
  constraint list_contacts_pkey PRIMARY KEY (list_id, contact_id)
  CREATE INDEX list_contacts_contact ON public.list_contacts USING btree (contact_id)
  CREATE INDEX list_contacts_page ON public.list_contacts USING btree (list_id, added_at DESC, contact_id)
  policy "members can read who is on the lists of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table lists: Named sets of contacts.
  id uuid not null default gen_random_uuid()
  workspace_id uuid not null
  name text not null
  created_by uuid
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint lists_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL
  constraint lists_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint lists_pkey PRIMARY KEY (id)
  constraint lists_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX lists_name ON public.lists USING btree (workspace_id, lower(name))
  policy "members can read the lists of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table members: Which user has which role in which workspace.
  workspace_id uuid not null
  user_id uuid not null
  role text not null
  created_at timestamp with time zone not null default now()
  constraint members_pkey PRIMARY KEY (workspace_id, user_id)
  constraint members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'viewer'::text])))
  constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
  constraint members_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX members_user ON public.members USING btree (user_id)
  policy "members can see who else is in their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table notification_logs: One row for each notice. Rows without a workspace are for the operator alone.
  id bigint not null identity
  workspace_id uuid
  user_id uuid
  kind text not null
  channel text not null
  detail jsonb not null default '{}'::jsonb
  created_at timestamp with time zone not null default now()
  sent_at timestamp with time zone
  constraint notification_logs_channel_check CHECK ((channel = ANY (ARRAY['log'::text, 'email'::text, 'app'::text])))
  constraint notification_logs_pkey PRIMARY KEY (id)
  constraint notification_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
  constraint notification_logs_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX notification_logs_user ON public.notification_logs USING btree (user_id)
  CREATE INDEX notification_logs_workspace ON public.notification_logs USING btree (workspace_id, id)
  policy "members can read the notices of their workspaces" for select to authenticated using ((workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces)) AND ((user_id IS NULL) OR (user_id = ( SELECT auth.uid() AS uid))))
  grant select to authenticated
  grant select to service_role

table policy_counts: What asking a provider brought, by situation; fractions, because old asks count less.
  sandbox boolean not null
  segment text not null
  channel text not null
  missed text not null
  held text not null
  provider text not null
  asked double precision not null
  quality double precision[] not null
  cost_micros double precision not null
  constraint policy_counts_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'phone'::text])))
  constraint policy_counts_held_check CHECK ((held = ANY (ARRAY['none'::text, 'weak'::text, 'fair'::text])))
  constraint policy_counts_pkey PRIMARY KEY (sandbox, channel, segment, missed, held, provider)
  grant select to service_role

table policy_evidence: What speaks for a collapse of a provider, as log-likelihood ratio, never below 0. Above ln(100,000) its record is dropped.
  sandbox boolean not null
  channel text not null
  provider text not null
  evidence double precision not null
  constraint policy_evidence_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'phone'::text])))
  constraint policy_evidence_pkey PRIMARY KEY (sandbox, channel, provider)
  grant select to service_role

table policy_progress: How far the trail is counted.
  sandbox boolean not null
  last_result_id bigint not null default 0
  asks_since integer not null default 0
  constraint policy_progress_pkey PRIMARY KEY (sandbox)
  grant select to service_role

table policy_snapshots: What the policy knew at a time. A job keeps the one it started with, so that each of its plans can be made again.
  id bigint not null identity
  sandbox boolean not null
  params jsonb not null
  created_at timestamp with time zone not null default now()
  constraint policy_snapshots_pkey PRIMARY KEY (id)
  CREATE INDEX policy_snapshots_newest ON public.policy_snapshots USING btree (sandbox, id)
  grant select to service_role
  CREATE TRIGGER policy_snapshots_immutable BEFORE UPDATE ON public.policy_snapshots FOR EACH STATEMENT EXECUTE FUNCTION private.refuse_change()

table profiles: One row for each user, kept in step with auth.users.
  id uuid not null
  email text
  full_name text
  locale text not null default 'en'::text
  created_at timestamp with time zone not null default now()
  constraint profiles_id_fkey FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE CASCADE
  constraint profiles_pkey PRIMARY KEY (id)
  policy "users can read their own profile" for select to authenticated using (id = ( SELECT auth.uid() AS uid))
  grant select to authenticated
  grant select to service_role

table provider_batches: One call to a provider: written before it is made, kept as its record.
  id uuid not null default gen_random_uuid()
  provider text not null
  channel text not null
  key_id text not null
  state text not null default 'intent'::text
  fence bigint not null default 1
  worker text
  leased_until timestamp with time zone
  external_id text
  poll_at timestamp with time zone
  deadline_at timestamp with time zone
  submitted_at timestamp with time zone
  attempt integer not null default 0
  answers jsonb
  created_at timestamp with time zone not null default now()
  takeovers integer not null default 0
  constraint provider_batches_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'phone'::text])))
  constraint provider_batches_pkey PRIMARY KEY (id)
  constraint provider_batches_state_check CHECK ((state = ANY (ARRAY['intent'::text, 'submitted'::text, 'answered'::text, 'done'::text, 'released'::text])))
  CREATE INDEX provider_batches_open ON public.provider_batches USING btree (provider, channel, COALESCE(leased_until, poll_at)) WHERE (state = ANY (ARRAY['intent'::text, 'submitted'::text, 'answered'::text]))
  grant select to service_role
  CREATE TRIGGER provider_batches_callback BEFORE UPDATE ON public.provider_batches FOR EACH ROW WHEN ((((new.state = 'submitted'::text) AND (new.leased_until IS NULL)) OR ((new.state = ANY (ARRAY['done'::text, 'released'::text])) AND (new.external_id IS NOT NULL)))) EXECUTE FUNCTION private.heed_callback()

table provider_callbacks: What a provider told of a batch by itself, and the hash of the token that only it knows.
  batch_id uuid not null
  token_hash text not null
  payload jsonb
  received_at timestamp with time zone
  read_at timestamp with time zone
  deliveries integer not null default 0
  created_at timestamp with time zone not null default now()
  constraint provider_callbacks_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES provider_batches(id) ON DELETE CASCADE
  constraint provider_callbacks_pkey PRIMARY KEY (batch_id)
  constraint provider_callbacks_token_hash_check CHECK ((length(token_hash) = 64))
  grant select to service_role

table provider_settings: Choices and encrypted keys for providers. Not readable by clients.
  id bigint not null identity
  workspace_id uuid
  provider text not null
  enabled boolean not null default true
  settings jsonb not null default '{}'::jsonb
  secret_ciphertext text
  updated_at timestamp with time zone not null default now()
  constraint provider_settings_pkey PRIMARY KEY (id)
  constraint provider_settings_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX provider_settings_provider ON public.provider_settings USING btree (provider, COALESCE(workspace_id, '00000000-0000-0000-0000-000000000000'::uuid))
  CREATE INDEX provider_settings_workspace ON public.provider_settings USING btree (workspace_id)
  grant select to service_role

table provider_states: Circuit breakers, one for each provider key.
  provider text not null
  key_id text not null
  breaker text not null default 'closed'::text
  failures integer not null default 0
  opened_at timestamp with time zone
  retry_at timestamp with time zone
  disabled_reason text
  disabled_at timestamp with time zone
  updated_at timestamp with time zone not null default now()
  constraint provider_states_breaker_check CHECK ((breaker = ANY (ARRAY['closed'::text, 'open'::text, 'half_open'::text])))
  constraint provider_states_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['auth'::text, 'out_of_credits'::text])))
  constraint provider_states_pkey PRIMARY KEY (provider, key_id)
  grant select to service_role

table rate_buckets: Sliding logs behind the request limits: providers, API callers, sign-up mails.
  bucket text not null
  window_index integer not null
  capacity numeric not null
  per_ms bigint not null
  tokens numeric not null
  granted_at timestamp with time zone[] not null default '{}'::timestamp with time zone[]
  granted integer[] not null default '{}'::integer[]
  updated_at timestamp with time zone not null default now()
  constraint rate_buckets_pkey PRIMARY KEY (bucket, window_index)
  grant select to service_role

table reader_switches: Readers of the browser extension that are off, by version.
  reader text not null
  below text
  note text not null default ''::text
  created_at timestamp with time zone not null default now()
  constraint reader_switches_below_check CHECK ((below ~ '^[0-9]{1,5}([.][0-9]{1,5}){0,3}$'::text))
  constraint reader_switches_pkey PRIMARY KEY (reader)
  constraint reader_switches_reader_check CHECK ((reader ~ '^([*]|[a-z_]{3,30}):(api|dom)$'::text))
  grant select to service_role

table spend_days: What each job spent at providers on each day (UTC).
  workspace_id uuid not null
  day date not null
  job_id uuid not null
  cost_micros bigint not null default 0
  constraint spend_days_job_id_fkey FOREIGN KEY (job_id) REFERENCES import_jobs(id) ON DELETE CASCADE
  constraint spend_days_pkey PRIMARY KEY (workspace_id, day, job_id)
  constraint spend_days_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX spend_days_job ON public.spend_days USING btree (job_id)
  grant select to service_role

table suppressions: Keys of people that no provider is asked about.
  id bigint not null identity
  workspace_id uuid
  key text not null
  reason text not null
  source text not null default ''::text
  created_at timestamp with time zone not null default now()
  constraint suppressions_key_check CHECK (((length(key) >= 1) AND (length(key) <= 400)))
  constraint suppressions_pkey PRIMARY KEY (id)
  constraint suppressions_reason_check CHECK ((reason = ANY (ARRAY['opted_out'::text, 'user'::text, 'bounced'::text])))
  constraint suppressions_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX suppressions_key ON public.suppressions USING btree (key, COALESCE(workspace_id, '00000000-0000-0000-0000-000000000000'::uuid))
  CREATE INDEX suppressions_workspace ON public.suppressions USING btree (workspace_id)
  policy "members can read the suppressions of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table tasks: A contact's place in the line of one provider.
  id bigint not null identity
  workspace_id uuid not null
  job_id uuid not null
  contact_id uuid not null
  channel text not null
  provider text not null
  status text not null default 'ready'::text
  attempt integer not null default 0
  ask_count integer not null default 0
  run_at timestamp with time zone not null default now()
  batch_id uuid
  reserved_micros bigint not null default 0
  over_budget boolean not null default false
  last_outcome text
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  failures integer not null default 0
  constraint tasks_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES provider_batches(id)
  constraint tasks_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'phone'::text])))
  constraint tasks_contact_id_channel_key UNIQUE (contact_id, channel)
  constraint tasks_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts(id) ON DELETE CASCADE
  constraint tasks_pkey PRIMARY KEY (id)
  constraint tasks_reserved_micros_check CHECK ((reserved_micros >= 0))
  constraint tasks_status_check CHECK ((status = ANY (ARRAY['ready'::text, 'leased'::text, 'paused'::text, 'done'::text, 'dead'::text])))
  CREATE INDEX tasks_batch ON public.tasks USING btree (batch_id) WHERE (batch_id IS NOT NULL)
  CREATE INDEX tasks_claim ON public.tasks USING btree (provider, channel, workspace_id, run_at, id) WHERE (status = 'ready'::text)
  CREATE INDEX tasks_due ON public.tasks USING btree (provider, channel, run_at) WHERE (status = 'ready'::text)
  CREATE INDEX tasks_job ON public.tasks USING btree (job_id) WHERE (status = ANY (ARRAY['ready'::text, 'leased'::text, 'paused'::text]))
  grant select to service_role
  CREATE TRIGGER tasks_handled BEFORE UPDATE OF batch_id ON public.tasks FOR EACH ROW WHEN (((new.batch_id IS NULL) AND (new.failures > 0))) EXECUTE FUNCTION private.forget_failures()

table verification_lists: One list to verify: its columns, and how far it is.
  id uuid not null default gen_random_uuid()
  workspace_id uuid not null
  created_by uuid
  name text not null default ''::text
  kind text not null
  columns jsonb not null default '[]'::jsonb
  value_column integer not null
  region text
  status text not null default 'draft'::text
  row_count integer not null default 0
  checked_count integer not null default 0
  counts jsonb not null default '{}'::jsonb
  created_at timestamp with time zone not null default now()
  started_at timestamp with time zone
  finished_at timestamp with time zone
  served_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint verification_lists_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL
  constraint verification_lists_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text])))
  constraint verification_lists_pkey PRIMARY KEY (id)
  constraint verification_lists_region_check CHECK ((region ~ '^[A-Z]{2}$'::text))
  constraint verification_lists_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'running'::text, 'completed'::text])))
  constraint verification_lists_value_column_check CHECK ((value_column >= 0))
  constraint verification_lists_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
  CREATE INDEX verification_lists_running ON public.verification_lists USING btree (served_at) WHERE (status = 'running'::text)
  CREATE INDEX verification_lists_workspace ON public.verification_lists USING btree (workspace_id, created_at DESC, id)
  policy "members can read the verification lists of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table verification_rows: One row of a list: what it says, and what verification said of it.
  list_id uuid not null
  row_number integer not null
  workspace_id uuid not null
  cells jsonb not null default '[]'::jsonb
  value text not null
  status text
  verdict jsonb
  claim uuid
  claimed_until timestamp with time zone
  attempts integer not null default 0
  constraint verification_rows_list_id_fkey FOREIGN KEY (list_id) REFERENCES verification_lists(id) ON DELETE CASCADE
  constraint verification_rows_pkey PRIMARY KEY (list_id, row_number)
  constraint verification_rows_row_number_check CHECK ((row_number > 0))
  constraint verification_rows_status_check CHECK ((status = ANY (ARRAY['deliverable'::text, 'risky'::text, 'undeliverable'::text, 'unknown'::text, 'valid'::text, 'possible'::text, 'invalid'::text, 'empty'::text])))
  constraint verification_rows_value_check CHECK ((length(value) <= 1000))
  CREATE INDEX verification_rows_claim ON public.verification_rows USING btree (claim) WHERE ((claim IS NOT NULL) AND (status IS NULL))
  CREATE INDEX verification_rows_value ON public.verification_rows USING btree (list_id, md5(value)) WHERE (status IS NULL)
  CREATE INDEX verification_rows_waiting ON public.verification_rows USING btree (list_id, row_number) WHERE (status IS NULL)
  policy "members can read the verified rows of their workspaces" for select to authenticated using (workspace_id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

table verification_service_days: Questions to verification services and their cost, by day. Not readable by clients.
  day date not null
  service text not null
  asked integer not null default 0
  cost_micros bigint not null default 0
  constraint verification_service_days_pkey PRIMARY KEY (day, service)
  constraint verification_service_days_service_check CHECK (((length(service) >= 1) AND (length(service) <= 40)))
  grant select to service_role

table verification_tasks: Addresses to be checked over SMTP, and what came of it. Not readable by clients.
  id bigint not null identity
  address text not null
  pool text not null
  urgent boolean not null default false
  status text not null default 'ready'::text
  run_at timestamp with time zone not null default now()
  attempts integer not null default 0
  first_try_at timestamp with time zone
  sender text
  verifier text
  fence bigint not null default 0
  leased_until timestamp with time zone
  verdict jsonb
  asked_at timestamp with time zone not null default now()
  keep_until timestamp with time zone not null
  constraint verification_tasks_address_check CHECK (((length(address) >= 3) AND (length(address) <= 320)))
  constraint verification_tasks_address_key UNIQUE (address)
  constraint verification_tasks_check CHECK (((status = 'leased'::text) = (leased_until IS NOT NULL)))
  constraint verification_tasks_check1 CHECK (((status <> 'done'::text) OR (verdict IS NOT NULL)))
  constraint verification_tasks_pkey PRIMARY KEY (id)
  constraint verification_tasks_pool_check CHECK (((length(pool) >= 1) AND (length(pool) <= 255)))
  constraint verification_tasks_status_check CHECK ((status = ANY (ARRAY['ready'::text, 'leased'::text, 'done'::text])))
  CREATE INDEX verification_tasks_keep ON public.verification_tasks USING btree (keep_until)
  CREATE INDEX verification_tasks_leased ON public.verification_tasks USING btree (leased_until) WHERE (status = 'leased'::text)
  CREATE INDEX verification_tasks_ready ON public.verification_tasks USING btree (pool, run_at, id) WHERE (status = 'ready'::text)
  CREATE INDEX verification_tasks_urgent ON public.verification_tasks USING btree (run_at, id) WHERE ((status = 'ready'::text) AND urgent)
  grant select to service_role

table verifiers: Processes that speak SMTP, with what they found out about themselves.
  sender text not null
  able boolean not null
  stopped boolean not null default false
  audit jsonb not null default '{}'::jsonb
  started_at timestamp with time zone not null default now()
  seen_at timestamp with time zone not null default now()
  constraint verifiers_pkey PRIMARY KEY (sender)
  constraint verifiers_sender_check CHECK (((length(sender) >= 1) AND (length(sender) <= 600)))
  grant select to service_role

table worker_heartbeats: When each worker last said that it runs.
  worker text not null
  seen_at timestamp with time zone not null default now()
  constraint worker_heartbeats_pkey PRIMARY KEY (worker)
  grant select to service_role

table workspaces: The owner of imports, contacts and credits. Every user has a personal one.
  id uuid not null default gen_random_uuid()
  name text not null
  kind text not null
  created_by uuid
  created_at timestamp with time zone not null default now()
  max_daily_cost_micros bigint
  constraint workspaces_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL
  constraint workspaces_kind_check CHECK ((kind = ANY (ARRAY['personal'::text, 'team'::text])))
  constraint workspaces_max_daily_cost_micros_check CHECK ((max_daily_cost_micros > 0))
  constraint workspaces_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint workspaces_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX workspaces_personal ON public.workspaces USING btree (created_by) WHERE (kind = 'personal'::text)
  policy "members can read their workspaces" for select to authenticated using (id IN ( SELECT private.my_workspaces() AS my_workspaces))
  grant select to authenticated
  grant select to service_role

view credit_balances (security_invoker=true): workspace_id uuid, available_milli bigint, held_milli bigint, spent_milli bigint, granted_milli bigint

function public.account_get(p_workspace uuid, p_user uuid) returns jsonb security definer, executed by service_role
function public.actor_resolve(p_user uuid, p_key_hash text, p_workspace uuid) returns jsonb security definer, executed by service_role
function public.admin_queue() returns jsonb security definer, executed by service_role
function public.api_key_create(p_workspace uuid, p_actor uuid, p_name text, p_prefix text, p_hash text) returns jsonb security definer, executed by service_role
function public.api_key_revoke(p_workspace uuid, p_actor uuid, p_id uuid) returns jsonb security definer, executed by service_role
function public.api_keys_list(p_workspace uuid) returns jsonb security definer, executed by service_role
function public.calibration_current(p_sandbox boolean) returns jsonb security definer, executed by service_role
function public.calibration_get(p_id bigint) returns jsonb security definer, executed by service_role
function public.calibration_refit(p_sandbox boolean) returns jsonb security definer, executed by service_role
function public.callback_store(p_provider text, p_batch uuid, p_token_hash text, p_payload jsonb) returns text security definer, executed by service_role
function public.companies_add(p_workspace uuid, p_companies jsonb) returns jsonb security definer, executed by service_role
function public.companies_list(p_workspace uuid, p_before bigint, p_limit integer) returns jsonb security definer, executed by service_role
function public.company_domains(p_workspace uuid, p_linkedin_ids text[]) returns jsonb security definer, executed by service_role
function public.contact_feedback(p_workspace uuid, p_contact uuid, p_actor uuid, p_kind text, p_email_milli bigint) returns jsonb security definer, executed by service_role
function public.contact_get(p_workspace uuid, p_contact uuid) returns jsonb security definer, executed by service_role
function public.contacts_known(p_workspace uuid, p_people jsonb) returns jsonb security definer, executed by service_role
function public.credits_get(p_workspace uuid, p_before bigint, p_limit integer) returns jsonb security definer, executed by service_role
function public.credits_grant(p_workspace uuid, p_amount_milli bigint, p_key text, p_note text) returns jsonb security definer, executed by service_role
function public.credits_refund(p_workspace uuid, p_transfer uuid, p_key text, p_note text) returns jsonb security definer, executed by service_role
function public.dead_letter_redrive(p_ids bigint[], p_actor uuid) returns jsonb security definer, executed by service_role
function public.destination_delete(p_workspace uuid, p_actor uuid, p_kind text) returns void security definer, executed by service_role
function public.destination_get(p_workspace uuid, p_kind text) returns jsonb security definer, executed by service_role
function public.destination_set(p_workspace uuid, p_actor uuid, p_kind text, p_ciphertext text, p_last_four text, p_account text) returns jsonb security definer, executed by service_role
function public.disposable_known(p_domains text[]) returns text[] security definer, executed by service_role
function public.disposable_replace(p_version text, p_domains text) returns jsonb security definer, executed by service_role
function public.disposable_version() returns text security definer, executed by service_role
function public.export_log_add(p_workspace uuid, p_job uuid, p_actor uuid, p_format text, p_row_count integer) returns bigint security definer, executed by service_role
function public.extension_code_create(p_user uuid, p_hash text, p_seconds integer) returns jsonb security definer, executed by service_role
function public.extension_code_take(p_hash text) returns jsonb security definer, executed by service_role
function public.handle_new_user() returns trigger security definer
function public.handle_user_email() returns trigger security definer
function public.health_check() returns jsonb, executed by service_role
function public.idempotency_abort(p_workspace uuid, p_route text, p_key text) returns boolean security definer, executed by service_role
function public.idempotency_begin(p_workspace uuid, p_route text, p_key text, p_body_hash text) returns jsonb security definer, executed by service_role
function public.idempotency_finish(p_workspace uuid, p_route text, p_key text, p_status integer, p_response jsonb) returns boolean security definer, executed by service_role
function public.import_add_rows(p_workspace uuid, p_job uuid, p_rows jsonb) returns jsonb security definer, executed by service_role
function public.import_create(p_workspace uuid, p_actor uuid, p_import jsonb) returns jsonb security definer, executed by service_role
function public.import_discard(p_workspace uuid, p_job uuid, p_actor uuid) returns jsonb security definer, executed by service_role
function public.import_start(p_workspace uuid, p_job uuid, p_actor uuid, p_options jsonb) returns jsonb security definer, executed by service_role
function public.import_summary(p_workspace uuid, p_job uuid) returns jsonb security definer, executed by service_role
function public.import_whole(p_workspace uuid, p_actor uuid, p_import jsonb, p_rows jsonb) returns jsonb security definer, executed by service_role
function public.is_first_account(p_user uuid) returns boolean security definer, executed by service_role
function public.job_cancel(p_workspace uuid, p_job uuid, p_actor uuid) returns jsonb security definer, executed by service_role
function public.job_contacts(p_workspace uuid, p_job uuid, p_after integer, p_limit integer, p_result text) returns jsonb security definer, executed by service_role
function public.job_get(p_workspace uuid, p_job uuid) returns jsonb security definer, executed by service_role
function public.job_paths(p_workspace uuid, p_job uuid) returns jsonb security definer, executed by service_role
function public.job_pause(p_workspace uuid, p_job uuid, p_actor uuid) returns jsonb security definer, executed by service_role
function public.job_report(p_workspace uuid, p_job uuid) returns jsonb security definer, executed by service_role
function public.job_resume(p_workspace uuid, p_job uuid, p_actor uuid) returns jsonb security definer, executed by service_role
function public.job_rows(p_workspace uuid, p_job uuid, p_after integer, p_limit integer) returns jsonb security definer, executed by service_role
function public.jobs_list(p_workspace uuid, p_limit integer, p_before_created_at timestamp with time zone, p_before_id uuid) returns jsonb security definer, executed by service_role
function public.list_add(p_workspace uuid, p_actor uuid, p_list uuid, p_contacts uuid[]) returns jsonb security definer, executed by service_role
function public.list_contacts_get(p_workspace uuid, p_list uuid, p_limit integer, p_before_added_at timestamp with time zone, p_after_contact uuid) returns jsonb security definer, executed by service_role
function public.list_create(p_workspace uuid, p_actor uuid, p_name text) returns jsonb security definer, executed by service_role
function public.list_delete(p_workspace uuid, p_actor uuid, p_list uuid) returns void security definer, executed by service_role
function public.list_remove(p_workspace uuid, p_list uuid, p_contacts uuid[]) returns jsonb security definer, executed by service_role
function public.lists_get(p_workspace uuid) returns jsonb security definer, executed by service_role
function public.policy_learn(p_params jsonb, p_lag_ms integer, p_min_asks integer, p_min_age_ms bigint) returns jsonb security definer, executed by service_role
function public.policy_snapshot_get(p_id bigint) returns jsonb security definer, executed by service_role
function public.provider_report(p_provider text, p_key_id text, p_event text, p_retry_ms integer) returns jsonb security definer, executed by service_role
function public.provider_states_list() returns jsonb security definer, executed by service_role
function public.purge_expired() returns jsonb security definer, executed by service_role
function public.push_begin(p_workspace uuid, p_job uuid, p_kind text, p_push uuid, p_run timestamp with time zone, p_limit integer, p_lease_ms integer) returns jsonb security definer, executed by service_role
function public.push_end(p_workspace uuid, p_job uuid, p_actor uuid, p_destination uuid, p_push uuid, p_run timestamp with time zone, p_refused boolean) returns jsonb security definer, executed by service_role
function public.push_record(p_workspace uuid, p_destination uuid, p_push uuid, p_items jsonb, p_lease_ms integer) returns integer security definer, executed by service_role
function public.rate_take(p_bucket text, p_count integer, p_windows jsonb) returns jsonb security definer, executed by service_role
function public.reader_switches_list() returns jsonb security definer, executed by service_role
function public.suppression_add(p_workspace uuid, p_keys text[], p_reason text, p_source text) returns integer security definer, executed by service_role
function public.suppression_remove(p_workspace uuid, p_keys text[]) returns integer security definer, executed by service_role
function public.suppressions_list(p_workspace uuid, p_limit integer) returns jsonb security definer, executed by service_role
function public.verification_ask(p_asks jsonb, p_urgent boolean, p_wanted_ms bigint) returns jsonb security definer, executed by service_role
function public.verification_claim(p_verifier text, p_sender text, p_limit integer, p_per_pool integer, p_full text[], p_after text, p_lease_ms integer) returns jsonb security definer, executed by service_role
function public.verification_list_add_rows(p_workspace uuid, p_list uuid, p_rows jsonb, p_most integer) returns jsonb security definer, executed by service_role
function public.verification_list_claim(p_limit integer, p_lease_ms integer) returns jsonb security definer, executed by service_role
function public.verification_list_create(p_workspace uuid, p_actor uuid, p_list jsonb) returns jsonb security definer, executed by service_role
function public.verification_list_delete(p_workspace uuid, p_list uuid, p_actor uuid) returns jsonb security definer, executed by service_role
function public.verification_list_get(p_workspace uuid, p_list uuid) returns jsonb security definer, executed by service_role
function public.verification_list_rows(p_workspace uuid, p_list uuid, p_after integer, p_limit integer, p_status text) returns jsonb security definer, executed by service_role
function public.verification_list_settle(p_list uuid, p_claim uuid, p_results jsonb) returns jsonb security definer, executed by service_role
function public.verification_list_start(p_workspace uuid, p_list uuid) returns jsonb security definer, executed by service_role
function public.verification_list_wait(p_list uuid, p_claim uuid, p_rows integer[], p_delay_ms integer) returns integer security definer, executed by service_role
function public.verification_lists_recent(p_workspace uuid, p_limit integer) returns jsonb security definer, executed by service_role
function public.verification_lists_waiting() returns boolean security definer, executed by service_role
function public.verification_renew(p_verifier text, p_ids bigint[], p_lease_ms integer) returns integer security definer, executed by service_role
function public.verification_service_count(p_service text, p_cost_micros bigint) returns void security definer, executed by service_role
function public.verification_settle(p_sender text, p_items jsonb) returns integer security definer, executed by service_role
function public.verification_state() returns jsonb security definer, executed by service_role
function public.verifier_beat(p_sender text, p_able boolean, p_stopped boolean, p_audit jsonb) returns void security definer, executed by service_role
function public.welcome_grant(p_workspace uuid, p_amount_milli bigint) returns jsonb security definer, executed by service_role
function public.worker_answered(p_batch uuid, p_fence bigint, p_answers jsonb) returns boolean security definer, executed by service_role
function public.worker_beat(p_worker text) returns void security definer, executed by service_role
function public.worker_callback(p_batch uuid, p_fence bigint) returns jsonb security definer, executed by service_role
function public.worker_claim(p_worker text, p_provider text, p_channel text, p_key_id text, p_limit integer, p_lease_ms integer, p_ask_cost_micros bigint, p_hold_milli bigint) returns json security definer, executed by service_role
function public.worker_expect_callback(p_batch uuid, p_fence bigint, p_token_hash text) returns boolean security definer, executed by service_role
function public.worker_fail(p_batch uuid, p_fence bigint, p_items jsonb, p_delay_ms integer) returns jsonb security definer, executed by service_role
function public.worker_known_answer(p_contact uuid, p_email text) returns jsonb security definer, executed by service_role
function public.worker_last_seen() returns timestamp with time zone security definer, executed by service_role
function public.worker_overview() returns jsonb security definer, executed by service_role
function public.worker_reclaim(p_worker text, p_provider text, p_channel text, p_limit integer, p_lease_ms integer) returns json security definer, executed by service_role
function public.worker_release(p_batch uuid, p_fence bigint) returns boolean security definer, executed by service_role
function public.worker_renew(p_worker text, p_batches uuid[], p_lease_ms integer) returns integer security definer, executed by service_role
function public.worker_settle(p_batch uuid, p_fence bigint, p_items jsonb, p_more jsonb) returns jsonb security definer, executed by service_role
function public.worker_stopped(p_worker text) returns jsonb security definer, executed by service_role
function public.worker_submitted(p_batch uuid, p_fence bigint, p_external_id text, p_poll_ms integer, p_deadline_ms integer) returns boolean security definer, executed by service_role
function public.worker_takeover(p_forget_submitted boolean) returns integer security definer, executed by service_role
function public.worker_wait(p_batch uuid, p_fence bigint, p_poll_ms bigint) returns boolean security definer, executed by service_role
function public.workspace_budget_get(p_workspace uuid) returns jsonb security definer, executed by service_role
function public.workspace_budget_set(p_workspace uuid, p_actor uuid, p_max_daily_cost_micros bigint) returns jsonb security definer, executed by service_role
function public.workspace_create_system(p_name text) returns jsonb security definer, executed by service_role
function public.workspace_queue(p_workspace uuid) returns jsonb security definer, executed by service_role
function public.workspace_redrive(p_workspace uuid, p_ids bigint[], p_actor uuid) returns jsonb security definer, executed by service_role
function private.answers_email(c contacts) returns boolean
function private.answers_phone(c contacts) returns boolean
function private.ask_again(p_job uuid, p_email boolean, p_phone boolean) returns integer
function private.audit(p_workspace uuid, p_actor uuid, p_action text, p_subject text, p_detail jsonb) returns void
function private.batch_for(p_batch uuid, p_fence bigint) returns boolean
function private.budget_gate(p_ids bigint[], p_ask_cost_micros bigint, OUT left_out bigint[], OUT over bigint[]) returns record
function private.calibration_counts(p_sandbox boolean) returns jsonb
function private.charge_channel() returns trigger security definer
function private.check_transfers() returns trigger
function private.claim_candidates(p_provider text, p_channel text, p_limit integer, p_workspace uuid) returns bigint[]
function private.credit_accounts_open(p_workspace uuid) returns void
function private.credits_close(p_rows jsonb) returns void
function private.credits_move(p_kind text, p_rows jsonb) returns void
function private.destination_json(p_destination destinations) returns jsonb
function private.failures_allowed() returns integer
function private.forget_failures() returns trigger
function private.give_back(p_charge credit_logs, p_amount_milli bigint, p_key text, p_note text) returns void
function private.heed_callback() returns trigger security definer
function private.hold_key(p_kind text, p_contact uuid, p_redrives integer) returns text
function private.is_suppressed(p_workspace uuid, p_keys text[]) returns boolean
function private.job_for(p_workspace uuid, p_job uuid, p_statuses text[]) returns import_jobs
function private.job_with_pending(p_job import_jobs) returns jsonb
function private.known_people(p_job uuid) returns record
function private.list_for(p_workspace uuid, p_list uuid) returns void
function private.list_json(p_list uuid) returns jsonb
function private.lock_imports(p_workspace uuid) returns void
function private.lock_workspaces(p_ids uuid[]) returns void
function private.mark_phone_pending() returns trigger
function private.my_workspaces() returns uuid security definer, executed by authenticated
function private.new_import_rows(p_job uuid, p_rows jsonb) returns record
function private.note_spending() returns trigger security definer
function private.owns_keys(p_status text, p_result text, p_same_job boolean) returns boolean
function private.park_unpaid(p_jobs uuid[], p_hold_milli bigint, p_paid uuid[]) returns void
function private.policy_band(p_confidence integer) returns integer
function private.policy_count(p_sandbox boolean, p_lag_ms integer) returns integer
function private.policy_segment(p_domain text, p_linkedin_url text) returns text
function private.push_due(p_twin boolean, p_fresh boolean, p_state text, p_at timestamp with time zone, p_run timestamp with time zone) returns boolean
function private.push_people(p_workspace uuid, p_job uuid, p_destination uuid) returns record
function private.refuse(p_code text, p_detail text) returns void
function private.refuse_change() returns trigger
function private.reported_emails(p_original uuid) returns jsonb
function private.settle_items(p_items jsonb) returns record
function private.split_assessment() returns trigger
function private.split_email_assessment() returns trigger
function private.suppress_contacts(p_contacts uuid[]) returns void
function private.take_policy() returns trigger
function private.tasks_json(p_ids bigint[]) returns json
function private.today() returns date
function private.turn_duplicates(p_workspace uuid, p_job uuid, p_elsewhere jsonb) returns integer
function private.verification_list_for(p_workspace uuid, p_list uuid, p_statuses text[]) returns verification_lists
function private.verifier_is_near() returns boolean
function private.wake_waiting(p_workspace uuid) returns void
function private.wake_worker() returns boolean
