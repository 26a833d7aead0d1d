import { createParamDecorator, RequestMapping, RequestMethod, type ExecutionContext } from '@nestjs/common';
import type { Endpoint as EndpointDefinition } from '@bpmn-studio/contracts';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Actor } from '../../kernel/actor.js';
import { AppError } from '../../kernel/app-error.js';
import type { Answer, DocumentAnswer, EncodedAnswer, NotModified, StreamAnswer } from './answer.js';
import { stateOf } from './request-state.js';

/** By the method that answers it: asked for several times in each request, where reflection takes longer. */
const endpoints = new WeakMap<object, EndpointDefinition>();

/**
 * What a controller method may return for an endpoint: its data plain, in an Answer or encoded, a DocumentAnswer when the
 * endpoint `produces` something that is not JSON, a NotModified, or nothing for 204.
 */
export type AnswerOf<E extends EndpointDefinition> =
  | NotModified
  | (E['response'] extends z.ZodType ? z.input<E['response']> | Answer<z.input<E['response']>> | EncodedAnswer : E['produces'] extends readonly string[] ? DocumentAnswer | StreamAnswer : void);

/**
 * Makes a controller method the operation of one endpoint of the contract: route, method, success status, permission, rate
 * limit and OpenAPI all come from the definition, and the return type is held to it. The controller class carries a bare
 * `@Controller()`, because the definition holds the whole path.
 *
 * ```ts
 * @Endpoint(saveDiagram)
 * save(@Input() input: InputOf<typeof saveDiagram>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof saveDiagram>> {
 *   return this.saveDiagram.run(actor, input);
 * }
 * ```
 * (`import { saveDiagram, type InputOf } from '@bpmn-studio/contracts'`, `import type { Actor }`.)
 */
export function Endpoint<E extends EndpointDefinition>(endpoint: E) {
  return <M extends (...args: never[]) => AnswerOf<E> | Promise<AnswerOf<E>>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    RequestMapping({ path: endpoint.path, method: RequestMethod[endpoint.method] })(target, name, descriptor);
    if (descriptor.value !== undefined) endpoints.set(descriptor.value, endpoint);
  };
}

/** The endpoint a controller method carries, undefined when it carries none. */
export function endpointOf(handler: object): EndpointDefinition | undefined {
  return endpoints.get(handler);
}

/**
 * Parameter of type `InputOf<typeof endpoint>`: params, query, headers (lower-case names, only those the endpoint declares)
 * and body, parsed by the endpoint's schemas before the method is called; undefined for parts it does not declare.
 * A request that does not fit never reaches the method: 400 request.invalid with errors[{path, message}], and for a path
 * parameter the endpoint's own 404, exactly as for an unknown id.
 */
export const Input = createParamDecorator((_: undefined, context: ExecutionContext): unknown => stateOf(context.switchToHttp().getRequest<Request>()).input);

/**
 * Parameter of type `Actor`: who is signed in, with memberships and the request's id.
 * Throws auth.unauthenticated on a `public` endpoint that nobody is signed in to; elsewhere the guard has already seen to it.
 */
export const CurrentActor = createParamDecorator((_: undefined, context: ExecutionContext): Actor => {
  const { actor } = stateOf(context.switchToHttp().getRequest<Request>());
  if (!actor) throw new AppError('auth.unauthenticated');
  return actor;
});
