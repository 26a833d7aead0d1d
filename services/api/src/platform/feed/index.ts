export { Feed } from './feed.js';
export { FeedModule } from './feed.module.js';
