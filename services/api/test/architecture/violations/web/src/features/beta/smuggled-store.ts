// violates: vendor-browser-store
import { openDB } from 'idb';

export const smuggled_store = [openDB];
