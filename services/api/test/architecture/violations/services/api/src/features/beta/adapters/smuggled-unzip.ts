// violates: vendor-unzip
import { fromBuffer } from 'yauzl';

export const smuggled_unzip = [fromBuffer];
