/**
 * Jest setupFile: loads Nest before anything else. Its throttler is CommonJS and requires Nest, which is ESM; Node allows
 * that for a module that is loaded, Jest refuses it for one that is being loaded.
 */
await import('reflect-metadata');
await import('@nestjs/common');
await import('@nestjs/core');

export {};
