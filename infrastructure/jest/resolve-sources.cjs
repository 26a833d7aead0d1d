const { existsSync } = require('node:fs');
const { resolve } = require('node:path');

/**
 * Jest resolver: our sources import `./thing.js` (what tsc emits) and mean thing.ts or thing.tsx beside them. Packages
 * under node_modules are left alone: some ship a thing.ts next to the thing.js they want loaded.
 */
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes('/node_modules/')) {
    const stem = resolve(options.basedir, request.slice(0, -'.js'.length));
    for (const extension of ['.ts', '.tsx']) if (existsSync(stem + extension)) return stem + extension;
  }
  return options.defaultResolver(request, options);
};
