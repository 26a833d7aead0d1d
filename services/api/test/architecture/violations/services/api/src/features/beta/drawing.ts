// violates: api-knows-no-web
import { button } from '../../../../../web/src/ui/button.js';

export const drawing = [button];
