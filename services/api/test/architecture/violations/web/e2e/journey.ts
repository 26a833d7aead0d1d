export const journey = 'planted';
