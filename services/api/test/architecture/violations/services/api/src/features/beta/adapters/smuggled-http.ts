// violates: vendor-http
import { Router } from 'express';

export const smuggled_http = [Router];
