// violates: api-application-knows-no-technology
import { pool } from '../../../platform/database/pool.js';

export const technical = [pool];
