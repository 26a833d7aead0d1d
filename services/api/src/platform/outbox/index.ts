export { OutboxModule } from './outbox.module.js';
export { OutboxWake } from './outbox-wake.js';
