// violates: web-knows-no-server
import { clock } from '../../../../services/api/src/kernel/clock.js';

export const server_side = [clock];
