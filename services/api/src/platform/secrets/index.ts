export { AuthSecrets } from './auth-secrets.js';
export { readSecrets, type SecretsRead } from './read-secrets.js';
export { SECRET_NAMES, type SecretName } from './secret-names.js';
export { SecretsModule } from './secrets.module.js';
export { SecretsReader, SecretsWatch } from './secrets-watch.js';
