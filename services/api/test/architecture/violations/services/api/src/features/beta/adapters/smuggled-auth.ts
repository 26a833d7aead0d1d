// violates: vendor-auth
import { betterAuth } from 'better-auth';

export const smuggled_auth = [betterAuth];
