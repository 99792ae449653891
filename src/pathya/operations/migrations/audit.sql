-- The audit trail. Events are written by the application; their place in a chain is given at commit by a deferred
-- trigger, in the chain of the writing backend: one row lock per transaction, taken after every other lock, held
-- for the commit alone. So no two transactions can wait for each other here (docs/adr/0003-audit-chain.md).
CREATE TABLE operations_auditevent (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    event varchar(80) NOT NULL CHECK (event ~ '^[a-z0-9_]+(\.[a-z0-9_]+){1,3}$'),
    actor_id uuid,
    address inet,
    request_id varchar(64) NOT NULL,
    subject_type varchar(60) NOT NULL,
    subject_id uuid,
    detail jsonb NOT NULL CHECK (jsonb_typeof(detail) = 'object')
);
CREATE INDEX audit_subject ON operations_auditevent (subject_id, at DESC) WHERE subject_id IS NOT NULL;
CREATE INDEX audit_actor ON operations_auditevent (actor_id, at DESC) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_at ON operations_auditevent USING brin (at);

CREATE TABLE operations_auditlink (
    chain smallint NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    event_id uuid NOT NULL UNIQUE,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (chain, number)
);

CREATE TABLE operations_audithead (
    chain smallint PRIMARY KEY,
    number bigint NOT NULL,
    hash bytea NOT NULL
) WITH (fillfactor = 20);
INSERT INTO operations_audithead SELECT n, 0, sha256(('pathya audit chain ' || n)::bytea) FROM generate_series(0, 63) n;

CREATE TABLE operations_auditanchor (
    number bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    heads jsonb NOT NULL,
    key_id varchar(40) NOT NULL,
    signature varchar(64) NOT NULL
);

CREATE FUNCTION audit_text(e operations_auditevent) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT convert_to(jsonb_build_array(
        e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.event, e.actor_id, host(e.address),
        e.request_id, e.subject_type, e.subject_id, e.detail)::text, 'UTF8')
$$;

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place smallint := pg_backend_pid() % 64;
    head operations_audithead;
BEGIN
    UPDATE operations_audithead h
       SET number = h.number + 1, hash = sha256(h.hash || int8send(h.number + 1) || audit_text(NEW))
     WHERE h.chain = place RETURNING h.* INTO STRICT head;
    INSERT INTO operations_auditlink VALUES (place, head.number, NEW.id, head.hash);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON operations_auditevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append only: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION audit_chain_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'the chain of the audit trail is written by its trigger: % on % refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operations_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operations_auditlink
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operations_auditanchor
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER chain_only BEFORE INSERT ON operations_auditlink
    FOR EACH ROW EXECUTE FUNCTION audit_chain_only();
CREATE TRIGGER chain_only BEFORE UPDATE ON operations_audithead
    FOR EACH ROW EXECUTE FUNCTION audit_chain_only();
CREATE TRIGGER append_only BEFORE INSERT OR DELETE OR TRUNCATE ON operations_audithead
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
