// violates: web-ui-fetches-nothing
import { client } from '../api/client.js';

export const fetching = [client];
