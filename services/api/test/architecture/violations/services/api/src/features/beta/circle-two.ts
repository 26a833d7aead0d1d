import { circle_one } from './circle-one.js';

export const circle_two = [circle_one];
