export { RebuildSearch } from './adapters/rebuild-search.js';
