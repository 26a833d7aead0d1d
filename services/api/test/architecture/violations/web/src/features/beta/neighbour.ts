// violates: web-features-meet-in-the-app
import { page } from '../alpha/page.js';

export const neighbour = [page];
