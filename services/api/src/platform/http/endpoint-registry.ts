import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Endpoint } from '@bpmn-studio/contracts';
import { endpointOf } from './endpoint.decorator.js';

/** Nest's own mark of a method that answers a route (PATH_METADATA). */
const NEST_ROUTE = 'path';

/** Every operation this process serves. Refuses to boot when a route declares no endpoint or two declare the same. */
@Injectable()
export class EndpointRegistry implements OnModuleInit {
  private readonly byId = new Map<string, Endpoint>();
  private patterns: readonly { readonly endpoint: Endpoint; readonly pattern: RegExp }[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getControllers()) {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      for (const name of this.scanner.getAllMethodNames(prototype)) this.add(prototype, name);
    }
    this.patterns = this.all().map((endpoint) => ({ endpoint, pattern: patternOf(endpoint.path) }));
  }

  /** The endpoints, by id. */
  all(): readonly Endpoint[] {
    return [...this.byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The methods an address takes (HEAD and OPTIONS included), none when there is nothing at it. */
  methodsAt(path: string): readonly string[] {
    const methods = this.patterns.filter(({ pattern }) => pattern.test(path)).map(({ endpoint }) => endpoint.method as string);
    if (methods.length === 0) return [];
    return [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();
  }

  /** The operation behind a method and an address; HEAD asks for the same as GET. */
  endpointAt(method: string, path: string): Endpoint | undefined {
    const asked = method === 'HEAD' ? 'GET' : method;
    return this.patterns.find(({ endpoint, pattern }) => endpoint.method === asked && pattern.test(path))?.endpoint;
  }

  /** The template of an address, whatever the method. */
  pathAt(path: string): string | undefined {
    return this.patterns.find(({ pattern }) => pattern.test(path))?.endpoint.path;
  }

  private add(prototype: Record<string, object>, name: string): void {
    const handler = prototype[name];
    if (handler === undefined || Reflect.getMetadata(NEST_ROUTE, handler) === undefined) return;
    const route = `${prototype.constructor?.name ?? 'A controller'}.${name}`;
    const endpoint = endpointOf(handler);
    if (endpoint === undefined) throw new Error(`${route} answers a route but declares no endpoint: define one in services/contracts and put @Endpoint(...) on the method instead of @Get, @Post, ...`);
    if (this.byId.has(endpoint.id)) throw new Error(`${route} declares the endpoint ${endpoint.id}, which another method answers already: give it an endpoint of its own`);
    this.byId.set(endpoint.id, endpoint);
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}/?$`);
}
