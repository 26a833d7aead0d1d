// violates: vendor-zip
import { ZipFile } from 'yazl';

export const smuggled_zip = [ZipFile];
