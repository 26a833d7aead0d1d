import { expose } from 'comlink';
import { documentWork } from './document-work.js';

expose(documentWork);
