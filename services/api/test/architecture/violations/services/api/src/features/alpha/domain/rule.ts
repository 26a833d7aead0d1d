export const rule = 'planted';
