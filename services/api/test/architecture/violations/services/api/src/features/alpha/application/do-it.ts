import { rule } from '../domain/rule.js';
import { clock } from '../../../kernel/clock.js';
import { Injectable } from '@nestjs/common';

export const doIt = [rule, clock, Injectable];
