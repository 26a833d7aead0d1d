// violates: api-feature-knows-no-composition
import { app } from '../../app.module.js';

export const upwards = [app];
