// violates: vendor-threads
import { Piscina } from 'piscina';

export const smuggled_threads = [Piscina];
