// violates: api-platform-knows-no-feature
import { alpha } from '../../features/alpha/index.js';

export const curious = [alpha];
