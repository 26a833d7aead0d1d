export function formsOf(secret: string): string[];
export function hitsOf(told: Readonly<Record<string, string>>, secret: string): Record<string, number>;
