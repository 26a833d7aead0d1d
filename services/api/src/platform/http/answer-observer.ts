import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Endpoint, ErrorCode } from '@bpmn-studio/contracts';

/** A request that has had its answer, or whose client went away before. */
export interface AnsweredRequest {
  /** The operation that was asked for; undefined when the address or the method is none of ours. */
  readonly endpoint: Endpoint | undefined;
  /** 499 when the client did not wait. */
  readonly status: number;
  /** Of an error. */
  readonly problem: ErrorCode | undefined;
  /** From the first byte of the request's head to the last of the answer. */
  readonly seconds: number;
  /** What an adapter noted of it as the work's outcome. */
  readonly outcome: string | undefined;
}

/** Port: measures requests of its own. An observer is a provider that extends this class; it sees every request there is. */
export abstract class AnswerObserver {
  /** Returns at once. */
  abstract answered(request: AnsweredRequest): void;
}

/** All observers of this process. */
@Injectable()
export class AnswerObservers implements OnModuleInit {
  private readonly logger = new Logger(AnswerObservers.name);
  private observers: readonly AnswerObserver[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const found = this.discovery.getProviders().map(({ instance }): unknown => instance);
    this.observers = [...new Set(found)].filter((instance) => instance instanceof AnswerObserver);
  }

  tell(request: AnsweredRequest): void {
    for (const observer of this.observers) {
      try {
        observer.answered(request);
      } catch (error) {
        this.logger.error({ err: error, event: 'http.observer_failed' }, 'A request could not be measured');
      }
    }
  }
}
