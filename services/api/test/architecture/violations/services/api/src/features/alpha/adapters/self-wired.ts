// violates: api-adapter-knows-no-module
import { alphaModule } from '../alpha.module.js';

export const self_wired = [alphaModule];
