import { buildAll } from '../local/build.mjs';

/** The image's build: the database client, the services and the web client, as `npm start` builds them. */
await buildAll();
