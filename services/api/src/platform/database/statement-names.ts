const NAMES_KEPT = 200;

/**
 * Names for prepared statements, so that PostgreSQL parses and plans a hot statement once a connection. Bounded: code
 * that builds ever new SQL texts gets unnamed statements once the names are used up.
 */
export class StatementNames {
  private readonly names = new Map<string, string>();

  of(sql: string): string | undefined {
    const known = this.names.get(sql);
    if (known !== undefined || this.names.size >= NAMES_KEPT) return known;
    const name = `s${this.names.size + 1}`;
    this.names.set(sql, name);
    return name;
  }
}
