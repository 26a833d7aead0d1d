export const app = 'planted';
