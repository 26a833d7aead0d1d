export { Config } from './config.js';
export { ConfigModule } from './config.module.js';
export { describeConfiguration } from './describe-configuration.js';
export { environmentSchema, type ConfigValues, type ProcessRole } from './config-schema.js';
export { ConfigError, loadConfig } from './load-config.js';
export { VERSION } from './version.js';
