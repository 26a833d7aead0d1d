/** Builds the web application, unless it was built from the same sources before. */
export function buildWeb(): Promise<void>;
