import { safeName } from '../../../kernel/file-name.js';

/** Names of files and folders in an archive, each given once, also for a file system that sees no case. */
export class ArchiveNames {
  private readonly given = new Set<string>(['manifest.json', 'errors.txt']);
  private readonly folders = new Map<string, string>();

  /** @param projects names by id */
  constructor(private readonly projects: ReadonlyMap<string, string>) {}

  /**
   * The path of a diagram: `Project/Title.bpmn`, with a number where two would have the same.
   * @param ending without the dot
   */
  of({ title, projectId }: { readonly title: string; readonly projectId: string | null }, ending: string): string {
    const folder = projectId === null ? '' : `${this.folderOf(projectId)}/`;
    return this.once(`${folder}${safeName(title) || 'diagram'}`, `.${ending}`);
  }

  private folderOf(projectId: string): string {
    const known = this.folders.get(projectId);
    if (known !== undefined) return known;
    const folder = this.once(safeName(this.projects.get(projectId) ?? '') || 'project', '');
    this.folders.set(projectId, folder);
    return folder;
  }

  private once(stem: string, ending: string): string {
    for (let number = 1; ; number++) {
      const name = `${stem}${number === 1 ? '' : ` (${number})`}${ending}`;
      const seen = name.toLowerCase().normalize('NFC');
      if (this.given.has(seen)) continue;
      this.given.add(seen);
      return name;
    }
  }
}
