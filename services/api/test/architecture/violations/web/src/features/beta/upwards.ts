// violates: web-features-know-no-app
import { shell } from '../../app/shell.js';

export const upwards = [shell];
