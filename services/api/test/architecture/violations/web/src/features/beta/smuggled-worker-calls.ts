// violates: vendor-worker-calls
import { wrap } from 'comlink';

export const smuggled_calls = [wrap];
