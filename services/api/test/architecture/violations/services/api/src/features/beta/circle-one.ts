// violates: no-circular
import { circle_two } from './circle-two.js';

export const circle_one = [circle_two];
