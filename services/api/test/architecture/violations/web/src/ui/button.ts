export const button = 'planted';
