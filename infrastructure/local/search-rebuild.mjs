// npm run search:rebuild [-- --workspace <id>]: indexes every diagram anew, whether the product runs or not.
import { reachDatabase, runOn } from './reach-database.mjs';

process.exitCode = await runOn(await reachDatabase(), 'services/api/dist/rebuild-search.js', process.argv.slice(2));
