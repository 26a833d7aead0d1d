import { expose } from 'comlink';
import { findProblems } from './rules/find-problems.js';

expose({ findProblems });
