// violates: vendor-queue
import { Queue } from 'bullmq';

export const smuggled_queue = [Queue];
