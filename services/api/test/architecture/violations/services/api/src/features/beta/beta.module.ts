// violates: api-modules-meet-at-modules
import { alphaModule } from '../alpha/alpha.module.js';
import { store } from '../alpha/adapters/store.js';

export const betaModule = [alphaModule, store];
