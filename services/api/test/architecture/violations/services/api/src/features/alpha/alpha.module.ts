export const alphaModule = 'planted';
