// violates: vendor-resilience
import { circuitBreaker } from 'cockatiel';

export const smuggled_resilience = [circuitBreaker];
