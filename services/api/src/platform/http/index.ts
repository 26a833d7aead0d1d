export { ActorSource } from './actor-source.js';
export { Answer, DocumentAnswer, NotModified, notModified, unlessMatched, type AnswerHeaders } from './answer.js';
export { CurrentActor, Endpoint, Input, type AnswerOf } from './endpoint.decorator.js';
export { etagMatches, versionTag } from './etag.js';
export { sendProblem } from './problem.filter.js';
export { workspaceOf } from './workspace-access.js';
