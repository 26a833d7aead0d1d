// violates: api-kernel-is-pure
import { Injectable } from '@nestjs/common';

export const impure = [Injectable];
