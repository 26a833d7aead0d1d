export const client = 'planted';
