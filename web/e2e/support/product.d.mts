export interface Product {
  readonly url: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export function startProduct(settings?: Readonly<Record<string, string>>): Promise<Product>;
