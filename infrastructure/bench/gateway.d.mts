export const NGINX: string | undefined;
