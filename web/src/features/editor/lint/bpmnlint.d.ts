// The package ships its sources alone.
declare module 'bpmnlint/lib/linter.js' {
  interface Report {
    readonly id?: string;
    readonly message: string;
    readonly category: string;
  }
  interface Resolver {
    resolveRule(pkg: string, name: string): unknown;
    resolveConfig(pkg: string, name: string): never;
  }
  export default class Linter {
    constructor(options: { resolver: Resolver; config: { rules: Record<string, string> } });
    lint(definitions: unknown): Promise<Record<string, readonly Report[]>>;
  }
}

declare module 'bpmnlint/rules/*.js' {
  const rule: (config: unknown) => object;
  export default rule;
}
