// violates: api-application-knows-no-adapter
import { store } from '../adapters/store.js';

export const short_cut = [store];
