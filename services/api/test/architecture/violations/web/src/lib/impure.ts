// violates: web-lib-is-pure
import { client } from '../api/client.js';

export const impure = [client];
