export { AuthModule } from './auth.module.js';
export { EnsureDemoAccount, type DemoAccount } from './application/ensure-demo-account.js';
export { RolesNow, type Present } from './application/ports.js';
