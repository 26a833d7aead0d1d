export const page = 'planted';
