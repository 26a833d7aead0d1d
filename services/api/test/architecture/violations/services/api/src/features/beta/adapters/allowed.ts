import { alpha } from '../../alpha/index.js';
import { pool } from '../../../platform/database/pool.js';

export const allowed = [alpha, pool];
