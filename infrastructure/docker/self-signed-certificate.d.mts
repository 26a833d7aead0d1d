export function selfSignedCertificate(names: readonly string[], options?: { readonly days?: number; readonly now?: Date }): { certificate: string; key: string };
