export { Feed } from './feed.js';
export { FeedModule } from './feed.module.js';
export { diagramTopic, personTopic, type Topic } from './topics.js';
