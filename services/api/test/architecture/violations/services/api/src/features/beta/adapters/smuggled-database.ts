// violates: vendor-database
import { Pool } from 'pg';

export const smuggled_database = [Pool];
