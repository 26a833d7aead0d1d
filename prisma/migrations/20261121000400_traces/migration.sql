-- The trace an event was caused in (W3C traceparent), so that its jobs become part of it. It is the column's default, so
-- every statement that writes events carries it along, those of older versions and of later functions included; NULL
-- where nobody said. Set for one transaction only: nothing of it stays on a connection.
ALTER TABLE outbox ADD COLUMN trace_context text DEFAULT nullif(current_setting('app.trace_context', true), '');

-- Takes the place of a request's id among the arguments of a function that writes events: arguments are evaluated first,
-- so the trace is known inside, in the same round trip.
CREATE FUNCTION app.traced(p_request_id text, p_traceparent text) RETURNS text LANGUAGE sql VOLATILE
  RETURN CASE WHEN set_config('app.trace_context', coalesce(p_traceparent, ''), true) IS NOT NULL THEN p_request_id END;
