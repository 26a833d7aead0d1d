import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { noteWork } from '../telemetry/index.js';
import { ActorSource } from './actor-source.js';
import { endpointOf } from './endpoint.decorator.js';
import { stateOf } from './request-state.js';

/** First guard: finds out who asks, so that limits can be counted by person. Lets everybody on. */
@Injectable()
export class IdentifyActorGuard implements CanActivate {
  constructor(@Inject(ActorSource) private readonly actors: ActorSource) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const state = stateOf(request);
    // Probes are never counted and must answer while the database is away.
    state.endpoint = endpointOf(context.getHandler());
    const asked = state.endpoint?.limit !== 'none';
    state.actor = asked ? await this.actors.actorOf(request, http.getResponse<Response>(), state.requestId) : null;
    noteWork({ userId: state.actor?.userId });
    return true;
  }
}
