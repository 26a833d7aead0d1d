import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { getDiagram, getLive, saveDiagram, type InputOf } from '@bpmn-studio/contracts';
import type { AnswerOf } from './endpoint.decorator.js';
import { Endpoint, Input } from './endpoint.decorator.js';
import { EndpointRegistry } from './endpoint-registry.js';
import { NotModified } from './answer.js';

@Controller()
class Declared {
  @Endpoint(getLive)
  live(): AnswerOf<typeof getLive> {
    return { status: 'ok' };
  }

  @Endpoint(getDiagram)
  get(@Input() _input: InputOf<typeof getDiagram>): AnswerOf<typeof getDiagram> {
    return new NotModified();
  }

  @Endpoint(saveDiagram)
  save(): AnswerOf<typeof saveDiagram> {
    return new NotModified();
  }

  notARoute(): string {
    return 'a method like any other';
  }
}

@Controller()
class Undeclared {
  @Get('/api/secrets')
  secrets(): string {
    return 'no permission, no limit';
  }
}

@Controller()
class Twice {
  @Endpoint(getLive)
  another(): AnswerOf<typeof getLive> {
    return { status: 'ok' };
  }
}

async function registryOf(...controllers: (typeof Declared | typeof Undeclared | typeof Twice)[]): Promise<EndpointRegistry> {
  @Module({ imports: [DiscoveryModule], controllers, providers: [EndpointRegistry] })
  class App {}
  const module = await Test.createTestingModule({ imports: [App] }).compile();
  await module.init();
  return module.get(EndpointRegistry);
}

describe('EndpointRegistry', () => {
  it('knows every endpoint', async () => {
    expect((await registryOf(Declared)).all().map(({ id }) => id)).toEqual(['getDiagram', 'getLive', 'saveDiagram']);
  });

  it('refuses to boot with a route that declares none, and names the mend', async () => {
    await expect(registryOf(Declared, Undeclared)).rejects.toThrow(/Undeclared\.secrets .* put @Endpoint/);
  });

  it('refuses to boot with the same endpoint twice', async () => {
    await expect(registryOf(Declared, Twice)).rejects.toThrow(/Twice\.another declares the endpoint getLive/);
  });

  it('knows which methods an address takes', async () => {
    const registry = await registryOf(Declared);
    expect(registry.methodsAt('/api/diagrams/7')).toEqual(['GET', 'HEAD', 'OPTIONS', 'PUT']);
    expect(registry.methodsAt('/api/diagrams/7/')).toEqual(['GET', 'HEAD', 'OPTIONS', 'PUT']);
    expect(registry.methodsAt('/api/diagrams')).toEqual([]);
    expect(registry.methodsAt('/api/diagrams/7/8')).toEqual([]);
  });
});
