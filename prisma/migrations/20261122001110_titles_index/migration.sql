-- without transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS diagram_titles_pieces ON diagram_titles USING gin (workspace_id, app.pieces(lower(title))) WITH (gin_pending_list_limit = 256);
