// violates: vendor-live
import { Doc } from 'yjs';

export const smuggled_live = [Doc];
