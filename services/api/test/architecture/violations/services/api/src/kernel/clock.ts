export const clock = 'planted';
