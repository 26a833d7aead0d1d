// violates: api-features-meet-at-the-door
import { store } from '../../alpha/adapters/store.js';

export const back_door = [store];
