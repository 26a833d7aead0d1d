// violates: vendor-redis
import { Redis } from 'ioredis';

export const smuggled_redis = [Redis];
