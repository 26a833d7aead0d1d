// violates: vendor-queue-board
import { createBullBoard } from '@bull-board/api';

export const smuggled_queue_board = [createBullBoard];
