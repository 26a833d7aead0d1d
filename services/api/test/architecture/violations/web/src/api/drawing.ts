// violates: web-api-draws-nothing
import { button } from '../ui/button.js';

export const drawing = [button];
