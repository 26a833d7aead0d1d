export const alpha = 'planted';
