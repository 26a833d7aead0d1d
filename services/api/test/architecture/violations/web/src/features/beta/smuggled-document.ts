// violates: vendor-shared-document
import { Doc } from 'yjs';

export const smuggled_document = [Doc];
