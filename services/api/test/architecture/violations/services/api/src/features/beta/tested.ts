// violates: no-test-in-product
import { expect } from '@jest/globals';

export const tested = [expect];
