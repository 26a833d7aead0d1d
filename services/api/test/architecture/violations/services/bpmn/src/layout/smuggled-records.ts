// violates: vendor-records
import { Doc } from 'yjs';

export const smuggled_records = [Doc];
