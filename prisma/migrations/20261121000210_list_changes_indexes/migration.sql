-- Apart from the columns, so that reads go on while the indexes are built; saves wait, about a second for a million diagrams.
CREATE INDEX diagrams_changed ON diagrams (workspace_id, changed_xid);
CREATE INDEX diagram_thumbnails_changed ON diagram_thumbnails (workspace_id, changed_xid);

-- Every save writes an entry of every index, since it moves updated_at. The index of projects is of use to diagrams in a
-- project alone; without the others in it, a save of theirs writes as many entries as before, once the one it replaces is gone.
CREATE INDEX diagrams_in_project ON diagrams (workspace_id, project_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL AND project_id IS NOT NULL;
